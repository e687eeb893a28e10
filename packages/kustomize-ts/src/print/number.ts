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
  return withExponent(value, 6);
}

/** A finite number as Go's `%v` writes it: `1e-07`, `100000000`, `1e+21`. */
export function printShortest(value: number): string {
  return withExponent(value, 21);
}

/** A finite number in Go's notation, with an exponent for what is small, or has that many digits before the point. */
function withExponent(value: number, digits: number): string {
  const [mantissa = "", exponent = ""] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < digits) return Object.is(value, -0) ? "-0" : String(value);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** A finite number in all of its digits, without an exponent. */
export function printDecimal(value: number): string {
  const [mantissa = "", exponent = ""] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const point = Number(exponent) + 1;
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, "0");
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
