import { adapt, isList, isMap, isObject, typeName } from "./adapt.ts";
import { textOf } from "./convert.ts";
import { candidateNames } from "./environment.ts";
import { isInt } from "./integer.ts";
import type { Environment } from "./library.ts";
import { type Access, charge, type Frame, type Planned, type Qualifier, type Step } from "./step.ts";
import { CelError, CelMap, Double, int, NONE, Opaque, Optional, TypeValue, Uint, type Value } from "./value.ts";

/** A node's value as something to read from. */
export function accessTo(planned: Planned): Access {
  return planned.access ?? { kind: "chain", root: planned.run!, path: [] };
}

/** An access with one more field or index. */
export function extend(access: Access, qualifier: Qualifier): Access {
  if (access.kind === "choice") {
    return { ...access, yes: extend(access.yes, qualifier), no: extend(access.no, qualifier) };
  }
  return { ...access, path: [...access.path, qualifier] };
}

/** An access as a node. Reading costs 1 for the whole besides 1 for each field; a choice is free itself. */
export function planAccess(access: Access, cost = access.kind === "choice" ? 0 : 1): Planned {
  return { access, cost };
}

/** The node, ready to run. */
export function stepOf({ run, access, cost }: Planned): Step {
  if (run !== undefined) return run;
  const resolve = resolver(access!);
  if (cost === 0) return resolve;
  return (frame) => {
    const value = resolve(frame);
    charge(frame, cost!);
    return value;
  };
}

/** Runs an access without the cost of the whole. */
export function resolver(access: Access): Step {
  if (access.kind === "choice") return resolveChoice(access, resolver(access.yes), resolver(access.no));
  const { root, path } = access;
  if (path.length === 0) {
    return (frame) => {
      const value = root(frame);
      return value instanceof Optional && value.value !== undefined ? new Optional(reread(value.value)) : value;
    };
  }
  const only = path.length === 1 ? path[0]! : undefined;
  if (only !== undefined && typeof only.key === "string" && !only.optional && !only.test) {
    return resolveField(root, only);
  }
  return (frame) => followPath(frame, root(frame), path);
}

function resolveChoice(access: Access & { kind: "choice" }, yes: Step, no: Step): Step {
  const { condition, at } = access;
  return (frame) => {
    const decision = condition(frame);
    if (decision === true) return yes(frame);
    if (decision === false) return no(frame);
    return decision instanceof CelError ? decision : new CelError("no such overload", at);
  };
}

/** The way of most accesses, by itself for speed: one field by name. */
function resolveField(root: Step, qualifier: Qualifier): Step {
  const path = [qualifier];
  const key = qualifier.key as string;
  return (frame) => {
    const container = root(frame);
    if (!isObject(container)) return followPath(frame, container, path);
    charge(frame, 1);
    return Object.hasOwn(container, key) ? adapt(container[key]) : missing(container, key, qualifier);
  };
}

/**
 * What an optional holds, as cel-go reads it from a variable or a branch of a choice: by way of Go's own values. An
 * optional in the optional is lost, a type becomes its name, and what only a library knows becomes an error.
 */
function reread(value: Value): Value {
  if (value instanceof Optional) return value.value === undefined ? null : reread(value.value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof CelError) return new CelError(`${LOST}(*errors.errorString)${value.message}`);
  if (!(value instanceof Opaque) || value.kind.lost === undefined) return value;
  return new CelError(LOST + value.kind.lost(value));
}
const LOST = "unsupported conversion to ref.Val: ";

/** Reads field by field. From the first optional on, what is missing is `optional.none()` and what is not is optional. */
function followPath(frame: Frame, root: Value, path: readonly Qualifier[]): Value {
  if (root instanceof CelError) return root;
  let optional = root instanceof Optional;
  let value: Value = root;
  if (root instanceof Optional) {
    if (root.value === undefined) return root;
    value = reread(root.value);
  }
  for (const qualifier of path) {
    const { key } = qualifier;
    if (!optional && !qualifier.optional && typeof key === "string" && isObject(value)) {
      // As `get` does, without its detours: nearly all steps are this one.
      charge(frame, 1);
      const found = Object.hasOwn(value, key) ? adapt(value[key]) : undefined;
      if (found instanceof CelError) return found;
      if (found === undefined && !qualifier.test) return missing(value, key, qualifier);
      value = qualifier.test ? found !== undefined : found!;
      continue;
    }
    optional ||= qualifier.optional;
    const found: Value | undefined = optional ? findOptional(frame, value, qualifier) : get(frame, value, qualifier);
    if (found === undefined) return NONE;
    if (found instanceof CelError) return found;
    value = found;
  }
  return optional ? new Optional(value) : value;
}

function get(frame: Frame, container: Value, qualifier: Qualifier): Value {
  const key = keyOf(frame, qualifier);
  const found: Value | undefined = key instanceof CelError ? key : pick(container, key, qualifier.at);
  charge(frame, 1);
  if (found instanceof CelError) return found;
  if (qualifier.test && !isBadTest(container, qualifier)) return found !== undefined;
  return found === undefined ? missing(container, key, qualifier) : found;
}

