import { at, type Path } from "../path.ts";
import { look, textIn } from "./look.ts";
import { groupOf, type Placed, relation, type Tell, type World } from "./world.ts";

/** An object that sets the replicas of another. */
interface Autoscaler {
  readonly object: Placed;
  readonly path: Path;
  /** How few replicas it leaves. */
  readonly least: number;
}

const kinds = [
  { group: "autoscaling", kind: "HorizontalPodAutoscaler", least: "minReplicas", otherwise: 1 },
  // KEDA makes a HorizontalPodAutoscaler of it, and may go down to none.
  { group: "keda.sh", kind: "ScaledObject", least: "minReplicaCount", otherwise: 0 },
] as const;

/** The autoscalers of a workload. */
export function autoscalersOf(world: World): (workload: Placed) => readonly Autoscaler[] | undefined {
  const byTarget = new Map<string, Autoscaler[]>();
  for (const { group, kind, least, otherwise } of kinds) {
    for (const object of world.ofKind(group, kind)) {
      const target = look(object.decoded, "spec", "scaleTargetRef");
      const apiVersion = textIn(target, "apiVersion") || "apps/v1";
      const key = keyOf({
        group: groupOf(apiVersion),
        kind: textIn(target, "kind") || "Deployment",
        namespace: object.namespace,
        name: textIn(target, "name"),
      });
      const given = look(object.decoded, "spec", least);
      const path = at(undefined, "spec", "scaleTargetRef");
      const autoscaler = { object, path, least: typeof given === "number" ? given : otherwise };
      byTarget.set(key, [...(byTarget.get(key) ?? []), autoscaler]);
    }
  }
  return (workload) => byTarget.get(keyOf(workload));
}

function keyOf({ group, kind, namespace, name }: Pick<Placed, "group" | "kind" | "namespace" | "name">): string {
  return JSON.stringify([group, kind, namespace, name]);
}

/** Workloads whose replicas two objects set: whichever comes last wins, until the other one comes again. */
export function relateAutoscalers(world: World, tell: Tell): void {
  const scaled = autoscalersOf(world);
  for (const workload of world.objects) {
    const [first, ...others] = scaled(workload) ?? [];
    if (first === undefined) continue;
    const named = `${first.object.kind} ${first.object.name}`;
    if (
      look(workload.written, "spec", "replicas") !== undefined &&
      look(workload.written, "spec", "replicas") !== null
    ) {
      const message = `the ${named} sets the replicas as well: each sync takes them back to what is written here`;
      const hint = "Leave replicas out and let the autoscaler set them.";
      tell(workload, relation("REPLICAS_CONTESTED", at(undefined, "spec", "replicas"), { message, hint }));
    }
    for (const { object, path } of others) {
      const message = `${workload.kind} ${workload.name} is scaled by the ${named} as well`;
      tell(object, relation("REPLICAS_CONTESTED", path, { message }));
    }
  }
}
