import { CelError } from "./value.ts";
import { work } from "./work.ts";

/**
 * A Kubernetes quantity: `unscaled` times ten to the `exponent`. The API server keeps small ones as `fast` and others as
 * decimals of any length; only fast ones are integers to it. Its operations change their operands now and then, and so
 * do these: comparing with a decimal makes a fast quantity a decimal, adding to a decimal changes it.
 */
export interface Quantity {
  unscaled: bigint;
  exponent: number;
  fast: boolean;
}

/** Decimals have no more than nine places. */
const NANO = -9;
const FAST_DIGITS = 18;
/** Exponents that differ by more would make numbers of as many digits. */
const MAX_SHIFT = 10_000;
const MAX_INT = (1n << 63n) - 1n;

const DECIMAL_SUFFIXES: Readonly<Record<string, number>> = {
  "": 0,
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_SUFFIXES: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

const FORMAT = /^([+-]?)(0*)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;
const WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const NOT_NUMERIC = "unable to parse numeric part of quantity";

/** Reads a quantity as apimachinery's ParseQuantity, which takes some odd texts, "." and "-" among them. */
export function parseQuantity(text: string): Quantity | CelError {
  // Digits become a number in more than linear time.
  work(text.length + text.length ** 2 / 1_000_000);
  const match = text === "" ? null : FORMAT.exec(text);
  if (match === null) return new CelError(WRONG);
  const [, sign, zeros, whole, fraction = "", suffix] = match;
  const digits = whole === "" ? "0" : whole!;
  const places = fraction.length;
  const binary = BINARY_SUFFIXES[suffix!];
  const exponent = binary === undefined ? readDecimalSuffix(suffix!) : 0;
  if (exponent === undefined) return new CelError("unable to parse quantity's suffix");
  const factor = binary === undefined ? 1n : 1n << BigInt(binary);
  const scale = (exponent - places) | 0;
  const isFast =
    binary === undefined
      ? digits.length + places <= FAST_DIGITS && scale >= NANO
      : places === 0 && 14 - digits.length - Math.trunc(binary * 0.3) >= 0;
  if (!isFast && zeros === "" && whole === "" && fraction === "") return new CelError(NOT_NUMERIC);
  const magnitude = BigInt(digits + fraction) * factor;
  const unscaled = sign === "-" ? -magnitude : magnitude;
  if (isFast) return { unscaled, exponent: scale, fast: true };
  return capped({ unscaled, exponent: scale, fast: false }, binary !== undefined);
}

function readDecimalSuffix(suffix: string): number | undefined {
  const known = Object.hasOwn(DECIMAL_SUFFIXES, suffix) ? DECIMAL_SUFFIXES[suffix] : undefined;
  if (known !== undefined) return known;
  const match = /^[eE]([+-]?)(\d+)$/.exec(suffix);
  if (match === null || match[2]!.replace(/^0+/, "").length > 19) return undefined;
  const exponent = BigInt(match[1] === "-" ? `-${match[2]}` : match[2]!);
  if (BigInt.asIntN(64, exponent) !== exponent) return undefined;
  return Number(BigInt.asIntN(32, exponent));
}

/** A decimal as it is kept: nine places, rounded away from zero; binary ones no more than the largest int. */
function capped(quantity: Quantity, binary: boolean): Quantity {
  if (quantity.unscaled === 0n) return quantity;
  const rounded = withNinePlaces(quantity);
  if (!binary) return rounded;
  const limit = { unscaled: MAX_INT, exponent: 0, fast: false };
  if (order(rounded, limit) > 0) return limit;
  return order(rounded, negated(limit)) < 0 ? negated(limit) : rounded;
}

function withNinePlaces(quantity: Quantity): Quantity {
  const { unscaled, exponent } = quantity;
  const shift = exponent - NANO;
  if (shift > MAX_SHIFT) return quantity;
  if (shift >= 0) return { unscaled: unscaled * 10n ** BigInt(shift), exponent: NANO, fast: false };
  if (-shift > digitCount(unscaled) + 2) return { unscaled: unscaled > 0n ? 1n : -1n, exponent: NANO, fast: false };
  const divisor = 10n ** BigInt(-shift);
  const away = unscaled % divisor === 0n ? 0n : unscaled > 0n ? 1n : -1n;
  return { unscaled: unscaled / divisor + away, exponent: NANO, fast: false };
}

function negated(quantity: Quantity): Quantity {
  return { ...quantity, unscaled: -quantity.unscaled };
}

/** -1, 0 or 1: the order of two quantities by their numbers. */
export function order(a: Quantity, b: Quantity): number {
  const [signA, signB] = [signOf(a), signOf(b)];
  if (signA !== signB || signA === 0) return Math.sign(signA - signB);
  const difference = digitCount(a.unscaled) + a.exponent - digitCount(b.unscaled) - b.exponent;
  if (Math.abs(difference) > 2) return difference > 0 ? signA : -signA;
  // About as long as one another, so that the shift is no more than the digits there are.
  const [x, y] = aligned(a, b);
  return x! < y! ? -1 : x! > y! ? 1 : 0;
}

/** How many digits, or one or two less or more: telling exactly takes long. */
function digitCount(value: bigint): number {
  return Math.round(value.toString(16).length * Math.log10(16));
}

/** Both as multiples of the smaller power of ten. */
function aligned(a: Quantity, b: Quantity): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  const shifted = (quantity: Quantity) => quantity.unscaled * 10n ** BigInt(quantity.exponent - exponent);
  return [shifted(a), shifted(b), exponent];
}

