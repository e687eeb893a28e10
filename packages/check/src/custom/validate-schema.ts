import { invalid, required, tooLong, tooMany, unsupported, verbatim } from "../fault.ts";
import type { Fault, Report } from "../finding.ts";
import { goJson, isGoInteger, quote } from "../go-text.ts";
import { isList, isObject, type Manifest, type Value } from "../manifest.ts";
import { at, item, type Path, wordsOf } from "../path.ts";
import { sameValue } from "../same-value.ts";
import { bodyFault } from "./body-fault.ts";
import { ownProperty, type Schema } from "./definition.ts";
import { isKnownFormat, matchesFormat } from "./formats.ts";
import { isFound } from "./regex.ts";
import { validateAlternatives } from "./validate-alternatives.ts";
import { validateNumber } from "./validate-number.ts";

/** Validates values against the schemas of definitions, in the words of kube-openapi's `validation/validate`. */
export interface SchemaScope {
  readonly minor: number;
  readonly report: Report;
}

/**
 * Reports what is wrong with a value. Gives in how much it fits, by which the server knows the nearest of alternatives:
 * as kube-openapi counts it, whatever that may mean.
 */
export function validateValue(value: Value, schema: Schema, path: Path | undefined, scope: SchemaScope): number {
  const reported = validateType(value, schema, path, scope);
  if (value === null) {
    if (!reported) validateEnum(value, schema, path, scope);
    return 0;
  }
  let fitting = countOfParts(value, schema, scope.minor) - (reported ? 1 : 0);
  if (schema.anyOf || schema.oneOf || schema.allOf || schema.not) {
    const tried = (part: Schema) => {
      const faults: Fault[] = [];
      const report = (fault: Fault) => void faults.push(fault);
      return { fitting: validateValue(value, part, path, { minor: scope.minor, report }), faults };
    };
    fitting += validateAlternatives(schema, { path, tried }, scope.report);
  }
  if (typeof value === "string") validateText(value, schema, path, scope);
  if (typeof value === "number" || typeof value === "bigint") validateNumber(value, schema, path, scope);
  if (isList(value)) fitting += validateList(value, schema, path!, scope);
  validateEnum(value, schema, path, scope);
  if (isObject(value)) fitting += validateObject(value, schema, path, scope);
  return fitting;
}
/** The parts of a validator that look at a value; most count once for looking and once for coming to an end. */
function countOfParts(value: Exclude<Value, null>, schema: Schema, minor: number): number {
  const format = knownFormat(schema, minor);
  const isTyped = schema.type || schema["x-kubernetes-int-or-string"] || format !== "";
  const always = isTyped ? 6 : 4;
  if (typeof value === "string") return always + (format === "" ? 1 : 2);
  if (typeof value === "boolean") return always;
  return always + (isObject(value) ? 1 : 2);
}

/** A value's type and format as Go's reflection tells them. */
function typeOf(value: Exclude<Value, null>): [type: string, format: string] {
  if (typeof value === "boolean") return ["boolean", ""];
  if (typeof value === "string") return ["string", ""];
  if (typeof value === "number" || typeof value === "bigint")
    return isGoInteger(value) ? ["integer", "int64"] : ["number", "float64"];
  return isList(value) ? ["array", ""] : ["object", ""];
}

/** Gives whether the type was wrong. */
function validateType(value: Value, schema: Schema, path: Path | undefined, scope: SchemaScope): boolean {
  const wrong = wrongType(value, schema, scope);
  if (wrong === undefined) return false;
  const [expected, found] = wrong;
  scope.report(invalid(path, found, `${wordsOf(path)} in body must be of type ${expected}: ${quote(found)}`));
  return true;
}

