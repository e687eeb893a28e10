import { adapt, isList, isMap } from "./adapt.ts";
import { compare, equal, isOrdered } from "./compare.ts";
import * as integer from "./integer.ts";
import { lookUp, mapSize } from "./map.ts";
import { shapeOf } from "./shaped.ts";
import { addDuration, duration, timeBetween } from "./time.ts";
import { CelError, Double, Duration, noSuchOverload, Timestamp, Uint, type Value } from "./value.ts";
import { MAX_SIZE, tooLarge, work } from "./work.ts";

// What the operators do. Each takes any values: types that the checker could not see meet here.

/**
 * The error for a left side that has no such operator. Strings and times have functions of their own in cel-go, which
 * then word it without the name.
 */
export function unsupported(operator: string, left: Value): CelError {
  const receives = typeof left === "string" || left instanceof Timestamp || left instanceof Duration;
  return receives ? noSuchOverload() : new CelError(`no such overload: ${operator}`);
}

export function add(left: Value, right: Value): Value {
  if (integer.isInt(left)) return integer.isInt(right) ? integer.addInts(left, right) : noSuchOverload();
  if (typeof left === "string") return typeof right === "string" ? addStrings(left, right) : noSuchOverload();
  if (left instanceof Double) return right instanceof Double ? new Double(left.value + right.value) : noSuchOverload();
  if (left instanceof Uint) {
    return right instanceof Uint ? integer.checkedUint(left.value + right.value) : noSuchOverload();
  }
  if (isList(left)) return isList(right) ? addLists(left, right) : noSuchOverload();
  if (left instanceof Uint8Array) return right instanceof Uint8Array ? addBytes(left, right) : noSuchOverload();
  if (left instanceof Duration) {
    if (right instanceof Duration) return duration(left.nanos + right.nanos);
    return right instanceof Timestamp ? addDuration(right, left.nanos) : noSuchOverload();
  }
  if (left instanceof Timestamp) return right instanceof Duration ? addDuration(left, right.nanos) : noSuchOverload();
  return unsupported("_+_", left);
}

function addStrings(left: string, right: string): Value {
  return left.length + right.length > MAX_SIZE ? tooLarge() : left + right;
}

function addLists(left: readonly unknown[], right: readonly unknown[]): Value {
  const shape = shapeOf(left);
  if (shape?.add !== undefined) return shape.add(right);
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const size = left.length + right.length;
  if (size > MAX_SIZE) return tooLarge();
  work(size);
  return [...left, ...right];
}

function addBytes(left: Uint8Array, right: Uint8Array): Value {
  if (left.length + right.length > MAX_SIZE) return tooLarge();
  work(left.length + right.length);
  const sum = new Uint8Array(left.length + right.length);
  sum.set(left);
  sum.set(right, left.length);
  return sum;
}

export function subtract(left: Value, right: Value): Value {
  if (integer.isInt(left)) return integer.isInt(right) ? integer.subtractInts(left, right) : noSuchOverload();
  if (left instanceof Double) return right instanceof Double ? new Double(left.value - right.value) : noSuchOverload();
  if (left instanceof Uint) {
    return right instanceof Uint ? integer.checkedUint(left.value - right.value) : noSuchOverload();
  }
  if (left instanceof Duration) {
    return right instanceof Duration ? duration(left.nanos - right.nanos) : noSuchOverload();
  }
  if (left instanceof Timestamp) {
    if (right instanceof Timestamp) return timeBetween(left, right);
    return right instanceof Duration ? addDuration(left, -right.nanos) : noSuchOverload();
  }
  return unsupported("_-_", left);
}

export function multiply(left: Value, right: Value): Value {
  if (integer.isInt(left)) return integer.isInt(right) ? integer.multiplyInts(left, right) : noSuchOverload();
  if (left instanceof Double) return right instanceof Double ? new Double(left.value * right.value) : noSuchOverload();
  if (left instanceof Uint) {
    return right instanceof Uint ? integer.checkedUint(left.value * right.value) : noSuchOverload();
  }
  return unsupported("_*_", left);
}

export function divide(left: Value, right: Value): Value {
  if (integer.isInt(left)) return integer.isInt(right) ? integer.divideInts(left, right) : noSuchOverload();
  if (left instanceof Double) return right instanceof Double ? new Double(left.value / right.value) : noSuchOverload();
  if (left instanceof Uint) {
    return right instanceof Uint ? integer.divideUints(left.value, right.value) : noSuchOverload();
  }
  return unsupported("_/_", left);
}

export function modulo(left: Value, right: Value): Value {
  if (integer.isInt(left)) return integer.isInt(right) ? integer.moduloInts(left, right) : noSuchOverload();
  if (left instanceof Uint) {
    return right instanceof Uint ? integer.moduloUints(left.value, right.value) : noSuchOverload();
  }
  return unsupported("_%_", left);
}

export function negate(value: Value): Value {
  if (integer.isInt(value)) return integer.negateInt(value);
  if (value instanceof Double) return new Double(-value.value);
  if (value instanceof Duration) return duration(-value.nanos);
  return typeof value === "boolean" ? noSuchOverload() : unsupported("-_", value);
}

export function not(value: Value): Value {
  return typeof value === "boolean" ? !value : noSuchOverload();
}

/** `<`, `<=`, `>` or `>=`: what `holds` says of the order of the two. */
export function ordering(operator: string, holds: (order: number) => boolean): (left: Value, right: Value) => Value {
  return (left, right) => {
    if (!isOrdered(left)) return unsupported(operator, left);
    const order = compare(left, right);
    return typeof order === "number" ? holds(order) : order;
  };
}

export function notEqual(left: Value, right: Value): Value {
  return equal(left, right) !== true;
}

/** `in`: an element of a list, or a key of a map. */
export function contains(element: Value, container: Value): Value {
  if (isMap(container)) return lookUp(container, element) !== undefined;
  if (!isList(container)) return noSuchOverload();
  for (const candidate of container) if (equal(element, adapt(candidate)) === true) return true;
  return false;
}

/** What `size()` counts: characters, bytes, elements, entries; undefined of what has no size. */
export function sizeOf(value: Value): number | undefined {
  if (typeof value === "string") return characters(value);
  if (isList(value) || value instanceof Uint8Array) return value.length;
  return isMap(value) ? mapSize(value) : undefined;
}

/** Unicode characters: surrogate pairs count once. */
export function characters(text: string): number {
  let count = text.length;
  work(count / 16);
  if (!/[\ud800-\udfff]/.test(text)) return count;
  for (let index = 0; index < text.length - 1; index++) {
    const isPair = (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
    if (isPair) {
      count--;
      index++;
    }
  }
  return count;
}

export function size(value: Value): Value {
  return sizeOf(value) ?? unsupported("size", value);
}
