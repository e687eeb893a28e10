import type { Value } from "../manifest.ts";
import { printOne } from "../print.ts";
import type { Place } from "../refusal.ts";
import { refolded } from "./folded.ts";
import { resolve } from "./resolve.ts";
import { Scalar, type Tag } from "./scalar.ts";

/** What is known of a map beside its fields; goes where the map goes. */
export const NOTES = Symbol("notes");

export type Notes = {
  /**
   * On `metadata.annotations`: what the build remembers of the object. Kustomize keeps it in annotations too, so that a
   * patch which replaces them also forgets the names that the object had before.
   */
  readonly history?: unknown;
  /** The OpenAPI schemas that stand in comments beside fields. */
  readonly schemas?: ReadonlyMap<string, string>;
  /** The keys that are written as something else than strings. */
  readonly oddKeys?: ReadonlySet<string>;
  /** A key that was written more than once. */
  readonly repeated?: Repeated;
  /** The maps that have the very same node under a key. */
  readonly bonds?: ReadonlyMap<string, readonly MapNode[]>;
};

/** A key that stands in a map more than once. */
export type Repeated = {
  readonly key: string;
  /** The value that it has the second time; the map has the first. */
  readonly value: Node;
  /** Kustomize's words for it, and where it stands again. */
  readonly message: string;
  readonly place: Place | undefined;
};

/** A map of a document that is being built; changed in place. */
export type MapNode = { [key: string]: Node; [NOTES]?: Notes };

/** A document that is being built, or a part of one. */
export type Node = string | number | bigint | boolean | null | Scalar | Node[] | MapNode;

export function isMap(node: Node | undefined): node is MapNode {
  return typeof node === "object" && node !== null && !Array.isArray(node) && !(node instanceof Scalar);
}

export function isList(node: Node | undefined): node is Node[] {
  return Array.isArray(node);
}

export function isNull(node: Node | undefined): boolean {
  return node === null || (node instanceof Scalar && node.value === null);
}

export function isScalar(node: Node | undefined): boolean {
  return node !== undefined && !isMap(node) && !isList(node);
}

/** Whether there is nothing: no node, null, an empty map or an empty list. */
export function isEmpty(node: Node | undefined): boolean {
  if (node === undefined || isNull(node)) return true;
  return isList(node) ? node.length === 0 : isMap(node) && isEmptyMap(node);
}

export function isEmptyMap(map: MapNode): boolean {
  for (const key in map) if (Object.hasOwn(map, key)) return false;
  return true;
}

/** A string in quotes. One that would be no string without them needs no mark. */
export function quoted(text: string): Node {
  return typeof resolve(text) === "string" ? new Scalar(text, text, "!!str") : text;
}

/** A string as it stands in a block: a `literal` one has the line breaks of the text, a `folded` one others. */
export function block(text: string, style: "literal" | "folded"): Node {
  return new Scalar(text, text, "!!str", style);
}

/** A string in the quotes, or the sort of block, of another node. */
export function quotedAs(node: Node, text: string): Node {
  return isBlock(node) ? block(text, node.style) : quoted(text);
}

/** Whether a node is a string in a block. */
export function isBlock(node: Node): node is Scalar & { readonly style: "literal" | "folded" } {
  return node instanceof Scalar && (node.style === "literal" || node.style === "folded");
}

/** A string without quotes. One that would be none without them needs a mark: only its tag says that it is a string. */
export function bare(text: string): Node {
  return typeof resolve(text) === "string" ? text : new Scalar(text, text, "!!str", "plain");
}

/** A scalar that is what YAML makes of its text. */
export function untagged(text: string): Scalar {
  const node = resolve(text);
  return new Scalar(node instanceof Scalar ? node.value : node, text, tagOf(node) as Tag, "untagged");
}

/** Whether a node is a string in quotes, or in a block. */
export function isQuoted(node: Node | undefined): boolean {
  if (node instanceof Scalar) return node.style === "quoted" || isBlock(node);
  return typeof node === "string" && typeof resolve(node) !== "string";
}

/** The text of a scalar as it was written; of a map or a list, the empty string. */
export function textOf(node: Node | undefined): string {
  if (typeof node === "string") return node;
  if (node === undefined || isMap(node) || isList(node)) return "";
  return node instanceof Scalar ? node.text : String(node);
}

export function tagOf(node: Node): Tag | "!!map" | "!!seq" {
  if (typeof node === "string") return "!!str";
  if (typeof node === "number") return Number.isInteger(node) ? "!!int" : "!!float";
  if (typeof node === "bigint") return "!!int";
  if (typeof node === "boolean") return "!!bool";
  if (node === null) return "!!null";
  if (node instanceof Scalar) return node.tag;
  return isList(node) ? "!!seq" : "!!map";
}

