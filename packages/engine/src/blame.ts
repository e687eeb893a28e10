import type { ExplainedObject } from "./explain-manifests.ts";
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
 * no line of anybody had a part in it.
 */
export function blame(objects: readonly ExplainedObject[], field: FieldOfObject): Blame | undefined {
  const object = objects.find(
    ({ kind, name, namespace }) =>
      kind === field.kind && name === field.name && (field.namespace === undefined || namespace === field.namespace),
  );
  const leaves = object?.leaves ?? objects.flatMap((other) => other.leaves);
  for (let around = field.pointer; ; around = around.slice(0, around.lastIndexOf("/"))) {
    const found = leaves.find(
      (leaf) => placed(leaf) && (leaf.pointer === around || leaf.pointer.startsWith(`${around}/`)),
    );
    if (found !== undefined) return placeOf(found);
    if (around === "") return undefined;
  }
}

function placed({ origin }: Leaf): boolean {
  return origin?.file !== undefined && origin.by !== "environment" && origin.by !== "platform";
}

function placeOf({ origin }: Leaf): Blame | undefined {
  return origin?.file === undefined
    ? undefined
    : { file: origin.file, line: origin.line ?? 1, column: origin.column ?? 1 };
}
