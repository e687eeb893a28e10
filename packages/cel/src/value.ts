/**
 * CEL values while an expression runs. JSON data is used as it stands, so most values are plain JavaScript:
 *
 * | CEL | JavaScript |
 * |---|---|
 * | bool, string, null, bytes | boolean, string, null, Uint8Array |
 * | int | number where it is a safe integer, bigint beyond that: one form for each value, so `===` compares |
 * | uint, double, timestamp, duration, type, optional | the classes below |
 * | list | array |
 * | map | plain object (keys are strings) or `CelMap` (any keys, and what expressions build) |
 *
 * A JSON number in data that is no integer stands for a double: everything that reads data goes through `adapt`.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Uint8Array
  | Uint
  | Double
  | Timestamp
  | Duration
  | TypeValue
  | Optional
  | CelMap
  | Opaque
  | CelError
  | readonly unknown[]
  | JsonObject;

/** An object of JSON data. Fields may be getters: such a field is evaluated when an expression reads it. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

/** An unsigned 64-bit integer. */
export class Uint {
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

/** A 64-bit floating point number; its own class because a JavaScript number is an int here. */
export class Double {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

/** A point in time between the years 1 and 9999; `offset` is the zone it was written in, in seconds east of UTC. */
export class Timestamp {
  readonly seconds: number;
  readonly nanos: number;
  readonly offset: number;
  constructor(seconds: number, nanos: number, offset = 0) {
    this.seconds = seconds;
    this.nanos = nanos;
    this.offset = offset;
  }
}

/** A signed span of nanoseconds, 64 bits. */
export class Duration {
  readonly nanos: bigint;
  constructor(nanos: bigint) {
    this.nanos = nanos;
  }
}

/** What `type(x)` gives. */
export class TypeValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** An optional value; `value` undefined is `optional.none()`. */
export class Optional {
  readonly value: Value | undefined;
  constructor(value: Value | undefined) {
    this.value = value;
  }
}

/** `optional.none()`. */
export const NONE: Optional = new Optional(undefined);

/** What the language must know of an opaque type: its name, what `==` says and what a value counts as in costs. */
export interface OpaqueKind {
  readonly name: string;
  readonly equal: (a: Opaque, b: Value) => boolean | CelError;
  readonly size?: (value: Opaque) => number;
  /** How Go prints one, if cel-go cannot make a value of Go's again: an optional that holds one loses it when it is read. */
  readonly lost?: (value: Opaque) => string;
}

/** A value of a type (Quantity, IP, ...) that only the functions of its library take apart. */
export class Opaque {
  readonly kind: OpaqueKind;
  readonly content: unknown;
  constructor(kind: OpaqueKind, content: unknown) {
    this.kind = kind;
    this.content = content;
  }
}

/** An error is a value too, so that `||`, `&&` and the quantifiers can absorb it. `at` is the offset of its place. */
export class CelError {
  readonly message: string;
  at: number | undefined;
  constructor(message: string, at?: number) {
    this.message = message;
    this.at = at;
  }
}

/** An error value with this message. */
export function celError(message: string): CelError {
  return new CelError(message);
}

/** The error of a function that does not take these types; cel-go's wording. */
export function noSuchOverload(): CelError {
  return new CelError("no such overload");
}

/** A map with keys of any kind, in the order in which they were put in. */
export class CelMap {
  readonly #entries = new Map<unknown, readonly [key: Value, value: Value]>();

  get size(): number {
    return this.#entries.size;
  }

  /** Keys and values, in order. */
  entries(): Iterable<readonly [key: Value, value: Value]> {
    return this.#entries.values();
  }

  set(key: Value, value: Value): void {
    this.#entries.set(identity(key), [key, value]);
  }

  delete(key: Value): void {
    this.#entries.delete(identity(key));
  }

  /** The value at a key; 1, 1u and 1.0 find one another, an exact match first. */
  get(key: Value): Value | undefined {
    const exact = this.#entries.get(identity(key));
    if (exact !== undefined) return exact[1];
    if (typeof key === "string") return undefined;
    for (const twin of numericTwins(key)) {
      const found = this.#entries.get(identity(twin));
      if (found !== undefined) return found[1];
    }
    return undefined;
  }
}

/** What tells keys apart: most stand for themselves; uints and doubles take ranges that no int reaches. */
function identity(key: Value): unknown {
  if (key instanceof Uint) return key.value + UINTS;
  if (key instanceof Double) return DOUBLES - new BigUint64Array(new Float64Array([key.value]).buffer)[0]!;
  return key;
}
const UINTS = 1n << 64n;
const DOUBLES = -(1n << 64n);

/** The same number in the other types. An int is looked up as a uint and the reverse, a double as both: cel-go's rule. */
function numericTwins(key: Value): Value[] {
  if (typeof key === "number" || typeof key === "bigint") return key >= 0 ? [new Uint(BigInt(key))] : [];
  if (key instanceof Uint) return key.value < 1n << 63n ? [int(key.value)] : [];
  if (!(key instanceof Double) || !Number.isInteger(key.value)) return [];
  const whole = BigInt(key.value);
  const twins: Value[] = [];
  if (BigInt.asIntN(64, whole) === whole) twins.push(int(whole));
  if (BigInt.asUintN(64, whole) === whole) twins.push(new Uint(whole));
  return twins;
}

/** The int of this value in its one form. The value must fit in 64 bits. */
export function int(value: bigint): number | bigint {
  return value >= MIN_SAFE && value <= MAX_SAFE ? Number(value) : value;
}
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const MIN_SAFE = -MAX_SAFE;
