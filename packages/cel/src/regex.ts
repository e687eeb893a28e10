import { RE2JS } from "re2js";
import { work } from "./work.ts";

/** A compiled RE2 pattern: matching is linear in the text, whatever the pattern. */
export type Pattern = RE2JS;

/** Compiles a pattern, or says what is wrong with it in the words of Go's regexp. */
export function compilePattern(text: string): Pattern | { readonly message: string } {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const pattern = attempt(text);
  if (compiled.size >= 256) compiled.clear();
  if (pattern instanceof RE2JS) compiled.set(text, pattern);
  return pattern;
}

/** Patterns that data brings are the same again and again; compiling costs a hundred times a match. */
const compiled = new Map<string, Pattern>();

function attempt(text: string): Pattern | { readonly message: string } {
  try {
    return RE2JS.compile(text);
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether the pattern matches anywhere. */
export function matches(pattern: Pattern, text: string): boolean {
  run(pattern, text.length);
  return pattern.test(text);
}

/** Counts a run of a pattern: its states by the characters, which the length of a pattern like `a{1000}` does not tell. What costs allow of others is never too much. */
function run(pattern: Pattern, length: number): void {
  work((pattern.programSize() * length) / 4);
}

/** The first match, "" if there is none. */
export function findFirst(pattern: Pattern, text: string): string {
  run(pattern, text.length);
  const matcher = pattern.matcher(text);
  return matcher.find() ? (matcher.group() ?? "") : "";
}

/** Up to `limit` matches (all if it is negative) as Go finds them: none is empty right after another. */
export function findAll(pattern: Pattern, text: string, limit: number): string[] {
  const matcher = pattern.matcher(text);
  const found: string[] = [];
  run(pattern, text.length);
  let position = 0;
  let previousEnd = -1;
  while (position <= text.length && (limit < 0 || found.length < limit) && matcher.find(position)) {
    // Each search may go to the end before it knows its match, but seldom does.
    run(pattern, (text.length - position) / 4);
    const [start, end] = [matcher.start(), matcher.end()];
    const accepted = end !== position || start !== previousEnd;
    position = end === position ? position + (text.codePointAt(position)! > 0xffff ? 2 : 1) : end;
    previousEnd = end;
    if (accepted) found.push(text.slice(start, end));
  }
  return found;
}
