import { type Event, parseEvents, YAMLException } from "./js-yaml.cjs";

/** Deeper documents are refused: no manifest is, and every walk over one may then be a plain recursion. */
const MAX_DEPTH = 500;
/** How many characters of a file may be read again for the sake of what js-yaml does not read. */
const MAX_READ_AGAIN = 50_000_000;
/** How far lines are moved to the right: beyond all but the deepest, and then beyond all. */
const MOVES = [64, 1024];

/** js-yaml's words for what go-yaml reads; it gives no codes. */
const TOO_FAR_LEFT = "deficient indentation";
const ESCAPED_APOSTROPHE = "unknown escape sequence";

const OFFSETS = ["start", "valueStart", "valueEnd", "anchorStart", "anchorEnd", "tagStart", "tagEnd"] as const;

/** A line of the copy that was moved to the right, and how far the ones above were in sum. */
type Moved = { readonly at: number; readonly by: number; readonly above: number };

/** What is left of the characters that may be read again. */
export type Allowance = { left: number };

export function newAllowance(): Allowance {
  return { left: MAX_READ_AGAIN };
}

/**
 * The events of a text, with what go-yaml reads and js-yaml does not: lines in brackets, braces and quotes that stand
 * too far left, tabs between brackets, and `\'` in double quotes. They are mended in a copy of the text; the events are
 * those of the text itself.
 */
export function eventsOf(text: string, allowance: Allowance, maxDepth = MAX_DEPTH): readonly Event[] {
  const moved: Moved[] = [];
  for (let copy = text; ; allowance.left -= copy.length) {
    try {
      const events = parseEvents(copy, { maxDepth });
      return moved.length === 0 ? events : movedBack(events, moved);
    } catch (error) {
      if (!(error instanceof YAMLException) || error.mark === undefined) throw error;
      const mended = allowance.left < 0 ? undefined : mend(copy, error, moved);
      if (mended === undefined) {
        error.mark.position = original(error.mark.position, moved);
        throw error;
      }
      copy = mended;
    }
  }
}

/**
 * The events of a text that go-yaml reads, which Kustomize, kubectl and the API server read with, in js-yaml's form and
 * with offsets into the text; undefined for a text that is no YAML, or that nests deeper than `maxDepth`. Where it writes
 * what js-yaml does not read it is read again, to so many characters in all.
 */
export function eventsAsGoReads(
  text: string,
  { maxDepth, maxReadAgain }: { readonly maxDepth: number; readonly maxReadAgain: number },
): Event[] | undefined {
  try {
    return [...eventsOf(text, { left: maxReadAgain }, maxDepth)];
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

/** The text without the problem; undefined for one that go-yaml has too. */
function mend(text: string, { reason, mark }: YAMLException, moved: Moved[]): string | undefined {
  const offset = mark!.position;
  if (reason === ESCAPED_APOSTROPHE && text[offset] === "'") return withoutApostrophes(text, offset);
  if (reason !== TOO_FAR_LEFT) return undefined;
  const line = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const before = text.slice(line, offset);
  if (before.trim() === "") return withMovedLine(text, line, moved);
  return before.includes("\t") ? replaced(text, line, before.replaceAll("\t", " ")) : undefined;
}

/** Other escapes for all apostrophes up to the end of the quotes. */
function withoutApostrophes(text: string, offset: number): string {
  const quotes = /(?:[^"\\]|\\.)*/sy;
  quotes.lastIndex = offset - 1;
  const rest = quotes.exec(text)?.[0] ?? "";
  return replaced(
    text,
    offset - 1,
    rest.replace(/\\./gs, (found) => (found === "\\'" ? '\\"' : found)),
  );
}

function withMovedLine(text: string, line: number, moved: Moved[]): string | undefined {
  const last = moved.at(-1);
  const by = MOVES[last?.at !== line ? 0 : last.by === MOVES[0] ? 1 : 2];
  if (by === undefined) return undefined;
  moved.push({ at: line, by, above: last === undefined ? 0 : last.above + last.by });
  return text.slice(0, line) + " ".repeat(by) + text.slice(line);
}

function replaced(text: string, from: number, part: string): string {
  return text.slice(0, from) + part + text.slice(from + part.length);
}

function movedBack(events: readonly Event[], moved: readonly Moved[]): readonly Event[] {
  for (const event of events as readonly { [field in (typeof OFFSETS)[number]]?: number }[]) {
    for (const field of OFFSETS) {
      const offset = event[field];
      if (offset !== undefined) event[field] = original(offset, moved);
    }
  }
  return events;
}

/** The offset in the text of one in the copy. Lines were moved from the top to the bottom. */
function original(offset: number, moved: readonly Moved[]): number {
  let low = 0;
  let high = moved.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moved[middle]!.at <= offset) low = middle + 1;
    else high = middle;
  }
  const last = moved[low - 1];
  return last === undefined ? offset : offset - last.above - Math.min(last.by, offset - last.at);
}