/** The field of a map, undefined where there is none. Safe for every key, `__proto__` and `constructor` included. */
export function get(map: MapNode, key: string): Node | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Sets the field of a map. Safe for every key. */
export function put(map: MapNode, key: string, node: Node): void {
  if (key === "__proto__") {
    Object.defineProperty(map, key, { value: node, enumerable: true, configurable: true, writable: true });
  } else map[key] = node;
}

/** Takes a field away. One that is repeated keeps the other value. */
export function remove(map: MapNode, key: string): void {
  const { repeated, ...notes } = map[NOTES] ?? {};
  delete map[key];
  if (repeated?.key !== key) return;
  map[NOTES] = notes;
  put(map, key, repeated.value);
}

/** Adds a field whose name is written without quotes: YAML may take it for something else than a string then. */
export function add(map: MapNode, key: string, node: Node): void {
  if (!Object.hasOwn(map, key) && typeof resolve(key) !== "string") noteOddKeys(map, [key]);
  put(map, key, node);
}

/** A map of fields whose names are written without quotes. */
export function mapOf(fields: Iterable<readonly [string, Node]>): MapNode {
  const map: MapNode = {};
  for (const [key, node] of fields) add(map, key, node);
  return map;
}

/** The map in a field, which is made when the field is missing or null. Gives undefined for anything else. */
export function mapAt(map: MapNode, key: string): MapNode | undefined {
  const node = get(map, key);
  if (isMap(node)) return node;
  if (node !== undefined && !isNull(node)) return undefined;
  const made: MapNode = {};
  put(map, key, made);
  return made;
}

export function clone<Type extends Node>(node: Type): Type;
export function clone(node: Node): Node {
  if (isList(node)) return node.map(clone);
  if (!isMap(node)) return node;
  const copy: MapNode = {};
  for (const key of Object.keys(node)) put(copy, key, clone(node[key]!));
  if (node[NOTES] !== undefined) copy[NOTES] = unbonded(node[NOTES]);
  return copy;
}

/** The number of nodes that a node is made of; no more than one above `most`. */
export function sizeOf(node: Node, most: number): number {
  if (!isMap(node) && !isList(node)) return 1;
  let count = 1;
  for (const child of isList(node) ? node : Object.values(node)) {
    count += sizeOf(child, most - count);
    if (count > most) break;
  }
  return count;
}

/** What stays known of a map when all nodes in it are made anew. */
export function unbonded({ bonds: _, ...notes }: Notes): Notes {
  return notes;
}

/** Whether two nodes have the same value, however it is written. */
export function isSame(a: Node, b: Node): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((each, at) => isSame(each, b[at]!));
  if (isMap(a)) {
    if (!isMap(b)) return false;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key]!, b[key]!))
    );
  }
  if (isMap(b) || isList(b)) return false;
  const [left, right] = [a instanceof Scalar ? a.value : a, b instanceof Scalar ? b.value : b];
  return left === right || (isNumber(left) && isNumber(right) && String(left) === String(right));
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** The keys that are repeated somewhere in a node. */
export function repeatedIn(node: Node | undefined): readonly Repeated[] {
  if (isList(node)) return node.flatMap(repeatedIn);
  if (!isMap(node)) return [];
  const own = node[NOTES]?.repeated;
  return [...(own === undefined ? [] : [own]), ...Object.values(node).flatMap(repeatedIn)];
}

/** Adds to what is known of a map. */
export function note(map: MapNode, notes: Notes): void {
  map[NOTES] = { ...map[NOTES], ...notes };
}

export function noteOddKeys(map: MapNode, keys: readonly string[]): void {
  if (keys.length > 0) note(map, { oddKeys: new Set([...(map[NOTES]?.oddKeys ?? []), ...keys]) });
}

/** The value that a scalar has once Kustomize has written it as YAML and read it again, on its way to JSON. */
export function jsonValue(scalar: Scalar): Scalar["value"] {
  if (scalar.style === "folded") return refolded(scalar.text);
  return scalar.style === "flow" ? scalar.text : scalar.value;
}

/** Turns the node into plain data, in place. */
export function toValue(node: Node): Value {
  if (node instanceof Scalar) return jsonValue(node);
  if (isList(node)) {
    for (let at = 0; at < node.length; at++) node[at] = toValue(node[at]!) as Node;
  } else if (isMap(node)) {
    for (const key of Object.keys(node)) put(node, key, toValue(node[key]!) as Node);
    delete node[NOTES];
  }
  return node as Value;
}

/** The node as YAML, for messages. */
export function describe(node: Node): string {
  const text = printOne({ "": toValue(clone(node)) });
  return isMap(node) || isList(node) ? text.replace(/^"":\s/, "").replace(/^ {2}/gm, "") : text.replace(/^"": /, "");
}
