import type { Draw } from "./draw.ts";

/** YAML before it is written: strings stand for scalars as they are written, undefined for fields that are not there. */
export type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

type Writing = { readonly draw: Draw; readonly anchors: string[] };

/**
 * Writes one document, in any of the styles of YAML: blocks, braces, comments, anchors. Comments stand behind the fields of
 * the document only: where a patch brings one into braces, Kustomize writes YAML that it cannot read.
 */
export function write(draw: Draw, fields: { readonly [key: string]: Yaml | undefined }): string {
  const start = draw.is(5) ? "# a comment\n" : "";
  return start + blockMap({ draw, anchors: [] }, fields, "");
}

function entries(map: object): [string, Yaml][] {
  return Object.entries(map).filter(([, value]) => value !== undefined) as [string, Yaml][];
}

function blockMap(writing: Writing, map: object, indent: string): string {
  return entries(map)
    .map(([key, value]) => `${indent}${key}:${blockValue(writing, value, indent)}`)
    .join("");
}

function blockValue(writing: Writing, value: Yaml, indent: string): string {
  const { draw } = writing;
  const comment = indent === "" && draw.is(3) ? " # said of it" : "";
  if (typeof value !== "object")
    return blockScalar(writing, String(value), indent) ?? ` ${flow(writing, value)}${comment}\n`;
  if (entries(value).length === 0 || draw.is(50)) return ` ${flow(writing, value)}${comment}\n`;
  if (!Array.isArray(value)) return `${comment}\n${blockMap(writing, value, `${indent}  `)}`;
  const items = value.map((item: Yaml) => `${indent}-${blockItem(writing, item, indent)}`);
  return `${comment}\n${items.join("")}`;
}

function blockItem(writing: Writing, item: Yaml, indent: string): string {
  if (typeof item !== "object" || Array.isArray(item) || entries(item).length === 0 || writing.draw.is(30)) {
    return blockValue(writing, item, `${indent}  `);
  }
  return ` ${blockMap(writing, item, `${indent}  `).trimStart()}`;
}

/** A block of lines, with its indent. */
function blockScalar(_: Writing, text: string, indent: string): string | undefined {
  if (!/^[|>]/.test(text)) return undefined;
  const [header, ...lines] = text.split("\n");
  return ` ${header}\n${lines.map((line) => (line === "" ? "" : `${indent}  ${line}`)).join("\n")}\n`;
}

function flow(writing: Writing, value: Yaml): string {
  if (Array.isArray(value)) return `[${value.map((item: Yaml) => flow(writing, item)).join(", ")}]`;
  if (typeof value === "object") {
    const fields = entries(value).map(([key, field]) => `${key}: ${flow(writing, field)}`);
    return `{${fields.join(", ")}}`;
  }
  return anchored(writing, /^[|>]/.test(String(value)) ? "'lines'" : String(value));
}

/** Now and then a name for a scalar, and the scalar by that name where the same is written again. */
function anchored({ draw, anchors }: Writing, text: string): string {
  const known = anchors.indexOf(text);
  if (known !== -1) return `*a${known}`;
  if (!draw.is(2) || text.startsWith("!")) return text;
  anchors.push(text);
  return `&a${anchors.length - 1} ${text}`;
}