/** Costs only if there is something. */
function findOptional(frame: Frame, container: Value, qualifier: Qualifier): Value | undefined {
  const key = keyOf(frame, qualifier);
  const found: Value | undefined = key instanceof CelError ? key : pick(container, key, qualifier.at);
  if (found !== undefined && !(found instanceof CelError)) charge(frame, 1);
  return found === undefined && isBadTest(container, qualifier) ? missing(container, key, qualifier) : found;
}

function isBadTest(container: Value, qualifier: Qualifier): boolean {
  return qualifier.strict && !isList(container) && !isMap(container) && !(container instanceof Optional);
}

/** The error of a value that is no key and no index; cel-go tells the type by Go's name for it. */
export function invalidKey(value: Value): string {
  const known = GO_TYPES[typeName(value)] ?? typeName(value);
  const name = value instanceof CelMap ? "*types.baseMap" : value instanceof Opaque ? opaqueGoType(value) : known;
  return `invalid qualifier type: ${name}`;
}

const GO_TYPES: Readonly<Record<string, string>> = {
  null_type: "<nil>",
  list: "[]interface {}",
  map: "map[string]interface {}",
  bytes: "types.Bytes",
  "google.protobuf.Duration": "types.Duration",
  "google.protobuf.Timestamp": "types.Timestamp",
  type: "*types.Type",
  optional_type: "*types.Optional",
};

function opaqueGoType({ kind }: Opaque): string {
  return `cel.${kind.name.slice(kind.name.lastIndexOf(".") + 1).replace("NamedFormat", "Format")}`;
}

function keyOf(frame: Frame, { key, at }: Qualifier): Value {
  if (typeof key !== "function") return key;
  const value = key(frame);
  const isKey = typeof value !== "object" || value instanceof Uint || value instanceof Double;
  return isKey || value instanceof CelError ? value : new CelError(invalidKey(value), at);
}

/** What is at a key or an index, undefined if nothing is. Scalars have nothing anywhere. */
function pick(container: Value, key: Value, at: number): Value | undefined {
  if (isObject(container)) {
    return typeof key === "string" && Object.hasOwn(container, key) ? adapt(container[key]) : undefined;
  }
  if (container instanceof CelMap) return container.get(key);
  if (!isList(container)) return undefined;
  const index = indexOf(key, at);
  if (index instanceof CelError) return index;
  return typeof index === "number" && index >= 0 && index < container.length ? adapt(container[index]) : undefined;
}

/** The index that a number stands for, whatever its type. */
function indexOf(key: Value, at: number): number | bigint | CelError {
  if (isInt(key)) return key;
  if (key instanceof Uint && key.value < 1n << 63n) return int(key.value);
  if (key instanceof Double && Number.isInteger(key.value) && Math.abs(key.value) < 2 ** 63)
    return int(BigInt(key.value));
  if (key instanceof Uint || key instanceof Double) {
    return new CelError(`unsupported index value ${textOf(key)} in list`, at);
  }
  return new CelError(`unsupported index type '${typeName(key)}' in list`, at);
}

function missing(container: Value, key: Value, { written, at }: Qualifier): CelError {
  return new CelError(`${isList(container) ? "index out of bounds" : "no such key"}: ${written ?? textOf(key)}`, at);
}

/** Reads a variable of the bindings. */
export function readVariable(name: string, at: number): Step {
  return ({ bindings }) =>
    Object.hasOwn(bindings, name) ? adapt(bindings[name]) : new CelError(`no such attribute(s): ${name}`, at);
}

/**
 * Reads a name that no checker resolved: as much of the path as names a variable or a type belongs to the name, the
 * longest first; the rest are fields. Only expressions that were not checked come here.
 */
export function planUnresolved(environment: Environment, name: string, path: readonly Qualifier[], at: number): Step {
  const { container } = environment.options;
  const names = path.findIndex(
    (qualifier) => typeof qualifier.key !== "string" || qualifier.optional || qualifier.test,
  );
  const length = names === -1 ? path.length : names;
  const attempts = Array.from({ length: length + 1 }, (_, index) => {
    const used = length - index;
    const full = [name, ...path.slice(0, used).map((qualifier) => qualifier.key as string)].join(".");
    return { candidates: candidateNames(container, full), rest: path.slice(used) };
  });
  return (frame) => {
    for (const { candidates, rest } of attempts) {
      for (const candidate of candidates) {
        if (Object.hasOwn(frame.bindings, candidate)) return followPath(frame, adapt(frame.bindings[candidate]), rest);
        if (rest.length === 0 && environment.types.has(candidate)) return new TypeValue(candidate);
      }
    }
    return new CelError(`no such attribute(s): ${candidateNames(container, name).join(", ")}`, at);
  };
}
