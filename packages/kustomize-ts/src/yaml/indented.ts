import { type Event, parseEvents, YAMLException } from "./js-yaml.cjs";

/** Deeper documents are refused: no manifest is, and every walk over one may then be a plain recursion. */
const MAX_DEPTH = 500;
/** How many characters of a file may be read again for the sake of lines that stand too far left. */
const MAX_READ_AGAIN = 50_000_000;
/** How far such lines are moved: beyond all but the deepest, and then beyond all. */
const MOVES = [64, 1024];

/** js-yaml's words for a line that stands too far left; it gives no codes. */
const TOO_FAR_LEFT = "deficient indentation";

const OFFSETS = ["start", "valueStart", "valueEnd", "anchorStart", "anchorEnd", "tagStart", "tagEnd"] as const;

/** A line of the copy that was moved to the right, and how far the ones above were in sum. */
type Moved = { readonly at: number; readonly by: number; readonly above: number };

/** What is left of the characters that may be read again. */
export type Allowance = { left: number };

export function newAllowance(): Allowance {
  return { left: MAX_READ_AGAIN };
}

/**
 * The events of a text. In brackets, braces and quotes go-yaml does not mind how lines are indented, which js-yaml does:
 * such lines are moved to the right for it, and tabs between brackets made spaces, in a copy of the text.
 */
export function eventsOf(text: string, allowance: Allowance): readonly Event[] {
  const moved: Moved[] = [];
  for (let copy = text; ; allowance.left -= copy.length) {
    try {
      const events = parseEvents(copy, { maxDepth: MAX_DEPTH });
      return moved.length === 0 ? events : movedBack(events, moved);
    } catch (error) {
      const offset = error instanceof YAMLException ? error.mark?.position : undefined;
      if (!(error instanceof YAMLException) || offset === undefined) throw error;
      const mended = allowance.left < 0 || error.reason !== TOO_FAR_LEFT ? undefined : mend(copy, offset, moved);
      if (mended === undefined) {
        if (moved.length > 0) error.mark!.position = original(offset, moved);
        throw error;
      }
      copy = mended;
    }
  }
}

/** The text with the line of an offset moved to the right, or with spaces for the tabs in front; undefined for neither. */
function mend(text: string, offset: number, moved: Moved[]): string | undefined {
  const line = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const before = text.slice(line, offset);
  if (before.trim() !== "")
    return before.includes("\t") ? replaced(text, line, before.replaceAll("\t", " ")) : undefined;
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
