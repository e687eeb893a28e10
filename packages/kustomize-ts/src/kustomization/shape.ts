import type { FindingCode } from "../finding.ts";
import { printNumber } from "../print/number.ts";
import { type Place, refuse } from "../refusal.ts";
import { isList, isMap, type Node } from "../yaml/node.ts";
import type { Pointer } from "../yaml/position.ts";

/** How to read a value of plain data, with the name that Go gives the type, for messages. */
export type Shape<Type> = { readonly go: string; readonly decode: (value: Node, at: Context) => Type };

/** What a shape gives. */
export type Decoded<S> = S extends Shape<infer Type> ? Type : never;

type Context = {
  /** The innermost struct, and the fields that lead to the value: Go names both in its messages. */
  readonly struct: string;
  readonly fields: readonly string[];
  readonly pointer: Pointer;
  readonly reading: Reading;
};

/**
 * How strictly: `exact` as a kustomization is read; `coercing` as a configuration is, where numbers and booleans will do
 * for text; `open` as a plugin's is, where unknown fields are passed over too.
 */
type Reading = "exact" | "coercing" | "open";

/** Why a value does not have the shape, in the words of Go's JSON decoder, and where. */
class ShapeError extends Error {
  readonly pointer: Pointer;
  readonly isUnknownField: boolean;

  constructor(message: string, pointer: Pointer, isUnknownField = false) {
    super(message);
    this.pointer = pointer;
    this.isUnknownField = isUnknownField;
  }
}

export type DecodeOptions = {
  readonly reading?: Reading;
  readonly code: FindingCode;
  /** The value's place; a refusal points inside of it. */
  readonly place?: Place | undefined;
};

/** Reads a value, as Go's JSON decoder reads it into a struct that may have no other fields. */
export function decodeOrRefuse<Type>(shape: Shape<Type>, value: Node, options: DecodeOptions): Type {
  try {
    return shape.decode(value, { struct: "", fields: [], pointer: [], reading: options.reading ?? "exact" });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const { place } = options;
    const hint = error.isUnknownField ? "Correct or remove the field." : "Correct the value's type.";
    const atKey = error.isUnknownField;
    const inside = place && { ...place, atKey, pointer: [...(place.pointer ?? []), ...error.pointer] };
    return refuse(options.code, error.message, hint, inside);
  }
}

export const text: Shape<string> = {
  go: "string",
  decode(value, at) {
    if (typeof value === "string") return value;
    if (value === null) return "";
    if (at.reading === "exact") return mismatch(this, value, at);
    if (typeof value === "number" || typeof value === "bigint") return printNumber(value);
    return typeof value === "boolean" ? String(value) : mismatch(this, value, at);
  },
};

export const flag: Shape<boolean> = {
  go: "bool",
  decode(value, at) {
    if (value === null) return false;
    return typeof value === "boolean" ? value : mismatch(this, value, at);
  },
};

export const integer: Shape<number> = {
  go: "int64",
  decode(value, at) {
    if (value === null) return 0;
    return Number.isSafeInteger(value) ? (value as number) : mismatch(this, value, at);
  },
};

/** Any value, as it is. */
export const anything: Shape<Node> = { go: "interface {}", decode: (value) => value };

export function list<Type>(item: Shape<Type>): Shape<Type[]> {
  return {
    go: `[]${item.go}`,
    decode(value, at) {
      if (value === null) return [];
      return isList(value)
        ? value.map((each, index) => item.decode(each, inside(at, index)))
        : mismatch(this, value, at);
    },
  };
}

/** A map with any keys, as a Map. */
export function mapOf<Type>(item: Shape<Type>): Shape<Map<string, Type>> {
  return {
    go: `map[string]${item.go}`,
    decode(value, at) {
      if (value === null) return new Map();
      if (!isMap(value)) return mismatch(this, value, at);
      const keys = Object.keys(value).sort();
      return new Map(keys.map((key) => [key, item.decode(value[key]!, inside(at, key))]));
    },
  };
}

/**
 * A map with these fields and no others; those that are not there, or null, are left out. `go` is the name of Go's type,
 * with its package unless that is `types`.
 */
export function struct<Fields extends { readonly [name: string]: Shape<unknown> }>(
  go: string,
  fields: Fields,
): Shape<{ -readonly [Name in keyof Fields]?: Decoded<Fields[Name]> }> {
  const type = go.slice(go.indexOf(".") + 1);
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  return {
    go: type === go ? `types.${go}` : go,
    decode(value, at) {
      const result: { [name: string]: unknown } = {};
      if (value === null) return {};
      if (!isMap(value)) return mismatch(this, value, at);
      for (const key of Object.keys(value).sort()) {
        // Go takes a field's name in any case.
        const name = Object.hasOwn(fields, key) ? key : names.get(key.toLowerCase());
        if (name === undefined) checkKnown(key, at);
        else if (value[key] !== null) {
          const field = { ...inside(at, key), struct: type, fields: [...at.fields, name] };
          result[name] = fields[name]!.decode(value[key]!, field);
        }
      }
      return result as { [Name in keyof Fields]?: Decoded<Fields[Name]> };
    },
  };
}

function checkKnown(key: string, at: Context): void {
  if (at.reading === "open") return;
  throw new ShapeError(`json: unknown field ${JSON.stringify(key)}`, [...at.pointer, key], true);
}

function inside(at: Context, key: string | number): Context {
  return { ...at, pointer: [...at.pointer, key] };
}

function mismatch(shape: Shape<unknown>, value: Node, at: Context): never {
  const target = at.struct === "" ? "value" : `struct field ${at.struct}.${at.fields.join(".")}`;
  throw new ShapeError(
    `json: cannot unmarshal ${kindOf(value, shape)} into Go ${target} of type ${shape.go}`,
    at.pointer,
  );
}

function kindOf(value: Node, wanted: Shape<unknown>): string {
  if (isList(value)) return "array";
  if (isMap(value)) return "object";
  if (typeof value === "number" || typeof value === "bigint") return wanted === integer ? `number ${value}` : "number";
  return typeof value === "boolean" ? "bool" : "string";
}
