import type { Manifest, Value } from "./manifest.ts";
import { sortedKeys } from "./print/key-order.ts";
import { margin } from "./print/margin.ts";
import { printNumber } from "./print/number.ts";
import { isPlain, isSimpleKey, printKey, printText } from "./print/text.ts";

/**
 * Writes manifests in Kustomize's byte format: one YAML document each, `---` between them, keys in go-yaml's natural
 * order, two spaces of indent, lists not indented under their key, strings quoted and folded as go-yaml v2 does it.
 * No manifests give an empty text. Never throws and never changes what it is given.
 */
export function print(manifests: readonly Manifest[]): string {
  return manifests.map(printOne).join("---\n");
}

/** Writes one manifest as `print` does. */
export function printOne(manifest: Manifest): string {
  return isEmpty(manifest) ? "{}\n" : mapping("", manifest, 0);
}

/*
 * Each function below takes what is written so far and gives it back with its own part appended: one growing string
 * is several times quicker than joining the strings of the parts.
 */

/** Appends the entries of a mapping; the indent of the first is written already. */
function mapping(before: string, map: Manifest, indent: number): string {
  let out = before;
  let first = true;
  for (const key of sortedKeys(map)) {
    if (first) first = false;
    else out += margin(indent);
    const value = map[key]!;
    if (key.length <= 42 && isPlain(key)) {
      out += key;
      out = field(out, value, indent + key.length, indent);
    } else out = entry(out, key, value, indent);
  }
  return out;
}

function entry(before: string, key: string, value: Value, indent: number): string {
  if (isSimpleKey(key)) {
    const text = printKey(key);
    return field(before + text, value, indent + text.length, indent);
  }
  const text = endLine(printText(key, { column: indent + 2, indent: indent + 2 }));
  return item(`${before}? ${text}${margin(indent)}:`, value, indent);
}

/** Appends `:` and the value of a key that ended in column `column`. */
function field(before: string, value: Value, column: number, indent: number): string {
  if (typeof value !== "object" || value === null) return scalar(`${before}: `, value, column + 2, indent + 2);
  if (isList(value))
    return value.length === 0 ? `${before}: []\n` : list(`${before}:\n${margin(indent)}`, value, indent);
  return isEmpty(value) ? `${before}: {}\n` : mapping(`${before}:\n${margin(indent + 2)}`, value, indent + 2);
}

function list(before: string, values: readonly Value[], indent: number): string {
  let out = before;
  let first = true;
  for (const value of values) {
    if (first) first = false;
    else out += margin(indent);
    out = item(`${out}-`, value, indent);
  }
  return out;
}

/** Appends what follows the `-` of a list, or the `:` below a question mark. */
function item(before: string, value: Value, indent: number): string {
  if (typeof value !== "object" || value === null) return scalar(`${before} `, value, indent + 2, indent + 2);
  if (isList(value)) return value.length === 0 ? `${before} []\n` : list(`${before} `, value, indent + 2);
  return isEmpty(value) ? `${before} {}\n` : mapping(`${before} `, value, indent + 2);
}

function scalar(
  before: string,
  value: string | number | bigint | boolean | null,
  column: number,
  indent: number,
): string {
  if (typeof value === "string") {
    if (column + value.length <= 80 && isPlain(value)) return `${before}${value}\n`;
    return before + endLine(printText(value, { column, indent }));
  }
  if (typeof value === "number" || typeof value === "bigint") return `${before}${printNumber(value)}\n`;
  return `${before}${value}\n`;
}

function endLine(text: string): string {
  return /[\n\u2028\u2029]$/.test(text) ? text : `${text}\n`;
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}

function isEmpty(map: object): boolean {
  for (const _ in map) return false;
  return true;
}
