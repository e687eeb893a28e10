import { type Report, report } from "./issue.ts";
import { letterEscapes } from "./letter-escapes.ts";
import { Double, int, Uint, type Value } from "./value.ts";

/** The value of a number as it is written, sign included, or undefined after it was reported. */
export function numberLiteral(to: Report, text: string, kind: string, at: number): Value | undefined {
  if (kind === "NUM_FLOAT") {
    const value = Number(text);
    if (Number.isFinite(value)) return new Double(value);
    return invalid(to, "double", at);
  }
  if (kind === "NUM_UINT") {
    const value = BigInt(text.slice(0, -1));
    return BigInt.asUintN(64, value) === value ? new Uint(value) : invalid(to, "uint", at);
  }
  const value = text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
  return BigInt.asIntN(64, value) === value ? int(value) : invalid(to, "int", at);
}

function invalid(to: Report, type: string, at: number): undefined {
  report(to, "CEL_SYNTAX", at, `invalid ${type} literal`);
}

/** What a quoted string stands for: prefix and quotes off, escapes resolved; undefined after it was reported. */
export function stringLiteral(to: Report, quoted: string, at: number): string | undefined {
  const body = unquote(quoted);
  if (body.raw || !body.text.includes("\\")) return body.text;
  let bad = false;
  const value = body.text.replace(ESCAPE, (sequence) => {
    const point = escaped(sequence);
    if (typeof point === "string") return point;
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) bad = true;
    return bad ? "" : String.fromCodePoint(point);
  });
  if (!bad) return value;
  report(to, "CEL_SYNTAX", at, "invalid unicode code point");
  return undefined;
}

/** What a quoted byte string stands for: `\x` and octal escapes are bytes, the rest is UTF-8. */
export function bytesLiteral(to: Report, quoted: string, at: number): Uint8Array | undefined {
  const body = unquote(quoted.slice(1));
  if (body.raw || !body.text.includes("\\")) return UTF8.encode(body.text);
  const bytes: number[] = [];
  for (const [piece] of body.text.matchAll(PIECES)) {
    if (piece.startsWith("\\u") || piece.startsWith("\\U")) {
      report(to, "CEL_SYNTAX", at, "unable to unescape string");
      return undefined;
    }
    const value = piece.startsWith("\\") ? escaped(piece) : piece;
    if (typeof value === "number") bytes.push(value & 0xff);
    else bytes.push(...UTF8.encode(value));
  }
  return Uint8Array.from(bytes);
}

const UTF8 = new TextEncoder();
const ESCAPE = /\\(?:[xX].{2}|u.{4}|U.{8}|[0-3].{2}|.)/gs;
const PIECES = /\\(?:[xX].{2}|u.{4}|U.{8}|[0-3].{2}|.)|[^\\]{1,1024}/gs;

/** What one escape sequence stands for: a character, or a code point or byte by its number. */
function escaped(sequence: string): string | number {
  const letter = sequence[1]!;
  if ("xXuU".includes(letter)) return Number.parseInt(sequence.slice(2), 16);
  if (letter >= "0" && letter <= "3") return Number.parseInt(sequence.slice(1), 8);
  return letterEscapes[letter] ?? letter;
}

function unquote(quoted: string): { text: string; raw: boolean } {
  // All line breaks read as \n, as in cel-go.
  const text = quoted.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  const raw = text[0] === "r" || text[0] === "R";
  const from = raw ? 1 : 0;
  const quote = text[from]!;
  const width = text.length - from >= 6 && text.startsWith(quote.repeat(3), from) ? 3 : 1;
  return { text: text.slice(from + width, text.length - width), raw };
}
