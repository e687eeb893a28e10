import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from "js-yaml";
import { eventsIn } from "./go-yaml.ts";

/** A place in a text; line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a value stands: the keys and indexes that lead to it from the top. */
export type Path = readonly (string | number)[];

/** Documents of a platform are read to this many levels. */
export const deepest = 64;

/** Where the node of an event begins in its text; undefined where nothing is written. */
export function startOf(source: string, event: Event | undefined): number | undefined {
  if (event === undefined || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT) return undefined;
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
  if (event.type !== EVENT_ID.SCALAR) return event.start;
  if (event.valueStart < 0 || (event.style === SCALAR_STYLE.PLAIN && event.valueStart === event.valueEnd))
    return undefined;
  if (event.style === SCALAR_STYLE.PLAIN) return event.valueStart;
  const marks = {
    [SCALAR_STYLE.SINGLE_QUOTED]: "'",
    [SCALAR_STYLE.DOUBLE_QUOTED]: '"',
    [SCALAR_STYLE.LITERAL_BLOCK]: "|",
    [SCALAR_STYLE.FOLDED_BLOCK]: ">",
  };
  return source.lastIndexOf(marks[event.style], event.valueStart - 1);
}

/**
 * Where the value at a path stands in a text that readYaml could read, or its key. What is not there has the place of
 * the nearest parent that is; an empty value the place of its key. The top's key is its first key.
 */
export function locate(text: string, path: Path, at: "value" | "key" = "value"): Place {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const events = eventsOf(source);
  let index = 1;
  let key = startOf(source, events[index]) ?? 0;
  let value = key;
  for (const step of path) {
    const event = events[index];
    const found =
      event?.type === EVENT_ID.MAPPING
        ? findKey(source, events, index, String(step))
        : event?.type === EVENT_ID.SEQUENCE
          ? findItem(events, index, Number(step))
          : undefined;
    if (found === undefined) break;
    index = found.value;
    key = startOf(source, events[found.key]) ?? key;
    value = startOf(source, events[found.value]) ?? key;
  }
  return placeAt(source, at === "key" ? key : value);
}

/**
 * Where the key stands that is so many levels above a value as it has names below it: `names` are the keys from that one
 * down to the value's own. Undefined where the way to the value has other names; an index of a list may be another one.
 */
export function keyAround(text: string, place: Place, names: readonly string[]): Place | undefined {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const events = eventsOf(source);
  const offset = (read(source).starts[place.line - 1] ?? 0) + place.column - 1;
  for (let index = 0; index < events.length; index += 1) {
    // The events of a document are those of its node, and its end.
    if (events[index]?.type !== EVENT_ID.DOCUMENT) continue;
    const way = wayTo(source, events, index + 1, offset)?.slice(-names.length);
    if (way?.length !== names.length) continue;
    const fits = way.every(
      ({ name }, at) => name === names[at] || (name === undefined && /^\d+$/.test(names[at] ?? "")),
    );
    const key = fits ? startOf(source, events[way[0]?.key ?? -1]) : undefined;
    return key === undefined ? undefined : placeAt(source, key);
  }
  return undefined;
}

/** One step on the way to a value: the event of its key, and the key's name; in a list, the event of the item. */
interface Step {
  readonly key: number;
  readonly name: string | undefined;
}

/** The steps to the scalar, or the empty map or list, that begins at an offset of a document whose node is at an index. */
function wayTo(source: string, events: readonly Event[], node: number, offset: number): Step[] | undefined {
  const way: { readonly isMapping: boolean; step?: Step; isKeyNext: boolean }[] = [];
  for (let index = node; index < events.length; index += 1) {
    const event = events[index];
    const inside = way.at(-1);
    if (event?.type === EVENT_ID.POP) {
      if (way.pop() === undefined) return undefined;
      continue;
    }
    if (inside?.isKeyNext === true) {
      const name = event?.type === EVENT_ID.SCALAR ? getScalarValue(source, event) : undefined;
      inside.step = { key: index, name };
      inside.isKeyNext = false;
      index = skip(events, index) - 1;
      continue;
    }
    if (inside?.isMapping === false) inside.step = { key: index, name: undefined };
    else if (inside !== undefined) inside.isKeyNext = true;
    const isMapping = event?.type === EVENT_ID.MAPPING;
    const isContainer = isMapping || event?.type === EVENT_ID.SEQUENCE;
    const isLeaf = !isContainer || events[index + 1]?.type === EVENT_ID.POP;
    if (isLeaf && startOf(source, event) === offset) return way.flatMap(({ step }) => step ?? []);
    if (isContainer) way.push({ isMapping, isKeyNext: isMapping });
  }
  return undefined;
}

function findKey(
  source: string,
  events: readonly Event[],
  mapping: number,
  wanted: string,
): { key: number; value: number } | undefined {
  let found: { key: number; value: number } | undefined;
  for (let index = mapping + 1; events[index]?.type !== EVENT_ID.POP; ) {
    const key = events[index];
    const value = skip(events, index);
    if (key?.type === EVENT_ID.SCALAR && getScalarValue(source, key) === wanted) found = { key: index, value };
    index = skip(events, value);
  }
  return found;
}

function findItem(
  events: readonly Event[],
  sequence: number,
  wanted: number,
): { key: number; value: number } | undefined {
  let index = sequence + 1;
  for (let item = 0; events[index]?.type !== EVENT_ID.POP; item += 1) {
    if (item === wanted) return { key: index, value: index };
    index = skip(events, index);
  }
  return undefined;
}

/** The index of the event after the node that begins at an index. */
function skip(events: readonly Event[], start: number): number {
  let depth = 0;
  for (let index = start; index < events.length; index += 1) {
    const type = events[index]?.type;
    if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
    if (type === EVENT_ID.POP) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return events.length;
}

/** The line and column of an offset into a text. */
export function placeAt(source: string, offset: number): Place {
  const { starts } = read(source);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** What was found out about a text. */
interface Read {
  /** Where each line begins, whatever ends the one before. */
  readonly starts: readonly number[];
  events?: readonly Event[];
}

/** The texts that were looked at last: findings come text by text, and origins from a few texts in turn. */
const recent = new Map<string, Read>();
const mostRecent = 8;

function read(source: string): Read {
  const known = recent.get(source);
  if (known !== undefined) return known;
  const ends = [...source.matchAll(/\r\n|\n|\r/g)];
  const made: Read = { starts: [0, ...ends.map(({ 0: end, index }) => index + end.length)] };
  for (const oldest of recent.keys()) if (recent.size >= mostRecent) recent.delete(oldest);
  recent.set(source, made);
  return made;
}

function eventsOf(source: string): readonly Event[] {
  const known = read(source);
  // Texts of others may nest deeper than ours.
  known.events ??= eventsIn(source);
  return known.events;
}
