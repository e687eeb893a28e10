/** The longest comment, in characters and in bytes: GitHub refuses more than 65,536. */
export const longestComment = 60_000;

/** A part of a comment that is shown whole, shown shorter, or left out. */
export interface Section {
  /** What it is about, as Markdown, for the line that names what did not fit. */
  readonly name: string;
  /** Its text in at most so many bytes; undefined when it has no form as short as that. */
  readonly text: (room: number) => string | undefined;
}

/** A comment before it is packed. */
export interface Comment {
  /** What always stands at the top and the bottom; together they leave room for what is between them. */
  readonly head: string;
  readonly foot: string;
  /** The most important one first. */
  readonly sections: readonly Section[];
  /** Where the whole can be seen, as Markdown, said when something is left out. */
  readonly whole?: string;
}

const roomForNames = 1_500;
const least = 40;

/** As many sections as fit, in their order; the others are named, as many as fit, and counted. */
export function pack({ head, foot, sections, whole = "" }: Comment, limit = longestComment): string {
  const shown: string[] = [];
  const left: Section[] = [];
  let room = limit - bytesOf(head) - bytesOf(foot) - bytesOf(whole) - roomForNames - 200;
  for (const section of sections) {
    const text = room < least ? undefined : section.text(room);
    const size = text === undefined ? 0 : bytesOf(text) + 1;
    if (text === undefined || size > room) left.push(section);
    else {
      shown.push(text);
      room -= size;
    }
  }
  return [head, ...shown, ...(left.length === 0 ? [] : [leftOut(left, whole)]), foot].join("\n");
}

/** A section that has one form only. */
export function fixed(name: string, text: string): Section {
  return { name, text: (room) => (text.length <= room && bytesOf(text) <= room ? text : undefined) };
}

/** How long a text is by the stricter measure: bytes of UTF-8 are never fewer than characters. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

const encoder = new TextEncoder();

function leftOut(left: readonly Section[], whole: string): string {
  const names: string[] = [];
  let length = 0;
  for (const { name } of left) {
    const size = bytesOf(name) + 2;
    if (length + size > roomForNames) break;
    names.push(name);
    length += size;
  }
  const more = left.length - names.length;
  const named = names.length === 0 ? `${more} parts` : `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return `Not shown, because a comment has an end: ${named}.${whole === "" ? "" : ` ${whole}`}\n`;
}
