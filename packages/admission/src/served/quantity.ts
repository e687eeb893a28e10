const form = /^([+-]?)(\d*)(?:\.(\d*))?([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,2}|)$/;
const decimals: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binaries: Readonly<Record<string, bigint>> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };
const billion = 1_000_000_000n;
const longest = 64;

/**
 * The one way in which the server writes a quantity: `0.5` is `500m`, `1024Mi` is `1Gi`. `places` is how fine it may be:
 * 9 is billionths, 3 is thousandths, rounded away from zero. What is no quantity stays as it is.
 */
export function canonicalQuantity(written: unknown, places: 3 | 9): unknown {
  const text = typeof written === "number" || typeof written === "bigint" ? String(written) : written;
  if (typeof text !== "string" || text.length > longest) return written;
  const match = form.exec(text);
  if (match === null || (match[2] === "" && (match[3] ?? "") === "")) return written;
  const [, sign = "", whole = "", fraction = "", suffix = ""] = match;
  const power = binaries[suffix];
  const written10 = /^[eE]/.test(suffix) ? Number(suffix.slice(1)) : (decimals[suffix] ?? 0);
  const digits = BigInt(`0${whole}${fraction}`) * (power === undefined ? 1n : 1024n ** power);
  const amount = rounded(digits, (power === undefined ? written10 : 0) - fraction.length, places);
  if (amount === 0n) return "0";
  const body =
    power !== undefined && amount >= 1024n * billion && amount % billion === 0n
      ? binaryText(amount / billion)
      : decimalText(amount, /^[eE]/.test(suffix));
  return sign === "-" ? `-${body}` : body;
}

/** `digits * 10^exponent` in billionths. */
function rounded(digits: bigint, exponent: number, places: number): bigint {
  const shift = exponent + places;
  if (shift >= 0) return digits * 10n ** BigInt(shift + 9 - places);
  const divisor = 10n ** BigInt(-shift);
  return ((digits + divisor - 1n) / divisor) * 10n ** BigInt(9 - places);
}

function decimalText(amount: bigint, asExponent: boolean): string {
  let exponent = -9;
  let value = amount;
  while (exponent < 18 && value % 1000n === 0n) {
    value /= 1000n;
    exponent += 3;
  }
  if (asExponent) return exponent === 0 ? String(value) : `${value}e${exponent}`;
  const suffix = Object.keys(decimals).find((name) => decimals[name] === exponent) ?? "";
  return `${value}${suffix}`;
}

function binaryText(amount: bigint): string {
  let power = 0;
  let value = amount;
  while (power < 6 && value % 1024n === 0n) {
    value /= 1024n;
    power += 1;
  }
  return `${value}${["", ...Object.keys(binaries)][power]}`;
}
