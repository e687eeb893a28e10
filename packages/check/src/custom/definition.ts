import { isList, isObject, type Manifest, type Value } from "../manifest.ts";
import { sizeProblem } from "../size.ts";

/**
 * A part of a CustomResourceDefinition's schema, as it stands in the definition. Only the fields that the server looks
 * at are named; what is malformed is treated as if it were not there.
 */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly default?: Value;
  readonly enum?: readonly Value[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly maximum?: number;
  readonly minimum?: number;
  readonly exclusiveMaximum?: boolean;
  readonly exclusiveMinimum?: boolean;
  readonly multipleOf?: number;
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly maxProperties?: number;
  readonly minProperties?: number;
  readonly "x-kubernetes-embedded-resource"?: boolean;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly "x-kubernetes-list-type"?: string;
  readonly "x-kubernetes-map-type"?: string;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-validations"?: readonly Rule[];
}

/** A CEL rule of a schema. */
export interface Rule {
  readonly rule?: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** A kind that a definition adds, in one of its versions. */
export interface CustomKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema | undefined;
  /** Whether the status is set apart: then the server drops it from what is written. */
  readonly status: boolean;
  /** Paths to the numbers of replicas, `.spec.replicas`. */
  readonly scale: { readonly spec: string; readonly status: string; readonly selector: string | undefined } | undefined;
}

function textOf(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

function objectOf(value: Value | undefined): Manifest {
  return isObject(value) ? value : {};
}

const read = new WeakMap<Manifest, readonly CustomKind[]>();

/** The kinds that a definition serves; none when it is no CustomResourceDefinition. A definition is read once. */
export function kindsOf(definition: Manifest): readonly CustomKind[] {
  if (definition["kind"] !== "CustomResourceDefinition") return [];
  const known = read.get(definition) ?? readKinds(definition);
  read.set(definition, known);
  return known;
}

function readKinds(definition: Manifest): CustomKind[] {
  if (sizeProblem(definition) !== undefined) return [];
  const spec = objectOf(definition["spec"]);
  const kind = textOf(objectOf(spec["names"])["kind"]);
  const versions = isList(spec["versions"]) ? spec["versions"].filter(isObject) : [];
  return versions
    .filter((version) => version["served"] === true)
    .map((version) => {
      const subresources = objectOf(version["subresources"]);
      const scale = objectOf(subresources["scale"]);
      const schema = objectOf(version["schema"])["openAPIV3Schema"];
      return {
        apiVersion: `${textOf(spec["group"])}/${textOf(version["name"])}`,
        kind,
        namespaced: spec["scope"] === "Namespaced",
        schema: isObject(schema) ? (cleaned(schema) as Schema) : undefined,
        status: isObject(subresources["status"]),
        scale: isObject(subresources["scale"])
          ? {
              spec: textOf(scale["specReplicasPath"]),
              status: textOf(scale["statusReplicasPath"]),
              selector: typeof scale["labelSelectorPath"] === "string" ? scale["labelSelectorPath"] : undefined,
            }
          : undefined,
      };
    });
}

const clean = new WeakSet<object>();

/** The schema itself when all its parts have their types, else a copy without those that have not. */
function cleaned(schema: Manifest): Manifest {
  if (clean.has(schema)) return schema;
  let copy: Record<string, Value> | undefined;
  for (const [name, value] of Object.entries(schema)) {
    const good = cleanPart(name, value);
    if (good === value) continue;
    copy ??= { ...schema };
    if (good === undefined) delete copy[name];
    else copy[name] = good;
  }
  const result = copy ?? schema;
  clean.add(result);
  return result;
}

const schemaParts = new Set(["items", "not"]);
const listParts = new Set(["allOf", "anyOf", "oneOf"]);
const types: Readonly<Record<string, (value: Value) => boolean>> = {
  type: (value) => typeof value === "string",
  format: (value) => typeof value === "string",
  pattern: (value) => typeof value === "string",
  enum: isList,
  required: (value) => isList(value) && value.every((name) => typeof name === "string"),
  "x-kubernetes-list-map-keys": (value) => isList(value) && value.every((name) => typeof name === "string"),
  "x-kubernetes-list-type": (value) => typeof value === "string",
  "x-kubernetes-map-type": (value) => typeof value === "string",
  "x-kubernetes-validations": (value) => isList(value) && value.every(isObject),
};
const numbers = /^(maxLength|minLength|maximum|minimum|multipleOf|maxItems|minItems|maxProperties|minProperties)$/;

function cleanPart(name: string, value: Value): Value | undefined {
  if (schemaParts.has(name)) return isObject(value) ? cleaned(value) : undefined;
  if (name === "additionalProperties") {
    return typeof value === "boolean" ? value : isObject(value) ? cleaned(value) : undefined;
  }
  if (name === "properties") return isObject(value) ? cleanProperties(value) : undefined;
  if (listParts.has(name)) {
    if (!isList(value) || !value.every(isObject)) return undefined;
    const parts = value.map((part) => cleaned(part));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  if (numbers.test(name)) {
    return typeof value === "number" || typeof value === "bigint" ? value : undefined;
  }
  return types[name]?.(value) === false ? undefined : value;
}

function cleanProperties(properties: Manifest): Manifest {
  let copy: Record<string, Value> | undefined;
  for (const [name, value] of Object.entries(properties)) {
    const good = isObject(value) ? cleaned(value) : {};
    if (good === value) continue;
    copy ??= { ...properties };
    copy[name] = good;
  }
  return copy ?? properties;
}

/** The schema of a field: one of its own, or the one for all others. */
export function schemaOfField(schema: Schema | undefined, name: string): Schema | undefined {
  const own = ownProperty(schema, name);
  if (own !== undefined) return own;
  return typeof schema?.additionalProperties === "object" ? schema.additionalProperties : undefined;
}

/** The schema that a definition gives to a field by its name. */
export function ownProperty(schema: Schema | undefined, name: string): Schema | undefined {
  const properties = schema?.properties;
  return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}
