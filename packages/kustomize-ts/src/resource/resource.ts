import { type Place, refuse } from "../refusal.ts";
import { isClusterScoped, type Schemas } from "../schema/schema.ts";
import type { Traced } from "../trace.ts";
import {
  add,
  clone,
  describe,
  get,
  isEmpty,
  isMap,
  type MapNode,
  mapAt,
  NOTES,
  type Node,
  note,
  put,
  textOf,
} from "../yaml/node.ts";
import { apiVersionOf, effectiveNamespace, type Gvk, type Id, parseApiVersion } from "./id.ts";

/** An object on its way through the build. */
export type Resource = {
  /** Undefined once a patch has deleted it. */
  node: MapNode | undefined;
  readonly place: Place | undefined;
  /** The variables that take their values from it. */
  readonly variables: readonly string[];
  /** The object with the origins of its fields, if they are asked for. */
  traced?: Traced | undefined;
};

/** What a build remembers of an object beside its fields. */
export type History = {
  /** Names, namespaces and kinds that it had, the first one first. */
  readonly previous: readonly { readonly name: string; readonly namespace: string; readonly kind: string }[];
  /** Whether it lost an id without a name, which is none of `previous`. */
  readonly wasNameless: boolean;
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  /** What a generator said that is to become of an object of the same name: `merge`, `replace` or else. */
  readonly behavior: string;
  readonly needsHash: boolean;
};

const NO_HISTORY: History = {
  previous: [],
  wasNameless: false,
  prefixes: [],
  suffixes: [],
  behavior: "",
  needsHash: false,
};

export function kindOf(node: MapNode): string {
  return textOf(get(node, "kind"));
}

export function nameOf(node: MapNode): string {
  return metadataText(node, "name");
}

export function namespaceOf(node: MapNode): string {
  return metadataText(node, "namespace");
}

function metadataText(node: MapNode, field: string): string {
  const metadata = get(node, "metadata");
  const value = isMap(metadata) ? get(metadata, field) : undefined;
  return isEmpty(value) ? "" : textOf(value);
}

export function gvkOf(node: MapNode): Gvk {
  return { ...parseApiVersion(textOf(get(node, "apiVersion"))), kind: kindOf(node) };
}

/** The labels or annotations of an object, all values as text; of those that are repeated the last. */
export function metadataMap(node: MapNode, field: "labels" | "annotations"): Map<string, string> {
  const metadata = get(node, "metadata");
  const map = isMap(metadata) ? get(metadata, field) : undefined;
  if (!isMap(map)) return new Map();
  const entries = Object.entries(map).map(([key, value]) => [key, textOf(value)] as const);
  const { key, value } = map[NOTES]?.repeated ?? {};
  return new Map(key === undefined ? entries : [...entries, [key, textOf(value)]]);
}

/** Sets the labels or annotations of an object, as text; takes the field away when nothing is in it. */
export function setMetadataMap(
  node: MapNode,
  field: "labels" | "annotations",
  entries: ReadonlyMap<string, string>,
  history?: History,
): void {
  const metadata = mapAt(node, "metadata");
  if (metadata === undefined) return;
  if (entries.size === 0 && history === undefined) {
    delete metadata[field];
    return;
  }
  const map: MapNode = {};
  for (const key of [...entries.keys()].sort()) add(map, key, entries.get(key)!);
  if (history !== undefined) note(map, { history });
  metadata[field] = map;
}

/** The map `metadata.annotations`, which is made where there is none. */
export function annotationsOf(node: MapNode): MapNode {
  const metadata = mapAt(node, "metadata");
  const annotations = metadata === undefined ? undefined : mapAt(metadata, "annotations");
  if (annotations !== undefined) return annotations;
  const wrong = metadata === undefined ? get(node, "metadata")! : get(metadata, "annotations")!;
  return refuse("RESOURCE_INVALID", wrongKind("MappingNode", wrong), "Make metadata.annotations a map.");
}

/** The same map made anew, so that no other place of the object has the same nodes any more. */
export function annotationsAnew(node: MapNode): MapNode {
  const annotations = annotationsOf(node);
  if (annotations[NOTES]?.bonds === undefined) return annotations;
  const copy = clone(annotations);
  put(get(node, "metadata") as MapNode, "annotations", copy);
  return copy;
}

/** Kustomize's message for a node of another kind than a step needs. */
export function wrongKind(expected: "MappingNode" | "SequenceNode" | "ScalarNode", node: Node): string {
  const kind = Array.isArray(node) ? "SequenceNode" : isMap(node) ? "MappingNode" : "ScalarNode";
  return `wrong node kind: expected ${expected} but got ${kind}: node contents:\n${describe(node)}`;
}

export function historyOf(node: MapNode): History {
  return ownHistory(node) ?? NO_HISTORY;
}

/** The same, undefined if nothing is remembered. */
export function ownHistory(node: MapNode): History | undefined {
  const metadata = get(node, "metadata");
  const annotations = isMap(metadata) ? get(metadata, "annotations") : undefined;
  return isMap(annotations) ? (annotations[NOTES]?.history as History | undefined) : undefined;
}

/** Adds to what is remembered of an object. */
export function remember(node: MapNode, changes: Partial<History>): void {
  note(annotationsOf(node), { history: { ...historyOf(node), ...changes } });
}

/** What identifies the object now. */
export function currentId(schemas: Schemas, node: MapNode): Id {
  const gvk = gvkOf(node);
  return {
    ...gvk,
    name: nameOf(node),
    namespace: namespaceOf(node),
    isClusterScoped: isClusterScoped(schemas, `${apiVersionOf(gvk)} ${gvk.kind}`),
  };
}

/** What identified the object before it was renamed, or moved to another namespace; the first one first. */
export function previousIds(node: MapNode): Id[] {
  const { previous } = historyOf(node);
  if (previous.length === 0) return [];
  const { group, version } = gvkOf(node);
  return previous.map((id) => ({ ...id, group, version, isClusterScoped: false }));
}

export function originalId(schemas: Schemas, node: MapNode): Id {
  const [first] = historyOf(node).previous;
  if (first === undefined) return currentId(schemas, node);
  const { group, version } = gvkOf(node);
  return { ...first, group, version, isClusterScoped: false };
}

/** Remembers the id that the object is about to lose. */
export function rememberId(schemas: Schemas, node: MapNode): void {
  const id = currentId(schemas, node);
  const history = historyOf(node);
  // Kustomize notes no empty name, only the rest of the id. It ends where there are fewer names than the rest, but none.
  const isNameless = id.name === "";
  if (isNameless ? history.previous.length > 0 : history.wasNameless) {
    const message = "number of previous names, number of previous namespaces, number of previous kinds not equal";
    refuse("RESOURCE_INVALID", message, "Look for the replacement or patch that took the object's name away.");
  }
  const previous = { name: id.name, namespace: effectiveNamespace(id), kind: id.kind };
  remember(node, isNameless ? { wasNameless: true } : { previous: [...history.previous, previous] });
}
