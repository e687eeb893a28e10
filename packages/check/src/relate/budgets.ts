import type { PodDisruptionBudget } from "../gen/types.ts";
import { at } from "../path.ts";
import { fewestReplicas } from "./autoscalers.ts";
import { relation, type Tell, type World } from "./world.ts";

const path = at(undefined, "spec");

/** Budgets that never let a pod go, so that no node can be drained. */
export function relateBudgets(world: World, tell: Tell): void {
  for (const object of world.ofKind("policy", "PodDisruptionBudget")) {
    const { minAvailable, maxUnavailable, selector } = (object.decoded as PodDisruptionBudget).spec ?? {};
    const workloads = world.selected(object.namespace, selector);
    const blocks = (field: string, message: string) => {
      const hint = "Every drain of a node with one of its pods waits for somebody to delete the pod or the budget.";
      tell(object, relation("BUDGET_BLOCKS_DRAIN", at(path, field), { message, hint }));
    };
    if (maxUnavailable === 0 || maxUnavailable === "0%") blocks("maxUnavailable", "lets no pod be evicted");
    else if (minAvailable === "100%") blocks("minAvailable", "lets no pod be evicted");
    else if (minAvailable !== undefined && workloads.length > 0) {
      const replicas = workloads.reduce((sum, workload) => sum + fewestReplicas(world, workload), 0);
      if (replicas === 0 || needed(minAvailable, replicas) < replicas) continue;
      blocks("minAvailable", `lets no pod be evicted while there are no more than ${replicas}`);
    }
  }
}

function needed(minAvailable: number | string, replicas: number): number {
  if (typeof minAvailable === "number") return minAvailable;
  const percent = Number(/^(\d{1,6})%$/.exec(minAvailable)?.[1] ?? 0);
  return Math.ceil((percent * replicas) / 100);
}
