import { typeName } from "../adapt.ts";
import { equal } from "../compare.ts";
import * as convert from "../convert.ts";
import { type Apply, type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import * as operators from "../operators.ts";
import { compilePattern, matches as runPattern } from "../regex.ts";
import { STANDARD_MACROS } from "../standard-macros.ts";
import { calendarIn, durationIn } from "../time.ts";
import * as types from "../type.ts";
import { CelError, type Duration, noSuchOverload, type Timestamp, TypeValue, type Value } from "../value.ts";

const identity: Apply = (value) => value!;

// Logic, choice and equality are the planner's: they do not evaluate all of their operands, or see errors.
const LOGIC: readonly OverloadRow[] = [
  ["conditional", "_?_:_(bool, A, A) A"],
  ["logical_and", "_&&_(bool, bool) bool"],
  ["logical_or", "_||_(bool, bool) bool"],
  ["logical_not", "!_(bool) bool"],
  ["not_strictly_false", "@not_strictly_false(bool) bool"],
  ["equals", "_==_(A, A) bool"],
  ["not_equals", "_!=_(A, A) bool"],
];

const ARITHMETIC: readonly OverloadRow[] = [
  ["add_bytes", "_+_(bytes, bytes) bytes"],
  ["add_double", "_+_(double, double) double"],
  ["add_duration_duration", "_+_(duration, duration) duration"],
  ["add_duration_timestamp", "_+_(duration, timestamp) timestamp"],
  ["add_timestamp_duration", "_+_(timestamp, duration) timestamp"],
  ["add_int64", "_+_(int, int) int"],
  ["add_list", "_+_(list(A), list(A)) list(A)"],
  ["add_string", "_+_(string, string) string"],
  ["add_uint64", "_+_(uint, uint) uint"],
  ["divide_double", "_/_(double, double) double"],
  ["divide_int64", "_/_(int, int) int"],
  ["divide_uint64", "_/_(uint, uint) uint"],
  ["modulo_int64", "_%_(int, int) int"],
  ["modulo_uint64", "_%_(uint, uint) uint"],
  ["multiply_double", "_*_(double, double) double"],
  ["multiply_int64", "_*_(int, int) int"],
  ["multiply_uint64", "_*_(uint, uint) uint"],
  ["negate_double", "-_(double) double"],
  ["negate_int64", "-_(int) int"],
  ["subtract_double", "_-_(double, double) double"],
  ["subtract_duration_duration", "_-_(duration, duration) duration"],
  ["subtract_int64", "_-_(int, int) int"],
  ["subtract_timestamp_duration", "_-_(timestamp, duration) timestamp"],
  ["subtract_timestamp_timestamp", "_-_(timestamp, timestamp) duration"],
  ["subtract_uint64", "_-_(uint, uint) uint"],
];

/** What may stand on the two sides of an ordering, in the order of cel-go's table. */
const ORDERED: readonly (readonly [suffix: string, left: string, right: string])[] = [
  ["bool", "bool", "bool"],
  ["int64", "int", "int"],
  ["int64_double", "int", "double"],
  ["int64_uint64", "int", "uint"],
  ["uint64", "uint", "uint"],
  ["uint64_double", "uint", "double"],
  ["uint64_int64", "uint", "int"],
  ["double", "double", "double"],
  ["double_int64", "double", "int"],
  ["double_uint64", "double", "uint"],
  ["string", "string", "string"],
  ["bytes", "bytes", "bytes"],
  ["timestamp", "timestamp", "timestamp"],
  ["duration", "duration", "duration"],
];
const ORDERINGS = { "_<_": "less", "_<=_": "less_equals", "_>_": "greater", "_>=_": "greater_equals" };
const ORDER_ROWS: readonly OverloadRow[] = Object.entries(ORDERINGS).flatMap(([operator, prefix]) =>
  ORDERED.map(([suffix, left, right]): OverloadRow => [`${prefix}_${suffix}`, `${operator}(${left}, ${right}) bool`]),
);

const COLLECTIONS: readonly OverloadRow[] = [
  ["index_list", "_[_](list(A), int) A"],
  ["index_map", "_[_](map(A, B), A) B"],
  ["in_list", "@in(A, list(A)) bool"],
  ["in_map", "@in(A, map(A, B)) bool"],
  ["size_bytes", "size(bytes) int"],
  ["bytes_size", "(bytes) size() int"],
  ["size_list", "size(list(A)) int"],
  ["list_size", "(list(A)) size() int"],
  ["size_map", "size(map(A, B)) int"],
  ["map_size", "(map(A, B)) size() int"],
  ["size_string", "size(string) int"],
  ["string_size", "(string) size() int"],
];

const CONVERSIONS: readonly OverloadRow[] = [
  ["type", "type(A) type(A)"],
  ["bool_to_bool", "bool(bool) bool", convert.toBool],
  ["string_to_bool", "bool(string) bool", convert.toBool],
  ["bytes_to_bytes", "bytes(bytes) bytes", identity],
  ["string_to_bytes", "bytes(string) bytes", convert.toBytes],
  ["double_to_double", "double(double) double", identity],
  ["int64_to_double", "double(int) double", convert.toDouble],
  ["string_to_double", "double(string) double", convert.toDouble],
  ["uint64_to_double", "double(uint) double", convert.toDouble],
  ["duration_to_duration", "duration(duration) duration", identity],
  ["int64_to_duration", "duration(int) duration", convert.toDuration],
  ["string_to_duration", "duration(string) duration", convert.toDuration],
  ["to_dyn", "dyn(A) dyn", identity],
  ["int64_to_int64", "int(int) int", identity],
  ["double_to_int64", "int(double) int", convert.toInt],
  ["duration_to_int64", "int(duration) int", convert.toInt],
  ["string_to_int64", "int(string) int", convert.toInt],
  ["timestamp_to_int64", "int(timestamp) int", convert.toInt],
  ["uint64_to_int64", "int(uint) int", convert.toInt],
  ["string_to_string", "string(string) string", identity],
  ["bool_to_string", "string(bool) string", convert.toText],
  ["bytes_to_string", "string(bytes) string", convert.toText],
  ["double_to_string", "string(double) string", convert.toText],
  ["duration_to_string", "string(duration) string", convert.toText],
  ["int64_to_string", "string(int) string", convert.toText],
  ["timestamp_to_string", "string(timestamp) string", convert.toText],
  ["uint64_to_string", "string(uint) string", convert.toText],
  ["timestamp_to_timestamp", "timestamp(timestamp) timestamp", identity],
  ["int64_to_timestamp", "timestamp(int) timestamp", convert.toTimestamp],
  ["string_to_timestamp", "timestamp(string) timestamp", convert.toTimestamp],
  ["uint64_to_uint64", "uint(uint) uint", identity],
  ["double_to_uint64", "uint(double) uint", convert.toUint],
  ["int64_to_uint64", "uint(int) uint", convert.toUint],
  ["string_to_uint64", "uint(string) uint", convert.toUint],
];

/** A function of two strings. */
function ofStrings(test: (text: string, part: string) => boolean): Apply {
  return (text, part) => (typeof text === "string" && typeof part === "string" ? test(text, part) : noSuchOverload());
}

const STRINGS: readonly OverloadRow[] = [
  ["contains_string", "(string) contains(string) bool", ofStrings((text, part) => text.includes(part))],
  ["ends_with_string", "(string) endsWith(string) bool", ofStrings((text, part) => text.endsWith(part))],
  ["starts_with_string", "(string) startsWith(string) bool", ofStrings((text, part) => text.startsWith(part))],
  ["matches", "matches(string, string) bool"],
  ["matches_string", "(string) matches(string) bool"],
];

function matches(text: Value, pattern: Value): Value {
  if (typeof text !== "string") return new CelError("no such overload: matches");
  if (typeof pattern !== "string") return noSuchOverload();
  const compiled = compilePattern(pattern);
  return "message" in compiled ? new CelError(compiled.message) : runPattern(compiled, text);
}

type TimeField = (time: Timestamp, zone: string) => Value;

function calendarField(
  field: "year" | "month" | "day" | "hour" | "minute" | "second" | "weekday" | "yearDay",
  from = 0,
): TimeField {
  return (time, zone) => {
    const date = calendarIn(time, zone);
    return date instanceof CelError ? date : date[field] - from;
  };
}

/** Functions of a time, in UTC or in a zone: name, id, what they give. */
const TIME_FIELDS: readonly (readonly [name: string, id: string, field: TimeField])[] = [
  ["getFullYear", "year", calendarField("year")],
  ["getMonth", "month", calendarField("month", 1)],
  ["getDayOfYear", "day_of_year", calendarField("yearDay", 1)],
  ["getDayOfMonth", "day_of_month", calendarField("day", 1)],
  ["getDate", "day_of_month_1_based", calendarField("day")],
  ["getDayOfWeek", "day_of_week", calendarField("weekday")],
  ["getHours", "hours", calendarField("hour")],
  ["getMinutes", "minutes", calendarField("minute")],
  ["getSeconds", "seconds", calendarField("second")],
  ["getMilliseconds", "milliseconds", milliseconds],
];

function milliseconds(time: Timestamp, zone: string): Value {
  const date = calendarIn(time, zone);
  return date instanceof CelError ? date : Math.trunc(time.nanos / 1_000_000);
}

const TIMES: readonly OverloadRow[] = TIME_FIELDS.flatMap(([name, id, field]): OverloadRow[] => [
  [`timestamp_to_${id}`, `(timestamp) ${name}() int`, (time) => field(time as Timestamp, "UTC")],
  [
    id === "seconds" ? "timestamp_to_seconds_tz" : `timestamp_to_${id}_with_tz`,
    `(timestamp) ${name}(string) int`,
    (time, zone) => field(time as Timestamp, zone as string),
  ],
]);

/** A function that counts whole units of a duration. */
function wholeUnits(unit: bigint): Apply {
  // Adding 0 turns JavaScript's -0 into the only zero that ints have.
  return (value) => Math.trunc(durationIn(unit, value as Duration)) + 0;
}

const DURATIONS: readonly OverloadRow[] = [
  ["duration_to_hours", "(duration) getHours() int", wholeUnits(3_600_000_000_000n)],
  ["duration_to_minutes", "(duration) getMinutes() int", wholeUnits(60_000_000_000n)],
  ["duration_to_seconds", "(duration) getSeconds() int", wholeUnits(1_000_000_000n)],
  ["duration_to_milliseconds", "(duration) getMilliseconds() int", wholeUnits(1_000_000n)],
];

/** What the language itself has: operators, conversions, strings, times, and the macros. */
export const STANDARD: Library = {
  name: "standard",
  overloads: overloads([
    ...LOGIC,
    ...ARITHMETIC,
    ...ORDER_ROWS,
    ...COLLECTIONS,
    ...CONVERSIONS,
    ...STRINGS,
    ...TIMES,
    ...DURATIONS,
  ]),
  shared: {
    "!_": operators.not,
    "_==_": equal,
    "_!=_": operators.notEqual,
    "_+_": operators.add,
    "_-_": operators.subtract,
    "_*_": operators.multiply,
    "_/_": operators.divide,
    "_%_": operators.modulo,
    "-_": operators.negate,
    "_<_": operators.ordering("_<_", (order) => order < 0),
    "_<=_": operators.ordering("_<=_", (order) => order <= 0),
    "_>_": operators.ordering("_>_", (order) => order > 0),
    "_>=_": operators.ordering("_>=_", (order) => order >= 0),
    "@in": operators.contains,
    size: operators.size,
    type: (value) => new TypeValue(typeName(value)),
    dyn: identity,
    matches,
  },
  unguarded: ["contains", "endsWith", "startsWith"],
  macros: STANDARD_MACROS,
  types: [
    types.BOOL,
    types.BYTES,
    types.DOUBLE,
    types.DURATION,
    types.INT,
    types.listType(types.DYN),
    types.mapType(types.DYN, types.DYN),
    types.NULL,
    types.STRING,
    types.TIMESTAMP,
    types.TYPE,
    types.UINT,
  ],
};
