/** All escapes; in groups those that go-yaml refuses: of a slash, and of what is no character, as half a surrogate pair is. */
const ESCAPE = /\\(?:(\/)|(u[dD][89a-fA-F]|U0000[dD][89a-fA-F]|U(?!000|0010))|.)/gs;

/** The first escape in the text of a double-quoted scalar that go-yaml refuses, though it is YAML, and its words for it. */
export function misreadEscape(text: string): { readonly offset: number; readonly reason: string } | undefined {
  for (const { 1: slash, 2: noCharacter, index } of text.matchAll(ESCAPE)) {
    if (slash !== undefined) return { offset: index, reason: "found unknown escape character" };
    if (noCharacter !== undefined) return { offset: index, reason: "found invalid Unicode character escape code" };
  }
  return undefined;
}

/** The text of a double-quoted scalar with plain apostrophes for those that have a backslash, which js-yaml cannot read. */
export function withPlainApostrophes(text: string): string {
  return text.replace(/\\./gs, (found) => (found === "\\'" ? "'" : found));
}
