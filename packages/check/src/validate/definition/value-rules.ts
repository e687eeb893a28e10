import { patternProblem } from "../../custom/regex.ts";
import { forbidden, invalid } from "../../fault.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { at, entry, item, type Path } from "../../path.ts";
import type { Scope } from "../scope.ts";
import { isGiven } from "./given.ts";
import { itemsOf } from "./inner-schemas.ts";

/** Parts of a schema that say nothing of its structure and only rule values out: patterns, and what is in an `allOf`. */
interface Skip {
  /** The `anyOf` is the one that says "a number or a text", in which types may stand. */
  readonly anyOf: boolean;
  /** The first part of the `allOf` has such an `anyOf`. */
  readonly firstAllOf: boolean;
}

const nothing: Skip = { anyOf: false, firstAllOf: false };

/** Whether alternatives are those of a value that is a number or a text. */
export function isNumberOrText(alternatives: readonly JSONSchemaProps[] | undefined): boolean {
  const types = (alternatives ?? []).map(({ type, ...others }) => (Object.values(others).some(isGiven) ? "" : type));
  return types.join() === "integer,string";
}

/** Patterns that are none, and parts that only a structural schema may have where none can be. */
export function validateValueRules(schema: JSONSchemaProps, skip: Skip, place: Path, scope: Scope): void {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern = "" } = schema;
  if (!skip.anyOf) {
    for (const [index, part] of anyOf.entries()) validateNested(part, nothing, item(at(place, "anyOf"), index), scope);
  }
  for (const [index, part] of allOf.entries()) {
    const inner = { anyOf: skip.firstAllOf && index === 0, firstAllOf: false };
    validateNested(part, inner, item(at(place, "allOf"), index), scope);
  }
  for (const [index, part] of oneOf.entries()) validateNested(part, nothing, item(at(place, "oneOf"), index), scope);
  if (not !== undefined) validateNested(not, nothing, at(place, "not"), scope);
  const problem = pattern === "" ? undefined : patternProblem(pattern);
  if (problem !== undefined) {
    const detail = `must be a valid regular expression, but isn't: ${problem}`;
    scope.report(invalid(at(place, "pattern"), pattern, detail));
  }
}

/** What is of the structure, and how the server says that it is not there. */
const structural: Readonly<Partial<Record<keyof JSONSchemaProps, "empty" | "undefined" | "false">>> = {
  type: "empty",
  default: "undefined",
  title: "empty",
  description: "empty",
  nullable: "false",
  "x-kubernetes-preserve-unknown-fields": "false",
  "x-kubernetes-embedded-resource": "false",
  "x-kubernetes-int-or-string": "false",
  "x-kubernetes-list-map-keys": "empty",
  "x-kubernetes-list-type": "undefined",
  "x-kubernetes-map-type": "undefined",
  "x-kubernetes-validations": "empty",
  additionalProperties: "undefined",
};

function validateNested(schema: JSONSchemaProps, skip: Skip, place: Path, scope: Scope): void {
  validateValueRules(schema, skip, place, scope);
  const items = itemsOf(schema);
  if (items !== undefined) validateNested(items, nothing, at(place, "items"), scope);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    validateNested(property, nothing, entry(at(place, "properties"), name), scope);
  }
  for (const [name, missing] of Object.entries(structural)) {
    if (!isGiven(schema[name as keyof JSONSchemaProps])) continue;
    scope.report(forbidden(at(place, name), `must be ${missing} to be structural`));
  }
  if (schema.properties?.["metadata"] !== undefined) {
    const detail = "must not be specified in a nested context";
    scope.report(forbidden(entry(at(place, "properties"), "metadata"), detail));
  }
}
