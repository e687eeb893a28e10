import { isList, isMap, isQuoted, type Node, quoted, textOf } from "../yaml/node.ts";
import { resolve } from "../yaml/resolve.ts";

/**
 * A text, without a tag that says of what type it is, in the place of a node: a string if that was one in quotes, which
 * Kustomize keeps, and otherwise what YAML makes of it.
 */
export function retext(text: string, before: Node): Node {
  if (isMap(before) || isList(before)) return resolve(text);
  return isQuoted(before) ? quoted(text) : resolve(text);
}

/** A scalar in the place of a node: it keeps its type, but in the quotes that are there everything becomes a string. */
export function restyled(scalar: Node, before: Node | undefined): Node {
  if (before === undefined) return scalar;
  if (isQuoted(before)) return quoted(textOf(scalar));
  return isQuoted(scalar) ? textOf(scalar) : scalar;
}
