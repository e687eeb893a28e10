import {
  CelError,
  CelMap,
  Double,
  Duration,
  int,
  type JsonObject,
  Opaque,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from "./value.ts";

/**
 * Takes what stands in data as a CEL value: whole numbers are ints, others doubles, undefined is null. Values that
 * expressions made pass through. Constant time: the insides of lists and objects are adapted when they are read.
 */
export function adapt(native: unknown): Value {
  if (typeof native === "number") return Number.isSafeInteger(native) ? native : adaptNumber(native);
  if (typeof native === "bigint") return adaptBigint(native);
  return native === undefined ? null : (native as Value);
}

function adaptNumber(native: number): Value {
  if (!Number.isInteger(native) || Math.abs(native) >= 2 ** 63) return new Double(native);
  return BigInt(native);
}

function adaptBigint(native: bigint): Value {
  return BigInt.asIntN(64, native) === native ? int(native) : new Double(Number(native));
}

/** Whether the value is a list. */
export function isList(value: Value): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Whether the value is a map that came with the data. */
export function isObject(value: Value): value is JsonObject {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether the value is a map of either form. */
export function isMap(value: Value): value is CelMap | JsonObject {
  return value instanceof CelMap || isObject(value);
}

/** The run-time name of a value's type, as `type(x)` prints it. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "string":
      return "string";
    case "number":
    case "bigint":
      return "int";
  }
  if (value === null) return "null_type";
  if (Array.isArray(value)) return "list";
  if (value instanceof Opaque) return value.kind.name;
  for (const [kind, name] of CLASS_NAMES) if (value instanceof kind) return name;
  return "map";
}

const CLASS_NAMES: readonly (readonly [abstract new (...args: never[]) => object, string])[] = [
  [Double, "double"],
  [Uint, "uint"],
  [Uint8Array, "bytes"],
  [Timestamp, "google.protobuf.Timestamp"],
  [Duration, "google.protobuf.Duration"],
  [TypeValue, "type"],
  [Optional, "optional_type"],
  [CelError, "error"],
];
