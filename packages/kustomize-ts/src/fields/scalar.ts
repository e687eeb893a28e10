import { bare, isQuoted, type Node, quoted, textOf, untagged } from "../yaml/node.ts";
import { resolveYaml11 } from "../yaml/resolve.ts";

/**
 * A text, without a tag that says of what type it is, in the place of a node: a string if that was one in quotes, which
 * Kustomize keeps, and otherwise what YAML makes of it.
 */
export function retext(text: string, before: Node): Node {
  return isQuoted(before) ? quoted(text) : untagged(text);
}

/** A scalar in the place of a node: it keeps its type, but in the quotes that are there everything becomes a string. */
export function restyled(scalar: Node, before: Node | undefined): Node {
  if (before === undefined) return scalar;
  if (isQuoted(before)) return quoted(textOf(scalar));
  return isQuoted(scalar) ? bare(textOf(scalar)) : scalar;
}

/** A text, which is a string whatever it looks like, in the place of a node if there is one. */
export function asString(text: string, before: Node | undefined): Node {
  const isInQuotes = before === undefined ? typeof resolveYaml11(text) !== "string" : isQuoted(before);
  return isInQuotes ? quoted(text) : bare(text);
}
