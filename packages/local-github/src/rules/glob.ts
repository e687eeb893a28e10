/**
 * Whether a path matches a pattern in which `*` stands for anything but a slash, `**` for anything, `?` for one
 * character and `[…]` for one of a set. It takes time in proportion to pattern times path, whatever the pattern.
 */
export function globMatches(pattern: string, path: string): boolean {
  const tokens = pattern.match(/\*\*\/|\*\*|\*|\?|\[[^\]]+\]|[\s\S]/gu) ?? [];
  let states = closure(tokens, new Set([0]));
  for (const character of path) {
    const next = new Set<number>();
    for (const state of states) step(tokens, { state, character, next });
    states = closure(tokens, next);
    if (states.size === 0) return false;
  }
  return states.has(tokens.length);
}

/** Reads one character. A doubled star that has begun a folder's name is in the state -1 - its own, until the slash comes. */
function step(
  tokens: readonly string[],
  { state, character, next }: { readonly state: number; readonly character: string; readonly next: Set<number> },
): void {
  const at = state < 0 ? -1 - state : state;
  const token = tokens[at];
  if (token === undefined) return;
  if (token === "**/") next.add(character === "/" ? at : -1 - at);
  else if (token === "**" || (token === "*" && character !== "/")) next.add(at);
  else if (!token.startsWith("*") && matchesOne(token, character)) next.add(at + 1);
}

/** The states reachable without reading: a star may stand for nothing. */
function closure(tokens: readonly string[], states: Set<number>): Set<number> {
  for (const state of states) if (tokens[state]?.startsWith("*") === true) states.add(state + 1);
  return states;
}

function matchesOne(token: string, character: string): boolean {
  if (token === "?") return character !== "/";
  if (!token.startsWith("[") || token.length === 1) return token === character;
  const negated = /^\[[!^]/.test(token);
  const set = token.slice(negated ? 2 : 1, -1).matchAll(/(.)-(.)|(.)/gsu);
  const found = [...set].some(([, from, to, one]) =>
    one === undefined ? from! <= character && character <= to! : one === character,
  );
  return found !== negated && character !== "/";
}
