import { forbidden, invalid, required, unsupported } from "../../fault.ts";
import type { Fault, Report } from "../../finding.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { at, entry, item, type Path } from "../../path.ts";
import type { Scope } from "../scope.ts";
import { itemsOf, valuesOf } from "./inner-schemas.ts";
import { validateListType } from "./list-type.ts";
import { cardinalityBelow, type RuleCosts } from "./rule-cost.ts";
import { validateRuleForm } from "./rule-form.ts";
import { compileRules, isTyped } from "./rules.ts";

/** What lies above a schema and matters to it. */
interface Surroundings {
  readonly root: boolean;
  /** It describes metadata of an object, or its kind or version. */
  readonly inMetadata: boolean;
  /** Why nothing may have a default here. */
  readonly noDefault: string | undefined;
  /** The outermost part above whose values cannot be matched with those that live. */
  readonly uncorrelated: Path | undefined;
  /** How many values there can be, undefined where nothing bounds them; `rules` undefined: they are not looked at. */
  readonly cardinality: bigint | undefined;
  readonly rules: RuleCosts | undefined;
  /** A schema above has rules, and whether all those from there on have types that rules can see. */
  readonly ruled: boolean;
  readonly typed: boolean;
}

interface Run {
  readonly minor: number;
  readonly faults: Fault[];
  readonly ofRules: Fault[];
  readonly report: Report;
}

/** Says of a schema and all below it what the server says part by part. With `costs` the rules are compiled as well. */
export function validateSchemaParts(
  schema: JSONSchemaProps,
  costs: RuleCosts | undefined,
  place: Path,
  scope: Scope,
): void {
  const faults: Fault[] = [];
  const run = { minor: scope.minor, faults, ofRules: [] as Fault[], report: (fault: Fault) => void faults.push(fault) };
  const outside: Surroundings = {
    root: true,
    inMetadata: false,
    noDefault: undefined,
    uncorrelated: undefined,
    cardinality: 1n,
    rules: costs,
    ruled: false,
    typed: true,
  };
  validatePart(schema, outside, place, run);
  for (const fault of [...faults, ...run.ofRules]) scope.report(fault);
}

function validatePart(schema: JSONSchemaProps, around: Surroundings, place: Path, run: Run): void {
  const before = run.faults.length;
  const rules = schema["x-kubernetes-validations"] ?? [];
  const ruled = around.ruled || rules.length > 0;
  const here = { ...around, ruled, typed: around.typed && (!ruled || isTyped(schema)) };
  validateOwn(schema, around, place, run.report);
  validateBelow(schema, here, place, run);
  validateTypes(schema, place, run.report);
  validateListType(schema, place, run.report);
  for (const [index, rule] of rules.entries()) {
    validateRuleForm(rule, schema, item(at(place, "x-kubernetes-validations"), index), run.report);
  }
  // What is wrong with a schema would only come up again in the words of its rules.
  if (run.faults.length > before || around.rules === undefined || rules.length === 0) return;
  const { cardinality, root, uncorrelated } = around;
  const context = { root, cardinality, uncorrelated, costs: around.rules, typed: here.typed };
  compileRules(schema, context, place, { minor: run.minor, report: (fault) => run.ofRules.push(fault) });
}

const types = ["array", "boolean", "integer", "number", "object", "string"];
const unknownParts = ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"] as const;

function validateOwn(schema: JSONSchemaProps, around: Surroundings, place: Path, report: Report): void {
  const { type = "", items, additionalProperties } = schema;
  if (type !== "" && !types.includes(type)) report(unsupported(at(place, "type"), type, types));
  if (type === "null") {
    report(forbidden(at(place, "type"), "type cannot be set to null, use nullable as an alternative"));
  }
  if (schema.default !== undefined && around.noDefault !== undefined) {
    report(forbidden(at(place, "default"), `must not be set ${around.noDefault}`));
  }
  for (const name of unknownParts) {
    const value = schema[name];
    if (value !== undefined && !isEmptyPart(name, value))
      report(forbidden(at(place, name), `${name} is not supported`));
  }
  if (Array.isArray(items) && items.length > 0) {
    report(forbidden(at(place, "items"), "items must be a schema object and not an array"));
  }
  const embedded = "x-kubernetes-embedded-resource";
  if (around.inMetadata && schema[embedded]) {
    report(forbidden(at(place, embedded), "must not be used inside of resource meta"));
  }
  if (schema.uniqueItems) {
    const detail = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
    report(forbidden(at(place, "uniqueItems"), detail));
  }
  const isStruct = Object.keys(schema.properties ?? {}).length > 0;
  if (isStruct && additionalProperties !== undefined && additionalProperties !== true) {
    const detail = "additionalProperties and properties are mutual exclusive";
    report(forbidden(at(place, "additionalProperties"), detail));
  }
}

