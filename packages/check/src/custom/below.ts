import type { Schema } from "./definition.ts";

/** What a schema or any schema below it may have. Most have none of it, and need not be walked for it. */
export interface Below {
  readonly embedded: boolean;
  /** Lists that are sets or maps. */
  readonly lists: boolean;
}

const known = new WeakMap<Schema, Below>();

export function below(schema: Schema): Below {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const { items, properties = {}, additionalProperties } = schema;
  const inner = [...Object.values(properties), items, additionalProperties].filter((part) => typeof part === "object");
  const parts = inner.map(below);
  const listType = schema["x-kubernetes-list-type"];
  const made = {
    embedded: schema["x-kubernetes-embedded-resource"] === true || parts.some(({ embedded }) => embedded),
    lists: listType === "set" || listType === "map" || parts.some(({ lists }) => lists),
  };
  known.set(schema, made);
  return made;
}
