import type { Value } from "kustomize-ts";

/** The fields by which Kubernetes tells the entries of a list apart, the first that an entry has. */
const keys = ["name", "containerPort", "mountPath", "devicePath", "ip", "topologyKey", "key", "type", "port"];

/**
 * Pairs the leaves of an object with the leaves of what became of it: pointer after → pointer before, for every leaf
 * whose value is the same in both. Entries of lists are paired by what tells them apart, wherever they moved.
 */
export function align(before: Value, after: Value): Map<string, string> {
  const pairs = new Map<string, string>();
  pair(before, after, { before: "", after: "" }, pairs);
  return pairs;
}

interface Pointers {
  readonly before: string;
  readonly after: string;
}

function pair(before: Value | undefined, after: Value, at: Pointers, pairs: Map<string, string>): void {
  if (before === undefined) return;
  if (isList(before) && isList(after) && after.length > 0) {
    const free = new Set(before.keys());
    for (const [index, item] of after.entries()) {
      const match = [...free].find((other) => sameEntry(before[other], item));
      if (match === undefined) continue;
      free.delete(match);
      pair(before[match], item, { before: `${at.before}/${match}`, after: `${at.after}/${index}` }, pairs);
    }
  } else if (isMap(before) && isMap(after) && Object.keys(after).length > 0) {
    for (const [key, inner] of Object.entries(after)) {
      const step = key.replaceAll("~", "~0").replaceAll("/", "~1");
      pair(before[key], inner, { before: `${at.before}/${step}`, after: `${at.after}/${step}` }, pairs);
    }
  } else if (textOf(before) === textOf(after)) pairs.set(at.after, at.before);
}

/** Whether two entries of a list are the same one, perhaps changed. */
function sameEntry(before: Value | undefined, after: Value): boolean {
  if (!isMap(before) || !isMap(after)) return textOf(before) === textOf(after);
  const key = keys.find((name) => Object.hasOwn(after, name) && Object.hasOwn(before, name));
  return key === undefined ? textOf(before) === textOf(after) : textOf(before[key]) === textOf(after[key]);
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

function isMap(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: Value | undefined): string {
  return JSON.stringify(value, (_key, inner) => (typeof inner === "bigint" ? `${inner}n` : inner)) ?? "";
}
