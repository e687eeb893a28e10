import { adapt, isList, isMap } from "./adapt.ts";
import { isInt } from "./integer.ts";
import { lookUp, mapKeys, mapSize } from "./map.ts";
import { shapeOf } from "./shaped.ts";
import {
  CelError,
  type CelMap,
  Double,
  Duration,
  type JsonObject,
  noSuchOverload,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from "./value.ts";
import { work } from "./work.ts";

/**
 * Whether two values are equal, as `==` says: numbers across their types, lists and maps by their contents, null only to
 * null; values of different types are not equal. An error only where an opaque type refuses the comparison.
 */
export function equal(a: Value, b: Value): boolean | CelError {
  if (a === null || b === null) return a === b;
  if (a === b && typeof a !== "object") return true;
  if (typeof a !== "object") return isInt(a) && isNumeric(b) ? compareNumbers(a, b) === 0 : false;
  if (isList(a)) return isList(b) ? equalLists(a, b) : false;
  if (a instanceof Opaque) return a.kind.equal(a, b);
  if (isMap(a)) return isMap(b) ? equalMaps(a, b) : false;
  return equalTagged(a, b);
}

function equalTagged(a: Value, b: Value): boolean | CelError {
  if (isNumeric(a)) return isNumeric(b) && compareNumbers(a, b) === 0;
  if (a instanceof Optional) {
    if (!(b instanceof Optional)) return false;
    if (a.value === undefined || b.value === undefined) return a.value === b.value;
    return equal(a.value, b.value);
  }
  if (a instanceof Timestamp) return b instanceof Timestamp && a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  return false;
}

function equalLists(a: readonly unknown[], b: readonly unknown[]): boolean | CelError {
  const shape = shapeOf(a);
  if (shape !== undefined) return shape.equal(b);
  if (a.length !== b.length) return false;
  work(a.length);
  // An element that refuses the comparison does not make the lists unequal: cel-go's rule.
  for (let index = 0; index < a.length; index++) {
    if (equal(adapt(a[index]), adapt(b[index])) === false) return false;
  }
  return true;
}

function equalMaps(a: CelMap | JsonObject, b: CelMap | JsonObject): boolean | CelError {
  const shape = shapeOf(a);
  if (shape !== undefined) return shape.equal(b);
  const size = mapSize(a);
  if (size !== mapSize(b)) return false;
  work(20 * size);
  for (const key of mapKeys(a)) {
    const other = lookUp(b, key);
    if (other === undefined || equal(lookUp(a, key)!, other) === false) return false;
  }
  return true;
}

/**
 * The order of two values: below 0, 0, or above 0. Numbers compare across their types; anything else compares only with
 * its own type, and what has no order gives "no such overload".
 */
export function compare(a: Value, b: Value): number | CelError {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (isNumeric(a)) {
    if (!isNumeric(b)) return noSuchOverload();
    return isNaNDouble(a) || isNaNDouble(b) ? new CelError("NaN values cannot be ordered") : compareNumbers(a, b);
  }
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Timestamp && b instanceof Timestamp) return a.seconds - b.seconds || a.nanos - b.nanos;
  if (a instanceof Duration && b instanceof Duration) return sign(a.nanos, b.nanos);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  return noSuchOverload();
}

/** Whether values of this type have an order. */
export function isOrdered(value: Value): boolean {
  if (typeof value !== "object") return true;
  return isNumeric(value) || value instanceof Timestamp || value instanceof Duration || value instanceof Uint8Array;
}

type Numeric = number | bigint | Uint | Double;

function isNumeric(value: Value): value is Numeric {
  return isInt(value) || value instanceof Uint || value instanceof Double;
}

function isNaNDouble(value: Numeric): boolean {
  return value instanceof Double && Number.isNaN(value.value);
}

/** The order of two numbers; with NaN it is neither below, equal nor above. */
function compareNumbers(a: Numeric, b: Numeric): number {
  if (a instanceof Double) return compareDouble(a.value, b);
  if (b instanceof Double) return -compareDouble(b.value, a);
  return sign(a instanceof Uint ? a.value : a, b instanceof Uint ? b.value : b);
}

/** A double beside any number. cel-go makes a double of the other, unless the double is out of its range. */
function compareDouble(a: number, b: Numeric): number {
  if (b instanceof Double) return a < b.value ? -1 : a > b.value ? 1 : a === b.value ? 0 : Number.NaN;
  if (b instanceof Uint) return a < 0 ? -1 : a > 2 ** 64 ? 1 : compareDouble(a, new Double(Number(b.value)));
  return a < -(2 ** 63) ? -1 : a > 2 ** 63 ? 1 : compareDouble(a, new Double(Number(b)));
}

function sign(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Strings by their code points, as their UTF-8 compares; UTF-16 orders surrogates before U+E000 and above. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  let index = 0;
  while (index < length && a.charCodeAt(index) === b.charCodeAt(index)) index++;
  if (index === length) return a.length - b.length;
  const [x, y] = [a.charCodeAt(index), b.charCodeAt(index)];
  const [highX, highY] = [isSurrogate(x), isSurrogate(y)];
  return highX === highY ? x - y : highX ? 1 : -1;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return a[index]! - b[index]!;
  return a.length - b.length;
}
