import { forbidden, invalid } from "../../fault.ts";
import type { AppArmorProfile, PodSpec, SeccompProfile } from "../../gen/types.ts";
import { quote } from "../../go-text.ts";
import { at, entry, item, type Path } from "../../path.ts";
import { validateDescendingPath } from "../file-paths.ts";
import type { Scope } from "../scope.ts";

/** Annotations of pods that the server reads. */
type Annotations = Readonly<Record<string, string>>;

const podSeccomp = "seccomp.security.alpha.kubernetes.io/pod";
const containerSeccomp = "container.seccomp.security.alpha.kubernetes.io/";
const containerAppArmor = "container.apparmor.security.beta.kubernetes.io/";
const deletionCost = "controller.kubernetes.io/pod-deletion-cost";

export function validatePodAnnotations(annotations: Annotations, spec: PodSpec, path: Path, scope: Scope): void {
  const mirror = annotations["kubernetes.io/config.mirror"];
  if (mirror !== undefined && !spec.nodeName) {
    const detail = "must set spec.nodeName if mirror pod annotation is set";
    scope.report(invalid(entry(path, "kubernetes.io/config.mirror"), mirror, detail));
  }
  const cost = annotations[deletionCost];
  if (cost !== undefined && !isInt32(cost)) {
    scope.report(invalid(entry(path, deletionCost), cost, "must be a 32bit integer"));
  }
  for (const [key, value] of Object.entries(annotations)) {
    if (key === podSeccomp || key.startsWith(containerSeccomp)) validateSeccompName(value, at(path, key), scope);
    if (key.startsWith(containerAppArmor)) {
      validateAppArmorName(value, { name: key.slice(containerAppArmor.length), spec, path: entry(path, key), scope });
    }
  }
}

function isInt32(text: string): boolean {
  return /^(0|-?[1-9]\d{0,9}|-0\d{0,9})$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}

function validateSeccompName(profile: string, path: Path, scope: Scope): void {
  if (["runtime/default", "docker/default", "unconfined"].includes(profile)) return;
  if (profile.startsWith("localhost/")) {
    validateDescendingPath(profile.slice("localhost/".length), path, scope);
  } else scope.report(invalid(path, profile, "must be a valid seccomp profile"));
}

function validateAppArmorName(
  profile: string,
  { name, spec, path, scope }: { name: string; spec: PodSpec; path: Path; scope: Scope },
): void {
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
  if (!containers.some((container) => (container.name ?? "") === name)) {
    scope.report(invalid(path, name, "container not found"));
  }
  if (["", "runtime/default", "unconfined"].includes(profile) || profile.startsWith("localhost/")) return;
  scope.report(invalid(path, profile, `invalid AppArmor profile name: ${quote(profile)}`));
}

/** A profile that is given twice, as an annotation and as a field, must be the same. */
export function validateProfilesAgree(annotations: Annotations, spec: PodSpec, path: Path, scope: Scope): void {
  const pod = spec.securityContext;
  agree("seccomp", annotations[podSeccomp], pod?.seccompProfile, {
    path: at(path, "securityContext", "seccompProfile"),
    scope,
  });
  for (const field of ["initContainers", "containers"] as const) {
    for (const [index, { name = "", securityContext: own }] of (spec[field] ?? []).entries()) {
      const place = at(item(at(path, field), index), "securityContext");
      agree("seccomp", annotations[containerSeccomp + name], own?.seccompProfile, {
        path: at(place, "seccompProfile"),
        scope,
      });
      if (spec.os?.name === "windows") continue;
      const annotation = annotations[containerAppArmor + name];
      const inherited = becomesProfile(annotation) ? undefined : pod?.appArmorProfile;
      agree("apparmor", annotation, own?.appArmorProfile ?? inherited, { path: at(place, "appArmorProfile"), scope });
    }
  }
}

/** Whether the server makes a profile of an annotation, for a container that has none of its own. */
function becomesProfile(annotation = ""): boolean {
  if (annotation === "unconfined" || annotation === "runtime/default") return true;
  const profile = /^localhost\/(.+)$/s.exec(annotation)?.[1] ?? "";
  return profile !== "" && profile.trim() === profile && profile.length <= longestProfile;
}

const longestProfile = 4095;

const names: Readonly<Record<string, readonly string[]>> = {
  Unconfined: ["unconfined"],
  RuntimeDefault: ["runtime/default", "docker/default"],
};

function agree(
  what: "seccomp" | "apparmor",
  annotation: string | undefined,
  profile: SeccompProfile | AppArmorProfile | undefined,
  { path, scope }: { path: Path; scope: Scope },
): void {
  if (annotation === undefined || profile === undefined) return;
  const { type = "", localhostProfile } = profile;
  const local = annotation.startsWith("localhost/");
  const same = type === "Localhost" ? local : (names[type]?.includes(annotation) ?? true);
  if (!same) scope.report(forbidden(at(path, "type"), `${what} type in annotation and field must match`));
  else if (type === "Localhost" && annotation.slice("localhost/".length) !== localhostProfile) {
    scope.report(forbidden(at(path, "localhostProfile"), `${what} profile in annotation and field must match`));
  }
}
