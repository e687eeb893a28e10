import { at } from "../path.ts";
import { look, textIn } from "./look.ts";
import { groupOf, type Name, type Placed, placeOf, relation, type Tell, type Workload, type World } from "./world.ts";

/** An object that sets the replicas of another. */
interface Autoscaler {
  readonly object: Placed;
  readonly target: Name;
  /** How few replicas it leaves. */
  readonly least: number;
}

const kinds = [
  { group: "autoscaling", kind: "HorizontalPodAutoscaler", least: "minReplicas", otherwise: 1 },
  // KEDA makes a HorizontalPodAutoscaler of it, and may go down to none.
  { group: "keda.sh", kind: "ScaledObject", least: "minReplicaCount", otherwise: 0 },
] as const;

const known = new WeakMap<World, ReadonlyMap<string, readonly Autoscaler[]>>();

/** All autoscalers, by what they scale. */
function autoscalersOf(world: World): ReadonlyMap<string, readonly Autoscaler[]> {
  const found = known.get(world) ?? new Map(targetsOf(world));
  known.set(world, found);
  return found;
}

function targetsOf(world: World): Map<string, Autoscaler[]> {
  const byTarget = new Map<string, Autoscaler[]>();
  for (const { group, kind, least, otherwise } of kinds) {
    for (const object of world.ofKind(group, kind)) {
      const target = targetOf(object);
      const given = look(object.decoded, "spec", least);
      const autoscaler = { object, target, least: typeof given === "number" ? given : otherwise };
      const others = byTarget.get(placeOf(target));
      if (others === undefined) byTarget.set(placeOf(target), [autoscaler]);
      else others.push(autoscaler);
    }
  }
  return byTarget;
}

/** What an autoscaler scales: a Deployment, unless it says otherwise. */
function targetOf({ decoded, namespace }: Placed): Name {
  const target = look(decoded, "spec", "scaleTargetRef");
  return {
    group: groupOf(textIn(target, "apiVersion") || "apps/v1"),
    kind: textIn(target, "kind") || "Deployment",
    namespace,
    name: textIn(target, "name"),
  };
}

/** How few pods a workload may have: what it says itself, or else an autoscaler of it. */
export function fewestReplicas(world: World, workload: Workload): number {
  const least = (autoscalersOf(world).get(placeOf(workload)) ?? []).map((autoscaler) => autoscaler.least);
  if (least.length > 0) return Math.max(...least);
  const replicas = look(workload.decoded, "spec", "replicas");
  if (workload.kind === "Pod" || typeof replicas !== "number") return workload.kind === "DaemonSet" ? 2 : 1;
  return replicas;
}

const path = at(undefined, "spec", "scaleTargetRef");

/**
 * Workloads whose replicas two objects set: whichever comes last wins, until the other one comes again; and autoscalers
 * of what is not there.
 */
export function relateAutoscalers(world: World, tell: Tell): void {
  for (const [first, ...others] of autoscalersOf(world).values()) {
    const { object, target } = first!;
    const workload = world.find(target);
    if (workload !== undefined) relateReplicas(workload, `${object.kind} ${object.name}`, tell);
    else if (target.name !== "" && !world.exists(target)) {
      for (const autoscaler of [first!, ...others]) {
        const message = `nothing here makes the ${target.kind} ${target.name}`;
        tell(autoscaler.object, relation("REFERENCE_NOT_FOUND", at(path, "name"), { message }));
      }
    }
    for (const other of others) {
      const message = `${target.kind} ${target.name} is scaled by the ${object.kind} ${object.name} as well`;
      tell(other.object, relation("REPLICAS_CONTESTED", path, { message }));
    }
  }
}

function relateReplicas(workload: Placed, autoscaler: string, tell: Tell): void {
  if ((look(workload.written, "spec", "replicas") ?? null) === null) return;
  const message = `the ${autoscaler} sets the replicas as well: each sync takes them back to what is written here`;
  const hint = "Leave replicas out and let the autoscaler set them.";
  tell(workload, relation("REPLICAS_CONTESTED", at(undefined, "spec", "replicas"), { message, hint }));
}
