const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 64n - 1n;

/**
 * A number as Kustomize prints it: integers of 64 bits exactly, also those that were written as floats (`1.0`, `1e6`);
 * everything else as Go's `%g`: `1.5`, `1.23456789e+07`, `1e-07`, `1e+21`.
 */
export function printNumber(value: number | bigint): string {
  if (Number.isSafeInteger(value)) return String(value);
  // A float is written with its shortest digits first, and read again as an integer if they are those of one.
  const digits = String(value);
  if (!/^-?\d+$/.test(digits)) return printFloat(Number(value));
  const integer = BigInt(digits);
  return integer >= LEAST && integer <= GREATEST ? digits : printFloat(Number(value));
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 64)`, in YAML's words for what is not finite. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
