import type { Path } from "../path.ts";
import { wordsOf } from "../path.ts";
import { bodyFault, fieldlessFault } from "./body-fault.ts";
import type { Schema } from "./definition.ts";
import type { SchemaScope } from "./validate-schema.ts";

const int32 = 2 ** 31;
const int64 = 2 ** 63;

/** Whether a number has the range of a schema's type and format. */
function inRange(value: number | bigint, type: string, format: string): boolean {
  if (type !== "integer") return format !== "float" || Math.abs(Number(value)) <= 3.4028234663852886e38;
  if (typeof value === "number" && !Number.isInteger(value)) return false;
  const limit = format === "int32" ? int32 : int64;
  return value >= -limit && value < limit;
}

/** A number against the range of its type and the limits of its schema. */
export function validateNumber(
  value: number | bigint,
  schema: Schema,
  path: Path | undefined,
  scope: SchemaScope,
): void {
  const { type = "", format = "", multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum } = schema;
  if (!inRange(value, type, format)) {
    const known = format === "" ? "(default format)" : `with format ${format}`;
    scope.report(fieldlessFault(path, `Checked value must be of type ${type} ${known} in ${wordsOf(path)}`));
  }
  if (multipleOf !== undefined && multipleOf > 0 && !isMultiple(Number(value), Number(multipleOf))) {
    scope.report(bodyFault(path, value, `should be a multiple of ${multipleOf}`));
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= maximum : value > maximum)) {
    const words = exclusiveMaximum ? "less than" : "less than or equal to";
    scope.report(bodyFault(path, value, `should be ${words} ${maximum}`));
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= minimum : value < minimum)) {
    const words = exclusiveMinimum ? "greater than" : "greater than or equal to";
    scope.report(bodyFault(path, value, `should be ${words} ${minimum}`));
  }
}

function isMultiple(value: number, factor: number): boolean {
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  return Math.abs(times - Math.round(times)) < 1e-9;
}
