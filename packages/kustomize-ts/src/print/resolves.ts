import { timestamp } from "../timestamp.ts";
import { numeral } from "../yaml/numeral.ts";

const WORDS = new Set(
  [
    ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"],
    ["n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"],
    ["", "~", "null", "Null", "NULL"],
    [".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"],
  ].flat(),
);
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/**
 * Whether go-yaml v2 would read `text`, written without quotes, as something else than a string: null, a boolean, a
 * number of any notation, a timestamp. Base-60 numbers count too, which it quotes for the sake of other readers.
 */
export function resolves(text: string): boolean {
  if (text.length <= 5 && WORDS.has(text)) return true;
  const first = text.charCodeAt(0);
  if (first > 57 || first < 43) return false;
  return numeral(text) !== undefined || BASE_60.test(text) || timestamp(text) !== undefined;
}
