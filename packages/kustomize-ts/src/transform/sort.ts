import { compare, KIND_ORDER } from "../config/config.ts";
import type { SortOptions } from "../kustomization/fields.ts";
import { refuse } from "../refusal.ts";
import { type Gvk, gvkText, type Id } from "../resource/id.ts";
import { currentId, type Resource } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";

/** Orders objects: as they came (`fifo`), or by kind, type, namespace and name (`legacy`). */
export function sortResources(schemas: Schemas, resources: readonly Resource[], options: SortOptions): Resource[] {
  if (options.order !== "fifo" && options.order !== "legacy") {
    const message = "the field 'sortOptions.order' must be one of [fifo, legacy]";
    return refuse("KUSTOMIZATION_INVALID", message, "Choose one of the two.");
  }
  if (options.order === "fifo") {
    if (options.legacySortOptions === undefined) return [...resources];
    const message =
      "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'";
    return refuse("KUSTOMIZATION_INVALID", message, "Set sortOptions.order to legacy, or remove the options.");
  }
  const { orderFirst = [], orderLast = [] } = options.legacySortOptions ?? {
    orderFirst: KIND_ORDER.first,
    orderLast: KIND_ORDER.last,
  };
  const ranks = new Map([
    ...orderFirst.map((kind, index) => [kind, index - orderFirst.length] as const),
    ...orderLast.map((kind, index) => [kind, index + 1] as const),
  ]);
  return resources
    .map((resource) => sortable(resource, currentId(schemas, resource.node!), ranks))
    .sort((a, b) => a.rank - b.rank || byType(a, b) || compare(a.id, b.id))
    .map(({ resource }) => resource);
}

type Sortable = {
  readonly resource: Resource;
  readonly rank: number;
  readonly isCoreNamespace: boolean;
  readonly isNamespace: boolean;
  readonly type: string;
  readonly id: string;
};

function sortable(resource: Resource, id: Id, ranks: ReadonlyMap<string, number>): Sortable {
  return {
    resource,
    rank: ranks.get(id.kind) ?? 0,
    isNamespace: id.kind === "Namespace",
    isCoreNamespace: id.kind === "Namespace" && id.group === "",
    type: typeText(id),
    id: `${gvkText(id)}|${id.namespace || "~X"}|${id.name || "~N"}`,
  };
}

function typeText({ group, version, kind }: Gvk): string {
  return `${group || "~G"}_${version || "~V"}_${kind || "~K"}`;
}

/** By type; but Kubernetes' own Namespaces come before those of other groups. */
function byType(a: Sortable, b: Sortable): number {
  const isTurned = a.isNamespace && b.isNamespace && (a.isCoreNamespace || b.isCoreNamespace);
  return isTurned ? compare(b.type, a.type) : compare(a.type, b.type);
}
