import { isList, isObject, type Manifest, objectOr, type Value } from "../manifest.ts";
import type { Draft } from "./fields.ts";

/**
 * A custom object as the server holds it: fields that the structural schema does not have are gone, its defaults are
 * filled in, and nulls where no null may be are as if they were not there.
 */
export function servedCustom(object: Manifest, schema: Manifest): Draft {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { apiVersion: _a, kind: _k, metadata: _m, ...properties } = objectOr(schema["properties"]);
  const own = servedObject(rest, { ...schema, properties });
  return { ...definedOnly({ apiVersion, kind, metadata }), ...own };
}

function definedOnly(fields: Readonly<Record<string, Value | undefined>>): Draft {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

function servedValue(value: Value, schema: Manifest): Value {
  if (schema["x-kubernetes-embedded-resource"] === true && isObject(value))
    return { ...value, ...servedObject(value, schema) };
  if (isObject(value)) return servedObject(value, schema);
  if (isList(value) && isObject(schema["items"]))
    return value.map((item) => servedValue(item, objectOr(schema["items"])));
  return value;
}

function servedObject(value: Manifest, schema: Manifest): Draft {
  const properties = objectOr(schema["properties"]);
  const values = schema["additionalProperties"];
  const keeps = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const out: Draft = {};
  for (const [key, inner] of Object.entries(value)) {
    const property = Object.hasOwn(properties, key) ? objectOr(properties[key]) : isObject(values) ? values : undefined;
    if (property === undefined) {
      if (keeps || values === true) out[key] = inner;
    } else if (inner !== null || property["nullable"] === true) out[key] = servedValue(inner, property);
  }
  for (const [key, property] of Object.entries(properties)) {
    const fallback = objectOr(property)["default"];
    if (out[key] === undefined && fallback !== undefined) out[key] = servedValue(fallback, objectOr(property));
  }
  return out;
}
