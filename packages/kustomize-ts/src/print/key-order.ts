const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

/**
 * Compares two mapping keys in the order in which go-yaml v2 writes them: letters by code point and after everything
 * else, runs of digits by their value, the rest by code point. Negative when `a` comes first.
 */
export function compareKeys(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === end) return a.length - b.length;
  const x = a.charCodeAt(at);
  const y = b.charCodeAt(at);
  if (isAsciiLetter(x) && isAsciiLetter(y)) return x - y;
  return compareRunes(Array.from(a), Array.from(b));
}

/** The keys of a mapping in the order in which they are written. */
export function sortedKeys(mapping: object): string[] {
  const keys = Object.keys(mapping);
  for (let at = 1; at < keys.length; at++) {
    if (compareKeys(keys[at - 1]!, keys[at]!) > 0) return keys.sort(compareKeys);
  }
  return keys;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function compareRunes(a: readonly string[], b: readonly string[]): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at++;
  if (at === end) return a.length - b.length;
  const x = a[at]!;
  const y = b[at]!;
  const codes = x.codePointAt(0)! - y.codePointAt(0)!;
  const letters = Number(LETTER.test(x)) - Number(LETTER.test(y));
  if (letters !== 0) return letters;
  if (LETTER.test(x)) return codes;

  // A zero inside a number counts as a digit, not as padding in front of one.
  const start = (x === "0" || y === "0") && continuesNumber(a, at) ? 1n : 0n;
  const [valueOfA, endOfA] = digits(a, at, start);
  const [valueOfB, endOfB] = digits(b, at, start);
  if (valueOfA !== valueOfB) return valueOfA < valueOfB ? -1 : 1;
  return endOfA === endOfB ? codes : endOfA - endOfB;
}

function continuesNumber(runes: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= 0 && DIGIT.test(runes[before]!); before--) {
    if (runes[before] !== "0") return true;
  }
  return false;
}

/** The value of the digits from `at`, wrapped to 64 bits as in Go, and the index behind them. */
function digits(runes: readonly string[], at: number, start: bigint): [bigint, number] {
  let value = start;
  let index = at;
  for (; index < runes.length && DIGIT.test(runes[index]!); index++) {
    value = BigInt.asIntN(64, value * 10n + BigInt(runes[index]!.codePointAt(0)! - 48));
  }
  return [value, index];
}
