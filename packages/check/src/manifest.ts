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

/** A field of an object; of an object's prototype, which only looks like its fields, nothing. */
export function fieldOf(object: Manifest, name: string): Value | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Sets a field whatever its name: `__proto__` is one like any other. */
export function putField(object: Record<string, Value>, name: string, value: Value): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

/** A value's type in the words of JSON, as Go's decoder says it. */
export function jsonType(value: Value): "string" | "number" | "bool" | "null" | "array" | "object" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  if (type === "boolean") return "bool";
  return type === "bigint" || type === "number" ? "number" : type === "string" ? "string" : "object";
}
