import type { Value } from "../manifest.ts";

/** A value as Go's encoding/json writes it: keys sorted, no spaces, `<`, `>` and `&` escaped. */
export function goJson(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const map = value as { readonly [key: string]: Value };
    const keys = Object.keys(map).sort();
    return `{${keys.map((key) => `${goJson(key)}:${goJson(map[key]!)}`).join(",")}}`;
  }
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
