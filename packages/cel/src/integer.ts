import { CelError, int, Uint, type Value } from "./value.ts";

/** An int in its one form: see `Value`. */
export type Int = number | bigint;

// Arithmetic of 64 bits that never wraps around: what does not fit is an error. Small ints take the short way.

export function addInts(a: Int, b: Int): Value {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return checkedInt(BigInt(a) + BigInt(b));
}

export function subtractInts(a: Int, b: Int): Value {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return checkedInt(BigInt(a) - BigInt(b));
}

export function multiplyInts(a: Int, b: Int): Value {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    // Adding 0 turns JavaScript's -0 into the only zero that ints have.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return checkedInt(BigInt(a) * BigInt(b));
}

export function divideInts(a: Int, b: Int): Value {
  if (b === 0) return new CelError("division by zero");
  // Without the remainder the division is exact, which a quotient of floats need not be.
  if (typeof a === "number" && typeof b === "number") return (a - (a % b)) / b + 0;
  return checkedInt(BigInt(a) / BigInt(b));
}

export function moduloInts(a: Int, b: Int): Value {
  if (b === 0) return new CelError("modulus by zero");
  if (typeof a === "number" && typeof b === "number") return (a % b) + 0;
  // The one quotient that overflows; the machine's remainder would trap on it.
  if (a === -(1n << 63n) && b === -1) return new CelError("integer overflow");
  return int(BigInt(a) % BigInt(b));
}

export function negateInt(a: Int): Value {
  return typeof a === "number" ? 0 - a : checkedInt(-a);
}

/** The int of this value, or the error of one that needs more than 64 bits. */
export function checkedInt(value: bigint): Value {
  return BigInt.asIntN(64, value) === value ? int(value) : new CelError("integer overflow");
}

/** The uint of this value, or the error of one below 0 or beyond 64 bits. */
export function checkedUint(value: bigint): Value {
  return BigInt.asUintN(64, value) === value ? new Uint(value) : new CelError("unsigned integer overflow");
}

export function divideUints(a: bigint, b: bigint): Value {
  return b === 0n ? new CelError("division by zero") : new Uint(a / b);
}

export function moduloUints(a: bigint, b: bigint): Value {
  return b === 0n ? new CelError("modulus by zero") : new Uint(a % b);
}

/** Whether the value is an int. */
export function isInt(value: Value): value is Int {
  return typeof value === "number" || typeof value === "bigint";
}
