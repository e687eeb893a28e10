import { type FieldSpec, setEntry, visitFields } from "../fields/field-spec.ts";
import type { Resource } from "../resource/resource.ts";

/** Sets entries in maps of the objects: labels, selectors and annotations. Makes the maps where the specs say so. */
export function setEntries(
  resources: readonly Resource[],
  entries: ReadonlyMap<string, string>,
  specs: readonly FieldSpec[],
): void {
  for (const { node } of resources) {
    if (node === undefined) continue;
    for (const [key, text] of entries) visitFields(node, specs, { set: setEntry(key, text), create: "map" });
  }
}
