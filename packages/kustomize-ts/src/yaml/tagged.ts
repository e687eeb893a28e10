import { type Node, tagOf } from "./node.ts";
import { resolve } from "./resolve.ts";
import { Scalar, type Tag } from "./scalar.ts";

const LONG = "tag:yaml.org,2002:";
const RESOLVED: ReadonlySet<string> = new Set(["!!int", "!!float", "!!bool", "!!null", "!!timestamp"]);
const BASE_64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The short form of a tag as it stands in the text: `!!int` for `!!int` and `!<tag:yaml.org,2002:int>`. */
export function shortTag(written: string): string {
  const tag = written.startsWith("!<") && written.endsWith(">") ? written.slice(2, -1) : written;
  return tag.startsWith(LONG) ? `!!${tag.slice(LONG.length)}` : tag;
}

/**
 * A scalar with an explicit tag, as go-yaml v3 reads it. Tags that it does not know leave a string. Gives the problem,
 * in go-yaml's words, when the text is no such scalar.
 */
export function tagged(tag: string, text: string): { readonly node: Node } | { readonly problem: string } {
  if (tag === "!!binary") return binary(text);
  if (!RESOLVED.has(tag)) return { node: text };
  const node = resolve(text);
  const found = tagOf(node);
  if (found === tag) return { node };
  if (tag === "!!float" && found === "!!int") {
    const value = node instanceof Scalar ? node.value : (node as number | bigint);
    return { node: new Scalar(Number(value), text, tag as Tag) };
  }
  return { problem: `cannot decode ${found} \`${text}\` as a ${tag}` };
}

/** The same, but a text that is not of its type is kept with the type. It is refused where the object goes through JSON. */
export function taggedOrOdd(tag: string, text: string): Node {
  const result = tagged(tag, text);
  return "node" in result ? result.node : new Scalar(tag === "!!null" ? null : text, text, tag as Tag);
}

function binary(text: string): ReturnType<typeof tagged> {
  const digits = text.replace(/[\r\n]/g, "");
  if (!BASE_64.test(digits)) return { problem: "!!binary value contains invalid base64 data" };
  const bytes = Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
  return { node: new Scalar(new TextDecoder().decode(bytes), text, "!!binary") };
}
