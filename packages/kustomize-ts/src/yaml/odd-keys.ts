import { type Place, refuse } from "../refusal.ts";
import { isList, isMap, NOTES, type Node } from "./node.ts";
import type { Pointer } from "./position.ts";

/** Refuses an object with a key, inside of it, that is written as something else than a string: JSON has no such keys. */
export function refuseOddKeys(object: Node, place: Place | undefined): void {
  const found = findOddKey(object);
  if (found === undefined) return;
  refuse(
    "RESOURCE_INVALID",
    "json: unsupported type: map[interface {}]interface {}",
    `Put the key ${found.at(-1)} in quotes, or choose another: YAML takes it for something else than a string.`,
    place && { ...place, atKey: true, pointer: [...(place.pointer ?? []), ...found] },
  );
}

/** The way to a key that is written as something else than a string, if there is one. */
function findOddKey(node: Node): Pointer | undefined {
  if (isList(node)) return findIn(node.entries());
  if (!isMap(node)) return undefined;
  for (const key of node[NOTES]?.oddKeys ?? []) if (Object.hasOwn(node, key)) return [key];
  return findIn(Object.entries(node));
}

function findIn(fields: Iterable<[string | number, Node]>): Pointer | undefined {
  for (const [key, field] of fields) {
    const found = findOddKey(field);
    if (found !== undefined) return [key, ...found];
  }
  return undefined;
}
