import { elementPart } from "../fields/lookup.ts";
import { indexOf, isElementPart, splitPath } from "../fields/path.ts";
import { retext } from "../fields/scalar.ts";
import type { Selector } from "../kustomization/fields.ts";
import { refuse } from "../refusal.ts";
import { type Resource, wrongKind } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { select } from "../selector/select.ts";
import { assign } from "../yaml/bonds.ts";
import { add, get, isList, isMap, isNull, type MapNode, type Node, textOf } from "../yaml/node.ts";
import { Scalar } from "../yaml/scalar.ts";
import { moveOne } from "./namespace.ts";

export type ValueTarget = {
  readonly selector?: Selector;
  readonly fieldPath?: string;
  /** Where in the field's file path the value comes; 0 and less puts it in the place of the whole field. */
  readonly filePathPosition?: number;
};

/** Writes one value into fields of many objects, or into the file paths that stand in them. */
export function addValue(
  schemas: Schemas,
  resources: readonly Resource[],
  value: string,
  targets: readonly ValueTarget[],
): void {
  for (const { selector, fieldPath = "", filePathPosition = 0 } of targets) {
    const selected = selector === undefined ? resources : select(schemas, resources, selector);
    for (const { node } of selected) {
      if (node === undefined) continue;
      if (fieldPath === "metadata/namespace") moveOne(schemas, node, { namespace: value, specs: [] });
      else writeAt(node, splitPath(`/${fieldPath}`, "/"), (text) => inserted(text, filePathPosition, value));
    }
  }
}

type Place = { readonly parent: MapNode | Node[]; readonly key: string | number };

/** Writes to the scalar under a path, which is made where it is missing. */
function writeAt(root: MapNode, path: readonly string[], change: (text: string) => string): void {
  const parts = path.map((part) => part.trim()).filter((part) => part !== "");
  let place: Place | undefined;
  for (const [at, part] of parts.entries()) {
    place = step(place === undefined ? root : nodeAt(place), part, parts[at + 1]);
    if (place === undefined) return;
  }
  if (place === undefined) return;
  const before = nodeAt(place);
  if (isMap(before) || isList(before)) {
    refuse("TRANSFORM_FAILED", wrongKind("ScalarNode", before), "Choose a field that is text.");
  }
  const text = isNull(before) && !(before instanceof Scalar) ? "null" : textOf(before);
  setAt(place, retext(change(text), before));
}

function nodeAt({ parent, key }: Place): Node {
  return isList(parent) ? parent[key as number]! : parent[key as string]!;
}

function setAt({ parent, key }: Place, node: Node): void {
  if (isList(parent)) parent[key as number] = node;
  else assign(parent, key as string, node);
}

function step(node: Node, part: string, next: string | undefined): Place | undefined {
  const index = indexOf(part);
  if (index !== undefined || part === "-" || isElementPart(part)) return elementStep(node, part, index);
  if (!isMap(node)) return refuse("TRANSFORM_FAILED", wrongKind("MappingNode", node), "Correct the field path.");
  if (get(node, part) === undefined) {
    const isListNext = next !== undefined && (isElementPart(next) || (indexOf(next) ?? -1) >= 0);
    add(node, part, isListNext ? [] : next === undefined ? new Scalar(null, "", "!!null") : {});
  }
  return { parent: node, key: part };
}

function elementStep(node: Node, part: string, index: number | undefined): Place | undefined {
  if (!isList(node)) return refuse("TRANSFORM_FAILED", wrongKind("SequenceNode", node), "Correct the field path.");
  if (!isElementPart(part)) {
    const key = part === "-" ? node.length - 1 : index!;
    return key >= 0 && key < node.length ? { parent: node, key } : undefined;
  }
  const [name, value] = elementPart(part);
  const found = node.findIndex((each) =>
    name === "" ? textOf(each) === value : isMap(each) && textOf(get(each, name)) === value,
  );
  if (found === -1) node.push(name === "" ? value : { [name]: value });
  return { parent: node, key: found === -1 ? node.length - 1 : found };
}

/** A file path with a part put in; one that begins with a slash goes on to do so. */
function inserted(path: string, position: number, part: string): string {
  if (position <= 0) return part;
  const isAbsolute = path.startsWith("/");
  const parts = path.split("/").filter((each) => each !== "");
  parts.splice(Math.min(position - 1, parts.length), 0, part);
  return (isAbsolute ? "/" : "") + parts.join("/");
}
