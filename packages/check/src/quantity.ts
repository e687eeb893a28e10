/**
 * Kubernetes quantities (apimachinery, `api/resource`): `500m`, `1.5Gi`, `2e3`. An amount is held exactly, in billionths;
 * what is finer is rounded away from zero.
 */
export interface Quantity {
  readonly nano: bigint;
  /** How it was written, which is how it is printed. */
  readonly format: "decimal" | "binary" | "exponent";
}

/** What the server answers to a text that is no quantity. */
export type QuantityError =
  | "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
  | "unable to parse quantity's suffix";

const malformed: QuantityError =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

const form = /^([+-]?)([0-9]*)(?:\.([0-9]*))?((?:[eEinumkKMGTP]+[-+]?|[-+])[0-9]*|)$/;
/** No quantity that anyone means is longer, and arithmetic on longer ones would be slow. */
const lengthLimit = 1000;
const decimalSuffixes: Record<string, number> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binarySuffixes: Record<string, bigint> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const largest = 9223372036854775807n * 1_000_000_000n;
/** Far beyond what any server could hold; keeps the arithmetic small whatever is written. */
const exponentLimit = 1000;

/** `value * 10^exponent`, rounded away from zero where that is no whole number. */
function scaled(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (value + divisor - 1n) / divisor;
}

/** Reads a quantity as a manifest holds it: a text, or a number. Anything else, and a malformed text, is an error. */
export function parseQuantity(value: unknown): Quantity | QuantityError {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") return malformed;
  const text = String(value).trim();
  const parts = form.exec(text);
  if (text === "" || parts === null || text.length > lengthLimit) return malformed;
  const [, sign, whole = "", fraction = "", suffix = ""] = parts;
  const digits = BigInt(`0${whole}${fraction}`);
  const signed = (nano: bigint) => (sign === "-" ? -nano : nano);

  const power = binarySuffixes[suffix];
  if (power !== undefined) {
    const nano = scaled(digits << power, 9 - fraction.length);
    // Less than one is printed as a decimal, which avoids rounding.
    const format = nano > 0n && nano < 1_000_000_000n ? "decimal" : "binary";
    return { nano: signed(nano > largest ? largest : nano), format };
  }
  const known = decimalSuffixes[suffix];
  const written = known === undefined ? exponentOf(suffix) : known;
  if (written === undefined) return "unable to parse quantity's suffix";
  const exponent = Math.max(-exponentLimit, Math.min(exponentLimit, written));
  const nano = scaled(digits, exponent + 9 - fraction.length);
  return { nano: signed(nano), format: known === undefined ? "exponent" : "decimal" };
}

function exponentOf(suffix: string): number | undefined {
  return /^[eE][+-]?[0-9]+$/.test(suffix) ? Number(suffix.slice(1)) : undefined;
}

/** A quantity that decoding has already found well-formed; nothing is zero. */
export function quantityOf(value: unknown): Quantity {
  const parsed = value === undefined ? "" : parseQuantity(value);
  return typeof parsed === "string" ? { nano: 0n, format: "decimal" } : parsed;
}

const decimalNames = new Map(Object.entries(decimalSuffixes).map(([name, exponent]) => [exponent, name]));
const binaryNames = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** The one canonical text of a quantity: the largest suffix that needs no fraction. */
export function quantityText({ nano, format }: Quantity): string {
  if (nano === 0n) return "0";
  const one = 1_000_000_000n;
  const size = nano < 0n ? -nano : nano;
  if (format === "binary" && size >= 1024n * one && nano % one === 0n) {
    let [amount, suffix] = [nano / one, 0];
    while (amount % 1024n === 0n && suffix < binaryNames.length - 1) [amount, suffix] = [amount / 1024n, suffix + 1];
    return `${amount}${binaryNames[suffix]}`;
  }
  let [amount, exponent] = [nano, -9];
  while (amount % 1000n === 0n) [amount, exponent] = [amount / 1000n, exponent + 3];
  if (format === "exponent") return exponent === 0 ? String(amount) : `${amount}e${exponent}`;
  while (!decimalNames.has(exponent)) [amount, exponent] = [amount * 1000n, exponent - 3];
  return `${amount}${decimalNames.get(exponent)}`;
}

/** Whether it is a whole number, as far as thousandths tell. */
export function isWhole({ nano }: Quantity): boolean {
  return roundedUp(nano, 1_000_000n) % 1000n === 0n;
}

/** The amount as a whole number, rounded away from zero. */
export function wholeValue({ nano }: Quantity): bigint {
  return roundedUp(nano, 1_000_000_000n);
}

function roundedUp(value: bigint, unit: bigint): bigint {
  return value < 0n ? -((-value + unit - 1n) / unit) : (value + unit - 1n) / unit;
}
