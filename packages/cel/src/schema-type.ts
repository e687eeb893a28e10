import { withVariables } from "./environment.ts";
import { escapeField } from "./escape.ts";
import { kubernetes } from "./kubernetes.ts";
import type { Environment } from "./library.ts";
import { asResource, type Schema, valuesOf } from "./schema.ts";
import type { Type } from "./type.ts";
import * as types from "./type.ts";
import { utf8Length } from "./utf8.ts";

/** The largest request that the API server takes: no data is larger. */
const MAX_REQUEST = 3 * 1024 * 1024;
/** The longest JSON of a time or a duration, and of a date, with quotes. */
const LONGEST_TIME = 32;
const DATE_SIZE = 12;

/**
 * The type that a schema declares to its rules, with bounds on its sizes; undefined if rules cannot see such values: no
 * type, or a list or a map of those. `name` is that of the object type; nested ones are named by the way to them.
 */
export function schemaType(schema: Schema, name = "selfType"): Type | undefined {
  if (schema["x-kubernetes-int-or-string"] === true) return sized(types.DYN, 1, textBound(schema, MAX_REQUEST - 2));
  switch (schema.type) {
    case "array":
      return arrayType(schema, name);
    case "object":
      return valuesOf(schema) === undefined ? objectType(schema, name) : mapType(schema, name);
    case "string":
      return textType(schema);
    case "boolean":
      return sized(types.BOOL, 4);
    case "number":
      return sized(types.DOUBLE, 1);
    case "integer":
      return sized(types.INT, 1);
    default:
      return undefined;
  }
}

/** The type of a whole resource: its schema with what every resource has. */
export function resourceType(schema: Schema, name?: string): Type | undefined {
  return schemaType(schema["x-kubernetes-int-or-string"] === true ? schema : asResource(schema), name);
}

function nestedType(schema: Schema, name: string): Type | undefined {
  return schema["x-kubernetes-embedded-resource"] === true ? resourceType(schema, name) : schemaType(schema, name);
}

function sized(type: Type, minSize: number, maxElements = 0): Type {
  return { ...type, minSize, maxElements };
}

function arrayType({ items, maxItems }: Schema, name: string): Type | undefined {
  const element = items && nestedType(items, `${name}.@idx`);
  if (element === undefined) return undefined;
  const bound = Math.trunc((MAX_REQUEST - 2) / (element.minSize! + 1));
  return sized(types.listType(element), 2, maxItems === undefined ? bound : Math.max(0, maxItems));
}

/** An entry has a key of two bytes with its quotes, a colon and a comma besides its value. */
function mapType(schema: Schema, name: string): Type | undefined {
  const value = nestedType(valuesOf(schema)!, `${name}.@elem`);
  if (value === undefined) return undefined;
  const { maxProperties } = schema;
  const bound = Math.trunc((MAX_REQUEST - 2) / (value.minSize! + 6));
  return sized(types.mapType(types.STRING, value), 2, maxProperties === undefined ? bound : Math.max(0, maxProperties));
}

function objectType({ properties = {}, required = [] }: Schema, name: string): Type {
  const fields: Record<string, Type> = {};
  let minSize = 2;
  for (const [property, schema] of Object.entries(properties)) {
    const field = escapeField(property);
    const type = nestedType(schema, `${name}.${field}`);
    if (type === undefined) continue;
    if (field !== undefined) fields[field] = type;
    const isFilledIn = schema.default !== undefined && schema.default !== null;
    if (required.includes(property) && !isFilledIn) minSize += utf8Length(property) + type.minSize! + 4;
  }
  return sized(types.objectType(name, fields), minSize);
}

function textType(schema: Schema): Type {
  switch (schema.format) {
    case "byte":
      return sized(types.BYTES, 2, Math.max(0, schema.maxLength ?? MAX_REQUEST - 2));
    case "duration":
      return sized(types.DURATION, 3, LONGEST_TIME);
    case "date":
      return sized(types.TIMESTAMP, DATE_SIZE, DATE_SIZE);
    case "date-time":
      return sized(types.TIMESTAMP, 21, LONGEST_TIME);
  }
  const lengths = (schema.enum ?? []).map((value) => (typeof value === "string" ? utf8Length(value) : 0));
  const bound = lengths.length === 0 ? MAX_REQUEST - 2 : Math.max(...lengths);
  return sized(types.STRING, 2, textBound(schema, bound));
}

/** Lengths count characters, of which each may take four bytes. */
function textBound({ maxLength }: Schema, otherwise: number): number {
  return maxLength === undefined ? otherwise : Math.max(0, maxLength) * 4;
}

/**
 * The environment of the rules of a schema, for a Kubernetes release `1.minor`: `self` and `oldSelf`, which is an optional
 * for rules with `optionalOldSelf`.
 */
export function ruleEnvironment(minor: number, self: Type, optionalOldSelf = false): Environment {
  return withVariables(kubernetes(minor), { self, oldSelf: optionalOldSelf ? types.optionalType(self) : self });
}

/** How often values of this type can be in one request, at most: so often may a rule run that no list above it bounds. */
export function maxCardinality(type: Type): number {
  return Math.trunc(MAX_REQUEST / (type.minSize! + 1));
}
