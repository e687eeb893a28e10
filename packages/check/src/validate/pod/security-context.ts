import { duplicate, forbidden, invalid, required, tooLong, unsupported } from "../../fault.ts";
import type { AppArmorProfile, PodSecurityContext, PodSpec, SeccompProfile, SecurityContext } from "../../gen/types.ts";
import { at, item, type Path } from "../../path.ts";
import { validateDescendingPath } from "../file-paths.ts";
import { byteLength, inRange } from "../names.ts";
import { invalidEach, oneOf, type Scope } from "../scope.ts";
import { validateWindowsOptions } from "./windows.ts";

/** Who a pod and its containers run as, and what they may do. */

const largestId = 2 ** 31 - 1;

function validateId(id: number | undefined, path: Path, scope: Scope): void {
  if (id !== undefined) invalidEach(scope, path, id, inRange(id, 0, largestId));
}

export function validatePodSecurity(spec: PodSpec, path: Path, scope: Scope): void {
  const context = spec.securityContext;
  if (context === undefined) return;
  validateId(context.fsGroup, at(path, "fsGroup"), scope);
  validateId(context.runAsUser, at(path, "runAsUser"), scope);
  validateId(context.runAsGroup, at(path, "runAsGroup"), scope);
  for (const [index, group] of (context.supplementalGroups ?? []).entries()) {
    validateId(group, item(at(path, "supplementalGroups"), index), scope);
  }
  if (spec.shareProcessNamespace && spec.hostPID) {
    const detail = "ShareProcessNamespace and HostPID cannot both be enabled";
    scope.report(invalid(at(path, "shareProcessNamespace"), true, detail));
  }
  validateSysctls(context, spec, at(path, "sysctls"), scope);
  validateSeccomp(context.seccompProfile, at(path, "seccompProfile"), scope);
  validateWindowsOptions(context.windowsOptions, at(path, "windowsOptions"), scope);
  validateAppArmor(context.appArmorProfile, at(path, "appArmorProfile"), scope);
  const { fsGroupChangePolicy, supplementalGroupsPolicy, seLinuxChangePolicy } = context;
  if (fsGroupChangePolicy !== undefined) {
    oneOf(scope, at(path, "fsGroupChangePolicy"), fsGroupChangePolicy, ["Always", "OnRootMismatch"]);
  }
  if (supplementalGroupsPolicy !== undefined) {
    oneOf(scope, at(path, "supplementalGroupsPolicy"), supplementalGroupsPolicy, ["Merge", "Strict"]);
  }
  if (seLinuxChangePolicy !== undefined) {
    oneOf(scope, at(path, "seLinuxChangePolicy"), seLinuxChangePolicy, ["Recursive"]);
  }
}

const sysctlForm = "([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const sysctlRegex = new RegExp(`^${sysctlForm}$`);
const ipcSysctls = ["kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue."];

function validateSysctls(context: PodSecurityContext, spec: PodSpec, path: Path, scope: Scope): void {
  const seen = new Set<string>();
  for (const [index, { name = "" }] of (context.sysctls ?? []).entries()) {
    const place = at(item(path, index), "name");
    if (name === "") scope.report(required(place));
    else if (name.length > 253 || !sysctlRegex.test(name)) {
      scope.report(invalid(place, name, `must have at most 253 characters and match regex ^${sysctlForm}$`));
    } else if (seen.has(name)) scope.report(duplicate(place, name));
    seen.add(name);
    const normal = name.includes("/") && name.indexOf("/") < name.indexOf(".") >>> 0 ? name.replaceAll("/", ".") : name;
    if (spec.hostNetwork && normal.startsWith("net.")) {
      scope.report(invalid(place, name, "may not be specified when 'hostNetwork' is true"));
    } else if (spec.hostIPC && ipcSysctls.some((prefix) => normal.startsWith(prefix))) {
      scope.report(invalid(place, name, "may not be specified when 'hostIPC' is true"));
    }
  }
}

const profileTypes = ["Localhost", "RuntimeDefault", "Unconfined"];

