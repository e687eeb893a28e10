import { forbidden, invalid } from "../fault.ts";
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from "../gen/types.ts";
import { structOf } from "../kubernetes-types.ts";
import type { Manifest } from "../manifest.ts";
import { at, unsaid } from "../path.ts";
import { shownSelector } from "../validate/labels.ts";
import type { Scope } from "../validate/scope.ts";
import { difference } from "./difference.ts";
import { refusal, ways } from "./refusal.ts";

const spec = at(undefined, "spec");
const selectorShape = { is: "struct", type: "meta.v1.LabelSelector" } as const;

/** A workload's selector says which pods are its own: it cannot change (pkg/apis/apps/validation). */
export function changeSelector(
  workload: Deployment | ReplicaSet | DaemonSet,
  living: Deployment | ReplicaSet | DaemonSet,
  scope: Scope,
): void {
  const [before, after] = [living.spec?.selector, workload.spec?.selector];
  const path = at(spec, "selector");
  if (difference(before as Manifest, after as Manifest, { shape: selectorShape, path }) === undefined) return;
  const shown = after === undefined ? null : shownSelector(after);
  scope.report(refusal(invalid(path, shown, "field is immutable"), ways.force));
}

const changeable = new Set([
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
]);
const onlyThese =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

/** Of a StatefulSet most cannot change. The server names no field; each one that has changed is a fault of its own. */
export function changeStatefulSet(set: StatefulSet, living: StatefulSet, scope: Scope): void {
  const [before, after] = [(living.spec ?? {}) as Manifest, (set.spec ?? {}) as Manifest];
  for (const { name, shape } of structOf("apps.v1.StatefulSetSpec").fields.values()) {
    if (changeable.has(name)) continue;
    const found = difference(before[name], after[name], { shape, path: unsaid(spec, name) });
    if (found !== undefined) scope.report(refusal(forbidden(found, onlyThese), ways.orphan));
  }
}
