import { refused, unknownField } from "./decode-fault.ts";
import { decodeScalar, type Place, wrongType } from "./decode-scalar.ts";
import { fillDefaults } from "./defaults/defaults.ts";
import type { Fault, Report } from "./finding.ts";
import { goJson } from "./go-text.ts";
import { type ListKey, type Shape, structOf } from "./kubernetes-types.ts";
import { fieldOf, isList, isObject, type Manifest, putField, type Value } from "./manifest.ts";
import { at, entry, item, type Path } from "./path.ts";

/**
 * Decoding as the API server does it with strict field validation (sigs.k8s.io/json into Kubernetes' Go types): names of
 * fields are case-sensitive, unknown ones are refused, null stands for the empty value, and what has a type is of it.
 */
export interface Decoding {
  /** The minor version of the server: a field that it does not have is unknown to it. */
  readonly minor: number;
  readonly report: Report;
  /** Where the server's decoder begins: the words of a wrong type go no further up. */
  readonly start?: Path;
}

/**
 * Decodes an object of a type of the table. Gives a new one of plain data in which no null is left and the server's
 * defaults are filled in; what the server refuses is reported and left out.
 */
export function decode(value: Manifest, type: string, path: Path | undefined, decoding: Decoding): Manifest {
  return decodeStruct(value, type, { path, owner: type, decoding }) as Manifest;
}

function decodeStruct(value: Value, type: string, place: Place): Value | undefined {
  if (!isObject(value)) return wrongType(value, { is: "struct", type }, place);
  const { fields } = structOf(type);
  const { path, decoding } = place;
  const out: Record<string, Value> = {};
  for (const name of Object.keys(value)) {
    const field = fields.get(name);
    if (field === undefined || decoding.minor < field.since || decoding.minor >= field.until) {
      decoding.report(unknownField(at(path, name), field, [...fields.keys()]));
      continue;
    }
    const inner = value[name]!;
    // Null is the empty value of any field, and an empty field is the same as none.
    if (inner === null) continue;
    const decoded = isAsItIs(inner, field.shape)
      ? inner
      : decodeValue(inner, field.shape, { path: at(path, name), owner: type, decoding });
    if (decoded !== undefined) out[name] = decoded;
  }
  fillDefaults(type, out);
  return out;
}

/** Whether there is nothing to decode, which is so of most values: that saves saying where they are. */
function isAsItIs(value: Value, { is }: Shape): boolean {
  if (is === "string") return typeof value === "string";
  if (is === "bool") return typeof value === "boolean";
  return is === "int32" && typeof value === "number" && (value | 0) === value;
}

function decodeValue(value: Value, shape: Shape, place: Place): Value | undefined {
  switch (shape.is) {
    case "struct":
      return decodeStruct(value, shape.type, place);
    case "list":
      return decodeList(value, shape, place);
    case "map":
      return decodeMap(value, shape, place);
    case "schemaorbool":
      return typeof value === "boolean" ? value : decodeStruct(value, shape.type, freely(place));
    case "schemaorarray":
      return decodeEither(value, { is: "struct", type: shape.type }, shape, freely(place));
    case "schemaorstrings":
      return decodeEither(value, { is: "string" }, shape, freely(place));
    default:
      return decodeScalar(value, shape.is, place);
  }
}

/** A schema or a list. Whatever else stands there the server drops and says nothing. */
function decodeEither(value: Value, items: Shape, { type }: { type: string }, place: Place): Value | undefined {
  if (isList(value)) return decodeList(value, { is: "list", items }, place);
  if (isObject(value)) return decodeStruct(value, type, place);
  const report = (fault: Fault) => place.decoding.report(ignored(fault));
  return wrongType(value, { is: "struct", type }, { ...place, decoding: { ...place.decoding, report } });
}

