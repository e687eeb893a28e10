import { type Event, getScalarValue } from "./js-yaml.cjs";
import { refuseRepeated } from "./json-able.ts";
import {
  clone,
  isList,
  isMap,
  isScalar,
  type MapNode,
  NOTES,
  type Node,
  note,
  noteOddKeys,
  put,
  sizeOf,
  tagOf,
  textOf,
} from "./node.ts";
import { position } from "./position.ts";
import { scalar } from "./read-scalar.ts";
import {
  ALIAS,
  type Dialect,
  MAPPING,
  malformed,
  offsetOf,
  POP,
  parse,
  type Reading,
  SCALAR,
  SEQUENCE,
  type Source,
} from "./reading.ts";
import { mayHaveSchemas, schemaComment } from "./schema-comment.ts";
import { shortTag } from "./tagged.ts";

const PLAIN = 1;
const FLOW = 2;
/** The index of the first event inside a document that is a map. */
const TOP = 2;

/** How many nodes the aliases of a document may stand for. */
const MAX_ALIASED = 100_000;

/**
 * The first YAML document of a source, with anchors, aliases and merge keys resolved: as go-yaml v3 reads resources, or
 * in the dialect of go-yaml v2. Undefined when there is none. Refuses what go-yaml refuses.
 */
export function compose(source: Source, dialect: Dialect = {}): Node | undefined {
  const text = source.from === undefined ? source.text : source.text.slice(source.from, source.to);
  const events = parse(text, source);
  if (events.length === 0) return undefined;
  const hasSchemas = dialect.yaml11 !== true && mayHaveSchemas(text);
  return node({ ...dialect, source, text, events, anchors: new Map(), hasSchemas, at: 1, flow: 0, aliased: 0 });
}

function node(reading: Reading): Node {
  const event = reading.events[reading.at++]!;
  switch (event.type) {
    case SCALAR:
      return anchored(reading, event, scalar(reading, event));
    case SEQUENCE:
      return anchored(reading, event, nested(reading, event, sequence));
    case MAPPING:
      return anchored(reading, event, nested(reading, event, mapping));
    case ALIAS:
      return alias(reading, reading.text.slice(event.anchorStart, event.anchorEnd), event.anchorStart);
    default:
      throw new Error(`js-yaml gave event ${event.type} in the place of a node`);
  }
}

type Anchored = { readonly anchorStart: number; readonly anchorEnd: number };

function anchored(reading: Reading, event: Anchored, made: Node): Node {
  if (event.anchorStart !== -1) reading.anchors.set(reading.text.slice(event.anchorStart, event.anchorEnd), made);
  return made;
}

/** While a node is read its own name stands for nothing, so that no node can contain itself. */
function open(reading: Reading, event: Anchored): void {
  if (event.anchorStart !== -1) reading.anchors.set(reading.text.slice(event.anchorStart, event.anchorEnd), undefined);
}

type Collection = Event & Anchored & { readonly style: number };

function nested<Event extends Collection>(
  reading: Reading,
  event: Event,
  read: (reading: Reading, event: Event) => Node,
): Node {
  const depth = event.style === FLOW ? 1 : 0;
  reading.flow += depth;
  const made = read(reading, event);
  reading.flow -= depth;
  return made;
}

function sequence(reading: Reading, event: Event & Anchored): Node[] {
  open(reading, event);
  const items: Node[] = [];
  const offsets = reading.offsets === undefined ? undefined : new Map<number, { key: number; value: number }>();
  if (offsets !== undefined) reading.offsets!.set(items, offsets);
  while (reading.events[reading.at]!.type !== POP) {
    const start = offsetOf(reading.events[reading.at]!);
    offsets?.set(items.length, { key: start, value: start });
    items.push(node(reading));
  }
  reading.at++;
  return items;
}

function mapping(reading: Reading, event: Event & Anchored): MapNode {
  open(reading, event);
  const start = reading.at;
  const map: MapNode = {};
  const merges: MapNode[] = [];
  const offsets = reading.offsets === undefined ? undefined : new Map<string, { key: number; value: number }>();
  if (offsets !== undefined) reading.offsets!.set(map, offsets);
  while (reading.events[reading.at]!.type !== POP) {
    const keyEvent = reading.events[reading.at]!;
    const key = keyOf(reading, map, start === TOP);
    const valueEvent = reading.events[reading.at]!;
    const value = node(reading);
    if (key === "<<" && isMergeKey(reading, keyEvent)) {
      if (merges.length > 0) malformed(reading.source, offsetOf(keyEvent), "duplicate merge key");
      const maps = mergedMaps(reading, value, valueEvent);
      if (reading.yaml11 === true) for (const other of maps.reverse()) overwrite(map, other);
      else merges.push(...maps);
    } else if (key !== "<<" || reading.yaml11 === true) {
      if (isRepeated(reading, map, { start, event: keyEvent, key, value })) continue;
      put(map, key, value);
      const keyOffset = offsetOf(keyEvent);
      const valueOffset = offsetOf(valueEvent);
      offsets?.set(key, { key: keyOffset, value: valueOffset === -1 ? keyOffset : valueOffset });
      const schema = reading.hasSchemas ? schemaComment(reading.text, keyOffset) : undefined;
      if (schema !== undefined) note(map, { schemas: new Map([...(map[NOTES]?.schemas ?? []), [key, schema]]) });
    } // A quoted merge key is dropped, as Kustomize does.
  }
  reading.at++;
  for (const other of merges) complete(map, other);
  return map;
}