/** What a value's type should be and what it is; nothing when that is the same. */
function wrongType(value: Value, schema: Schema, scope: SchemaScope): readonly [string, string] | undefined {
  const wanted = schema["x-kubernetes-int-or-string"] ? ["integer", "string"] : schema.type ? [schema.type] : [];
  if (value === null) return wanted.length > 0 && schema.nullable !== true ? [wanted.join(","), "null"] : undefined;
  const format = knownFormat(schema, scope.minor);
  if (wanted.length === 0 && format === "") return undefined;
  const [type, own] = typeOf(value);
  const numeric = wanted.includes("number") || wanted.includes("integer");
  const fits = wanted.includes(type) || (type === "integer" && wanted.includes("number"));
  const textual = typeof value === "string" || isList(value);
  if (!textual && format !== "" && !fits && own !== format) return [format, own];
  // A text or a list with a format is left to the format alone.
  return fits || (!numeric && format !== "" && textual) ? undefined : [wanted.join(","), type];
}

/** The format, unless it is one that the server does not know and ignores. */
function knownFormat({ type = "", format = "" }: Schema, minor: number): string {
  if (type === "integer") return ["int32", "int64"].includes(format) ? format : "";
  if (type === "number") return ["float", "double"].includes(format) ? format : "";
  return (type === "" || type === "string") && isKnownFormat(format, minor) ? format : "";
}

function validateText(value: string, schema: Schema, path: Path | undefined, scope: SchemaScope): void {
  const { maxLength, minLength, pattern } = schema;
  const length = maxLength === undefined && minLength === undefined ? 0 : [...value].length;
  if (maxLength !== undefined && length > maxLength) scope.report(tooLong(path, Number(maxLength)));
  else if (minLength !== undefined && length < minLength) {
    scope.report(bodyFault(path, value, `should be at least ${minLength} chars long`));
  } else if (pattern !== undefined && pattern !== "" && !isFound(pattern, value)) {
    scope.report(bodyFault(path, value, `should match '${pattern}'`));
  }
  const format = knownFormat(schema, scope.minor);
  if (format !== "" && !matchesFormat(format, value)) {
    scope.report(bodyFault(path, value, `must be of type ${format}: ${quote(value)}`));
  }
}

function validateEnum(value: Value, schema: Schema, path: Path | undefined, scope: SchemaScope): void {
  const { enum: allowed } = schema;
  if (allowed === undefined || allowed.length === 0 || allowed.some((one) => isAllowed(value, one))) return;
  const shown = allowed.map((one) => (typeof one === "string" ? one : goJson(one)));
  const found = isList(value) || isObject(value) ? verbatim(goJson(value)) : value;
  scope.report(unsupported(path, found, shown));
}

/** The server makes the value one of the type of what is allowed, by which a number loses its fraction. */
function isAllowed(value: Value, one: Value): boolean {
  const isWhole = typeof value === "number" && typeof one === "number" && Number.isInteger(one);
  return sameValue(one, isWhole ? Math.trunc(value) : value);
}

function validateList(list: readonly Value[], schema: Schema, path: Path, scope: SchemaScope): number {
  const { items, minItems, maxItems } = schema;
  let fitting = 0;
  if (items !== undefined) {
    for (const [index, inner] of list.entries()) fitting += validateValue(inner, items, item(path, index), scope);
  }
  if (minItems !== undefined && list.length < minItems) {
    scope.report(bodyFault(path, list.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && list.length > maxItems) scope.report(tooMany(path, list.length, Number(maxItems)));
  return fitting;
}

function validateObject(object: Manifest, schema: Schema, path: Path | undefined, scope: SchemaScope): number {
  const { minProperties, maxProperties, required: names = [], additionalProperties } = schema;
  const keys = Object.keys(object);
  if (minProperties !== undefined && keys.length < minProperties) {
    scope.report(bodyFault(path, keys.length, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && keys.length > maxProperties) {
    scope.report(tooMany(path, keys.length, Number(maxProperties)));
  }
  let fitting = 0;
  for (const key of keys) {
    const own = ownProperty(schema, key);
    if (own !== undefined) fitting += validateValue(object[key]!, own, at(path, key), scope);
    else if (typeof additionalProperties === "object") {
      // The server words the keys of a map as if they were fields.
      fitting += validateValue(object[key]!, additionalProperties, at(path, key), scope);
    } else if (additionalProperties === false) {
      scope.report(invalid(path, key, `${wordsOf(at(path, key))} in body is a forbidden property`));
    }
  }
  for (const name of names) if (!Object.hasOwn(object, name)) scope.report(required(at(path, name)));
  return fitting;
}
