import { type Files, textOfFile } from "./files.ts";
import { type Place, Refusal } from "./refusal.ts";
import { compose } from "./yaml/compose.ts";
import { parts } from "./yaml/documents.ts";
import { isList, isMap, type Node } from "./yaml/node.ts";
import type { Offsets, Pointer, position } from "./yaml/position.ts";

/** A place in a file, in lines and columns that count from 1. */
export type Location = { readonly file: string; readonly line: number; readonly column: number };

/** Looks up the line and column of a place; the beginning of the file if there is nothing closer to find. */
export type Locate = (place: Place) => Location;

/** Looks places up in files. What it has to read it reads once. */
export function locator(files: Files): Locate {
  const texts = new Map<string, Text | undefined>();
  return (place) => {
    const { file, line, column = 1, pointer, inline } = place;
    if (line !== undefined) return { file, line, column };
    const entry = files.get(file);
    if (!texts.has(file)) texts.set(file, opened(entry === undefined ? undefined : textOfFile(entry)));
    const text = texts.get(file);
    if (text === undefined || pointer === undefined) return { file, line: 1, column: 1 };
    const found = find(text, place, pointer);
    const offset = inline === undefined ? found.offset : inText(text, found, inline);
    return { file, ...text.position(offset) };
  };
}

/** A text of which documents have been read. */
type Text = {
  readonly text: string;
  readonly position: (offset: number) => ReturnType<typeof position>;
  readonly documents: Map<number, Read>;
};

type Read = {
  readonly from: number;
  readonly start: number;
  readonly root: Node | undefined;
  readonly offsets: Offsets;
};

function opened(text: string | undefined): Text | undefined {
  return text === undefined ? undefined : { text, position: positions(text), documents: new Map() };
}

/** Line and column of offsets into one text. */
function positions(text: string): Text["position"] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  };
}

function read({ text, documents }: Text, document: number): Read {
  const known = documents.get(document);
  if (known !== undefined) return known;
  const made = readAt(text, document);
  documents.set(document, made);
  return made;
}

function readAt(text: string, document: number): Read {
  const offsets: Offsets = new WeakMap();
  try {
    const part = parts(text)[document] ?? { from: 0, to: text.length };
    const start = Math.max(0, text.slice(part.from, part.to).search(/\S/));
    return { from: part.from, start, offsets, root: compose({ text, ...part }, { yaml11: true, offsets }) };
  } catch (error) {
    if (error instanceof Refusal) return { from: 0, start: 0, offsets, root: undefined };
    throw error;
  }
}

type Found = { readonly offset: number; readonly node: Node | undefined };

/** The last field on the way that is there. */
function find(text: Text, { document = 0, atKey }: Pick<Place, "document" | "atKey">, pointer: Pointer): Found {
  const { from, start, root, offsets } = read(text, document);
  let node = root;
  let found = start;
  for (const [index, key] of pointer.entries()) {
    const field = isMap(node) || isList(node) ? offsets.get(node)?.get(key) : undefined;
    if (field === undefined) break;
    const isLast = index === pointer.length - 1;
    found = Math.max(0, isLast && atKey !== true ? field.value : field.key);
    node = isList(node) ? node[key as number] : isMap(node) ? node[key as string] : undefined;
  }
  return { offset: from + found, node };
}

/** A place in a text that stands in a file: exact in a literal block, elsewhere where the text begins. */
function inText({ text }: Text, { offset, node }: Found, inline: NonNullable<Place["inline"]>): number {
  const header = text.slice(text.lastIndexOf("\n", offset - 2) + 1, offset);
  if (typeof node !== "string" || !/\|[-+0-9]*[ \t]*(#.*)?\r?\n$/.test(header)) return offset;
  const inner = opened(node)!;
  const place = inner.position(find(inner, inline, inline.pointer).offset);
  const lines = text.slice(offset).split("\n", place.line);
  const indent = lines.at(-1)!.length - lines.at(-1)!.trimStart().length;
  const own = node.split("\n", place.line).at(-1)!;
  const before = lines.slice(0, -1).reduce((sum, line) => sum + line.length + 1, 0);
  return offset + before + indent - (own.length - own.trimStart().length) + place.column - 1;
}
