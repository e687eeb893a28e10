import { bare, isQuoted, type Node, quoted, quotedAs, textOf, untagged } from "../yaml/node.ts";
import { resolveYaml11 } from "../yaml/resolve.ts";
import { Scalar } from "../yaml/scalar.ts";

/**
 * A text, without a tag that says of what type it is, in the place of a node: a string if that was one in quotes, which
 * Kustomize keeps, and otherwise what YAML makes of it.
 */
export function retext(text: string, before: Node): Node {
  return isQuoted(before) ? quotedAs(before, text) : untagged(text);
}

/**
 * A scalar after Kustomize has set it in a map, as a strategic merge does with all fields that it comes by: what is no
 * other type's and would not be a string in YAML 1.1 is in quotes then, and so stays one.
 */
export function requoted(node: Node): Node {
  if (typeof node !== "string" && (!(node instanceof Scalar) || !isTextWithoutQuotes(node))) return node;
  const text = textOf(node);
  return isQuoted(node) || text === "" || typeof resolveYaml11(text) === "string" ? node : quoted(text);
}

function isTextWithoutQuotes({ style, tag }: Scalar): boolean {
  return style === "untagged" || (style === "plain" && tag === "!!str");
}

/** A scalar in the place of a node: it keeps its type, but in the quotes that are there everything becomes a string. */
export function restyled(scalar: Node, before: Node | undefined): Node {
  if (before === undefined) return scalar;
  if (isQuoted(before)) return quotedAs(before, textOf(scalar));
  return isQuoted(scalar) ? bare(textOf(scalar)) : scalar;
}

/** A text, which is a string whatever it looks like, in the place of a node if there is one. */
export function asString(text: string, before: Node | undefined): Node {
  if (before !== undefined) return isQuoted(before) ? quotedAs(before, text) : bare(text);
  return typeof resolveYaml11(text) === "string" ? bare(text) : quoted(text);
}
