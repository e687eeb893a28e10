import { refuse } from "../refusal.ts";
import { wrongKind } from "../resource/resource.ts";
import { pattern } from "../selector/pattern.ts";
import { add, get, isList, isMap, isNull, type MapNode, type Node, textOf, untagged } from "../yaml/node.ts";
import { resolve } from "../yaml/resolve.ts";
import { elementPart } from "./lookup.ts";
import { indexOf, isElementPart } from "./path.ts";

/** A place that a path leads to. */
export type Target = {
  readonly parent: MapNode | Node[];
  readonly key: string | number;
};

/** What to make where a path ends in nothing: nothing, or a node of this kind. */
export type Creation = "map" | "list" | "scalar" | undefined;

const HINT = "Check the field path against the object.";

/**
 * All places of an object that a path leads to. A part is the name of a field, the index of an element, `*` for all
 * elements, or those by the pattern for a field (`[name=ng.*]`) or for themselves (`[=ng.*]`). What is missing is made
 * if `create` says of which kind; of lists no more than the next element.
 */
export function match(root: MapNode, parts: readonly string[], create: Creation): Target[] {
  if (parts.length === 0) return [];
  return matchIn(root, parts, create);
}

function matchIn(node: Node, parts: readonly string[], create: Creation): Target[] {
  const part = parts[0]!;
  const index = indexOf(part);
  if (index !== undefined && index >= 0) return matchIndex(node, index, parts, create);
  if (isElementPart(part)) return matchElements(node, parts, create);
  if (part === "*") return asList(node).flatMap((_, at) => beyond(asList(node), at, parts, create));
  return matchField(node, parts, create);
}

/** The places behind a place. */
function beyond(parent: MapNode | Node[], key: string | number, parts: readonly string[], create: Creation): Target[] {
  if (parts.length === 1) return [{ parent, key }];
  const node = isList(parent) ? parent[key as number]! : parent[key as string]!;
  return matchIn(node, parts.slice(1), create);
}

function matchField(node: Node, parts: readonly string[], create: Creation): Target[] {
  const name = parts[0]!;
  if (isNull(node)) return [];
  if (!isMap(node)) return refuse("REPLACEMENT_FAILED", wrongKind("MappingNode", node), HINT);
  if (get(node, name) !== undefined) return beyond(node, name, parts, create);
  if (create === undefined) return [];
  add(node, name, made(parts[1], create));
  return beyond(node, name, parts, create);
}

/** What stands in front of the next part of a path. */
function made(next: string | undefined, create: Creation): Node {
  if (next === undefined) return create === "map" ? {} : create === "list" ? [] : untagged("");
  const isIndex = (indexOf(next) ?? -1) >= 0;
  return isIndex || isElementPart(next) ? [] : {};
}

function matchIndex(node: Node, index: number, parts: readonly string[], create: Creation): Target[] {
  const list = asList(node);
  if (index === list.length && create !== undefined && isList(node)) list.push(made(parts[1], create));
  if (index >= list.length) {
    const message = `index ${index} specified but only ${list.length} elements found`;
    return refuse("REPLACEMENT_FAILED", message, HINT);
  }
  return beyond(list, index, parts, create);
}

function matchElements(node: Node, parts: readonly string[], create: Creation): Target[] {
  const [name, expression] = elementPart(parts[0]!);
  const list = asList(node);
  const isMeant = pattern(expression);
  const search = (): Target[] =>
    list.flatMap((element, at): Target[] => {
      if (name === "") return isMeant(written(element)) ? [{ parent: list, key: at }] : [];
      const field = isMap(element) ? get(element, name) : undefined;
      if (field === undefined || !isMeant(written(field))) return [];
      return beyond(list, at, parts, create);
    });
  const found = search();
  if (found.length > 0 || create === undefined || !isList(node)) return found;
  list.push(name === "" ? untagged(expression) : { [name]: untagged(expression) });
  return search();
}

function asList(node: Node): Node[] {
  if (isNull(node)) return [];
  return isList(node) ? node : refuse("REPLACEMENT_FAILED", wrongKind("SequenceNode", node), HINT);
}

/** A scalar as it stands in YAML: strings that need quotes with them. */
function written(node: Node): string {
  if (isMap(node) || isList(node)) return "";
  return typeof node === "string" && typeof resolve(node) !== "string" ? `"${node}"` : textOf(node);
}
