import { relateAutoscalers } from "./autoscalers.ts";
import { relateBudgets } from "./budgets.ts";
import { relatePorts } from "./ports.ts";
import { relateReferences } from "./references.ts";
import { relateRoutes } from "./routes.ts";
import { relateSelectors } from "./selectors.ts";
import { type Name, type Placed, type Tell, worldOf } from "./world.ts";

/**
 * The rules over several objects: what the server takes object by object and what nevertheless does not work together.
 * They hold the given objects for all that there is; what another repository brings is missing to them. `unread` are the names of objects that could not be decoded.
 */
export function relate(objects: readonly Placed[], unread: readonly Name[], tell: Tell): void {
  const world = worldOf(objects, unread);
  for (const rule of [relateRoutes, relateSelectors, relatePorts, relateBudgets, relateReferences, relateAutoscalers]) {
    rule(world, tell);
  }
}
