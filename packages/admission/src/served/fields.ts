import { isList, isObject, type Manifest, type Value } from "../manifest.ts";
import { constants, rules } from "./defaults.ts";
import { canonicalQuantity } from "./quantity.ts";
import { type Field, fieldsOf, type Shape } from "./types.ts";

/** A value that is being put together. */
export type Draft = { [field: string]: Value };

/**
 * A value as the server's Go type holds and writes it: defaults filled in, fields that the type does not have gone, empty
 * ones left out or written as the type says, quantities in their one form. What is not of the type stays as it is: the
 * server would have refused it before any policy.
 */
export function servedStruct(value: Manifest, type: string): Draft {
  const fields = fieldsOf(type);
  const draft: Draft = {};
  for (const { name } of fields) {
    const inner = value[name];
    if (inner !== undefined && inner !== null) draft[name] = inner;
  }
  fillConstants(draft, type, fields);
  rules[type]?.(draft);
  const out: Draft = {};
  for (const field of fields) {
    const inner = draft[field.name];
    const served = inner === undefined ? emptyValue(field) : servedField(inner, field);
    if (served !== undefined) out[field.name] = served;
  }
  return out;
}

/** What is not set gets its default: a pointer when there is none, anything else also when it is empty. */
function fillConstants(draft: Draft, type: string, fields: readonly Field[]): void {
  const own = constants[type];
  if (own === undefined) return;
  for (const { name, shape } of fields) {
    const value = Object.hasOwn(own, name) ? own[name] : undefined;
    if (value === undefined) continue;
    if (draft[name] === undefined || (shape.is !== "pointer" && isEmpty(draft[name]))) draft[name] = value;
  }
}

/** What stands for a field that is not set. */
function emptyValue({ shape, empty }: Field): Value | undefined {
  if (shape.is === "struct") return empty === "omitzero" ? undefined : servedStruct({}, shape.type ?? "");
  if (shape.is === "quantity") return "0";
  if (shape.is === "time" || shape.is === "microtime") return empty === "omitzero" ? undefined : null;
  return empty === "written" ? (zeros[shape.is] ?? null) : undefined;
}

function servedField(value: Value, { shape, empty }: Field): Value | undefined {
  if (empty === "left out" && shape.is !== "pointer" && shape.is !== "struct" && isEmpty(value)) return undefined;
  return servedValue(value, shape);
}

function isEmpty(value: Value): boolean {
  if (isList(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}

function servedValue(value: Value, shape: Shape, inMap = false): Value {
  switch (shape.is) {
    case "pointer":
      return servedValue(value, shape.of as Shape);
    case "struct":
      return isObject(value) ? servedStruct(value, shape.type ?? "") : value;
    case "list":
      return isList(value) ? value.map((inner) => servedInner(inner, shape.of as Shape)) : value;
    case "map":
      return isObject(value) ? servedMap(value, shape.of as Shape) : value;
    case "quantity":
      return canonicalQuantity(value, inMap ? 3 : 9) as Value;
    default:
      return value;
  }
}

function servedMap(value: Manifest, of: Shape): Value {
  const out: Draft = {};
  for (const [key, inner] of Object.entries(value)) out[key] = servedInner(inner, of, true);
  return out;
}

/** Null is an empty item of a list, or an empty value of a map. */
function servedInner(value: Value, of: Shape, inMap = false): Value {
  if (value !== null) return servedValue(value, of, inMap);
  return of.is === "struct" ? servedStruct({}, of.type ?? "") : (zeros[of.is] ?? null);
}

/** What a Go type holds that nothing was put into. */
const zeros: Partial<Record<Shape["is"], Value>> = {
  string: "",
  bool: false,
  int: 0,
  float: 0,
  intorstring: 0,
  quantity: "0",
};
