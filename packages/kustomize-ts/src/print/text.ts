import { margin } from "./margin.ts";
import { resolves } from "./resolves.ts";

/** Lines are folded at the first single space behind this column. */
const WIDTH = 80;

const INSIDE = 1;
const FIRST = 2;
/** For each ASCII character: 1 when it may stand inside a plain scalar, whatever is around it, 2 when also first. */
const SAFE = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_/$(<;=^\\]/.test(character)) return FIRST;
  return /[!-~]/.test(character) && character !== "#" && character !== ":" ? INSIDE : 0;
});
const ODD = /^(?:[ #,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$)|---|\.\.\.)|:(?:[ \t]|$)|[ \t\r\n\u0085\u2028\u2029\0]#| $/;
const BREAK = /[\r\n\u0085\u2028\u2029]/;
const SPACE_THEN_BREAK = / [\r\n\u0085\u2028\u2029]/;
const BREAK_THEN_SPACE = /[\r\n\u0085\u2028\u2029] /;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
/** Everything but line feeds and the printable characters of the Basic Multilingual Plane. */
const UNPRINTABLE = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;
const LINE_START = /(^|[\n\u2028\u2029])(?=[^\n\u2028\u2029])/g;
const ESCAPED = /["\\\n\u2028\u2029]|[^\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/gu;
const ESCAPES: { readonly [character: string]: string } = {
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\x85": "\\N",
  "\xa0": "\\_",
  "\u2028": "\\L",
  "\u2029": "\\P",
};

/** Where a scalar is written: the column of its first character, and the indent of its further lines. */
export type Place = { readonly column: number; readonly indent: number };

/** Whether `text` surely stays as it is when it fits the line. Quick, and false for some that would stay too. */
export function isPlain(text: string): boolean {
  if (text.length === 0 || !isSafe(text.charCodeAt(0), FIRST)) return false;
  for (let at = 1; at < text.length; at++) {
    if (isSafe(text.charCodeAt(at), INSIDE)) continue;
    // A space must not end the text or precede a comment, a colon not end it or precede a space.
    const next = text.charCodeAt(at + 1);
    if ((text[at] !== " " && text[at] !== ":") || Number.isNaN(next) || !isSafe(next, INSIDE)) return false;
  }
  return text.length > 5 || !resolves(text);
}

function isSafe(code: number, place: number): boolean {
  return code < 128 && SAFE[code]! >= place;
}

/** Whether `text` can stand before a colon; a key that cannot is written behind a question mark. */
export function isSimpleKey(text: string): boolean {
  return !BREAK.test(text) && (text.length * 3 <= 128 || new TextEncoder().encode(text).length <= 128);
}

/** A string as a key before a colon, which is never folded. */
export function printKey(text: string): string {
  return printText(text, { column: Number.NEGATIVE_INFINITY, indent: 0 });
}

/** Whether go-yaml, left to choose, writes `text` without quotes and not as a block. */
export function isWrittenPlain(text: string): boolean {
  return isPlain(text) || printKey(text) === text;
}

/**
 * A string in the style that go-yaml v2 chooses: plain, in single or double quotes, or as a literal block; all but the
 * last are folded. Only a literal block ends with a line break, if its text does.
 */
export function printText(text: string, place: Place): string {
  const clean = text.replace(LONE_SURROGATE, "\ufffd");
  if (UNPRINTABLE.test(clean) || SPACE_THEN_BREAK.test(clean)) return doubleQuoted(clean, place);
  if (clean.includes("\n")) return clean.endsWith(" ") ? doubleQuoted(clean, place) : literal(clean, place.indent);
  if (resolves(clean) || BREAK_THEN_SPACE.test(clean)) return doubleQuoted(clean, place);
  return ODD.test(clean) || BREAK.test(clean) ? singleQuoted(clean, place) : fold(clean, place);
}

function literal(text: string, indent: number): string {
  const hint = /^[ \n\u2028\u2029]/.test(text) ? "2" : "";
  const end = /(?:^|[\n\u2028\u2029])[\n\u2028\u2029]$/.test(text) ? "+" : /[\n\u2028\u2029]$/.test(text) ? "" : "-";
  return `|${hint}${end}\n${text.replace(LINE_START, `$1${margin(indent)}`)}`;
}

function singleQuoted(text: string, { column, indent }: Place): string {
  // A line separator starts a new line, which go-yaml indents.
  const [first = "", ...others] = text.replaceAll("'", "''").split(/([\u2028\u2029]+(?=[^\u2028\u2029]))/);
  let out = `'${fold(first, { column: column + 1, indent })}`;
  for (let at = 0; at < others.length; at += 2) {
    out += others[at]! + margin(indent) + fold(others[at + 1]!, { column: indent, indent });
  }
  return `${out}'`;
}

function doubleQuoted(text: string, { column, indent }: Place): string {
  // go-yaml asks of each character whether the text begins with a byte order mark, and escapes it if so.
  const escaped = text.replace(text.startsWith("\ufeff") ? /[\s\S]/gu : ESCAPED, escapeSequence);
  return `"${fold(escaped, { column: column + 1, indent }, "before spaces too")}"`;
}

function escapeSequence(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0)!;
  const [letter, digits] = code <= 0xff ? ["x", 2] : code <= 0xffff ? ["u", 4] : (["U", 8] as const);
  return `\\${letter}${code.toString(16).toUpperCase().padStart(digits, "0")}`;
}

/** Puts a line break for each space behind the width that stands alone; never at the ends of the text. */
function fold(text: string, { column, indent }: Place, also?: "before spaces too"): string {
  if (column + text.length <= WIDTH) return text;
  let out = "";
  let from = 0;
  let start = column;
  for (let space = text.indexOf(" ", 1); space !== -1; space = text.indexOf(" ", space + 1)) {
    const isFar = start + space - from > WIDTH;
    const next = text[space + 1];
    if (!isFar || next === undefined || text[space - 1] === " " || (next === " " && also === undefined)) continue;
    // A backslash keeps the space that then stands first on its line.
    const kept = next === " " ? "\\" : "";
    out += `${text.slice(from, space)}\n${margin(indent)}${kept}`;
    from = space + 1;
    start = indent + kept.length;
  }
  return out + text.slice(from);
}
