import { duplicate, invalid, required, tooMany } from "../../fault.ts";
import type { JSONSchemaProps, SelectableField } from "../../gen/types.ts";
import { at, item, type Path } from "../../path.ts";
import type { Scope } from "../scope.ts";
import { schemaAt } from "./schema-at.ts";
import { unsupportedPart } from "./unsupported.ts";

const most = 8;
const scalars = ["string", "boolean", "integer"];

/** Fields that objects can be selected by (KEP-4358). */
export function validateSelectableFields(
  fields: readonly SelectableField[],
  schema: JSONSchemaProps,
  place: Path,
  scope: Scope,
): void {
  if (unsupportedPart(schema) !== undefined) return;
  const seen = new Set<string>();
  for (const [index, { jsonPath = "" }] of fields.entries()) {
    const here = at(item(place, index), "jsonPath");
    if (jsonPath === "") {
      scope.report(required(here));
      continue;
    }
    const found = schemaAt(jsonPath, schema, false);
    const refuse = (detail: string) => scope.report(invalid(here, jsonPath, detail));
    if (typeof found === "string") {
      refuse(`is an invalid path: ${found}`);
      continue;
    }
    if (found.steps[0] === "metadata") refuse("must not point to fields in metadata");
    if (!scalars.includes(found.schema?.type ?? "")) {
      refuse(
        "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.",
      );
    }
    const key = JSON.stringify(found.steps);
    if (seen.has(key)) scope.report(duplicate(here, jsonPath));
    seen.add(key);
  }
  if (seen.size > most) scope.report(tooMany(place, seen.size, most));
}
