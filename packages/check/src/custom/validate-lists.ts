import { duplicate, invalid, verbatim } from "../fault.ts";
import type { Report } from "../finding.ts";
import { goJson, goJsonMap } from "../go-text.ts";
import { isList, isObject, type Manifest, type Value } from "../manifest.ts";
import { at, entry, item, type Path } from "../path.ts";
import { below } from "./below.ts";
import { ownProperty, type Schema } from "./definition.ts";

/** Lists that are sets or maps hold no item twice (apiextensions-apiserver, `schema/listtype`). */
export function validateLists(value: Value, schema: Schema | undefined, path: Path | undefined, report: Report): void {
  if (schema === undefined || !below(schema).lists) return;
  if (isList(value)) {
    if (schema["x-kubernetes-list-type"] === "set") validateSet(value, path!, report);
    if (schema["x-kubernetes-list-type"] === "map") validateMap(value, schema, path!, report);
    for (const [index, inner] of value.entries()) validateLists(inner, schema.items, item(path!, index), report);
  } else if (isObject(value)) {
    const { additionalProperties } = schema;
    for (const [name, inner] of Object.entries(value)) {
      const own = ownProperty(schema, name);
      if (own !== undefined) validateLists(inner, own, at(path, name), report);
      else if (typeof additionalProperties === "object") {
        validateLists(inner, additionalProperties, path === undefined ? at(path, name) : entry(path, name), report);
      }
    }
  }
}

/** The places at which an item stands for the second time. */
function repeated(list: readonly Value[]): number[] {
  const seen = new Map<string, number>();
  const places: number[] = [];
  for (const [index, inner] of list.entries()) {
    const key = isObject(inner) ? goJsonMap(inner) : goJson(inner);
    const times = seen.get(key) ?? 0;
    if (times === 1) places.push(index);
    seen.set(key, times + 1);
  }
  return places;
}

function validateSet(list: readonly Value[], path: Path, report: Report): void {
  for (const index of repeated(list)) report(duplicate(item(path, index), list[index]));
}

function validateMap(list: readonly Value[], schema: Schema, path: Path, report: Report): void {
  const odd = list.findIndex((inner) => inner !== null && !isObject(inner));
  if (odd >= 0) {
    report(invalid(item(path, odd), list[odd], "must be an object for an array of list-type map"));
    return;
  }
  const names = schema["x-kubernetes-list-map-keys"] ?? [];
  const keys = list.map((inner) => {
    const given = names.filter((name) => isObject(inner) && inner[name] !== undefined);
    return Object.fromEntries(given.map((name) => [name, (inner as Manifest)[name]!]));
  });
  for (const index of repeated(keys)) report(duplicate(item(path, index), verbatim(goJsonMap(keys[index]))));
}
