import { invalid, required, tooLong, tooMany, unsupported, verbatim } from "../fault.ts";
import type { Fault } from "../finding.ts";
import { goJson, quote } from "../go-text.ts";
import { isList, isObject, type Manifest, type Value } from "../manifest.ts";
import { at, item, type Path, wordsOf } from "../path.ts";
import { ownProperty, type Schema } from "./definition.ts";
import { isKnownFormat, matchesFormat } from "./formats.ts";
import { isFound } from "./regex.ts";
import { bodyFault, fieldlessFault, type SchemaScope } from "./schema-scope.ts";
import { validateNumber } from "./validate-number.ts";

/** Validates values against the schemas of definitions, in the words of kube-openapi's `validation/validate`. */
export function validateValue(value: Value, schema: Schema, path: Path | undefined, scope: SchemaScope): void {
  const reported = validateType(value, schema, path, scope);
  if (value === null) {
    if (!reported) validateEnum(value, schema, path, scope);
    return;
  }
  validateAlternatives(value, schema, path, scope);
  if (typeof value === "string") validateText(value, schema, path, scope);
  if (typeof value === "number" || typeof value === "bigint") validateNumber(value, schema, path, scope);
  if (isList(value)) validateList(value, schema, path!, scope);
  validateEnum(value, schema, path, scope);
  if (isObject(value)) validateObject(value, schema, path, scope);
}

/** A value's type and format as Go's reflection tells them. */
function typeOf(value: Exclude<Value, null>): [type: string, format: string] {
  if (typeof value === "boolean") return ["boolean", ""];
  if (typeof value === "string") return ["string", ""];
  if (typeof value === "bigint")
    return value === BigInt.asIntN(64, value) ? ["integer", "int64"] : ["number", "float64"];
  if (typeof value === "number") {
    const whole = Number.isInteger(value) && Math.abs(value) < 2 ** 63;
    return whole ? ["integer", "int64"] : ["number", "float64"];
  }
  return isList(value) ? ["array", ""] : ["object", ""];
}

/** Gives whether the type was wrong. */
function validateType(value: Value, schema: Schema, path: Path | undefined, scope: SchemaScope): boolean {
  const wanted = schema["x-kubernetes-int-or-string"] ? ["integer", "string"] : schema.type ? [schema.type] : [];
  const wrong = (expected: string, found: string) => {
    scope.report(invalid(path, found, `${wordsOf(path)} in body must be of type ${expected}: ${quote(found)}`));
    return true;
  };
  if (value === null) {
    return wanted.length > 0 && schema.nullable !== true ? wrong(wanted.join(","), "null") : false;
  }
  const format = knownFormat(schema, scope.minor);
  if (wanted.length === 0 && format === "") return false;
  const [type, own] = typeOf(value);
  const numeric = wanted.includes("number") || wanted.includes("integer");
  const fits = wanted.includes(type) || (type === "integer" && wanted.includes("number"));
  const textual = typeof value === "string" || isList(value);
  if (!textual && format !== "" && !fits && own !== format) return wrong(format, own);
  // A text or a list with a format is left to the format alone.
  if (!numeric && format !== "" && textual) return false;
  return fits ? false : wrong(wanted.join(","), type);
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
  if (allowed === undefined || allowed.length === 0 || allowed.some((one) => sameValue(one, value))) return;
  const shown = allowed.map((one) => (typeof one === "string" ? one : goJson(one)));
  const found = value === null || typeof value === "string" ? value : verbatim(goJson(value));
  scope.report(unsupported(path, found, shown));
}

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((inner, index) => sameValue(inner, b[index]!));
  if (!isObject(a) || !isObject(b))
    return typeof a === "bigint" || typeof b === "bigint" ? Number(a) === Number(b) : false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key]!, b[key]!));
}

function validateList(list: readonly Value[], schema: Schema, path: Path, scope: SchemaScope): void {
  const { items, minItems, maxItems } = schema;
  if (items !== undefined) {
    for (const [index, inner] of list.entries()) validateValue(inner, items, item(path, index), scope);
  }
  if (minItems !== undefined && list.length < minItems) {
    scope.report(bodyFault(path, list.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && list.length > maxItems) scope.report(tooMany(path, list.length, Number(maxItems)));
}

function validateObject(object: Manifest, schema: Schema, path: Path | undefined, scope: SchemaScope): void {
  const { minProperties, maxProperties, required: names = [], additionalProperties } = schema;
  const keys = Object.keys(object);
  if (minProperties !== undefined && keys.length < minProperties) {
    scope.report(bodyFault(path, keys.length, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && keys.length > maxProperties) {
    scope.report(tooMany(path, keys.length, Number(maxProperties)));
  }
  for (const key of keys) {
    const own = ownProperty(schema, key);
    if (own !== undefined) validateValue(object[key]!, own, at(path, key), scope);
    else if (typeof additionalProperties === "object") {
      // The server words the keys of a map as if they were fields.
      validateValue(object[key]!, additionalProperties, at(path, key), scope);
    } else if (additionalProperties === false) {
      scope.report(invalid(path, key, `${wordsOf(at(path, key))} in body is a forbidden property`));
    }
  }
  for (const name of names) if (!Object.hasOwn(object, name)) scope.report(required(at(path, name)));
}

/** `allOf`, `anyOf`, `oneOf`, `not`. */
function validateAlternatives(value: Value, schema: Schema, path: Path | undefined, scope: SchemaScope): void {
  const { allOf = [], anyOf = [], oneOf = [], not } = schema;
  const faultsOf = (part: Schema) => {
    const faults: Fault[] = [];
    validateValue(value, part, path, { ...scope, report: (fault) => faults.push(fault) });
    return faults;
  };
  const words = quote(wordsOf(path));
  const tell = (message: string, faults: readonly Fault[]) => {
    scope.report(fieldlessFault(path, message));
    for (const fault of faults) scope.report(fault);
  };
  if (anyOf.length > 0) {
    const tried = firstGood(anyOf, faultsOf);
    if (tried !== undefined) tell(`${words} must validate at least one schema (anyOf)`, tried);
  }
  if (oneOf.length > 0) {
    const all = oneOf.map(faultsOf);
    const good = all.filter((faults) => faults.length === 0).length;
    const none = `${words} must validate one and only one schema (oneOf).`;
    if (good === 0) tell(`${none} Found none valid`, fewest(all));
    else if (good > 1) tell(`${none} Found ${good} valid alternatives`, []);
  }
  if (allOf.length > 0) {
    const all = allOf.map(faultsOf);
    const bad = all.filter((faults) => faults.length > 0);
    const none = bad.length === all.length ? ". None validated" : "";
    if (bad.length > 0) tell(`${words} must validate all the schemas (allOf)${none}`, bad.flat());
  }
  if (not !== undefined && faultsOf(not).length === 0) tell(`${words} must not validate the schema (not)`, []);
}

/** Nothing when one of the schemas fits, else what is wrong with the nearest. */
function firstGood(schemas: readonly Schema[], faultsOf: (schema: Schema) => Fault[]): Fault[] | undefined {
  const all: Fault[][] = [];
  for (const schema of schemas) {
    const faults = faultsOf(schema);
    if (faults.length === 0) return undefined;
    all.push(faults);
  }
  return fewest(all);
}

function fewest(all: readonly Fault[][]): Fault[] {
  return all.reduce((best, faults) => (faults.length < best.length ? faults : best));
}
