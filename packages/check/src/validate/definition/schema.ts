import { forbidden, invalid, invalidUnshown } from "../../fault.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { at, type Path } from "../../path.ts";
import { faultsOf, type Scope } from "../scope.ts";
import { validateDefaults } from "./defaults.ts";
import { isGiven } from "./given.ts";
import { ruleCosts } from "./rule-cost.ts";
import { validateSchemaParts } from "./schema-parts.ts";
import { validateStructure } from "./structure.ts";
import { unsupportedPart } from "./unsupported.ts";

/**
 * The schema of a version. `status` is whether its status is set apart: then the server looks at that on its own, and
 * little may stand at the root.
 */
export function validateSchema(schema: JSONSchemaProps, status: boolean, place: Path, scope: Scope): void {
  const structural = faultsOf(scope, (inner) => {
    if (status) validateRoot(schema, place, inner);
    if (schema.nullable) inner.report(forbidden(at(place, "nullable"), "nullable cannot be true at the root"));
  });
  const unsupported = unsupportedPart(schema);
  let good = unsupported === undefined;
  if (good) {
    const structure = faultsOf(scope, (inner) => validateStructure(schema, place, inner));
    // The server looks at defaults only where the structure is good, and at rules only where defaults are.
    const found = structure.length > 0 ? structure : faultsOf(scope, (inner) => validateDefaults(schema, place, inner));
    good = found.length === 0;
    structural.push(...found);
  }
  const costs = good ? ruleCosts() : undefined;
  const parts = faultsOf(scope, (inner) => validateSchemaParts(schema, costs, place, inner));
  const faults = [...structural, ...parts];
  if (unsupported !== undefined && faults.length === 0) faults.push(invalid(place, "", unsupported));
  faults.push(...faultsOf(scope, (inner) => costs?.validateTotal(place, inner)));
  for (const fault of faults) scope.report(fault);
}

/** In the server's words and order. */
const allowedAtRoot =
  "Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example XPreserveUnknownFields XValidations";

const forbiddenAtRoot = [
  "id",
  "$schema",
  "$ref",
  "nullable",
  "default",
  "maxProperties",
  "minProperties",
  "enum",
  "allOf",
  "oneOf",
  "anyOf",
  "not",
  "additionalProperties",
  "patternProperties",
  "dependencies",
  "additionalItems",
  "definitions",
  "x-kubernetes-embedded-resource",
  "x-kubernetes-int-or-string",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-list-type",
  "x-kubernetes-map-type",
] as const satisfies readonly (keyof JSONSchemaProps)[];

function validateRoot(schema: JSONSchemaProps, place: Path, scope: Scope): void {
  const { type = "" } = schema;
  if (type !== "" && type !== "object") {
    const detail =
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    scope.report(invalid(at(place, "type"), type, detail));
  } else if (forbiddenAtRoot.some((name) => isGiven(schema[name]))) {
    const detail = `only [${allowedAtRoot}] fields are allowed at the root of the schema if the status subresource is enabled`;
    scope.report(invalidUnshown(place, detail));
  }
}
