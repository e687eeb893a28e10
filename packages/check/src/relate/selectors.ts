import type { LabelSelector } from "../gen/types.ts";
import { at, type Path } from "../path.ts";
import { look, objectIn } from "./look.ts";
import { type Placed, relation, type Tell, type World } from "./world.ts";

/** Services, budgets and policies whose selector selects no pod that the objects make. */
export function relateSelectors(world: World, tell: Tell): void {
  for (const service of world.ofKind("", "Service")) {
    const matchLabels = objectIn(service.decoded, "spec", "selector") as Record<string, string>;
    // Without a selector somebody else says where a Service leads.
    if (Object.keys(matchLabels).length === 0) continue;
    tellNothing(world, { object: service, selector: { matchLabels }, path: at(undefined, "spec", "selector") }, tell);
  }
  for (const [group, kind, field] of [
    ["policy", "PodDisruptionBudget", "selector"],
    ["networking.k8s.io", "NetworkPolicy", "podSelector"],
  ] as const) {
    for (const object of world.ofKind(group, kind)) {
      const selector = look(object.decoded, "spec", field) as LabelSelector | undefined;
      if (selector === undefined || Object.values(selector).every((part) => Object.keys(part).length === 0)) continue;
      tellNothing(world, { object, selector, path: at(undefined, "spec", field) }, tell);
    }
  }
}

function tellNothing(
  world: World,
  { object, selector, path }: { object: Placed; selector: LabelSelector; path: Path },
  tell: Tell,
): void {
  // What could not be decoded may make the pods that it selects.
  if (!world.isWhole(object.namespace) || world.selected(object.namespace, selector).length > 0) return;
  const near = Object.entries(selector.matchLabels ?? {}).find(
    ([key, value]) => world.selected(object.namespace, { matchLabels: { [key]: value } }).length === 0,
  );
  const hint = near && `No pod here has the label ${near[0]}: ${near[1]}.`;
  const message = "selects no pod that these objects make";
  tell(object, relation("SELECTS_NOTHING", path, { message, ...(hint === undefined ? {} : { hint }) }));
}
