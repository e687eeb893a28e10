import { createHash } from "node:crypto";

/** Numbers from 0 to 1 that look random and follow from a seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Texts of letters and digits, never the same twice, that follow from a seed. */
export function secrets(seed: number, next: () => number): (length: number) => string {
  return (length) => {
    let text = "";
    for (let part = next(); text.length < length; part++) {
      text += createHash("sha512")
        .update(`${seed}:${part}:${text.length}`)
        .digest("base64")
        .replace(/[^A-Za-z0-9]/g, "");
    }
    return text.slice(0, length);
  };
}
