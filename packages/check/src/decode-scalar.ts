import { decodeBase64 } from "./base64.ts";
import type { Decoding } from "./decode.ts";
import { refused } from "./decode-fault.ts";
import { durationError, timeError } from "./go-time.ts";
import type { Scalar, Shape } from "./kubernetes-types.ts";
import { isList, jsonType, type Value } from "./manifest.ts";
import { fieldNames, type Path } from "./path.ts";
import { parseQuantity } from "./quantity.ts";

/** What is being decoded: where it stands, and the type that has the field. */
export interface Place {
  readonly path: Path | undefined;
  readonly owner: string;
  readonly decoding: Decoding;
}

const limits = { int32: 2 ** 31, int64: 2 ** 63 };

/** Decodes a value that is neither a list nor a map of fields. Gives nothing when it is refused, which is reported. */
export function decodeScalar(value: Value, scalar: Scalar, place: Place): Value | undefined {
  switch (scalar) {
    case "any":
      return value;
    case "bool":
      return typeof value === "boolean" ? value : wrongType(value, { is: scalar }, place);
    case "double":
      return typeof value === "number" || typeof value === "bigint" ? value : wrongType(value, { is: scalar }, place);
    case "int32":
    case "int64":
      return decodeInteger(value, scalar, place);
    case "intorstring":
      return typeof value === "string" ? value : decodeInteger(value, "int32", place);
    case "quantity": {
      const parsed = parseQuantity(value);
      return typeof parsed === "string" ? malformed(parsed, place) : value;
    }
    default:
      if (scalar === "bytes" && isList(value)) return decodeByteList(value, place);
      return typeof value === "string" ? decodeText(value, scalar, place) : wrongType(value, { is: scalar }, place);
  }
}

function decodeText(value: string, scalar: Scalar, place: Place): Value | undefined {
  if (scalar === "string") return value;
  if (scalar === "bytes") {
    const bytes = decodeBase64(value);
    return typeof bytes === "number" ? malformed(`illegal base64 data at input byte ${bytes}`, place) : value;
  }
  const error = scalar === "duration" ? durationError(value) : timeError(value, scalar === "microtime");
  return error === undefined ? value : malformed(error, place);
}

/** Bytes may be written one by one: hardly anyone does, and the server takes it. */
function decodeByteList(list: readonly Value[], place: Place): Value | undefined {
  const bytes = list.map((byte) => byte ?? 0);
  const good = bytes.every((byte) => typeof byte === "number" && Number.isInteger(byte) && byte >= 0 && byte < 256);
  if (!good) return wrongType(list, { is: "bytes" }, place);
  return btoa(bytes.map((byte) => String.fromCharCode(Number(byte))).join(""));
}

function decodeInteger(value: Value, scalar: "int32" | "int64", place: Place): Value | undefined {
  if (typeof value !== "number" && typeof value !== "bigint") return wrongType(value, { is: scalar }, place);
  const whole = typeof value === "bigint" || Number.isInteger(value);
  if (whole && value >= -limits[scalar] && value < limits[scalar]) return value;
  return wrongType(value, { is: scalar }, place, `number ${value}`);
}

function malformed(message: string, { path, decoding }: Place): undefined {
  decoding.report(refused("MALFORMED_VALUE", path, message));
}

/** Reports a value of the wrong type in the words of Go's decoder. Gives nothing. */
export function wrongType(value: Value, shape: Shape, place: Place, what: string = jsonType(value)): undefined {
  const owner = place.owner.slice(place.owner.lastIndexOf(".") + 1);
  const field = [owner, ...fieldNames(place.path, place.decoding.start)].join(".");
  const message = `json: cannot unmarshal ${what} into Go struct field ${field} of type ${goTypeOf(shape)}`;
  const hint = quotesHint(value, shape);
  place.decoding.report({ ...refused("WRONG_TYPE", place.path, message), ...(hint === undefined ? {} : { hint }) });
}

/** What is mostly wrong where a text or something else than a text is wanted: its quotes in YAML. */
function quotesHint(value: Value, { is }: Shape): string | undefined {
  if (typeof value !== "string")
    return is === "string" && (typeof value === "boolean" || typeof value === "number" || typeof value === "bigint")
      ? `Put it in quotes: without them it is a ${jsonType(value) === "bool" ? "boolean" : "number"} to YAML.`
      : undefined;
  const plain = is === "bool" ? /^(true|false)$/ : is === "int32" || is === "int64" ? /^-?\d{1,19}$/ : undefined;
  return plain?.test(value) ? "Write it without quotes." : undefined;
}

/** A shape as a type of Go: `[]v1.Container`, `map[string]string`. */
function goTypeOf(shape: Shape): string {
  switch (shape.is) {
    case "struct":
      return shape.type.split(".").slice(-2).join(".");
    case "list":
      return `[]${goTypeOf(shape.items)}`;
    case "map":
      return `map[string]${goTypeOf(shape.values)}`;
    case "bytes":
      return "[]uint8";
    case "double":
      return "float64";
    case "intorstring":
      return "int32";
    case "time":
    case "microtime":
    case "duration":
      return "string";
    default:
      return shape.is;
  }
}
