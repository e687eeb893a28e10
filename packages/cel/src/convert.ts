import { typeName } from "./adapt.ts";
import { formatGeneral, formatPlain, parseFloat64 } from "./float.ts";
import { checkedInt, checkedUint, isInt } from "./integer.ts";
import { durationSeconds, formatTimestamp, parseDuration, parseTimestamp, timestamp } from "./time.ts";
import { CelError, Double, Duration, Timestamp, TypeValue, Uint, type Value } from "./value.ts";
import { work } from "./work.ts";

// Conversions between types: int("1"), string(1.5), ... Each takes what its overloads take.

const UTF8 = new TextEncoder();
const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function unreadable(from: string, to: string): CelError {
  return new CelError(`type conversion error from '${from}' to '${to}'`);
}

export function toInt(value: Value): Value {
  if (value instanceof Double) {
    const fits = value.value > -(2 ** 63) && value.value < 2 ** 63;
    return fits ? checkedInt(BigInt(Math.trunc(value.value))) : new CelError("integer overflow");
  }
  if (value instanceof Uint) return checkedInt(value.value);
  if (value instanceof Timestamp) return value.seconds;
  if (value instanceof Duration) return checkedInt(value.nanos);
  if (typeof value !== "string") return value;
  if (!/^[+-]?0*\d{1,19}$/.test(value)) return unreadable("string", "int");
  const result = checkedInt(BigInt(value.replace("+", "")));
  return result instanceof CelError ? unreadable("string", "int") : result;
}

export function toUint(value: Value): Value {
  if (value instanceof Double) {
    const fits = value.value >= 0 && value.value < 2 ** 64;
    return fits ? checkedUint(BigInt(Math.trunc(value.value))) : new CelError("unsigned integer overflow");
  }
  if (isInt(value)) return checkedUint(BigInt(value));
  if (typeof value !== "string") return value;
  const result = /^0*\d{1,20}$/.test(value) ? checkedUint(BigInt(value)) : unreadable("string", "uint");
  return result instanceof CelError ? unreadable("string", "uint") : result;
}

export function toDouble(value: Value): Value {
  if (isInt(value)) return new Double(Number(value));
  if (value instanceof Uint) return new Double(Number(value.value));
  if (typeof value !== "string") return value;
  const number = parseFloat64(value);
  return number === undefined ? unreadable("string", "double") : new Double(number);
}

export function toText(value: Value): Value {
  if (value instanceof Uint8Array) {
    work(value.length / 4);
    try {
      return STRICT_UTF8.decode(value);
    } catch {
      return new CelError("invalid UTF-8 in bytes, cannot convert to string");
    }
  }
  return textOf(value) ?? unreadable("", "string");
}

/** How a scalar prints as a string, undefined for what does not. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || isInt(value)) return String(value);
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double) return formatGeneral(value.value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return `${formatPlain(durationSeconds(value))}s`;
  if (value instanceof TypeValue) return value.name;
  return value === null ? "null" : undefined;
}

export function toBool(value: Value): Value {
  if (typeof value === "boolean") return value;
  if (TRUE.has(value)) return true;
  return FALSE.has(value) ? false : unreadable("string", "bool");
}
const TRUE: ReadonlySet<Value> = new Set(["1", "t", "T", "true", "TRUE", "True"]);
const FALSE: ReadonlySet<Value> = new Set(["0", "f", "F", "false", "FALSE", "False"]);

export function toBytes(value: Value): Value {
  if (typeof value !== "string") return value;
  work(value.length / 4);
  return UTF8.encode(value);
}

export function toTimestamp(value: Value): Value {
  if (isInt(value)) return timestamp(Number(value), 0);
  if (typeof value !== "string") return value;
  return parseTimestamp(value) ?? unreadable("string", "google.protobuf.Timestamp");
}

export function toDuration(value: Value): Value {
  // The checker takes an int, the API server's cel-go does not.
  if (isInt(value)) return unreadable("int", "google.protobuf.Duration");
  if (typeof value !== "string") return value;
  return parseDuration(value) ?? unreadable("string", "google.protobuf.Duration");
}

/** A value in an error message that Go prints: null is the number that it has there. */
export function shownByGo(value: Value): string {
  return value === null ? "0" : (textOf(value) ?? typeName(value));
}
