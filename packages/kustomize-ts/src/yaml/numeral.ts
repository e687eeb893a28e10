const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** Go's own notation: underscores between digits. In front of a digit go-yaml takes them out wherever they stand. */
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const INTEGER = /^([-+]?)(0|[1-9][0-9]*|0[0-7]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+|0[bB][01]+)$/;
const SIGN_INSIDE = /^0b([-+])([01]+)$/;

/**
 * The number that go-yaml reads from a plain scalar: an integer of any notation that fits 64 bits, or a float. Integers
 * that a JavaScript number cannot hold exactly come as a bigint. Gives undefined for everything else.
 */
export function numeral(text: string): { readonly value: number | bigint; readonly isInteger: boolean } | undefined {
  const first = text.charCodeAt(0);
  if (first !== 46 && !((first >= 48 && first <= 57) || first === 43 || first === 45)) return undefined;
  const digits = text.includes("_") ? text.replaceAll("_", "") : text;
  if (first === 46) return DOT_FLOAT.test(text) ? float(digits) : undefined;
  return integer(digits) ?? (FLOAT.test(digits) ? float(digits) : undefined);
}

function float(text: string): ReturnType<typeof numeral> {
  const value = Number(text);
  return Number.isFinite(value) ? { value, isInteger: false } : undefined;
}

/** Go's `ParseInt(text, 0, 64)` or `ParseUint(text, 0, 64)`, or binary digits with a sign behind the `0b`. */
function integer(text: string): ReturnType<typeof numeral> {
  const match = INTEGER.exec(text);
  const inside = match === null ? SIGN_INSIDE.exec(text) : null;
  if (match === null && inside === null) return undefined;
  const [, sign = "", digits = ""] = match ?? inside ?? [];
  const notation = inside !== null ? `0b${digits}` : /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const least = sign === "-" ? 2n ** 63n : sign === "+" ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  if (notation.length < 16) return { value: (sign === "-" ? -1 : 1) * Number(notation), isInteger: true };
  const magnitude = BigInt(notation);
  if (magnitude > least) return undefined;
  const value = sign === "-" ? -magnitude : magnitude;
  return { value: Number.isSafeInteger(Number(value)) ? Number(value) : value, isInteger: true };
}
