import { get, type MapNode, NOTES, type Node, note, put } from "./node.ts";

/**
 * Sets the field of a map like Kustomize, which changes the node that is there. Where it put one node in several places
 * (a label that it added to the selector and the template too), a change of one of them changes all.
 */
export function assign(map: MapNode, key: string, node: Node): void {
  const before = get(map, key);
  put(map, key, node);
  spread(map, key, before);
}

/** Carries the new value of a field to all places that still have the same node in them as the field had before. */
export function spread(map: MapNode, key: string, before: Node | undefined): void {
  const places = map[NOTES]?.bonds?.get(key);
  if (places === undefined || before === undefined) return;
  for (const place of places) if (place !== map && get(place, key) === before) put(place, key, map[key]!);
}

/** Notes that all these maps have the same node under a key. */
export function bond(maps: readonly MapNode[], key: string): void {
  if (maps.length < 2) return;
  for (const map of maps) note(map, { bonds: new Map([...(map[NOTES]?.bonds ?? []), [key, maps]]) });
}
