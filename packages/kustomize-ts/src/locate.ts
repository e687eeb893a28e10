import { type Files, textOfFile } from "./files.ts";
import { type Place, Refusal } from "./refusal.ts";
import { compose } from "./yaml/compose.ts";
import { parts } from "./yaml/documents.ts";
import { isList, isMap, type Node } from "./yaml/node.ts";
import { type Offsets, type Pointer, position } from "./yaml/position.ts";

/** A place in a file, in lines and columns that count from 1. */
export type Location = { readonly file: string; readonly line: number; readonly column: number };

/** Looks up the line and column of a place; the beginning of the file if there is nothing closer to find. */
export function locate(files: Files, place: Place): Location {
  const { file, line, column = 1, document = 0, pointer } = place;
  if (line !== undefined) return { file, line, column };
  const entry = files.get(file);
  const text = entry === undefined || pointer === undefined ? undefined : textOfFile(entry);
  const offset = text === undefined ? 0 : offsetOf(text, document, pointer ?? [], place.atKey === true);
  return { file, ...position(text ?? "", offset) };
}

function offsetOf(text: string, document: number, pointer: Pointer, atKey: boolean): number {
  try {
    const part = parts(text)[document] ?? { from: 0, to: text.length };
    const offsets: Offsets = new WeakMap();
    const root = compose({ text, ...part }, { yaml11: true, offsets });
    return part.from + walk(root, pointer, { offsets, atKey, start: text.slice(part.from, part.to).search(/\S/) });
  } catch (error) {
    if (error instanceof Refusal) return 0;
    throw error;
  }
}

type Search = { readonly offsets: Offsets; readonly atKey: boolean; readonly start: number };

/** The offset of the last field on the way that is there. */
function walk(root: Node | undefined, pointer: Pointer, { offsets, atKey, start }: Search): number {
  let node = root;
  let found = Math.max(0, start);
  for (const [index, key] of pointer.entries()) {
    const field = isMap(node) || isList(node) ? offsets.get(node)?.get(key) : undefined;
    if (field === undefined) break;
    const isLast = index === pointer.length - 1;
    found = Math.max(0, isLast && !atKey ? field.value : field.key);
    node = isList(node) ? node[key as number] : isMap(node) ? node[key as string] : undefined;
  }
  return found;
}
