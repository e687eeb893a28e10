import type { Schema } from "../../custom/definition.ts";
import { validateEmbedded } from "../../custom/validate-custom.ts";
import { validateRules } from "../../custom/validate-rules.ts";
import { validateValue } from "../../custom/validate-schema.ts";
import { invalid } from "../../fault.ts";
import type { Fault } from "../../finding.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { isList, isObject, type Value } from "../../manifest.ts";
import { at, entry, type Path, said, unsaid } from "../../path.ts";
import { faultsOf, type Scope } from "../scope.ts";
import { itemsOf, valuesOf } from "./inner-schemas.ts";

/**
 * Defaults must be valid themselves, and have no fields that the schema does not know. Those inside the metadata of
 * embedded objects are left alone: what becomes of them depends on the object around.
 */
export function validateDefaults(schema: JSONSchemaProps, place: Path, scope: Scope): void {
  validateBelow(schema, true, place, scope);
}

function validateBelow(schema: JSONSchemaProps, root: boolean, place: Path, scope: Scope): void {
  if (schema.default !== undefined) validateDefault(schema, root, at(place, "default"), scope);
  const items = itemsOf(schema);
  if (items !== undefined) validateBelow(items, false, at(place, "items"), scope);
  const isWhole = root || schema["x-kubernetes-embedded-resource"] === true;
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (isWhole && metaFields.has(name)) continue;
    validateBelow(property, false, entry(at(place, "properties"), name), scope);
  }
}

function validateDefault(schema: JSONSchemaProps, root: boolean, place: Path, scope: Scope): void {
  const value = schema.default as Value;
  const whole = root ? { ...schema, "x-kubernetes-embedded-resource": true } : schema;
  if (hasUnknown(value, whole)) scope.report(invalid(place, value, "must not have unknown fields"));
  const judge = (rule: (inner: Scope) => void) => {
    const faults = faultsOf(scope, rule).filter(({ severity }) => severity === "error");
    for (const fault of faults) scope.report(inside(fault, place));
    return faults.length === 0;
  };
  const read = whole as Schema;
  if (!judge((inner) => validateEmbedded(value, read, undefined, inner))) return;
  if (!judge((inner) => validateValue(value, withoutChoice(whole) as Schema, undefined, inner))) return;
  // The server tries it in place of itself, and as a new value.
  for (const living of [value, undefined]) {
    if (!judge((inner) => validateRules(value, schema as Schema, { living, root, scope: inner }))) return;
  }
}

/** Of a default the server does not ask that it be a number or a text where only one of these may stand. */
function withoutChoice({ "x-kubernetes-int-or-string": _choice, ...schema }: JSONSchemaProps): JSONSchemaProps {
  const { properties, additionalProperties } = schema;
  const items = itemsOf(schema);
  if (items !== undefined) schema.items = withoutChoice(items);
  if (typeof additionalProperties === "object") schema.additionalProperties = withoutChoice(additionalProperties);
  if (properties !== undefined) {
    const entries = Object.entries(properties).map(([name, property]) => [name, withoutChoice(property)]);
    schema.properties = Object.fromEntries(entries) as typeof properties;
  }
  return schema;
}

/** A fault of the value as one of the definition. */
function inside({ severity, code, message, at: path }: Fault, place: Path): Fault {
  const ofChange = code === "IMMUTABLE" ? "INVALID" : code;
  return { severity, stage: "validate", code: ofChange, message, at: moved(path, place) };
}

function moved(path: Path | undefined, place: Path): Path {
  if (path === undefined) return place;
  // The server says `default.[1]`.
  if (path.parent === undefined && path.style === "index") return said(unsaid(place, path.step), `[${path.step}]`);
  return { ...path, parent: moved(path.parent, place) };
}

const metaFields = new Set(["apiVersion", "kind", "metadata"]);

/** Whether a value has fields that its schema does not know (apiextensions-apiserver, `schema/pruning`). */
function hasUnknown(value: Value, schema: JSONSchemaProps | undefined, kept = false): boolean {
  const keeps = kept || schema?.["x-kubernetes-preserve-unknown-fields"] === true;
  if (isList(value)) {
    const items = schema && itemsOf(schema);
    return value.some((inner) => hasUnknown(inner, items, keeps));
  }
  if (!isObject(value)) return false;
  const { properties = {}, additionalProperties } = schema ?? {};
  return Object.entries(value).some(([name, inner]) => {
    if (schema?.["x-kubernetes-embedded-resource"] && metaFields.has(name)) return false;
    if (Object.hasOwn(properties, name)) return hasUnknown(inner, properties[name]);
    if (additionalProperties !== undefined) return hasUnknown(inner, valuesOf(schema!));
    return !keeps;
  });
}
