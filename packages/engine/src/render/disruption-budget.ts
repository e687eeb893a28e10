import type { Manifest } from "kustomize-ts";
import type { Trace } from "../trace.ts";
import type { Workload } from "../workload.ts";
import { object, selectorOf } from "./object.ts";

/** How many pods a drain of nodes may take at a time. One pod alone has no budget: it would block every drain. */
export function disruptionBudget(workload: Workload, trace: Trace): Manifest[] {
  if (workload.scale.min < 2) return [];
  const { because } = trace;
  const head = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    reason: "with two pods and more, drains take one at a time",
  };
  const spec = {
    maxUnavailable: because("with two pods and more, drains take one at a time", 1),
    selector: { matchLabels: selectorOf(workload, trace) },
    unhealthyPodEvictionPolicy: because("a pod that does not work holds up no drain", "AlwaysAllow"),
  };
  return [object(workload, trace, head, { spec })];
}
