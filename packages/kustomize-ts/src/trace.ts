import { type Place, within } from "./refusal.ts";
import type { Resource } from "./resource/resource.ts";
import { get, isList, isMap, isNull, isSame, isScalar, type MapNode, type Node, textOf } from "./yaml/node.ts";
import { escaped, type Pointer } from "./yaml/position.ts";

/** What changed objects: Kustomize's name of the generator or transformer, and the place that asked for it. */
export type Cause = {
  readonly transform: string;
  readonly place: Place;
  /** What stands at the place, where that has the form of what it sets: a resource, a patch, the value of an operation. */
  readonly written?: Node | undefined;
  /** How many steps lead from the object to where `written` belongs. */
  readonly depth?: number;
};

/** The origin of a field, not looked up yet. */
export type Origin = Pick<Cause, "transform" | "place">;

/** A node as it was when it was looked at last, with the origin of each field below it. */
export type Traced = {
  readonly node: Node;
  readonly origin: Origin | undefined;
  readonly inner: ReadonlyMap<string, Traced> | readonly Traced[] | undefined;
};

/** What is told of changes: `trace`, or nothing at all. */
export type Trace = typeof trace;

/**
 * Notes that `cause` set whatever is not as it was in the objects, when they were looked at last. Without a cause, what is
 * new has no origin.
 */
export function trace(resources: readonly Resource[], cause: Cause | undefined): void {
  for (const resource of resources) {
    const { node } = resource;
    const at = cause && { cause, written: cause.written, pointer: [], depth: cause.depth ?? 0 };
    if (node !== undefined) resource.traced = compare(resource.traced, node, at);
  }
}

/** How far a walk through an object has come in what is written at the place of its cause. */
type At = {
  readonly cause: Cause;
  readonly written: Node | undefined;
  readonly pointer: Pointer;
  readonly depth: number;
};

function compare(before: Traced | undefined, node: Node, at: At | undefined): Traced {
  const isKept = before !== undefined && (isScalar(node) ? isStill(before.node, node) : isAlike(before.node, node));
  const origin = isKept || at === undefined ? before?.origin : originOf(at);
  if (isMap(node)) return { node, origin, inner: compareMaps(before?.inner, node, at) };
  return { node, origin, inner: isList(node) ? compareLists(before?.inner, node, at) : undefined };
}

function isAlike(old: Node, node: Node): boolean {
  return isMap(old) === isMap(node) && isList(old) === isList(node);
}

function originOf({ cause: { transform, place }, pointer }: At): Origin {
  return { transform, place: pointer.length === 0 ? place : within(place, pointer) };
}

function compareMaps(before: Traced["inner"], node: MapNode, at: At | undefined): Map<string, Traced> {
  const old = before instanceof Map ? before : new Map<string, Traced>();
  return new Map(
    Object.keys(node).map((key) => {
      const field = node[key]!;
      return [key, compare(old.get(key), field, at && intoField(at, key))];
    }),
  );
}

/** Elements may have moved: maps and lists are known again by being the same, scalars by their values. */
function compareLists(before: Traced["inner"], node: readonly Node[], at: At | undefined): Traced[] {
  const olds = before === undefined || before instanceof Map ? [] : [...before.values()];
  const free = new Set(olds);
  return node.map((element, index) => {
    const isIt = (old: Traced | undefined): boolean => old !== undefined && free.has(old) && isStill(old.node, element);
    // What nothing but the writing of it has changed stays where it is.
    const written = at === undefined ? olds[index] : undefined;
    const old = isIt(olds[index]) ? olds[index] : (olds.find(isIt) ?? written);
    if (old !== undefined) free.delete(old);
    return compare(old, element, at && intoElement(at, element, index));
  });
}

function isStill(old: Node, element: Node): boolean {
  return isScalar(element) ? isScalar(old) && isSame(old, element) : old === element;
}

function intoField(at: At, key: string): At {
  if (at.depth > 0) return { ...at, depth: at.depth - 1 };
  const written = isMap(at.written) ? get(at.written, key) : undefined;
  return written === undefined ? { ...at, written } : { ...at, written, pointer: [...at.pointer, key] };
}

/** A patch's list has its elements at other indexes than the object's: what became of one has all that it says. */
function intoElement(at: At, element: Node, index: number): At {
  if (at.depth > 0) return { ...at, depth: at.depth - 1 };
  const list = isList(at.written) ? at.written : [];
  const isSource = (each: Node | undefined): boolean => each !== undefined && says(each, element);
  const found = isSource(list[index]) ? index : list.findIndex(isSource);
  if (found === -1) return { ...at, written: undefined };
  return { ...at, written: list[found], pointer: [...at.pointer, found] };
}

/** Whether everything that a patch says is so in a node. */
function says(patch: Node, node: Node | undefined): boolean {
  if (isMap(patch)) {
    return (
      isMap(node) &&
      Object.keys(patch).every((key) => isNull(patch[key]) || key === "$patch" || says(patch[key]!, get(node, key)))
    );
  }
  if (isList(patch)) return isList(node) && patch.every((each) => node.some((other) => says(each, other)));
  return node !== undefined && isScalar(node) && textOf(patch) === textOf(node);
}

/** The leaves of an object that have an origin, by JSON pointer; empty maps and lists are leaves. */
export function leaves(traced: Traced, pointer = ""): [string, Origin][] {
  const { inner, origin } = traced;
  const fields = inner === undefined ? [] : [...inner.entries()];
  if (fields.length === 0) return origin === undefined ? [] : [[pointer, origin]];
  return fields.flatMap(([key, field]) => leaves(field, `${pointer}/${escaped(key)}`));
}
