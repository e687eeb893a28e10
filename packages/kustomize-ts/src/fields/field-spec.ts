import { refuse, withPrefix } from "../refusal.ts";
import { idText, isSelectedType } from "../resource/id.ts";
import { gvkOf, nameOf, namespaceOf, wrongKind } from "../resource/resource.ts";
import { assign, bond, spread } from "../yaml/bonds.ts";
import { add, get, isList, isMap, isNull, type MapNode, type Node } from "../yaml/node.ts";
import { Scalar } from "../yaml/scalar.ts";
import { splitPath } from "./path.ts";
import { asString } from "./scalar.ts";

/** A place in objects: of which types, under which path, and whether it is made where it is missing. */
export type FieldSpec = {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly path: string;
  readonly create: boolean;
  /** The parts of the path. */
  readonly parts: readonly string[];
};

/** Changes the field of a map; the field is there. */
export type SetField = (map: MapNode, field: string) => void;

export type Visit = {
  readonly set: SetField;
  /** What to make of a field that is missing, where the spec allows it. Without it nothing is made. */
  readonly create?: "map" | "scalar";
};

export function fieldSpec(spec: Partial<Omit<FieldSpec, "parts">> & { readonly path: string }): FieldSpec {
  const { group = "", version = "", kind = "", path, create = false } = spec;
  return { group, version, kind, path, create, parts: splitPath(path, "/") };
}

/** Calls `set` for each place of an object that the specs describe; a path goes through all elements of lists. */
export function visitFields(object: MapNode, specs: readonly FieldSpec[], visit: Visit): void {
  const gvk = gvkOf(object);
  for (const spec of specs) if (isSelectedType(gvk, spec)) visitField(object, spec, visit);
}

/** The same for one spec, whatever the object's type is. */
export function visitField(object: MapNode, spec: FieldSpec, visit: Visit): void {
  try {
    walk(object, spec, 0, visit);
  } catch (error) {
    const id = idText({ ...gvkOf(object), name: nameOf(object), namespace: namespaceOf(object) });
    throw withPrefix(`considering field '${spec.path}' of object ${id}`, error);
  }
}

function walk(node: Node, spec: FieldSpec, at: number, visit: Visit): void {
  if (isMap(node)) walkMap(node, spec, at, visit);
  else if (isList(node)) walkList(node, spec, at, visit);
  else if (!isNull(node)) {
    refuse("TRANSFORM_FAILED", "expected sequence or mapping node", "Check the object's fields along that path.");
  }
}

function walkList(list: Node[], spec: FieldSpec, at: number, visit: Visit): void {
  try {
    for (const element of list) walk(element, spec, at, visit);
  } catch (error) {
    throw withPrefix(`visit traversal on path: [${spec.parts.slice(at).join(" ")}]`, error);
  }
}

function walkMap(map: MapNode, spec: FieldSpec, at: number, visit: Visit): void {
  const part = spec.parts[at]!;
  const isSequence = part.endsWith("[]");
  const name = isSequence ? part.slice(0, -2) : part;
  if (name === "") refuse("TRANSFORM_FAILED", "cannot set or create an empty field name", "Correct the path.");
  const isLast = at === spec.parts.length - 1;
  const creates = spec.create && visit.create !== undefined && !isSequence;
  const field = get(map, name);
  if (field === undefined || isNull(field)) {
    if (field === undefined && !creates) return;
    const made = empty(field, creates ? (isLast ? visit.create! : "map") : isSequence ? "list" : undefined);
    add(map, name, made);
  }
  if (isLast) {
    const before = map[name];
    visit.set(map, name);
    spread(map, name, before);
  } else walk(map[name]!, spec, at + 1, visit);
}

/** What stands for a field that is missing or null, once it is to be of a kind. */
function empty(field: Node | undefined, kind: "map" | "scalar" | "list" | undefined): Node {
  if (kind === "map") return {};
  if (kind === "list") return [];
  return field === undefined ? new Scalar(null, "", "!!null") : field;
}

/** Sets an entry of the maps in some fields to a text; for labels and annotations. */
export function setEntry(entry: string, text: string): SetField {
  const added: MapNode[] = [];
  const made = asString(text, undefined);
  return (map, field) => {
    const target = map[field]!;
    if (isNull(target)) return;
    if (!isMap(target)) refuse("TRANSFORM_FAILED", wrongKind("MappingNode", target), "Make the field a map.");
    else if (entry === "") refuse("TRANSFORM_FAILED", wrongKind("ScalarNode", target), "Give the entry a name.");
    else {
      const before = get(target, entry);
      if (before === undefined) {
        add(target, entry, made);
        added.push(target);
        bond(added, entry);
      } else assign(target, entry, asString(text, before));
    }
  };
}
