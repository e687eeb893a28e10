import { retext } from "../fields/scalar.ts";
import type { Selector } from "../kustomization/fields.ts";
import { type PlacedOperation, patchJson } from "../patch/json-patch.ts";
import type { LoadedPatch } from "../patch/load.ts";
import { mergeStrategically } from "../patch/strategic-merge.ts";
import { refuse, within } from "../refusal.ts";
import { appendAnew, type Collection, hadId, hadName, setNameAndNamespace } from "../resource/collect.ts";
import { apiVersionOf, idText, keyOf } from "../resource/id.ts";
import {
  currentId,
  gvkOf,
  historyOf,
  kindOf,
  metadataMap,
  nameOf,
  namespaceOf,
  ownHistory,
  type Resource,
  rememberId,
  setMetadataMap,
} from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { select } from "../selector/select.ts";
import type { Cause } from "../trace.ts";
import { clone, get, isEmptyMap, isMap, isSame, type MapNode, put, textOf } from "../yaml/node.ts";

export type PatchOptions = {
  readonly target?: Selector | undefined;
  readonly allowNameChange?: boolean | undefined;
  readonly allowKindChange?: boolean | undefined;
  /** Pass over a patch without a target whose object is not there. */
  readonly mayMiss?: boolean;
};

/** What a patch did: to how many objects it was applied, and whether that changed any. */
export type PatchEffect = { readonly matched: number; readonly changed: boolean };

/** Applies an entry of `patches:` to the objects that it selects, or to the one that it names. */
export function applyPatch(collection: Collection, patch: LoadedPatch, options: PatchOptions): PatchEffect {
  const { schemas, resources } = collection;
  const { content, source, place } = patch;
  const { target } = options;
  if ("operations" in content || content.merges.length === 0) {
    if (target === undefined) {
      const message = `must specify a target for JSON patch ${source}`;
      return refuse("PATCH_INVALID", message, "Add a target: a JSON patch does not say what it is for.", place);
    }
    const operations = "operations" in content ? content.operations : [];
    const selected = select(schemas, resources, target);
    return effect(selected, (resource) => {
      rememberId(schemas, resource.node!);
      applyOperations(collection, resource, { operations, transform: "PatchTransformer" });
    });
  }
  if (target === undefined) return applyMerges(collection, content.merges, { ...options, source: "patches" });
  const [merge, ...others] = content.merges;
  if (others.length > 0) {
    const message = `Multiple Strategic-Merge Patches in one \`patches\` entry is not allowed to set \`patches.target\` field: ${source}`;
    refuse("PATCH_INVALID", message, "Make an entry of each, or remove the target.", place);
  }
  return mergeInto(collection, select(schemas, resources, target), merge!, {
    ...options,
    transform: "PatchTransformer",
  });
}

/** Applies an entry of `patchesJson6902:`. */
export function applyJsonPatch(
  collection: Collection,
  operations: readonly PlacedOperation[],
  target: Selector,
): PatchEffect {
  const selected = select(collection.schemas, collection.resources, target);
  const patch = { operations, transform: "PatchJson6902Transformer" };
  return effect(selected, (resource) => applyOperations(collection, resource, patch));
}

/** Applies strategic merge patches each to the one object that it names. */
export function applyMerges(
  collection: Collection,
  merges: readonly Resource[],
  options: PatchOptions & { readonly source: "patches" | "patchesStrategicMerge" },
): PatchEffect {
  let matched = 0;
  let changed = false;
  for (const merge of merges) {
    const target = uniqueTarget(collection, merge, options);
    if (target === undefined) continue;
    const done =
      options.source === "patches"
        ? effect([target], (resource) => {
            mergeOne(collection.schemas, resource, clone(merge.node!), options);
            collection.trace?.([resource], causeOf(merge, "PatchTransformer"));
          })
        : mergeInto(collection, [target], merge, { ...options, transform: "PatchStrategicMergeTransformer" });
    matched += done.matched;
    changed ||= done.changed;
    collection.resources = collection.resources.filter(({ node }) => node !== undefined);
  }
  return { matched, changed };
}