/** -1, 0 or 1. */
export function signOf(quantity: Quantity): number {
  return quantity.unscaled < 0n ? -1 : quantity.unscaled > 0n ? 1 : 0;
}

/** The order of two quantities; a fast left one is a decimal afterwards if the right one is. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  if (!b.fast) a.fast = false;
  return order(a, b);
}

/** The sum; a left decimal becomes the sum itself, and is what comes back. */
export function addQuantities(a: Quantity, b: Quantity): Quantity | CelError {
  if (a.fast && b.fast) {
    const sum = addFast(a, b);
    if (sum !== undefined) return sum;
  }
  if (Math.abs(a.exponent - b.exponent) > MAX_SHIFT) return new CelError("quantity is too large");
  const [x, y, exponent] = aligned(a, b);
  if (a.fast) return { unscaled: x + y, exponent, fast: false };
  return Object.assign(a, { unscaled: x + y, exponent });
}

/** The difference; a left decimal becomes the difference itself, and is what comes back. */
export function subtractQuantities(a: Quantity, b: Quantity): Quantity | CelError {
  if (!a.fast || !b.fast) return addQuantities(a, negated(b));
  // Negating the smallest int gives itself on the API server, and here.
  const opposite = { ...b, unscaled: BigInt.asIntN(64, -b.unscaled) };
  return addFast(a, opposite) ?? addQuantities(a, { ...negated(b), fast: false });
}

/** The sum if both and it fit in 64 bits. */
function addFast(a: Quantity, b: Quantity): Quantity | undefined {
  if (b.unscaled === 0n) return { ...a };
  if (a.unscaled === 0n) return { ...b };
  if (Math.abs(a.exponent - b.exponent) > FAST_DIGITS) return undefined;
  const [x, y, exponent] = aligned(a, b);
  const unscaled = x + y;
  return [x, y, unscaled].every(fits) ? { unscaled, exponent, fast: true } : undefined;
}

function fits(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** The int of a fast quantity that has no decimal places and fits in 64 bits. */
export function integerOf({ unscaled, exponent, fast }: Quantity): bigint | undefined {
  if (!fast || exponent < 0) return undefined;
  if (unscaled === 0n || exponent === 0) return unscaled;
  if (exponent > FAST_DIGITS) return undefined;
  const value = unscaled * 10n ** BigInt(exponent);
  return fits(value) ? value : undefined;
}

/** The number as a double: near, not the nearest, in the API server's way. */
export function approximateFloat({ unscaled, exponent }: Quantity): number {
  const base = Number(unscaled);
  return exponent === 0 ? base : base * powerOfTen(exponent);
}

/** Go's math.Pow10, which multiplies or divides two powers. */
function powerOfTen(exponent: number): number {
  if (exponent > 308) return Number.POSITIVE_INFINITY;
  if (exponent < -323) return 0;
  const [coarse, fine] = [Math.trunc(Math.abs(exponent) / 32) * 32, Math.abs(exponent) % 32];
  if (exponent >= 0) return Number(`1e${coarse}`) * Number(`1e${fine}`);
  return Number(`1e-${coarse}`) / Number(`1e${fine}`);
}