function validateSeccomp(profile: SeccompProfile | undefined, path: Path, scope: Scope): void {
  if (profile === undefined) return;
  const { type = "", localhostProfile } = profile;
  if (type === "") scope.report(required(at(path, "type"), "type is required when seccompProfile is set"));
  else oneOf(scope, at(path, "type"), type, profileTypes);
  const place = at(path, "localhostProfile");
  if (type === "Localhost") {
    if (localhostProfile === undefined) scope.report(required(place, "must be set when seccomp type is Localhost"));
    else validateDescendingPath(localhostProfile, place, scope);
  } else if (localhostProfile !== undefined) {
    const shown = { Type: type, LocalhostProfile: localhostProfile };
    scope.report(invalid(place, shown, "can only be set when seccomp type is Localhost"));
  }
}

function validateAppArmor(profile: AppArmorProfile | undefined, path: Path, scope: Scope): void {
  if (profile === undefined) return;
  const { type = "", localhostProfile } = profile;
  const place = at(path, "localhostProfile");
  if (type === "Localhost") validateLocalAppArmor(localhostProfile, place, scope);
  else if (type === "") scope.report(required(at(path, "type"), "type is required when appArmorProfile is set"));
  else if (!profileTypes.includes(type)) scope.report(unsupported(at(path, "type"), type, profileTypes));
  else if (localhostProfile !== undefined) {
    scope.report(invalid(place, localhostProfile, "can only be set when AppArmor type is Localhost"));
  }
}

function validateLocalAppArmor(profile: string | undefined, path: Path, scope: Scope): void {
  const detail = "must be set when AppArmor type is Localhost";
  if (profile === undefined || profile === "") scope.report(required(path, detail));
  else if (profile !== profile.trim()) scope.report(invalid(path, profile, "must not be padded with whitespace"));
  if (byteLength(profile ?? "") > 4095) scope.report(tooLong(path, 4095));
}

/** A container's own context. `hostUsers` is whether the pod shares the node's users. */
export function validateContainerSecurity(
  context: SecurityContext | undefined,
  hostUsers: boolean,
  path: Path,
  scope: Scope,
): void {
  if (context === undefined) return;
  validateId(context.runAsUser, at(path, "runAsUser"), scope);
  validateId(context.runAsGroup, at(path, "runAsGroup"), scope);
  const { procMount } = context;
  if (procMount !== undefined) {
    oneOf(scope, at(path, "procMount"), procMount, ["Default", "Unmasked"]);
    if (hostUsers && procMount === "Unmasked") {
      scope.report(invalid(at(path, "procMount"), procMount, "`hostUsers` must be false to use `Unmasked`"));
    }
  }
  validateSeccomp(context.seccompProfile, at(path, "seccompProfile"), scope);
  if (context.allowPrivilegeEscalation === false) {
    const cannot = "cannot set `allowPrivilegeEscalation` to false and";
    if (context.privileged) scope.report(invalid(path, context, `${cannot} \`privileged\` to true`));
    if (context.capabilities?.add?.includes("CAP_SYS_ADMIN")) {
      scope.report(invalid(path, context, `${cannot} \`capabilities.Add\` CAP_SYS_ADMIN`));
    }
  }
  validateWindowsOptions(context.windowsOptions, at(path, "windowsOptions"), scope);
  validateAppArmor(context.appArmorProfile, at(path, "appArmorProfile"), scope);
}

/** What a pod cannot have together with users of its own. */
export function validateOwnUsers(spec: PodSpec, path: Path, scope: Scope): void {
  if (spec.hostUsers !== false) return;
  const detail = "when `hostUsers` is false";
  if (spec.hostNetwork) scope.report(forbidden(at(path, "hostNetwork"), detail));
  if (spec.hostPID) scope.report(forbidden(at(path, "HostPID"), detail));
  if (spec.hostIPC) scope.report(forbidden(at(path, "HostIPC"), detail));
  for (const field of ["initContainers", "containers"] as const) {
    for (const [index, container] of (spec[field] ?? []).entries()) {
      if ((container.volumeDevices ?? []).length === 0) continue;
      scope.report(forbidden(at(item(at(path, field), index), "volumeDevices"), detail));
    }
  }
}
