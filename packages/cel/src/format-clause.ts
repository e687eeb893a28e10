import { adapt, isList, isMap, typeName } from "./adapt.ts";
import { compareStrings } from "./compare.ts";
import { textOf, toText } from "./convert.ts";
import { formatFixed, formatPlain, scientificParts } from "./float.ts";
import { isInt } from "./integer.ts";
import { mapEntries } from "./map.ts";
import { quoteGo } from "./quote.ts";
import { formatTimestamp } from "./time.ts";
import type { TypeKind } from "./type.ts";
import { CelError, Double, Duration, Timestamp, TypeValue, Uint, type Value } from "./value.ts";
import { MAX_SIZE, tooLarge, work } from "./work.ts";

/** The letters of clauses. `X` is `x` in capitals. */
export type Verb = "s" | "d" | "f" | "e" | "b" | "x" | "X" | "o";

/** What the clauses of a format string take and print; there are two sets of rules. */
export interface FormatRules {
  /** What a clause says of a value that it does not take. */
  readonly refusal: Readonly<Record<Verb, string>>;
  /** The types that a clause takes, as far as a checker can see. */
  readonly accepts: Readonly<Record<Verb, readonly TypeKind[]>>;
  /** Prints a value, undefined if the clause does not take it. */
  readonly print: (verb: Verb, value: Value, precision: number | undefined) => string | CelError | undefined;
}

const PRINTABLE: readonly TypeKind[] = [
  "list",
  "map",
  "int",
  "uint",
  "double",
  "bool",
  "string",
  "timestamp",
  "bytes",
  "duration",
  "type",
  "null",
];
const STRING_REFUSAL =
  "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps";
const DEFAULT_PRECISION = 6;

const HEX: readonly TypeKind[] = ["int", "uint", "string", "bytes"];

/** The rules of cel-go's strings library before its version 4: English numbers, as the API server has them. */
export const ENGLISH_FORMAT: FormatRules = {
  refusal: {
    s: STRING_REFUSAL,
    d: "decimal clause can only be used on integers",
    f: "fixed-point clause can only be used on doubles",
    e: "scientific clause can only be used on doubles",
    b: "only integers and bools can be formatted as binary",
    x: "only integers, byte buffers, and strings can be formatted as hex",
    X: "only integers, byte buffers, and strings can be formatted as hex",
    o: "octal clause can only be used on integers",
  },
  accepts: {
    s: PRINTABLE,
    d: ["int", "uint"],
    f: ["double", "string"],
    e: ["double", "string"],
    b: ["int", "uint", "bool"],
    x: HEX,
    X: HEX,
    o: ["int", "uint"],
  },
  print(verb, value, precision) {
    if (verb === "s") return printEnglish(value);
    if (verb === "d") return value instanceof Double ? undefined : integerText(value, 10);
    if (verb !== "f" && verb !== "e") return printBits(verb, value);
    const number = value instanceof Double ? value.value : NAMED_NUMBERS[String(value)];
    if (number === undefined || (!(value instanceof Double) && typeof value !== "string")) return undefined;
    return verb === "f" ? englishFixed(number, precision) : englishScientific(number, precision);
  },
};

/** The rules from version 4 on: numbers of any type, without a language. */
export const PLAIN_FORMAT: FormatRules = {
  refusal: {
    s: STRING_REFUSAL,
    d: "decimal clause can only be used on ints, uints, and doubles",
    f: "fixed-point clause can only be used on ints, uints, and doubles",
    e: "scientific clause can only be used on ints, uints, and doubles",
    b: "only ints, uints, and bools can be formatted as binary",
    x: "only ints, uints, bytes, and strings can be formatted as hex",
    X: "only ints, uints, bytes, and strings can be formatted as hex",
    o: "octal clause can only be used on ints and uints",
  },
  accepts: {
    s: PRINTABLE,
    d: ["int", "uint", "double"],
    f: ["int", "uint", "double"],
    e: ["int", "uint", "double"],
    b: ["bool", "int", "uint"],
    x: HEX,
    X: HEX,
    o: ["int", "uint"],
  },
  print(verb, value, precision) {
    if (verb === "s") return printPlain(value);
    if (verb === "d") return value instanceof Double ? plainDouble(value.value) : integerText(value, 10);
    if (verb !== "f" && verb !== "e") return printBits(verb, value);
    const number = value instanceof Double ? value.value : isInt(value) ? Number(value) : uintNumber(value);
    if (number === undefined) return undefined;
    if (!Number.isFinite(number)) return plainDouble(number);
    if (verb === "f") return formatFixed(number, precision ?? DEFAULT_PRECISION);
    const { mantissa, exponent } = scientificParts(number, precision ?? DEFAULT_PRECISION);
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  },
};

const NAMED_NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

function uintNumber(value: Value): number | undefined {
  return value instanceof Uint ? Number(value.value) : undefined;
}

function integerText(value: Value, radix: number): string | undefined {
  if (isInt(value)) return value.toString(radix);
  return value instanceof Uint ? value.value.toString(radix) : undefined;
}

