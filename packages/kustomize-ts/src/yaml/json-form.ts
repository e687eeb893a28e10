import type { Value } from "../manifest.ts";
import { printFloat } from "../print/number.ts";
import { isWrittenPlain } from "../print/text.ts";
import { refuse } from "../refusal.ts";
import { block, isList, isMap, jsonValue, type MapNode, NOTES, type Node, put, quoted, unbonded } from "./node.ts";
import { resolve } from "./resolve.ts";
import { Scalar } from "./scalar.ts";

/** What Kustomize, which takes JSON for YAML, reads of a node that it has written as JSON: all strings are in quotes. */
export function fromJson(node: Node): Node {
  if (isList(node)) return node.map(fromJson);
  if (isMap(node)) {
    const map: MapNode = {};
    for (const [key, field] of Object.entries(node)) {
      checkKey(key);
      put(map, key, fromJson(field));
    }
    return map;
  }
  const value = node instanceof Scalar ? node.value : node;
  if (typeof value === "string") return quoted(reread(value));
  return typeof value === "number" ? resolve(String(value)) : value;
}

/** A value, changed in place, as it comes out of JSON that is read as YAML. */
export function readAgain(value: Value): Value {
  if (typeof value === "string") return reread(value);
  if (typeof value !== "object" || value === null) return value;
  const fields = value as { [key: string]: Value };
  for (const key in fields) {
    const field = fields[key]!;
    if (typeof field === "object" || (typeof field === "string" && CONTROL.test(field))) fields[key] = readAgain(field);
    checkKey(key);
  }
  return value;
}

const NEXT_LINE = "\u0085";
/** What JSON has no escapes for and YAML does not read, or reads as something else. */
const CONTROL = /[\x7f-\x9f\ufffe\uffff]/;
const UNREADABLE = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;

function refuseUnreadable(text: string): void {
  const [found] = UNREADABLE.exec(text) ?? [];
  if (found === undefined) return;
  const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  refuse("RESOURCE_INVALID", "yaml: control characters are not allowed", `Take the character ${code} out of the text.`);
}

/** A key may not go on over lines. */
function checkKey(key: string): void {
  if (!CONTROL.test(key)) return;
  refuseUnreadable(key);
  const hint = `Take the character "next line" (U+0085) out of the key ${JSON.stringify(key)}.`;
  refuse("RESOURCE_INVALID", "yaml: mapping values are not allowed in this context", hint);
}

/** JSON writes the character "next line" as it is, and YAML takes it for a line break, which it folds. */
function reread(text: string): string {
  if (!CONTROL.test(text)) return text;
  refuseUnreadable(text);
  return text.replace(/ *\u0085[ \u0085]*/g, (found) => {
    const breaks = found.split(NEXT_LINE).length - 1;
    return breaks === 1 ? " " : "\n".repeat(breaks - 1);
  });
}

/**
 * Turns a node, in place, into what Kustomize has after a way through JSON and back: every number a float, written as
 * Go writes one (`1e+06`), each string in the quotes that go-yaml gives it, however it was written before.
 */
export function jsonForm(node: Node): Node {
  if (isList(node)) {
    for (let at = 0; at < node.length; at++) node[at] = jsonForm(node[at]!);
    return node;
  }
  if (isMap(node)) {
    if (node[NOTES] !== undefined) node[NOTES] = unbonded(node[NOTES]);
    for (const key of Object.keys(node)) put(node, key, jsonForm(node[key]!));
    return node;
  }
  const value = node instanceof Scalar ? jsonValue(node) : node;
  if (typeof value === "string") return written(value);
  if (typeof value !== "number" && typeof value !== "bigint") return value;
  const float = Number(value);
  const text = printFloat(float);
  return text === String(float) ? float : new Scalar(float, text, "!!float");
}

function written(text: string): Node {
  if (text.includes("\n")) return block(text, "literal");
  return isWrittenPlain(text) ? text : quoted(text);
}
