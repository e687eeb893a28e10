/** Standard base64 as Go's `encoding/base64` reads it: padded, line breaks ignored. */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const values = new Map([...alphabet].map((character, value) => [character.charCodeAt(0), value]));

/** The bytes, or the place in the text at which it stops being base64. */
export function decodeBase64(text: string): Uint8Array | number {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [length, group, count] = [0, 0, 0];
  let place = 0;
  for (; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code === 10 || code === 13) continue;
    const value = values.get(code);
    if (value === undefined) break;
    group = (group << 6) | value;
    if (++count < 4) continue;
    bytes.set([group >> 16, (group >> 8) & 255, group & 255], length);
    [length, group, count] = [length + 3, 0, 0];
  }
  const offset = (at: number) => new TextEncoder().encode(text.slice(0, at)).length;
  if (place === text.length) return count === 0 ? bytes.slice(0, length) : offset(place) - count;
  // What is left must be the padding of a last group, and nothing after it.
  const padding = /^=[\r\n]*(=?)[\r\n]*/.exec(text.slice(place));
  if (padding === null || count < 2 || (count === 2) !== (padding[1] === "=")) {
    return offset(padding !== null && count === 2 ? text.length : place);
  }
  const after = place + padding[0].length;
  if (after < text.length) return offset(after);
  if (count === 2) bytes[length++] = group >> 4;
  else {
    bytes.set([group >> 10, (group >> 2) & 255], length);
    length += 2;
  }
  return bytes.slice(0, length);
}