function uniqueTarget(
  { schemas, resources }: Collection,
  merge: Resource,
  { source, mayMiss }: Parameters<typeof applyMerges>[2],
): Resource | undefined {
  const id = currentId(schemas, merge.node!);
  const key = keyOf(id);
  const found = resources.filter(({ node }) => hadName(node!, id.name) && hadId(schemas, node!, key));
  if (found.length === 1) return found[0];
  if (found.length === 0 && mayMiss === true) return undefined;
  const text = idText(id);
  const count = found.length === 0 ? "no" : "multiple";
  const prefix = source === "patches" ? `no resource matches strategic merge patch ${JSON.stringify(text)}: ` : "";
  const message = `${prefix}${count} matches for Id ${text}; failed to find unique target for patch ${text}`;
  if (found.length === 0) {
    const hint = "Correct the patch's apiVersion, kind, name and namespace, or give it a target.";
    return refuse("PATCH_TARGET_MISSING", message, hint, merge.place);
  }
  return refuse("PATCH_TARGET_AMBIGUOUS", message, "Give the patch a namespace, or a target.", merge.place);
}

/** Merges a copy of a patch, made fit for each, into the selected objects. */
function mergeInto(
  collection: Collection,
  selected: readonly Resource[],
  merge: Resource,
  options: PatchOptions & { readonly transform: string },
): PatchEffect {
  const done = effect(selected, (resource) => {
    const patch = clone(merge.node!);
    setMetadataMap(patch, "labels", metadataMap(patch, "labels"));
    setMetadataMap(patch, "annotations", metadataMap(patch, "annotations"));
    setNameAndNamespace(patch, nameOf(patch), namespaceOf(patch));
    put(patch, "apiVersion", apiVersionOf(gvkOf(resource.node!)));
    mergeOne(collection.schemas, resource, patch, options);
    collection.trace?.([resource], causeOf(merge, options.transform));
  });
  appendAnew(collection);
  return done;
}

/** Merges a patch into one object, which keeps its name, kind and namespace unless it may change them. */
function mergeOne(
  schemas: Schemas,
  resource: Resource,
  patch: MapNode,
  { allowNameChange, allowKindChange }: PatchOptions,
): void {
  const node = resource.node!;
  const { name, namespace, kind } = { name: nameOf(node), namespace: namespaceOf(node), kind: kindOf(node) };
  if (allowNameChange === true || allowKindChange === true) {
    rememberId(schemas, node);
    setMetadataMap(patch, "annotations", metadataMap(patch, "annotations"), historyOf(patch));
  }
  const merged = mergeStrategically(schemas, node, patch);
  resource.node = merged === undefined || isEmptyMap(merged) ? undefined : merged;
  if (resource.node === undefined) return;
  if (allowKindChange !== true) put(resource.node, "kind", retext(kind, get(resource.node, "kind") ?? kind));
  setNameAndNamespace(resource.node, allowNameChange === true ? nameOf(resource.node) : name, namespace);
}

function causeOf({ node, place }: Resource, transform: string): Cause | undefined {
  return place && { transform, place, written: node };
}

function applyOperations(
  { trace }: Collection,
  resource: Resource,
  { operations, transform }: { readonly operations: readonly PlacedOperation[]; readonly transform: string },
): void {
  const history = ownHistory(resource.node!);
  const node = patchJson(resource.node!, operations, (root, { operation, place }) => {
    if (!isMap(root)) return;
    resource.node = root;
    trace?.([resource], {
      transform,
      place: within(place, ["value"]),
      written: get(operation, "value"),
      depth: textOf(get(operation, "path")).split("/").length - 1,
    });
  });
  setMetadataMap(node, "annotations", metadataMap(node, "annotations"), history ?? ownHistory(node));
  resource.node = isEmptyMap(node) ? undefined : node;
}

/** Changes the objects, and says what came of it. */
function effect(selected: readonly Resource[], change: (resource: Resource) => void): PatchEffect {
  let changed = false;
  for (const resource of selected) {
    const before: MapNode | undefined = changed ? undefined : clone(resource.node!);
    change(resource);
    changed ||= resource.node === undefined || !isSame(before!, resource.node);
  }
  return { matched: selected.length, changed };
}
