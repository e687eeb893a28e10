import { type Verbatim, verbatim } from "../fault.ts";
import { goFloat, isGoInteger } from "../go-text.ts";
import { type Path, wordsOf } from "../path.ts";
import { bodyFault, factorFault, fieldlessFault } from "./body-fault.ts";
import type { Schema } from "./definition.ts";
import type { SchemaScope } from "./validate-schema.ts";

const int32 = 2 ** 31;
const int64 = 2 ** 63;

type Numeric = number | bigint;

/** Whether a number has the range of a schema's type and format. */
function inRange(value: Numeric, type: string, format: string): boolean {
  if (type !== "integer") return format !== "float" || Math.abs(Number(value)) <= 3.4028234663852886e38;
  if (typeof value === "number" && !Number.isInteger(value)) return false;
  const limit = format === "int32" ? int32 : int64;
  return value >= -limit && value < limit;
}

/** The formats that say something of a type. */
const formats: Readonly<Record<string, readonly string[]>> = {
  integer: ["int32", "int64"],
  number: ["float", "double"],
};

/**
 * A number against the range of its type and the limits of its schema. The limits must be in that range too: one of an
 * integer that has a fraction refuses every value.
 */
export function validateNumber(value: Numeric, schema: Schema, path: Path | undefined, scope: SchemaScope): void {
  const { type = "", multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum } = schema;
  const format = formats[type]?.find((known) => known === schema.format) ?? "";
  const isRanged = (number: Numeric, what: string): boolean => {
    if (inRange(number, type, format)) return true;
    const known = format === "" ? "(default format)" : `with format ${format}`;
    scope.report(fieldlessFault(path, `${what} must be of type ${type} ${known} in ${wordsOf(path)}`));
    return false;
  };
  isRanged(value, "Checked value");
  if (multipleOf !== undefined) {
    const compared = alike(value, multipleOf, isRanged(multipleOf, "MultipleOf value"));
    const { limit: factor, shown, words } = compared;
    if (factor <= 0) scope.report(factorFault(path, words));
    else if (!isMultiple(compared)) scope.report(bodyFault(path, shown, `should be a multiple of ${words}`));
  }
  if (maximum !== undefined) {
    const { value: tried, limit, shown, words } = alike(value, maximum, isRanged(maximum, "Maximum boundary value"));
    const relation = exclusiveMaximum ? "less than" : "less than or equal to";
    const isOver = exclusiveMaximum ? tried >= limit : tried > limit;
    if (isOver) scope.report(bodyFault(path, shown, `should be ${relation} ${words}`));
  }
  if (minimum !== undefined) {
    const { value: tried, limit, shown, words } = alike(value, minimum, isRanged(minimum, "Minimum boundary value"));
    const relation = exclusiveMinimum ? "greater than" : "greater than or equal to";
    const isUnder = exclusiveMinimum ? tried <= limit : tried < limit;
    if (isUnder) scope.report(bodyFault(path, shown, `should be ${relation} ${words}`));
  }
}

/** A value and a limit as the server compares them, and its words for both. */
interface Compared {
  readonly value: Numeric;
  readonly limit: Numeric;
  /** Both are integers. */
  readonly isWhole: boolean;
  readonly shown: Verbatim;
  readonly words: string;
}

/** The server compares integers with what is whole of a limit, and as fractions where the limit is not of the type. */
function alike(value: Numeric, limit: Numeric, isOfType: boolean): Compared {
  if (!isOfType || !isGoInteger(value)) {
    const [tried, of] = [Number(value), Number(limit)];
    return { value: tried, limit: of, isWhole: false, shown: verbatim(goFloat(tried)), words: goFloat(of) };
  }
  const whole = typeof limit === "bigint" ? limit : Math.trunc(limit);
  return { value, limit: whole, isWhole: true, shown: verbatim(String(value)), words: String(whole) };
}

function isMultiple({ value, limit, isWhole }: Compared): boolean {
  if (isWhole) return BigInt(value) % BigInt(limit) === 0n;
  const [number, factor] = [Number(value), Number(limit)];
  return isNearlyWhole(factor < 1 ? (1 / factor) * number : number / factor);
}

/** A number a little above a whole one passes for it, one below it does not: as the server counts (swag). */
function isNearlyWhole(number: number): boolean {
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return false;
  const whole = Math.trunc(number);
  return number === whole || (whole > 0 && (number - whole) / (number + whole) < 1e-9);
}
