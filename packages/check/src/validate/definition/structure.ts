import { forbidden, invalid, required } from "../../fault.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { at, entry, type Path } from "../../path.ts";
import type { Scope } from "../scope.ts";
import { validateComplete } from "./complete.ts";
import { isGiven } from "./given.ts";
import { itemsOf, valuesOf } from "./inner-schemas.ts";
import { isNumberOrText, validateValueRules } from "./value-rules.ts";

/** What makes a schema structural (KEP-1212; apiextensions-apiserver, `schema/validation.go`). */
export function validateStructure(schema: JSONSchemaProps, place: Path, scope: Scope): void {
  validateLevel(schema, "root", place, scope);
  validateComplete(schema, place, scope);
}

type Level = "root" | "item" | "field";

const typeless: Readonly<Record<Level, string>> = {
  root: "must not be empty at the root",
  item: "must not be empty for specified array items",
  field: "must not be empty for specified object fields",
};

function validateLevel(schema: JSONSchemaProps, level: Level, place: Path, scope: Scope): void {
  const { type = "", properties = {}, additionalProperties } = schema;
  const [items, values] = [itemsOf(schema), valuesOf(schema)];
  if (type === "array" && items === undefined) scope.report(required(at(place, "items"), "must be specified"));
  if (items !== undefined) validateLevel(items, "item", at(place, "items"), scope);
  for (const [name, property] of Object.entries(properties)) {
    validateLevel(property, "field", entry(at(place, "properties"), name), scope);
  }
  if (additionalProperties !== undefined && level === "root") {
    scope.report(forbidden(at(place, "additionalProperties"), "must not be used at the root"));
  }
  if (values !== undefined) validateLevel(values, "field", at(place, "additionalProperties"), scope);
  validateExtensions(schema, place, scope);
  const [first] = schema.allOf ?? [];
  const skip = { anyOf: isNumberOrText(schema.anyOf), firstAllOf: isNumberOrText(first?.anyOf) };
  validateValueRules(schema, skip, place, scope);
  validateType(schema, level, place, scope);
  validateMetaFields(schema, level, place, scope);
}

function validateExtensions(schema: JSONSchemaProps, place: Path, scope: Scope): void {
  if (!schema["x-kubernetes-int-or-string"]) return;
  for (const name of ["x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"] as const) {
    if (!schema[name]) continue;
    scope.report(invalid(at(place, name), true, "must be false if x-kubernetes-int-or-string is true"));
  }
}

function validateType(schema: JSONSchemaProps, level: Level, place: Path, scope: Scope): void {
  const { type = "" } = schema;
  const typePath = at(place, "type");
  const isFree = schema["x-kubernetes-int-or-string"] || schema["x-kubernetes-preserve-unknown-fields"];
  if (schema["x-kubernetes-embedded-resource"]) validateEmbedded(schema, place, scope);
  else if (type === "" && !isFree) scope.report(required(typePath, typeless[level]));
  if (level === "root" && type !== "" && type !== "object") {
    scope.report(invalid(typePath, type, "must be object at the root"));
  }
}

function validateEmbedded(schema: JSONSchemaProps, place: Path, scope: Scope): void {
  const { type = "", properties = {}, additionalProperties } = schema;
  const mustBeObject = "must be object if x-kubernetes-embedded-resource is true";
  if (type === "") scope.report(required(at(place, "type"), mustBeObject));
  else if (type !== "object") scope.report(invalid(at(place, "type"), type, mustBeObject));
  if (additionalProperties !== undefined) {
    const detail = "must not be used if x-kubernetes-embedded-resource is set";
    scope.report(forbidden(at(place, "additionalProperties"), detail));
  }
  if (schema["x-kubernetes-preserve-unknown-fields"] || Object.keys(properties).length > 0) return;
  const detail =
    "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields";
  scope.report(required(at(place, "properties"), detail));
}

/** What every object has, in a schema of whole objects. */
function validateMetaFields(schema: JSONSchemaProps, level: Level, place: Path, scope: Scope): void {
  if (level !== "root" && !schema["x-kubernetes-embedded-resource"]) return;
  const types = { kind: "string", apiVersion: "string", metadata: "object" };
  for (const [name, wanted] of Object.entries(types)) {
    const field = Object.hasOwn(schema.properties ?? {}, name) ? schema.properties![name]! : undefined;
    if (field === undefined) continue;
    const fieldPath = entry(at(place, "properties"), name);
    const { type = "" } = field;
    if (type !== wanted) scope.report(invalid(at(fieldPath, "type"), type, `must be ${wanted}`));
    if (name === "metadata" && level === "root" && !isPlainMetadata(field)) {
      const detail = "must not specify anything other than name and generateName, but metadata is implicitly specified";
      scope.report(forbidden(fieldPath, detail));
    }
  }
}

/** The type and the default of metadata are looked at elsewhere. */
function isPlainMetadata({ type: _type, default: _default, properties = {}, ...others }: JSONSchemaProps): boolean {
  const names = Object.keys(properties);
  if (names.some((name) => name !== "name" && name !== "generateName")) return false;
  return !Object.values(others).some(isGiven);
}
