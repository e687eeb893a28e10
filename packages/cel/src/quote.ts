import { letterEscapes } from "./letter-escapes.ts";

const SHORT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(letterEscapes).map(([letter, character]) => [character, `\\${letter}`])),
  "\\": "\\\\",
  '"': '\\"',
};

/** In quotes, with escapes for quotes and the control characters that have letters: `strings.quote`. */
export function quoteText(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return `"${Array.from(text, (character) => SHORT[character] ?? wellFormed(character)).join("")}"`;
}

/** As Go's `%q`: besides, what cannot be printed is written by its number. */
export function quoteGo(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  const quoted = Array.from(text, (character) => {
    const known = SHORT[character] ?? wellFormed(character);
    return /[\p{C}\p{Z}]/u.test(known) && known !== " " ? numbered(known.codePointAt(0)!) : known;
  });
  return `"${quoted.join("")}"`;
}

/** Half of a surrogate pair is no character. */
function wellFormed(character: string): string {
  return /\p{Cs}/u.test(character) ? "\ufffd" : character;
}

function numbered(point: number): string {
  if (point < 0x80) return `\\x${point.toString(16).padStart(2, "0")}`;
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, "0")}`;
  return `\\U${point.toString(16).padStart(8, "0")}`;
}
