import { isUtf8 } from "node:buffer";

/** The parts of Git's output that a NUL byte ends, as with the option -z. */
export function* records(output: Buffer): Generator<Buffer> {
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    yield output.subarray(start, end === -1 ? output.length : end);
    if (end === -1) return;
    start = end + 1;
  }
}

/** A path as text: odd bytes of one that is not UTF-8 as `\xNN`. */
export function pathOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  return [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join("");
}
