// Floating point numbers as Go reads and prints them.

/** The shortest digits that read back as the number, and where the point is: 0.digits × 10^point. */
function shortest(value: number): { digits: string; point: number } {
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  return { digits: mantissa.replace(".", ""), point: Number(exponent) + 1 };
}

function special(value: number, plus: string): string | undefined {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return undefined;
  return value < 0 ? "-Inf" : `${plus}Inf`;
}

function minus(value: number): string {
  return value < 0 || Object.is(value, -0) ? "-" : "";
}

/** As `%g` and `%v`: with an exponent from 1e6 on and below 1e-4. */
export function formatGeneral(value: number): string {
  const name = special(value, "+");
  if (name !== undefined) return name;
  if (value === 0) return `${minus(value)}0`;
  const { digits, point } = shortest(value);
  if (point - 1 >= -4 && point - 1 < 6) return formatPlain(value);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  const exponent = String(Math.abs(point - 1)).padStart(2, "0");
  return `${minus(value)}${digits[0]}${fraction}e${point - 1 < 0 ? "-" : "+"}${exponent}`;
}

/** As `'f'` with the fewest digits: never an exponent. */
export function formatPlain(value: number): string {
  const name = special(value, "+");
  if (name !== undefined) return name;
  if (value === 0) return `${minus(value)}0`;
  const { digits, point } = shortest(value);
  if (point <= 0) return `${minus(value)}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return minus(value) + digits + "0".repeat(point - digits.length);
  return `${minus(value)}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Reads a number as Go's ParseFloat does; undefined if it is none or out of range. */
export function parseFloat64(text: string): number | undefined {
  // Underscores may stand between digits.
  if (text.includes("_"))
    return /^(?:[^_]|(?<=[\da-fA-FxX])_(?=[\da-fA-F]))*$/.test(text)
      ? parseFloat64(text.replaceAll("_", ""))
      : undefined;
  const lower = text.toLowerCase();
  const named = /^([+-]?)(?:inf|infinity)$/.exec(lower);
  if (named !== null) return named[1] === "-" ? -Infinity : Infinity;
  if (lower === "nan") return Number.NaN;
  if (/^[+-]?0x/.test(lower)) return parseHex(lower);
  if (!DECIMAL.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Hexadecimal floats, which Go takes with a binary exponent. */
function parseHex(text: string): number | undefined {
  const match = /^([+-]?)0x([\da-f]*)(?:\.([\da-f]*))?p([+-]?\d{1,6})$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = ""] = match;
  const digits = whole + fraction;
  if (digits === "" || digits.length > 200) return undefined;
  const scaled = roundToDouble(BigInt(`0x${digits}`), Number(exponent) - 4 * fraction.length);
  if (!Number.isFinite(scaled)) return undefined;
  return sign === "-" ? -scaled : scaled;
}

/** mantissa × 2^exponent, rounded once: the exponent is applied in steps that stay exact. */
function roundToDouble(mantissa: bigint, exponent: number): number {
  if (mantissa === 0n) return 0;
  const excess = mantissa.toString(2).length - 64;
  if (excess <= 0) return Number(mantissa) * 2 ** Math.max(-1074, Math.min(1023, exponent));
  // The bits that fall off only matter for halfway cases; one sticky bit stands for them.
  const kept = mantissa >> BigInt(excess);
  const sticky = kept << BigInt(excess) === mantissa ? kept : kept | 1n;
  return Number(sticky) * 2 ** Math.max(-1074, Math.min(1023, exponent + excess));
}

/** With so many digits after the point, exact halves to the even digit: Go's `%.*f`. Finite numbers only. */
export function formatFixed(value: number, digits: number): string {
  const exact = exactDigits(value);
  const rounded = roundDigits(exact, exact.point + digits);
  const padded = "0".repeat(Math.max(0, 1 - rounded.point)) + rounded.digits;
  const point = Math.max(rounded.point, 1);
  const whole = padded.slice(0, point).padEnd(point, "0");
  const fraction = padded.slice(point, point + digits).padEnd(digits, "0");
  return minus(value) + (digits === 0 ? whole : `${whole}.${fraction}`);
}

/** Mantissa with so many digits after the point, and the exponent: Go's `%.*e` in its parts. Finite numbers only. */
export function scientificParts(value: number, digits: number): { mantissa: string; exponent: number } {
  const rounded = roundDigits(exactDigits(value), digits + 1);
  const shown = rounded.digits.padEnd(digits + 1, "0");
  const mantissa = minus(value) + (digits === 0 ? shown[0] : `${shown[0]}.${shown.slice(1, digits + 1)}`);
  return { mantissa, exponent: value === 0 ? 0 : rounded.point - 1 };
}

interface Digits {
  readonly digits: string;
  readonly point: number;
}

/** All digits of a finite number, of which there are at most 767. */
function exactDigits(value: number): Digits {
  if (value === 0) return { digits: "0", point: 1 };
  const bits = new BigUint64Array(new Float64Array([Math.abs(value)]).buffer)[0]!;
  const exponent = Number(bits >> 52n);
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  const power = Math.max(exponent, 1) - 1075;
  if (power >= 0) return trimmed((mantissa << BigInt(power)).toString(), 0);
  return trimmed((mantissa * 5n ** BigInt(-power)).toString(), power);
}

function trimmed(digits: string, power: number): Digits {
  return { digits: digits.replace(/0+$/, ""), point: digits.length + power };
}

/** Rounds to so many digits, an exact half to the even one. */
function roundDigits({ digits, point }: Digits, count: number): Digits {
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: "0", point: 1 };
  const kept = BigInt(`0${digits.slice(0, count)}`);
  const rest = digits.slice(count);
  const half = rest[0]! > "5" || (rest[0] === "5" && (rest.length > 1 || kept % 2n === 1n));
  const rounded = (half ? kept + 1n : kept).toString().padStart(count, "0");
  if (rounded === "0" && count === 0) return { digits: "0", point: 1 };
  return { digits: rounded, point: point + rounded.length - count };
}
