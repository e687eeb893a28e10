import { letterEscapes } from "@slipway/cel";

/** Texts as Go prints them, because the server's messages quote values its way. */

const named: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(letterEscapes).map(([letter, character]) => [character, `\\${letter}`])),
  '"': '\\"',
  "\\": "\\\\",
};

function escaped(character: string): string {
  const known = named[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0)!;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** `%q`: in double quotes, with what cannot be printed escaped. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]|[^\P{C}]|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escaped)}"`;
}

/** Whether the server reads a number as an integer: it is whole and 64 bits hold it. */
export function isGoInteger(value: number | bigint): boolean {
  if (typeof value === "bigint") return value === BigInt.asIntN(64, value);
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63;
}

/** `%v` of a float64: `1e+06`, `2.5`. */
export function goFloat(value: number): string {
  const [digits = "", power = ""] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** What `json.Marshal` makes of a value: keys of objects stay in their order, `<`, `>` and `&` are escaped. */
export function goJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? Number(inner) : inner)) ?? "null";
  return text.replace(/[<>&\u2028\u2029]/g, (character) => escaped(character).replace("\\x", "\\u00"));
}

/** The same with the keys of a map in order, as Go marshals maps. */
export function goJsonMap(map: Readonly<Record<string, unknown>> | undefined): string {
  if (map === undefined) return "null";
  return `{${Object.keys(map)
    .sort()
    .map((key) => `${goJson(key)}:${goJson(map[key])}`)
    .join(",")}}`;
}