/** Inside values that decode themselves the server is not strict: it drops the fields that it does not know. */
function freely({ decoding, ...place }: Place): Place {
  const { report } = decoding;
  const isUnknown = ({ code }: Fault) => code === "UNKNOWN_FIELD" || code === "FIELD_NOT_IN_VERSION";
  const lenient = (fault: Fault) => report(isUnknown(fault) && fault.severity === "error" ? ignored(fault) : fault);
  return { ...place, decoding: { ...decoding, report: lenient } };
}

function ignored(fault: Fault): Fault {
  const hint = fault.hint === undefined ? "" : ` ${fault.hint}`;
  return { ...fault, severity: "warning", hint: `The server leaves this out and says nothing.${hint}` };
}

function decodeList(value: Value, shape: Shape & { is: "list" }, place: Place): Value | undefined {
  if (!isList(value)) return wrongType(value, shape, place);
  const out: Value[] = [];
  for (const [index, inner] of value.entries()) {
    const decoded = decodeInner(inner, shape.items, { ...place, path: item(place.path!, index) });
    if (decoded !== undefined) out.push(decoded);
  }
  if (out.length > 0 && (shape.keys !== undefined || shape.set)) reportTwice(out, shape, place);
  return out;
}

/** Items with one key, or with none: a new object may hold them, and server-side apply refuses it. */
function reportTwice(list: readonly Value[], { keys = [] }: Shape & { is: "list" }, { path, decoding }: Place): void {
  const seen = new Set<string>();
  for (const [index, inner] of list.entries()) {
    const values = keyValues(inner, keys);
    const key = values.join("\n");
    const nameless = keys.length > 0 && values.every((value) => value === undefined);
    if (nameless || seen.has(key)) {
      const fault = refused(
        "NOT_APPLICABLE",
        item(path!, index),
        nameless ? namelessWords(keys) : twiceWords(keys, values),
      );
      const hint = "Server-side apply refuses this. What else takes it keeps one of the items, or all.";
      decoding.report({ ...fault, severity: "warning", stage: "validate", hint });
    }
    seen.add(key);
  }
}

/** What an item is known by: the values of its keys or, in a set, itself. */
function keyValues(inner: Value, keys: readonly ListKey[]): readonly (Value | undefined)[] {
  if (keys.length === 0) return [inner];
  return keys.map(({ name, fallback }) => (isObject(inner) ? fieldOf(inner, name) : undefined) ?? fallback);
}

function twiceWords(keys: readonly ListKey[], values: readonly (Value | undefined)[]): string {
  const words = values.map((value, place) => `${keys[place]?.name ?? ""}=${goJson(value ?? null)}`);
  return `duplicate entries for key [${words.join(",")}]`;
}

function namelessWords(keys: readonly ListKey[]): string {
  const names = keys.map(({ name }) => goJson(name)).join(" ");
  return `associative list with keys has an element that omits all key fields [${names}]`;
}

function decodeMap(value: Value, shape: Shape & { is: "map" }, place: Place): Value | undefined {
  if (!isObject(value)) return wrongType(value, shape, place);
  const out: Record<string, Value> = {};
  for (const key of Object.keys(value)) {
    const inner = value[key]!;
    const decoded = isAsItIs(inner, shape.values)
      ? inner
      : decodeInner(inner, shape.values, { ...place, path: entry(place.path!, key) });
    if (decoded !== undefined) putField(out, key, decoded);
  }
  return out;
}

/** In a list or a map null is not left out: it is an item of its own, and an empty one. */
function decodeInner(value: Value, shape: Shape, place: Place): Value | undefined {
  return value === null ? decodeEmpty(shape, place) : decodeValue(value, shape, place);
}

function decodeEmpty(shape: Shape, place: Place): Value | undefined {
  switch (shape.is) {
    case "struct":
      return decodeStruct({}, shape.type, place);
    case "map":
    case "schemaorbool":
    case "schemaorarray":
    case "schemaorstrings":
      return {};
    case "list":
      return [];
    case "bool":
      return false;
    case "int32":
    case "int64":
    case "double":
    case "quantity":
    case "intorstring":
      return 0;
    case "any":
      return null;
    default:
      return "";
  }
}
