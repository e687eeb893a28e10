import { ownProperty, type Schema } from "../custom/definition.ts";
import { type Shape, structOf } from "../kubernetes-types.ts";
import { fieldOf, isObject, type Manifest, type Value } from "../manifest.ts";

/**
 * How an apply looks at a value (KEP-555): as a whole that one manager owns, as fields that are owned one by one, or as
 * items that are known by their keys.
 */
export type Typing =
  | { readonly is: "whole" }
  | { readonly is: "fields"; readonly of: (name: string) => Typing }
  | { readonly is: "items"; readonly keyOf: (item: Value) => string; readonly items: Typing };

const whole: Typing = { is: "whole" };
/** What no type says anything of: objects by their fields, lists as a whole. */
const deduced: Typing = { is: "fields", of: () => deduced };

interface Key {
  readonly name: string;
  readonly fallback?: Value | undefined;
}

function keyed(keys: readonly Key[]): (item: Value) => string {
  return (item) => {
    const fields = isObject(item) ? item : {};
    const values =
      keys.length === 0 ? [item] : keys.map(({ name, fallback }) => fieldOf(fields, name) ?? fallback ?? null);
    return JSON.stringify(values, (_key, value) => (typeof value === "bigint" ? String(value) : value));
  };
}

/** The typing of a shape of Kubernetes' own types. */
export function typingOfShape(shape: Shape): Typing {
  switch (shape.is) {
    case "struct":
      return typingOfType(shape.type);
    case "map":
      return shape.atomic ? whole : { is: "fields", of: () => typingOfShape(shape.values) };
    case "list":
      if (shape.set) return { is: "items", keyOf: keyed([]), items: whole };
      return shape.keys === undefined
        ? whole
        : { is: "items", keyOf: keyed(shape.keys), items: typingOfShape(shape.items) };
    default:
      return whole;
  }
}

/** The typing of a type of the table, by its name. */
export function typingOfType(name: string): Typing {
  const { atomic, fields } = structOf(name);
  if (atomic) return whole;
  return {
    is: "fields",
    of(field) {
      const known = fields.get(field);
      return known === undefined ? deduced : typingOfShape(known.shape);
    },
  };
}

/** The typing of a custom resource; `root` says that it is the whole object, with metadata as every object has it. */
export function typingOfSchema(schema: Schema | undefined, root = false): Typing {
  if (schema === undefined && !root) return deduced;
  if (schema?.["x-kubernetes-int-or-string"]) return whole;
  const listType = schema?.["x-kubernetes-list-type"];
  if (schema?.type === "array" || listType !== undefined) {
    if (listType === "set") return { is: "items", keyOf: keyed([]), items: whole };
    return listType === "map" ? typingOfMapList(schema!) : whole;
  }
  if (schema?.["x-kubernetes-map-type"] === "atomic") return whole;
  const other = typeof schema?.additionalProperties === "object" ? schema.additionalProperties : undefined;
  return {
    is: "fields",
    of(name) {
      if (root && name === "metadata") return typingOfType("meta.v1.ObjectMeta");
      return typingOfSchema(ownProperty(schema, name) ?? other);
    },
  };
}

function typingOfMapList(schema: Schema): Typing {
  const names = schema["x-kubernetes-list-map-keys"] ?? [];
  const keys = names.map((name) => ({ name, fallback: ownProperty(schema.items, name)?.default }));
  return { is: "items", keyOf: keyed(keys), items: typingOfSchema(schema.items) };
}

/** Whether whoever applies a value owns something in it: an empty list of items and what holds only such are nobody's. */
export function owns(value: Value | undefined, typing: Typing): boolean {
  if (value === undefined) return false;
  if (typing.is === "items" && Array.isArray(value)) return value.length > 0;
  if (typing.is !== "fields" || !isObject(value)) return true;
  const names = Object.keys(value);
  return names.length === 0 || names.some((name) => owns(fieldOf(value as Manifest, name), typing.of(name)));
}
