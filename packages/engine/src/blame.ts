import type { ExplainedObject } from "./explain-manifests.ts";
import type { Files } from "./files.ts";
import { keyAround } from "./locate.ts";
import type { Leaf } from "./trace.ts";

/** A field of a rendered object. */
export interface FieldOfObject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** JSON pointer; "" is the object itself. */
  readonly pointer: string;
}

/** The line that a person wrote and that made a field what it is. */
export interface Blame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the line to point at when something is wrong with a field of a rendered object: the one that set the field, or
 * one below it, else the nearest field around it that a line set, else a line that the object is there for. Undefined:
 * no line of anybody had a part in it. Of a map or a list that stands in one of the files, it is the line of its key.
 */
export function blame(objects: readonly ExplainedObject[], field: FieldOfObject, files: Files): Blame | undefined {
  const object = objects.find(
    ({ kind, name, namespace }) =>
      kind === field.kind && name === field.name && (field.namespace === undefined || namespace === field.namespace),
  );
  const leaves = object?.leaves ?? objects.flatMap((other) => other.leaves);
  for (let around = field.pointer; ; around = around.slice(0, around.lastIndexOf("/"))) {
    const found = leaves.find(
      (leaf) => placed(leaf) && (leaf.pointer === around || leaf.pointer.startsWith(`${around}/`)),
    );
    if (found !== undefined) return keyOf(found, around, files) ?? placeOf(found);
    if (around === "") return undefined;
  }
}

function placed({ origin }: Leaf): boolean {
  return origin?.file !== undefined && origin.by !== "environment" && origin.by !== "platform";
}

/** Where the key of a map or a list stands that a patch or a manifest brought with this leaf in it. */
function keyOf(leaf: Leaf, around: string, files: Files): Blame | undefined {
  const { by, file = "", line, column } = leaf.origin ?? {};
  const text = files.get(file)?.content;
  if (by !== "patch" || around === "" || leaf.pointer === around || typeof text !== "string") return undefined;
  if (line === undefined || column === undefined) return undefined;
  const names = leaf.pointer.slice(around.lastIndexOf("/") + 1).split("/");
  const key = keyAround(
    text,
    { line, column },
    names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~")),
  );
  return key && { file, ...key };
}

function placeOf({ origin }: Leaf): Blame | undefined {
  return origin?.file === undefined
    ? undefined
    : { file: origin.file, line: origin.line ?? 1, column: origin.column ?? 1 };
}
