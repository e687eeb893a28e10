import { forbidden, invalid } from "../fault.ts";
import type { Pod, PodSpec, Toleration } from "../gen/types.ts";
import type { Manifest } from "../manifest.ts";
import { at, entry, item, type Path } from "../path.ts";
import type { Scope } from "../validate/scope.ts";
import { difference } from "./difference.ts";
import { changePlacing } from "./gated-pod.ts";
import { refusal, ways } from "./refusal.ts";
import { taking } from "./taking.ts";

const path = at(undefined, "spec");
const onlyThese =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/** Of a pod little can change (pkg/apis/core/validation, `ValidatePodUpdate`). */
export function changePod(pod: Pod, living: Pod, scope: Scope): void {
  const [after, before] = [pod.spec ?? {}, living.spec ?? {}];
  changeProfiles(pod.metadata?.annotations ?? {}, living.metadata?.annotations ?? {}, scope);
  for (const list of ["containers", "initContainers"] as const) {
    if ((after[list] ?? []).length === (before[list] ?? []).length) continue;
    const fault = forbidden(at(path, list), "pod updates may not add or remove containers");
    scope.report(refusal(fault, ways.anew));
    return;
  }
  changeDeadline(after, before, scope);
  changeTolerations(after, before, at(path, "tolerations"), scope);
  changeGates(after, before, at(path, "schedulingGates"), scope);
  if ((before.schedulingGates ?? []).length > 0) changePlacing(after, before, path, scope);
  const shape = { is: "struct", type: "core.v1.PodSpec" } as const;
  const found = difference(expected(after, before) as Manifest, after as Manifest, { shape, path });
  if (found !== undefined) scope.report(refusal(forbidden(found, onlyThese), ways.anew));
}

const profilePrefix = "container.apparmor.security.beta.kubernetes.io/";

type Annotations = Readonly<Record<string, string>>;

/** A container keeps the AppArmor profile that it was started with. */
function changeProfiles(after: Annotations, before: Annotations, scope: Scope): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!key.startsWith(profilePrefix) || before[key] === after[key]) continue;
    const what = before[key] === undefined ? "add" : "remove or update";
    const place = entry(at(undefined, "metadata", "annotations"), key);
    scope.report(refusal(forbidden(place, `may not ${what} AppArmor annotations`), ways.anew));
  }
}

function changeDeadline(after: PodSpec, before: PodSpec, scope: Scope): void {
  const [is, was] = [after.activeDeadlineSeconds, before.activeDeadlineSeconds];
  if (was === undefined || (is !== undefined && is <= was)) return;
  const detail =
    is === undefined
      ? "must not update from a positive integer to nil value"
      : "must be less than or equal to previous value";
  scope.report(refusal(invalid(at(path, "activeDeadlineSeconds"), is ?? null, detail), ways.anew));
}

function changeTolerations(after: PodSpec, before: PodSpec, place: Path, scope: Scope): void {
  const identity = ({ key = "", operator = "Equal", value = "", effect = "" }: Toleration) =>
    JSON.stringify([key, operator || "Equal", value, effect]);
  const kept = new Set((after.tolerations ?? []).map(identity));
  if ((before.tolerations ?? []).every((toleration) => kept.has(identity(toleration)))) return;
  const detail = "existing toleration can not be modified except its tolerationSeconds";
  scope.report(refusal(forbidden(place, detail), ways.anew));
}

function changeGates(after: PodSpec, before: PodSpec, place: Path, scope: Scope): void {
  const known = new Set((before.schedulingGates ?? []).map(({ name }) => name));
  for (const [index, { name }] of (after.schedulingGates ?? []).entries()) {
    if (known.has(name)) continue;
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`;
    scope.report(refusal(forbidden(at(item(place, index), "name"), detail), ways.anew));
  }
}

/** The living spec with all that may change as it is in the new one. */
function expected(after: PodSpec, before: PodSpec): PodSpec {
  const spec = taking(before, after, ["activeDeadlineSeconds", "tolerations", "schedulingGates"]);
  for (const list of ["containers", "initContainers"] as const) {
    spec[list] = (before[list] ?? []).map((container, index) => taking(container, after[list]![index]!, ["image"]));
  }
  if ((before.terminationGracePeriodSeconds ?? 0) < 0 && after.terminationGracePeriodSeconds === 1) {
    spec.terminationGracePeriodSeconds = 1;
  }
  if ((before.schedulingGates ?? []).length === 0) return spec;
  // A pod that a gate holds back has no node yet: where it goes may still be said.
  const affinity = taking(before.affinity ?? {}, after.affinity ?? {}, ["nodeAffinity"]);
  const placed = taking(spec, { affinity }, after.affinity === undefined ? [] : ["affinity"]);
  return taking(placed, after, ["nodeSelector"]);
}
