import { requoted, restyled } from "../fields/scalar.ts";
import { refuse } from "../refusal.ts";
import { wrongKind } from "../resource/resource.ts";
import { schemaOfComment } from "../schema/comment.ts";
import {
  type ListSchema,
  type MapSchema,
  type NodeSchema,
  type Schemas,
  schemaOfField,
  schemaOfType,
} from "../schema/schema.ts";
import { assign } from "../yaml/bonds.ts";
import {
  get,
  isList,
  isMap,
  isNull,
  type MapNode,
  NOTES,
  type Node,
  note,
  noteOddKeys,
  remove,
  textOf,
} from "../yaml/node.ts";
import { listDirective, mapDirective } from "./directive.ts";
import { mergeElements } from "./merge-elements.ts";

/** A node, or a field that is not there. */
type Maybe = Node | undefined;

/**
 * Merges a patch into an object, by Kubernetes' rules as Kustomize has them: maps by their fields, lists by their merge
 * keys if the schema has some, everything else replaced; null deletes; `$patch` deletes, replaces or merges a map or a
 * list. Changes the object and takes parts of the patch. Gives undefined when the patch deletes the object.
 */
export function mergeStrategically(schemas: Schemas, object: MapNode, patch: MapNode): MapNode | undefined {
  const merged = merge(schemas, { object, patch }, undefined);
  return isMap(merged) ? merged : undefined;
}

/** The two sides of a merge. */
type Sides = { readonly object: Maybe; readonly patch: Maybe };

/** Merges two nodes. Gives undefined for nothing; null only for a null of the object's that was written out. */
function merge(schemas: Schemas, sides: Sides, known: NodeSchema | undefined): Maybe {
  const { object, patch } = sides;
  const leading = object === undefined || isNull(object) ? patch : object;
  const schema = known ?? schemaOfNodes(schemas, sides);
  if (isList(leading)) {
    mustBe("SequenceNode", patch, isList);
    return mergeLists(schemas, sides, schema !== undefined && "list" in schema ? schema.list : undefined);
  }
  if (isMap(leading) || leading === undefined || isNull(leading)) {
    mustBe("MappingNode", patch, isMap);
    return mergeMaps(schemas, sides, schema !== undefined && "map" in schema ? schema.map : undefined);
  }
  mustBe("ScalarNode", patch, (node) => !isMap(node) && !isList(node));
  if (patch === undefined) return object;
  return isNull(patch) ? undefined : restyled(patch, object);
}

function mustBe(kind: Parameters<typeof wrongKind>[0], patch: Maybe, isKind: (node: Maybe) => boolean): void {
  if (patch === undefined || isNull(patch) || isKind(patch)) return;
  refuse("PATCH_FAILED", wrongKind(kind, patch), "Give the field the kind of value that the object has there.");
}

/** The schema of an object that stands inside of something unknown. */
function schemaOfNodes(schemas: Schemas, { object, patch }: Sides): NodeSchema | undefined {
  for (const node of [object, patch]) {
    if (!isMap(node)) continue;
    const apiVersion = textOf(get(node, "apiVersion"));
    const kind = textOf(get(node, "kind"));
    const map = apiVersion === "" || kind === "" ? undefined : schemaOfType(schemas, apiVersion, kind);
    if (map !== undefined) return { map };
  }
  return undefined;
}

function mergeMaps(schemas: Schemas, sides: Sides, schema: MapSchema | undefined): Maybe {
  const target = targetMap(sides);
  if (!isMap(target)) return target;
  const source = isMap(sides.patch) ? sides.patch : {};
  takeNotes(target, source);
  for (const key of fieldNames(target, source)) {
    const field = { object: get(target, key), patch: get(source, key) };
    const comment = target[NOTES]?.schemas?.get(key);
    const inner =
      comment === undefined ? schema && schemaOfField(schemas, schema, key) : schemaOfComment(schemas, comment);
    const merged = merge(schemas, field, inner);
    if (merged === undefined) remove(target, key);
    else {
      const made = requoted(merged);
      if (made !== field.object) assign(target, key, made);
    }
  }
  return target;
}

/** The names of the fields of both maps, in Kustomize's order where that may count. */
function fieldNames(target: MapNode, source: MapNode): readonly string[] {
  const patched = Object.keys(source);
  const names = Object.keys(target);
  return patched.length === 0 ? names : [...new Set([...names, ...patched])].sort();
}

/** What is known of the patch's map and is not of the object's. */
function takeNotes(target: MapNode, source: MapNode): void {
  const { schemas, oddKeys } = source[NOTES] ?? {};
  if (schemas !== undefined) note(target, { schemas: new Map([...schemas, ...(target[NOTES]?.schemas ?? [])]) });
  noteOddKeys(
    target,
    [...(oddKeys ?? [])].filter((key) => get(target, key) === undefined),
  );
}

/** The map that the fields are merged into: the object's, or the patch's where that replaces it or there is none. */
function targetMap({ object, patch }: Sides): Maybe {
  if (object === undefined || isNull(object)) {
    if (isMap(patch)) return mapDirective(patch) === "delete" ? undefined : patch;
    // A null that somebody wrote out stays, unless the patch says something of it.
    return patch === undefined && textOf(object) !== "" ? object : undefined;
  }
  if (patch === undefined) return object;
  if (!isMap(patch)) return undefined;
  const directive = mapDirective(patch);
  if (directive === "delete") return undefined;
  return directive === "replace" ? patch : object;
}

function mergeLists(schemas: Schemas, { object, patch }: Sides, schema: ListSchema | undefined): Maybe {
  if (patch !== undefined && !isList(patch)) return undefined;
  if (schema === undefined) return patch ?? object;
  const merging = {
    mergeKeys: schema.keys,
    merge: (mine: Maybe, theirs: Maybe) => merge(schemas, { object: mine, patch: theirs }, { map: schema.elements }),
  };
  if (!isList(object)) return patch && mergeElements(patch, patch, merging);
  const directive = patch === undefined ? "merge" : listDirective(patch);
  if (directive === "delete") return undefined;
  return mergeElements(directive === "replace" ? patch! : object, patch, merging);
}
