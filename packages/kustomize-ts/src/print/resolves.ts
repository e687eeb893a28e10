import { timestamp } from "../timestamp.ts";

const WORDS = new Set(
  [
    ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"],
    ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"],
    ["", "~", "null", "Null", "NULL"],
    [".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"],
  ].flat(),
);
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DOT_FLOAT = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(0|[1-9][0-9]*|0[0-7]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+|0[bB][01]+)$/;
const SIGN_INSIDE = /^0b([-+])([01]+)$/;

/**
 * Whether go-yaml v2 would read `text`, written without quotes, as something else than a string: null, a boolean, a
 * number of any notation, a timestamp. Base-60 numbers count too, which it quotes for the sake of other readers.
 */
export function resolves(text: string): boolean {
  if (text.length <= 5 && WORDS.has(text)) return true;
  const first = text.charCodeAt(0);
  if (first === 46) return DOT_FLOAT.test(text) && Number.isFinite(Number(text));
  if (!((first >= 48 && first <= 57) || first === 43 || first === 45)) return false;
  return BASE_60.test(text) || isNumber(text.replaceAll("_", "")) || timestamp(text) !== undefined;
}

function isNumber(text: string): boolean {
  return isInteger(text) || (FLOAT.test(text) && Number.isFinite(Number(text)));
}

/** Go's `ParseInt(text, 0, 64)` or `ParseUint(text, 0, 64)`, or binary digits with a sign behind the `0b`. */
function isInteger(text: string): boolean {
  const match = INTEGER.exec(text) ?? SIGN_INSIDE.exec(text);
  if (match === null) return false;
  const [whole, sign = "", digits = ""] = match;
  if (digits.length < 16) return true;
  if (whole.startsWith("0b") && sign !== "") return fits(sign, `0b${digits}`);
  return fits(sign, /^0[0-7]+$/.test(digits) ? `0o${digits}` : digits);
}

function fits(sign: string, digits: string): boolean {
  const value = BigInt(digits);
  if (sign === "-") return value <= 2n ** 63n;
  return value < (sign === "+" ? 2n ** 63n : 2n ** 64n);
}
