const NO_BLOCK = /^$| $| \n|[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/** Whether go-yaml v3 writes a text as a block if it came from one. All others it puts in quotes. */
export function mayBeBlock(text: string): boolean {
  return !NO_BLOCK.test(text);
}

/**
 * A text from a folded block (`>`) after go-yaml v3 has written it as one and read it again. It counts the line breaks at
 * the start of the text where it means those at hand, and so adds breaks at the end and around indented lines, or loses
 * some.
 */
export function refolded(text: string): string {
  if (!mayBeBlock(text)) return text;
  const [leading = "", ...rest] = text.split(/(^\n+|(?<=[^\n])\n+)/).filter((part) => part !== "");
  const parts = leading.startsWith("\n") ? rest : [leading, ...rest];
  const isCounted = !/^[ \t]/.test(parts[0] ?? "");
  let out = leading.startsWith("\n") ? leading : "";
  for (let at = 0; at < parts.length; at += 2) {
    const [line = "", breaks = "", next] = parts.slice(at, at + 3);
    const isIndented = /^[ \t]/.test(line);
    const written = breaks.length + (breaks !== "" && isCounted && !isIndented ? 1 : 0);
    out += line;
    if (next === undefined) out += breaks.length === 1 ? "\n" : "\n".repeat(written);
    else if (isIndented || /^[ \t]/.test(next)) out += "\n".repeat(written);
    else out += written === 1 ? " " : "\n".repeat(written - 1);
  }
  return out;
}
