/** A value as it stands in a manifest: YAML or JSON read into plain data. Integers beyond 2^53 may be bigints. */
export type Value = string | number | bigint | boolean | null | readonly Value[] | Manifest;

/** A Kubernetes object, or a part of one. */
export interface Manifest {
  readonly [key: string]: Value;
}

/** Whether a value is an object and neither a list nor null. */
export function isObject(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** A value's type in the words of JSON, as Go's decoder says it. */
export function jsonType(value: Value): "string" | "number" | "bool" | "null" | "array" | "object" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  if (type === "boolean") return "bool";
  return type === "bigint" || type === "number" ? "number" : type === "string" ? "string" : "object";
}
