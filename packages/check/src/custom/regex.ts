import { RE2JS, RE2JSSyntaxException } from "re2js";

const compiled = new Map<string, RE2JS | undefined>();

/**
 * Whether a pattern of a definition is found in a text, in the syntax of Go's `regexp` and in time linear in the text. A
 * pattern that is none says nothing: the server takes no definition with it.
 */
export function isFound(pattern: string, text: string): boolean {
  if (!compiled.has(pattern)) {
    if (compiled.size >= 1000) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern)?.test(text) ?? true;
}

function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/** Why a pattern is none, in the words of Go's `regexp`; nothing when it is one. */
export function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof RE2JSSyntaxException ? error.message : undefined;
  }
}