/** Of most parts an empty one is none to the server; of some it is one. */
function isEmptyPart(name: (typeof unknownParts)[number], value: object | string | boolean): boolean {
  if (name === "id") return value === "";
  return (name === "patternProperties" || name === "definitions") && Object.keys(value).length === 0;
}

const metaFields = new Set(["metadata", "kind", "apiVersion"]);

function validateBelow(schema: JSONSchemaProps, around: Surroundings, place: Path, run: Run): void {
  const { properties = {}, not, definitions = {}, dependencies = {} } = schema;
  const [items, values] = [itemsOf(schema), valuesOf(schema)];
  const inner = { ...around, root: false, cardinality: cardinalityBelow(schema, around.cardinality) };
  const aside = { ...inner, rules: undefined };
  if (values !== undefined) {
    const reason = "inside additionalProperties applying to object metadata";
    const below = around.inMetadata ? { ...inner, noDefault: reason } : inner;
    validatePart(values, below, at(place, "additionalProperties"), run);
  }
  for (const [name, property] of Object.entries(properties)) {
    const isMeta = metaFields.has(name) && (around.root || schema["x-kubernetes-embedded-resource"] === true);
    const below = {
      ...inner,
      inMetadata: around.inMetadata || isMeta,
      noDefault: isMeta && around.root ? `in top-level ${name}` : around.noDefault,
    };
    validatePart(property, below, entry(at(place, "properties"), name), run);
  }
  if (not !== undefined) validatePart(not, aside, at(place, "not"), run);
  for (const list of ["allOf", "oneOf", "anyOf"] as const) {
    for (const [index, part] of (schema[list] ?? []).entries()) {
      validatePart(part, aside, item(at(place, list), index), run);
    }
  }
  for (const [field, map] of Object.entries({ definitions, dependencies })) {
    for (const [name, part] of Object.entries(map)) {
      if (!Array.isArray(part)) validatePart(part, aside, entry(at(place, field), name), run);
    }
  }
  // Only items of lists that are maps are known again by their keys.
  const isMap = schema["x-kubernetes-list-type"] === "map";
  const below = { ...inner, uncorrelated: around.uncorrelated ?? (isMap ? undefined : place) };
  if (items !== undefined) validatePart(items, below, at(place, "items"), run);
  else if (Array.isArray(schema.items)) {
    for (const [index, part] of schema.items.entries()) validatePart(part, below, item(at(place, "items"), index), run);
  }
}

/** Extensions that ask for a type, and their values. */
function validateTypes(schema: JSONSchemaProps, place: Path, report: Report): void {
  const { type = "" } = schema;
  const preserve = "x-kubernetes-preserve-unknown-fields";
  if (schema[preserve] === false) report(invalid(at(place, preserve), false, "must be true or undefined"));
  const extensions = [
    { name: "x-kubernetes-map-type", wanted: "object", values: ["atomic", "granular"] },
    { name: "x-kubernetes-list-type", wanted: "array", values: ["atomic", "set", "map"] },
  ] as const;
  for (const { name, wanted, values } of extensions) {
    const value = schema[name];
    if (value === undefined) continue;
    const detail = `must be ${wanted} if ${name} is specified`;
    if (type === "") report(required(at(place, "type"), detail));
    else if (type !== wanted) report(invalid(at(place, "type"), type, detail));
    if (!(values as readonly string[]).includes(value)) report(unsupported(at(place, name), value, values));
  }
}
