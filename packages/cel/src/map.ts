import { adapt } from "./adapt.ts";
import { shapeOf } from "./shaped.ts";
import { CelMap, type JsonObject, type Value } from "./value.ts";
import { work } from "./work.ts";

// Maps come in two forms, data and CelMap; these functions make one of them.

/** The value at a key, undefined if there is none. Reads a field's getter, if it is one. */
export function lookUp(map: CelMap | JsonObject, key: Value): Value | undefined {
  if (map instanceof CelMap) return map.get(key);
  if (typeof key !== "string" || !Object.hasOwn(map, key)) return undefined;
  return adapt(map[key]);
}

/** How many entries there are. */
export function mapSize(map: CelMap | JsonObject): number {
  if (map instanceof CelMap) return map.size;
  const known = shapeOf(map)?.size;
  if (known !== undefined) return known;
  const count = Object.keys(map).length;
  // Engines list the keys of large objects much slower.
  work(count > 2000 ? 20 * count : count);
  return count;
}

/** The keys, in the order in which a comprehension goes over them. */
export function mapKeys(map: CelMap | JsonObject): Value[] {
  return map instanceof CelMap ? Array.from(map.entries(), ([key]) => key) : Object.keys(map);
}

/** Keys and values, in order. */
export function mapEntries(map: CelMap | JsonObject): (readonly [key: Value, value: Value])[] {
  if (map instanceof CelMap) return [...map.entries()];
  return Object.keys(map).map((key) => [key, adapt(map[key])]);
}

/** The first entry, undefined if the map is empty. */
export function firstEntry(map: CelMap | JsonObject): readonly [key: Value, value: Value] | undefined {
  if (map instanceof CelMap) for (const entry of map.entries()) return entry;
  else for (const key in map) if (Object.hasOwn(map, key)) return [key, adapt(map[key])];
  return undefined;
}
