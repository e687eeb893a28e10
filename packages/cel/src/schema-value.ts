import { adapt, isList, isObject } from "./adapt.ts";
import { equal } from "./compare.ts";
import { escapeField } from "./escape.ts";
import { lookUp } from "./map.ts";
import { asResource, type Schema, valuesOf } from "./schema.ts";
import { setShape } from "./shaped.ts";
import { parseDate, parseDateTime, parseLooseDuration } from "./time-formats.ts";
import { CelError, Double, type Value } from "./value.ts";

/**
 * Data as a schema shapes it for its rules: fields by their escaped names, null fields left out, texts with formats as
 * times, durations and bytes, lists that are sets or maps without regard to order. Data that does not fit the schema
 * becomes an error where an expression reads it. The data is not changed.
 */
export function schemaValue(data: unknown, schema: Schema): Value {
  if (data === null || data === undefined) {
    return schema.nullable === true ? null : invalid("got null for schema with nullable=false");
  }
  if (schema["x-kubernetes-int-or-string"] === true) return intOrString(adapt(data));
  switch (schema.type) {
    case "object":
      return isObject(data as Value)
        ? objectValue(data as Data, schema)
        : invalid("expected a map for the provided schema with type=object");
    case "array":
      return Array.isArray(data)
        ? listValue(data, schema)
        : invalid("expected an array for the provided schema with type=array");
    case "string":
      return typeof data === "string" ? textValue(data, schema) : invalid("expected string");
    case "number":
      return numberValue(adapt(data));
    case "integer":
      return isInt(adapt(data)) ? adapt(data) : invalid("expected int");
    case "boolean":
      return typeof data === "boolean" ? data : invalid("expected bool");
    default:
      return adapt(data);
  }
}

type Data = Readonly<Record<string, unknown>>;

function invalid(message: string): CelError {
  return new CelError(`invalid data, ${message}`);
}

function isInt(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function intOrString(value: Value): Value {
  const fits = typeof value === "string" || isInt(value);
  return fits ? value : invalid("expected XIntOrString value to be either a string or integer");
}

function numberValue(value: Value): Value {
  if (isInt(value)) return new Double(Number(value));
  return value instanceof Double ? value : invalid("expected float");
}

function objectValue(data: Data, schema: Schema): Value {
  const isResource = schema["x-kubernetes-embedded-resource"] === true;
  const { properties } = isResource ? asResource(schema) : schema;
  const values = valuesOf(schema);
  if (properties === undefined && values !== undefined) {
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, schemaValue(value, values)]));
  }
  const fields: Record<string, Value> = {};
  const unknown = new Map<string, unknown>();
  for (const [property, value] of Object.entries(data)) {
    const known = properties !== undefined && Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (known === undefined) unknown.set(property, value);
    else if (value !== null) fields[escapeField(property) ?? property] = schemaValue(value, known);
  }
  const size = Object.keys(data).length;
  setShape(fields, { size, equal: (other) => equalObjects({ fields, unknown, size }, other as object) });
  origins.set(fields, { unknown, size });
  return fields;
}

/** What an object had besides the fields that its schema knows, and how many fields in all. */
interface Origin {
  readonly unknown: ReadonlyMap<string, unknown>;
  readonly size: number;
}

const origins = new WeakMap<object, Origin>();

/** Unknown fields count too, as far as both have them: the API server's rule. */
function equalObjects(a: Origin & { readonly fields: Data }, b: object): boolean | CelError {
  const other = origins.get(b) ?? { unknown: new Map(), size: Object.keys(b).length };
  if (a.size !== other.size) return false;
  for (const [key, value] of Object.entries(a.fields)) {
    const found = lookUp(b as Data, key);
    if (found === undefined) return false;
    const same = equal(adapt(value), found);
    if (same !== true) return same;
  }
  for (const [key, value] of a.unknown) {
    if (other.unknown.has(key) && equal(adapt(value), adapt(other.unknown.get(key))) !== true) return false;
  }
  return true;
}

function listValue(data: readonly unknown[], schema: Schema): Value {
  const { items } = schema;
  if (items === undefined) return new CelError("invalid array type, expected Items with a non-empty Schema");
  const list = data.map((element) => schemaValue(element, items));
  if (schema["x-kubernetes-list-type"] === "set") shapeSet(list);
  if (schema["x-kubernetes-list-type"] === "map") shapeMap(list, schema["x-kubernetes-list-map-keys"] ?? []);
  return list;
}

/** A set: equal in any order; adding leaves out what is there. */
function shapeSet(list: readonly Value[]): void {
  shapeByKey(list, (element) => keyText(element), false);
}

/** A map: elements are told apart by some of their fields; adding replaces elements with the same ones. */
function shapeMap(list: readonly Value[], keys: readonly string[]): void {
  const fields = keys.map((key) => escapeField(key) ?? key);
  const keyOf = (element: Value) => fields.map((field) => keyText(fieldOf(element, field))).join("\0");
  shapeByKey(list, keyOf, true);
}

function fieldOf(element: Value, field: string): Value {
  return isObject(element) ? (lookUp(element, field) ?? null) : null;
}

/** A text that is the same for equal scalars only. */
function keyText(value: Value): string {
  if (value instanceof Double) return `double ${value.value}`;
  return `${typeof value} ${String(value)}`;
}

function shapeByKey(list: readonly Value[], keyOf: (element: Value) => string, replaces: boolean): void {
  setShape(list, {
    equal: (other) => isList(other as Value) && equalByKey(list, other as readonly unknown[], keyOf),
    add: (other) => {
      const sum = new Map(list.map((element) => [keyOf(element), element]));
      for (const element of other.map(adapt)) {
        if (replaces || !sum.has(keyOf(element))) sum.set(keyOf(element), element);
      }
      const added = [...sum.values()];
      shapeByKey(added, keyOf, replaces);
      return added;
    },
  });
}

function equalByKey(
  list: readonly Value[],
  other: readonly unknown[],
  keyOf: (element: Value) => string,
): boolean | CelError {
  if (list.length !== other.length) return false;
  const known = new Map(list.map((element) => [keyOf(element), element]));
  for (const element of other.map(adapt)) {
    const mine = known.get(keyOf(element));
    if (mine === undefined) return false;
    const same = equal(mine, element);
    if (same !== true) return same;
  }
  return true;
}

function textValue(text: string, { format }: Schema): Value {
  switch (format) {
    case "duration":
      return parseLooseDuration(text) ?? new CelError(`Invalid duration ${text}: unable to parse ${text} as duration`);
    case "date":
      return parseDate(text) ?? new CelError(`Invalid date formatted string ${text}`);
    case "date-time":
      return parseDateTime(text) ?? new CelError(`Invalid date-time formatted string ${text}`);
    case "byte":
      return parseBytes(text) ?? new CelError(`Invalid byte formatted string ${text}`);
    default:
      return text;
  }
}

/** Base64 in the alphabet of URLs, as the API server reads it here; line ends do not count. */
function parseBytes(text: string): Uint8Array | undefined {
  const packed = text.replace(/[\r\n]/g, "");
  const isBase64 = packed.length % 4 === 0 && /^[A-Za-z0-9_-]*={0,2}$/.test(packed);
  if (!isBase64) return undefined;
  const bytes = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}
