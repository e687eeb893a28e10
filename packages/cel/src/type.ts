/**
 * Types as they are declared and deduced. Object types know their fields; sizes are bounds that a schema gives, for
 * estimating cost, and play no part in whether types agree.
 */
export interface Type {
  readonly kind: TypeKind;
  /** The name at run time: `list` for every list, `google.protobuf.Timestamp`, the full name of an object type. */
  readonly name: string;
  readonly parameters: readonly Type[];
  /** As messages print it: `list(int)`, `timestamp`, `map(string, dyn)`. */
  readonly text: string;
  /** Of an object type. */
  readonly fields?: Readonly<Record<string, Type>>;
  /** At most so many elements, entries, characters or bytes. */
  readonly maxElements?: number;
  /** At least so many bytes as JSON. */
  readonly minSize?: number;
}

export type TypeKind =
  | "bool"
  | "bytes"
  | "double"
  | "duration"
  | "dyn"
  | "error"
  | "int"
  | "list"
  | "map"
  | "null"
  | "object"
  | "opaque"
  | "parameter"
  | "string"
  | "timestamp"
  | "type"
  | "uint";

function simple(kind: TypeKind, name: string = kind, text: string = name): Type {
  return { kind, name, parameters: [], text };
}

export const BOOL: Type = simple("bool");
export const BYTES: Type = simple("bytes");
export const DOUBLE: Type = simple("double");
export const DURATION: Type = simple("duration", "google.protobuf.Duration", "duration");
/** Anything: what it is shows at run time. */
export const DYN: Type = simple("dyn");
/** The type of what does not type-check; it fits everywhere, so that one mistake is one issue. */
export const ERROR: Type = simple("error", "error", "!error!");
export const INT: Type = simple("int");
export const NULL: Type = simple("null", "null_type", "null");
export const STRING: Type = simple("string");
export const TIMESTAMP: Type = simple("timestamp", "google.protobuf.Timestamp", "timestamp");
/** The type of types. */
export const TYPE: Type = simple("type");
export const UINT: Type = simple("uint");

export function listType(element: Type, maxElements?: number): Type {
  return compound("list", "list", [element], maxElements);
}

export function mapType(key: Type, value: Type, maxElements?: number): Type {
  return compound("map", "map", [key, value], maxElements);
}

export function optionalType(value: Type): Type {
  return compound("opaque", "optional_type", [value]);
}

/** The type of the type `of`: what the identifier `int` is. */
export function typeType(of: Type): Type {
  return compound("type", "type", [of]);
}

/** A type that only functions can look into. */
export function opaqueType(name: string, parameters: readonly Type[] = []): Type {
  return compound("opaque", name, parameters);
}

/**
 * A type with fields by name, and no others. Names are as CEL writes them: see `escapeField`. Without fields nothing but
 * its name is known, and only functions look into it.
 */
export function objectType(name: string, fields?: Readonly<Record<string, Type>>): Type {
  return { ...simple("object", name), ...(fields === undefined ? {} : { fields }) };
}

/** A stand-in that each use of a function fills by itself. */
export function typeParameter(name: string): Type {
  return simple("parameter", name);
}

function compound(kind: TypeKind, name: string, parameters: readonly Type[], maxElements?: number): Type {
  const inner = parameters.map((parameter) => parameter.text).join(", ");
  const text = parameters.length === 0 ? name : `${name}(${inner})`;
  return { kind, name, parameters, text, ...(maxElements === undefined ? {} : { maxElements }) };
}

/** The type with other parameters. */
export function withParameters(type: Type, parameters: readonly Type[]): Type {
  return compound(type.kind, type.name, parameters);
}

/** Whether the types are the same, parameters by name. Every difference shows in kind or text. */
export function sameType(a: Type, b: Type): boolean {
  return a === b || (a.kind === b.kind && a.text === b.text);
}

export function isOptional(type: Type): boolean {
  return type.kind === "opaque" && type.name === "optional_type";
}

/** Prints a type as the API server does where it says what an expression must be: run-time names throughout. */
export function describeType(type: Type): string {
  if (type.kind === "parameter") return `<${type.name}>`;
  if (type.parameters.length === 0) return type.name;
  return `${type.name}(${type.parameters.map(describeType).join(", ")})`;
}
