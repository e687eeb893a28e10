import { forbidden, invalid, invalidUnshown, required } from "../../fault.ts";
import type { Report } from "../../finding.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { at, entry, type Path } from "../../path.ts";
import { repeated } from "../repeated.ts";
import { itemsOf } from "./inner-schemas.ts";

const listType = "x-kubernetes-list-type";
const mapType = "x-kubernetes-map-type";
const mapKeys = "x-kubernetes-list-map-keys";

/** Lists that are sets or maps: what their items must be for that. */
export function validateListType(schema: JSONSchemaProps, place: Path, report: Report): void {
  const { [listType]: kind, [mapKeys]: keys = [] } = schema;
  const items = itemsOf(schema);
  const itemsPath = at(place, "items");
  if (kind === "set" && schema.type === "array" && items !== undefined) validateSetItems(items, itemsPath, report);
  if (keys.length > 0 && kind !== "map") {
    const detail = `must be map if ${mapKeys} is non-empty`;
    report(kind === undefined ? required(at(place, listType), detail) : invalid(at(place, listType), kind, detail));
  }
  if (kind === "map") validateMapItems(schema, place, report);
  if ((kind === "map" || kind === "set") && items?.nullable) {
    report(forbidden(at(itemsPath, "nullable"), `cannot be nullable when ${listType} is ${kind}`));
  }
}

/** Two items of a set are one when all of them is the same: so all of each must have one owner. */
function validateSetItems(items: JSONSchemaProps, place: Path, report: Report): void {
  const detail = `must be atomic as item of a list with ${listType}=set`;
  const kind = items[listType];
  if (items.type === "array" && kind !== undefined && kind !== "atomic") {
    report(invalid(at(place, listType), kind, detail));
  } else if (items.type === "object" && items[mapType] !== "atomic") {
    report(invalid(at(place, mapType), kind ?? null, detail));
  }
}

function validateMapItems(schema: JSONSchemaProps, place: Path, report: Report): void {
  const { [mapKeys]: keys = [] } = schema;
  const items = itemsOf(schema);
  const itemsPath = at(place, "items");
  const { type = "" } = items ?? {};
  if (keys.length === 0) report(required(at(place, mapKeys), `must not be empty if ${listType} is map`));
  if (schema.items === undefined) report(required(itemsPath, `must have a schema if ${listType} is map`));
  else if (items === undefined) {
    report(invalidUnshown(itemsPath, `must only have a single schema if ${listType} is map`));
  } else if (type !== "object") {
    report(invalid(at(itemsPath, "type"), type, `must be object if parent array's ${listType} is map`));
  }
  if (items !== undefined) validateKeys(items, keys, place, report);
}

function validateKeys(items: JSONSchemaProps, keys: readonly string[], place: Path, report: Report): void {
  const again = repeated(keys);
  for (const [index, key] of keys.entries()) {
    const field = Object.hasOwn(items.properties ?? {}, key) ? items.properties![key] : undefined;
    const fieldPath = entry(at(place, "items", "properties"), key);
    const refuse = (detail: string) => report(invalid(at(place, mapKeys), keys, detail));
    if (items.type === "object") {
      if (field === undefined) refuse("entries must all be names of item properties");
      else if (field.type === "array" || field.type === "object") {
        const detail = `must be a scalar type if parent array's ${listType} is map`;
        report(invalid(at(fieldPath, "type"), items.type, detail));
      }
      if (again.has(index)) refuse("must not contain duplicate entries");
    }
    if (field === undefined) continue;
    const isIn = `this property is in ${mapKeys}, so it`;
    if (!items.required?.includes(key) && field.default === undefined) {
      report(required(at(fieldPath, "default"), `${isIn} must have a default or be a required property`));
    }
    if (field.nullable) report(forbidden(at(fieldPath, "nullable"), `${isIn} cannot be nullable`));
  }
}
