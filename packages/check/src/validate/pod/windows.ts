import { forbidden, invalid } from "../../fault.ts";
import type { Container, PodSpec, WindowsSecurityContextOptions } from "../../gen/types.ts";
import { at, item, type Path } from "../../path.ts";
import { byteLength, dnsSubdomain } from "../names.ts";
import { invalidEach, type Scope } from "../scope.ts";

/** What is particular to Windows, and what a pod of one system cannot have of the other. */

const specificationLimitKiB = 64;

export function validateWindowsOptions(
  options: WindowsSecurityContextOptions | undefined,
  path: Path,
  scope: Scope,
): void {
  if (options === undefined) return;
  const { gmsaCredentialSpecName: name, gmsaCredentialSpec: specification, runAsUserName } = options;
  if (name !== undefined) invalidEach(scope, at(path, "gmsaCredentialSpecName"), name, dnsSubdomain(name));
  if (specification !== undefined) {
    const place = at(path, "gmsaCredentialSpec");
    if (specification === "") {
      scope.report(invalid(place, specification, "gmsaCredentialSpec cannot be an empty string"));
    } else if (byteLength(specification) > specificationLimitKiB * 1024) {
      scope.report(invalid(place, specification, `gmsaCredentialSpec size must be under ${specificationLimitKiB} KiB`));
    }
  }
  if (runAsUserName !== undefined)
    invalidEach(scope, at(path, "runAsUserName"), runAsUserName, userName(runAsUserName));
}

/** Messages about `DOMAIN\user`. */
function userName(name: string): string[] {
  if (name === "") return ["runAsUserName cannot be an empty string"];
  if (/\p{Cc}/u.test(name)) return ["runAsUserName cannot contain control characters"];
  const parts = name.split("\\");
  if (parts.length > 2) return ["runAsUserName cannot contain more than one backslash"];
  const messages: string[] = [];
  const user = parts.at(-1)!;
  if (parts.length === 2) messages.push(...domainName(parts[0]!));
  if (user === "") messages.push("runAsUserName's User cannot be empty");
  else if (byteLength(user) > 104) messages.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) messages.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    messages.push("runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
  }
  return messages;
}

function domainName(domain: string): string[] {
  const messages: string[] = [];
  if (domain.length >= 256) messages.push("runAsUserName's Domain length must be under 256 characters");
  const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
  const labels = domain.split(".").every((label) => /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/.test(label));
  if (!netBios.test(domain) && !labels) {
    messages.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  return messages;
}

function containersOf(spec: PodSpec, path: Path): [Container, Path][] {
  return (["initContainers", "containers"] as const).flatMap((field) =>
    (spec[field] ?? []).map((container, index): [Container, Path] => [container, item(at(path, field), index)]),
  );
}

/** Containers that are processes of the host are so all together. */
export function validateHostProcesses(spec: PodSpec, path: Path, scope: Scope): void {
  const pod = spec.securityContext?.windowsOptions?.hostProcess;
  const containers = containersOf(spec, path);
  let count = 0;
  for (const [container, place] of containers) {
    const own = container.securityContext?.windowsOptions?.hostProcess;
    if (pod !== undefined && own !== undefined && pod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${pod}`;
      scope.report(invalid(at(place, "securityContext", "windowsOptions", "hostProcess"), own, detail));
    }
    if (own ?? pod) count++;
  }
  if (count === 0) return;
  if (count !== containers.length) {
    const detail = "If pod contains any hostProcess containers then all containers must be HostProcess containers";
    scope.report(invalid(path, "", detail));
  }
  if (!spec.hostNetwork) {
    const detail = "hostNetwork must be true if pod contains any hostProcess containers";
    scope.report(invalid(at(path, "hostNetwork"), false, detail));
  }
}

const podContextOfLinux = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "fsGroup",
  "fsGroupChangePolicy",
  "sysctls",
  "runAsUser",
  "runAsGroup",
  "supplementalGroups",
  "supplementalGroupsPolicy",
  "seLinuxChangePolicy",
] as const;
const containerContextOfLinux = [
  "appArmorProfile",
  "seLinuxOptions",
  "seccompProfile",
  "capabilities",
  "readOnlyRootFilesystem",
  "privileged",
  "allowPrivilegeEscalation",
  "procMount",
  "runAsUser",
  "runAsGroup",
] as const;

/** A pod that names its system cannot have what only the other one knows. */
export function validateSystem(spec: PodSpec, path: Path, scope: Scope): void {
  const system = spec.os?.name;
  if (system === "linux") {
    const detail = "windows options cannot be set for a linux pod";
    for (const [holder, place] of [[spec, path] as const, ...containersOf(spec, path)]) {
      if (holder.securityContext?.windowsOptions === undefined) continue;
      scope.report(forbidden(at(place, "securityContext", "windowsOptions"), detail));
    }
  }
  if (system !== "windows") return;
  const detail = "cannot be set for a windows pod";
  for (const field of ["hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"] as const) {
    // Of the host's namespaces only true counts as set.
    const set = field === "hostPID" || field === "hostIPC" ? spec[field] === true : spec[field] !== undefined;
    if (set) scope.report(forbidden(at(path, field), detail));
  }
  for (const field of podContextOfLinux) {
    if (spec.securityContext?.[field] === undefined) continue;
    scope.report(forbidden(at(path, "securityContext", field), detail));
  }
  for (const [container, place] of containersOf(spec, path)) {
    for (const field of containerContextOfLinux) {
      if (container.securityContext?.[field] === undefined) continue;
      scope.report(forbidden(at(place, "securityContext", field), detail));
    }
  }
}
