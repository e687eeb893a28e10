import { required } from "../../fault.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { at, entry, item, type Path, wordsOf } from "../../path.ts";
import type { Scope } from "../scope.ts";
import { itemsOf } from "./inner-schemas.ts";

/** Something that a part of an `allOf` or its like rules on, and the place of the structure for it. */
interface Match {
  readonly structure: JSONSchemaProps | undefined;
  readonly place: Path;
}

/**
 * Whatever values are ruled on must be in the structure as well. The server compares only what stands in an `allOf`,
 * `anyOf`, `oneOf` or `not` of the root with it.
 */
export function validateComplete(schema: JSONSchemaProps, place: Path, scope: Scope): void {
  compareRules(schema, { structure: schema, place }, place, scope);
}

function compareRules(schema: JSONSchemaProps, match: Match, place: Path, scope: Scope): void {
  if (schema.not !== undefined) compare(schema.not, match, at(place, "not"), scope);
  for (const list of ["allOf", "anyOf", "oneOf"] as const) {
    for (const [index, part] of (schema[list] ?? []).entries())
      compare(part, match, item(at(place, list), index), scope);
  }
}

function compare(schema: JSONSchemaProps, { structure, place: own }: Match, place: Path, scope: Scope): void {
  if (structure === undefined) {
    scope.report(required(own, `because it is defined in ${wordsOf(place)}`));
    return;
  }
  compareRules(schema, { structure, place: own }, place, scope);
  const items = itemsOf(schema);
  if (items !== undefined) {
    compare(items, { structure: itemsOf(structure), place: at(own, "items") }, at(place, "items"), scope);
  }
  const properties = structure.properties ?? {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const field = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const match = { structure: field, place: entry(at(own, "properties"), name) };
    compare(property, match, entry(at(place, "properties"), name), scope);
  }
}