/** The key at hand as a string. Notes one that is something else, unless the map is a whole document. */
function keyOf(reading: Reading, map: MapNode, isTop: boolean): string {
  const event = reading.events[reading.at]!;
  const key = node(reading);
  if (!isScalar(key)) return malformed(reading.source, offsetOf(event), "invalid map key");
  const isString = tagOf(key) === "!!str" || tagOf(key) === "!!binary";
  if (isString || reading.yaml11 === true) {
    if (key === null) return malformed(reading.source, offsetOf(event), "unsupported map key of type: nil");
    return textOf(key);
  }
  const text = textOf(key);
  if (!isTop) noteOddKeys(map, [text]);
  return text;
}

function isMergeKey(reading: Reading, event: Event): boolean {
  if (event.type !== SCALAR) return false;
  if (event.tagStart !== -1) return shortTag(reading.text.slice(event.tagStart, event.tagEnd)) === "!!merge";
  return event.style === PLAIN;
}

/** The maps that a merge key names, the most important first. */
function mergedMaps(reading: Reading, value: Node, event: Event): MapNode[] {
  if (isMap(value)) return [value];
  if (isList(value) && event.type !== ALIAS && value.every((item) => isMap(item))) return [...value];
  return malformed(reading.source, offsetOf(event), "map merge requires map or sequence of maps as the value");
}

function overwrite(map: MapNode, other: MapNode): void {
  for (const key of Object.keys(other)) put(map, key, other[key]!);
}

function complete(map: MapNode, other: MapNode): void {
  for (const key of Object.keys(other)) if (!Object.hasOwn(map, key)) put(map, key, clone(other[key]!));
}

function alias(reading: Reading, name: string, offset: number): Node {
  if (!reading.anchors.has(name)) return malformed(reading.source, offset, `unknown anchor '${name}' referenced`);
  const target = reading.anchors.get(name);
  if (target === undefined) return malformed(reading.source, offset, `anchor '${name}' value contains itself`);
  reading.aliased += sizeOf(target, MAX_ALIASED);
  if (reading.aliased > MAX_ALIASED) malformed(reading.source, offset, "document contains excessive aliasing");
  return clone(target);
}

type Repetition = { readonly start: number; readonly event: Event; readonly key: string; readonly value: Node };

/**
 * Whether a key is there already, and the value that is there stays. Kustomize keeps both in resources and patches, looks
 * at the first only, and refuses the map where it needs it as JSON: in a patch it often never does.
 */
function isRepeated(reading: Reading, map: MapNode, { start, event, key, value }: Repetition): boolean {
  const { source, strict, yaml11 } = reading;
  if (!Object.hasOwn(map, key) || (yaml11 === true && strict !== true)) return false;
  if (map[NOTES]?.repeated !== undefined) return true;
  const here = position(source.text, (source.from ?? 0) + offsetOf(event));
  const first = position(source.text, (source.from ?? 0) + firstOffset(reading, start, key));
  const message = `line ${here.line}: mapping key ${JSON.stringify(key)} already defined at line ${first.line}`;
  const place = source.file === undefined ? undefined : { file: source.file, ...here };
  const repeated = { key, value, message, place };
  if (strict === true) refuseRepeated(repeated);
  note(map, { repeated });
  return true;
}

/** Where a key of the map whose events begin at `start` stands first. */
function firstOffset(reading: Reading, start: number, key: string): number {
  let depth = 0;
  let isKey = true;
  for (let at = start; ; at++) {
    const event = reading.events[at]!;
    if (depth === 0 && isKey && event.type === SCALAR && getScalarValue(reading.text, event) === key) {
      return offsetOf(event);
    }
    if (event.type === MAPPING || event.type === SEQUENCE) depth++;
    else if (event.type === POP) depth--;
    if (depth === 0) isKey = !isKey;
  }
}