/** Binary, octal and hexadecimal. */
function printBits(verb: Verb, value: Value): string | undefined {
  if (verb === "b") return typeof value === "boolean" ? String(Number(value)) : integerText(value, 2);
  if (verb === "o") return integerText(value, 8);
  const bytes = typeof value === "string" ? UTF8.encode(value) : value;
  const hex =
    bytes instanceof Uint8Array
      ? Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
      : integerText(value, 16);
  return verb === "X" ? hex?.toUpperCase() : hex;
}
const UTF8 = new TextEncoder();

function englishSpecial(value: number): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return undefined;
  return value < 0 ? "-∞" : "∞";
}

function englishFixed(value: number, precision = DEFAULT_PRECISION): string {
  const special = englishSpecial(value);
  if (special !== undefined) return special;
  const [whole = "", fraction] = formatFixed(value === 0 ? 0 : value, precision).split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** The precision is taken for a width here, and there are always 6 digits: cel-go's rule. */
function englishScientific(value: number, width = DEFAULT_PRECISION): string {
  const special = englishSpecial(value);
  if (special !== undefined) return special.padStart(width);
  const { mantissa, exponent } = scientificParts(value === 0 ? 0 : value, DEFAULT_PRECISION);
  const digits = String(Math.abs(exponent)).padStart(2, "0");
  const raised = digits.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);
  return `${mantissa}×10${exponent < 0 ? "⁻" : ""}${raised}`.padStart(width);
}

function printEnglish(value: Value): string | CelError | undefined {
  if (isList(value))
    return joined(
      value.map((element) => englishMember(adapt(element))),
      "[",
      "]",
    );
  if (!isMap(value)) return value instanceof Uint8Array ? bytesText(value) : textOf(value);
  const entries: (string | CelError)[] = [];
  for (const [key, inner] of mapEntries(value)) {
    const isKey = typeof key === "string" || typeof key === "boolean" || isInt(key) || key instanceof Uint;
    if (!isKey) return new CelError(`no formatting function for map key of type ${typeName(key)}`);
    const [left, right] = [englishMember(key), englishMember(inner)];
    entries.push(right instanceof CelError ? right : `${left}:${right}`);
  }
  return joined(sortByKey(entries), "{", "}");
}

/** How a value prints inside of a list or a map: as CEL could read it again. */
function englishMember(value: Value): string | CelError {
  if (value instanceof Double) {
    if (Number.isFinite(value.value)) return formatFixed(value.value, DEFAULT_PRECISION);
    return Number.isNaN(value.value) ? '"NaN"' : value.value < 0 ? '"-Inf"' : '"+Inf"';
  }
  const text = printEnglish(value);
  if (text === undefined) return new CelError(`no formatting function for ${typeName(value)}`);
  if (text instanceof CelError) return text;
  if (typeof value === "string") return quoteGo(text);
  if (value instanceof Uint8Array) return `b${quoteGo(text)}`;
  if (value instanceof Timestamp) return `timestamp(${quoteGo(text)})`;
  return value instanceof Duration ? `duration(${quoteGo(text)})` : text;
}

function bytesText(value: Uint8Array): string | CelError {
  const text = toText(value);
  if (text instanceof CelError) return new CelError(`could not convert argument ${quoteGo(text.message)} to string`);
  return text as string;
}

function printPlain(value: Value): string | CelError | undefined {
  if (value instanceof Double) return plainDouble(value.value);
  if (value instanceof Timestamp) return formatTimestamp(new Timestamp(value.seconds, value.nanos));
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (value instanceof TypeValue) return value.name;
  if (isList(value))
    return joined(
      value.map((element) => plainMember(adapt(element))),
      "[",
      "]",
    );
  if (!isMap(value)) return textOf(value);
  const entries = mapEntries(value).map(([key, inner]) => {
    const [left, right] = [plainMember(key), plainMember(inner)];
    return left instanceof CelError ? left : right instanceof CelError ? right : `${left}: ${right}`;
  });
  return joined(sortByKey(entries), "{", "}");
}

function plainMember(value: Value): string | CelError {
  return printPlain(value) ?? new CelError(`${STRING_REFUSAL}, was given ${typeName(value)}`);
}

function plainDouble(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-Infinity" : "Infinity";
  return formatPlain(value);
}

function sortByKey(entries: readonly (string | CelError)[]): (string | CelError)[] {
  return [...entries].sort((a, b) => (typeof a === "string" && typeof b === "string" ? compareStrings(a, b) : 0));
}

function joined(parts: readonly (string | CelError)[], open: string, close: string): string | CelError {
  const failed = parts.find((part) => part instanceof CelError);
  if (failed !== undefined) return failed;
  const size = parts.reduce((sum, part) => sum + (part as string).length + 2, 2);
  work(size);
  return size > MAX_SIZE ? tooLarge() : `${open}${parts.join(", ")}${close}`;
}
