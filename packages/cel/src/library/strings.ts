import { adapt, isList } from "../adapt.ts";
import { textOf } from "../convert.ts";
import { ENGLISH_FORMAT, PLAIN_FORMAT } from "../format-clause.ts";
import { formatValues } from "../format-string.ts";
import { formatValidator } from "../format-validator.ts";
import { type Apply, type OverloadRow, overloads } from "../function.ts";
import type { Int } from "../integer.ts";
import type { Library } from "../library.ts";
import { characters } from "../operators.ts";
import { quoteText } from "../quote.ts";
import { CelError, type Value } from "../value.ts";
import { MAX_SIZE, tooLarge, work } from "../work.ts";

// Positions in strings count characters, not the UTF-16 units of JavaScript.

function outOfRange(index: Int): CelError {
  return new CelError(`index out of range: ${index}`);
}

/** Whether every character is one UTF-16 unit, as in nearly all texts: then positions need no counting. */
function isPlain(text: string): boolean {
  work(text.length / 16);
  return !/[\ud800-\udfff]/.test(text);
}

function charactersOf(text: string): string[] {
  work(text.length);
  return [...text];
}

/** So many characters of a text from one on. */
function charactersFrom(text: string, start: Int, end?: Int): string {
  const [first, last] = [Number(start), end === undefined ? undefined : Number(end)];
  return isPlain(text) ? text.slice(first, last) : charactersOf(text).slice(first, last).join("");
}

function charAt(text: string, index: Int): Value {
  return index < 0 || index > characters(text) ? outOfRange(index) : charactersFrom(text, index, BigInt(index) + 1n);
}

function indexOf(text: string, part: string, from: Int = 0): Value {
  if (part === "") return from;
  if (from < 0) return outOfRange(from);
  if (from >= characters(text)) return -1;
  const found = text.indexOf(part, charactersFrom(text, 0, from).length);
  return found === -1 ? -1 : characters(text.slice(0, found));
}

function lastIndexOf(text: string, part: string, from?: Int): Value {
  const length = characters(text);
  if (part === "") return from ?? length;
  const start = from ?? length - 1;
  if (from === undefined && length < characters(part)) return -1;
  if (start < 0) return outOfRange(start);
  if (start >= length) return -1;
  const found = text.lastIndexOf(part, charactersFrom(text, 0, start).length);
  return found === -1 ? -1 : characters(text.slice(0, found));
}

function substring(text: string, start: Int, end?: Int): Value {
  if (end !== undefined && start > end) {
    return new CelError(`invalid substring range. start: ${start}, end: ${end}`);
  }
  const length = characters(text);
  for (const index of end === undefined ? [start] : [start, end]) {
    if (index < 0 || index > length) return outOfRange(index);
  }
  return charactersFrom(text, start, end);
}

/** Replaces up to `limit` occurrences, all if it is negative; "" occurs before each character and at the end. */
function replace(text: string, part: string, by: string, limit: Int = -1): Value {
  const pieces = part === "" ? ["", ...charactersOf(text)] : text.split(part);
  const gaps = part === "" ? pieces.length : pieces.length - 1;
  const count = limit < 0 || limit > gaps ? gaps : Number(limit);
  const size = text.length + count * by.length;
  if (size > MAX_SIZE) return tooLarge();
  work(size);
  if (part === "") {
    const marked = pieces.map((piece, index) => piece + (index < count ? by : ""));
    return marked.join("");
  }
  return [pieces.slice(0, count + 1).join(by), ...pieces.slice(count + 1)].join(part);
}

/** Splits into up to `limit` parts, the last with the rest; all if it is negative. */
function split(text: string, separator: string, limit: Int = -1): Value {
  if (limit === 0) return [];
  work(text.length);
  const parts = separator === "" ? charactersOf(text) : text.split(separator);
  if (limit < 0 || parts.length <= limit) return parts;
  const count = Number(limit) - 1;
  return [...parts.slice(0, count), parts.slice(count).join(separator)];
}

function join(list: Value, separator = ""): Value {
  if (!isList(list)) return new CelError("no such overload");
  let length = 0;
  for (const element of list) {
    const value = adapt(element);
    if (typeof value !== "string") return new CelError(`join: invalid input: ${textOf(value)}`);
    length += value.length + separator.length;
    if (length > MAX_SIZE) return tooLarge();
  }
  return list.join(separator);
}

/** What Go's unicode.IsSpace takes for space. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text[start]!)) start++;
  while (end > start && SPACE.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}

/** Takes a function of strings and ints as a function of values. */
function plain(apply: (...given: never[]) => Value): Apply {
  return (...given) => apply(...(given as never[]));
}

const VERSION_0: readonly OverloadRow[] = [
  ["string_char_at_int", "(string) charAt(int) string", plain(charAt)],
  ["string_index_of_string", "(string) indexOf(string) int", plain(indexOf)],
  ["string_index_of_string_int", "(string) indexOf(string, int) int", plain(indexOf)],
  ["string_last_index_of_string", "(string) lastIndexOf(string) int", plain(lastIndexOf)],
  ["string_last_index_of_string_int", "(string) lastIndexOf(string, int) int", plain(lastIndexOf)],
  ["string_lower_ascii", "(string) lowerAscii() string", plain(lowerAscii)],
  ["string_upper_ascii", "(string) upperAscii() string", plain(upperAscii)],
  ["string_replace_string_string", "(string) replace(string, string) string", plain(replace)],
  ["string_replace_string_string_int", "(string) replace(string, string, int) string", plain(replace)],
  ["string_split_string", "(string) split(string) list(string)", plain(split)],
  ["string_split_string_int", "(string) split(string, int) list(string)", plain(split)],
  ["string_substring_int", "(string) substring(int) string", plain(substring)],
  ["string_substring_int_int", "(string) substring(int, int) string", plain(substring)],
  ["string_trim", "(string) trim() string", plain(trim)],
  ["list_join", "(list(string)) join() string", (list) => join(list!)],
  ["list_join_string", "(list(string)) join(string) string", (list, separator) => join(list!, separator as string)],
];

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function upperAscii(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/**
 * cel-go's strings library in one of its versions: 1 brings `format` and `strings.quote`, 3 `reverse`, 4 formats numbers
 * without a language. The API server has version 0 before Kubernetes 1.29 and 2 since.
 */
export function strings(version: number): Library {
  const rows = [...VERSION_0];
  const rules = version >= 4 ? PLAIN_FORMAT : ENGLISH_FORMAT;
  if (version >= 1) {
    const format: Apply = (text, list) => formatValues(text as string, (list as readonly unknown[]).map(adapt), rules);
    rows.push(["string_format", "(string) format(list(dyn)) string", format]);
    rows.push(["strings_quote", "strings.quote(string) string", plain(quoteText)]);
  }
  if (version >= 3) rows.push(["string_reverse", "(string) reverse() string", plain(reverse)]);
  const validators = version >= 1 ? [formatValidator(rules)] : [];
  return { name: "strings", overloads: overloads(rows), validators };
}

function reverse(text: string): string {
  return charactersOf(text).reverse().join("");
}
