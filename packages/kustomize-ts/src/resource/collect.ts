import { retext } from "../fields/scalar.ts";
import { refuse } from "../refusal.ts";
import type { Schemas } from "../schema/schema.ts";
import type { Trace } from "../trace.ts";
import { get, isMap, isNull, type MapNode, mapAt, mapOf, type Node, put, quoted, textOf } from "../yaml/node.ts";
import { type Id, idText, keyOf } from "./id.ts";
import { ORIGIN } from "./origin.ts";
import {
  annotationsOf,
  currentId,
  historyOf,
  metadataMap,
  nameOf,
  namespaceOf,
  ownHistory,
  previousIds,
  type Resource,
  setMetadataMap,
} from "./resource.ts";

/** Objects in their order, no two with the same id. */
export type Collection = {
  readonly schemas: Schemas;
  resources: Resource[];
  /** The keys of their ids; undefined when these may have changed. */
  keys: Set<string> | undefined;
  /** Told of each change, if origins are asked for. */
  readonly trace: Trace | undefined;
};

/** Adds objects behind the others. Refuses one whose id is there already. */
export function append(collection: Collection, resources: readonly Resource[]): void {
  const { schemas } = collection;
  collection.keys ??= new Set(collection.resources.map(({ node }) => keyOf(currentId(schemas, node!))));
  for (const resource of resources) {
    const id = currentId(schemas, resource.node!);
    const key = keyOf(id);
    if (collection.keys.has(key)) {
      const message = `may not add resource with an already registered id: ${idText(id)}`;
      refuse(
        "RESOURCE_DUPLICATE",
        message,
        "Give it another name or namespace, or bring it once only.",
        resource.place,
      );
    }
    collection.keys.add(key);
    collection.resources.push(resource);
  }
}

/** Adds the same objects again, without those that a patch has deleted: now that they have changed, ids may be equal. */
export function appendAnew(collection: Collection): void {
  const left = collection.resources.filter(({ node }) => node !== undefined);
  collection.resources = [];
  collection.keys = undefined;
  append(collection, left);
}

/** Adds what generators made; where one says so, it replaces or adds to the object that has or had its id. */
export function absorb(collection: Collection, resources: readonly Resource[]): void {
  for (const resource of resources) absorbOne(collection, resource);
}

function absorbOne(collection: Collection, resource: Resource): void {
  const { schemas } = collection;
  const node = resource.node!;
  const id = currentId(schemas, node);
  const key = keyOf(id);
  const same = collection.resources.filter(
    ({ node: other }) => hadName(other!, id.name) && hadId(schemas, other!, key),
  );
  const { behavior } = historyOf(node);
  const isUpdate = behavior === "merge" || behavior === "replace";
  const [old] = same;
  if (old === undefined) {
    if (isUpdate)
      fail(`id ${goId(id)} does not exist; cannot merge or replace`, "Correct the name, or remove behavior.");
    append(collection, [resource]);
    return;
  }
  if (same.length > 1) {
    const all = same.map((each) => idText(currentId(schemas, each.node!))).join(" ");
    fail(`found multiple objects [${all}] that could accept merge of ${idText(id)}`, "Add the namespace.");
  }
  if (!isUpdate) fail(`id ${goId(id)} exists; behavior must be merge or replace`, "Set behavior, or another name.");
  takeOver(node, old.node!);
  if (behavior === "merge") keepOrigin(node, old.node!);
  if (behavior === "merge") for (const field of ["data", "binaryData"]) mergeTexts(node, old.node!, field);
  collection.resources[collection.resources.indexOf(old)] = {
    ...resource,
    variables: old.variables,
    traced: old.traced,
  };
  collection.keys = undefined;

  function fail(message: string, hint: string): never {
    return refuse("GENERATOR_INVALID", message, hint, resource.place);
  }
}

/** Whether an object has a name, or had it before: the quick question before `hadId`. */
export function hadName(node: MapNode, name: string): boolean {
  return nameOf(node) === name || historyOf(node).previous.some((id) => id.name === name);
}

/** Whether an object has the id with this key, or had it before. */
export function hadId(schemas: Schemas, node: MapNode, key: string): boolean {
  return keyOf(currentId(schemas, node)) === key || previousIds(node).some((id) => keyOf(id) === key);
}

function goId(id: Id): string {
  const { group, version, kind, name, namespace } = id;
  const gvk = `Group:${JSON.stringify(group)}, Version:${JSON.stringify(version)}, Kind:${JSON.stringify(kind)}`;
  const scope = `isClusterScoped:${id.isClusterScoped}`;
  return `resid.ResId{Gvk:resid.Gvk{${gvk}, ${scope}}, Name:${JSON.stringify(name)}, Namespace:${JSON.stringify(namespace)}}`;
}

/** Gives an object the name, the namespace and the past of another, and its labels and annotations beside its own. */
function takeOver(node: MapNode, old: MapNode): void {
  const both = (field: "labels" | "annotations"): Map<string, string> =>
    new Map([...metadataMap(old, field), ...metadataMap(node, field)]);
  const history = ownHistory(old);
  const needsHash = history?.needsHash === true && historyOf(node).needsHash;
  setMetadataMap(node, "annotations", both("annotations"), history && { ...history, needsHash });
  setMetadataMap(node, "labels", both("labels"));
  setNameAndNamespace(node, nameOf(old), namespaceOf(old));
}

/** Sets name and namespace without a type of their own; no namespace takes the field away. */
export function setNameAndNamespace(node: MapNode, name: string, namespace: string): void {
  const metadata = mapAt(node, "metadata");
  if (metadata === undefined) return;
  for (const [field, text] of [
    ["name", name],
    ["namespace", namespace],
  ] as const) {
    const before = get(metadata, field);
    if (text === "" && (field === "namespace" || before === undefined)) delete metadata[field];
    else put(metadata, field, before === undefined ? quoted(text) : retext(text, before));
  }
}

/** What is merged into an object stays that object's: so does where it came from. */
function keepOrigin(node: MapNode, old: MapNode): void {
  const origin = metadataMap(old, "annotations").get(ORIGIN);
  if (origin !== undefined) put(annotationsOf(node), ORIGIN, origin);
}

function mergeTexts(node: MapNode, old: MapNode, field: string): void {
  const texts = new Map([...textsOf(old, field), ...textsOf(node, field)]);
  delete node[field];
  if (texts.size === 0) return;
  node[field] = mapOf([...texts].map(([key, text]): [string, Node] => [key, text]));
}

function textsOf(node: MapNode, field: string): [string, string][] {
  const map = get(node, field);
  return isMap(map) ? Object.entries(map).map(([key, value]) => [key, isNull(value) ? "" : textOf(value)]) : [];
}
