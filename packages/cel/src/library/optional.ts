import { adapt, isList, isMap } from "../adapt.ts";
import { shownByGo } from "../convert.ts";
import { type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { type Builder, type Macro, variableName } from "../macro.ts";
import { sizeOf } from "../operators.ts";
import type { Expression } from "../syntax.ts";
import { opaqueType } from "../type.ts";
import { CelError, Double, Duration, NONE, Optional, Timestamp, Uint, type Value } from "../value.ts";

/** What counts as nothing: false, zero, what is empty, null. */
function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0) return true;
  if (value instanceof Uint) return value.value === 0n;
  if (value instanceof Double) return value.value === 0;
  if (value instanceof Duration) return value.nanos === 0n;
  // Go's zero time is the first of year 1, not 1970.
  if (value instanceof Timestamp) return value.seconds === -62_135_596_800 && value.nanos === 0;
  const sized = typeof value === "string" || isList(value) || isMap(value) || value instanceof Uint8Array;
  return sized && sizeOf(value) === 0;
}

function element(list: Value, index: number): Value {
  return isList(list) && list.length > 0 ? new Optional(adapt(list.at(index))) : NONE;
}

function unwrap(list: Value): Value {
  const values: Value[] = [];
  for (const element of isList(list) ? list : []) {
    const value = adapt(element);
    if (!(value instanceof Optional)) return new CelError(`value ${shownByGo(value)} is not optional`);
    if (value.value !== undefined) values.push(value.value);
  }
  return values;
}

const ROWS: readonly OverloadRow[] = [
  ["optional_of", "optional.of(V) optional(V)", (value) => new Optional(value)],
  [
    "optional_ofNonZeroValue",
    "optional.ofNonZeroValue(V) optional(V)",
    (value) => (isZero(value!) ? NONE : new Optional(value)),
  ],
  ["optional_none", "optional.none() optional(V)", () => NONE],
  ["optional_value", "(optional(V)) value() V", (optional) => contentOf(optional as Optional)],
  ["optional_hasValue", "(optional(V)) hasValue() bool", (optional) => (optional as Optional).value !== undefined],
  // The planner's, as they need not look at what comes after them.
  ["optional_or_optional", "(optional(V)) or(optional(V)) optional(V)"],
  ["optional_orValue_value", "(optional(V)) orValue(V) V"],
  ["select_optional_field", "_?._(dyn, string) optional(V)"],
  ["list_optindex_optional_int", "_[?_](list(V), int) optional(V)"],
  ["optional_list_optindex_optional_int", "_[?_](optional(list(V)), int) optional(V)"],
  ["map_optindex_optional_value", "_[?_](map(K, V), K) optional(V)"],
  ["optional_map_optindex_optional_value", "_[?_](optional(map(K, V)), K) optional(V)"],
  ["optional_list_index_int", "_[_](optional(list(V)), int) optional(V)"],
  ["optional_map_index_value", "_[_](optional(map(K, V)), K) optional(V)"],
  ["list_last", "(list(V)) last() optional(V)", (list) => element(list!, -1)],
  ["list_first", "(list(V)) first() optional(V)", (list) => element(list!, 0)],
  ["optional_unwrap", "optional.unwrap(list(optional(V))) list(V)", (list) => unwrap(list!)],
  ["optional_unwrapOpt", "(list(optional(V))) unwrapOpt() list(V)", (list) => unwrap(list!)],
];

function contentOf({ value }: Optional): Value {
  return value === undefined ? new CelError("optional.none() dereference") : value;
}

/** `target.optMap(variable, result)`: what `wrap` makes of the result, with the variable bound to what target holds. */
function mapMacro(name: string, wrap: (build: Builder, result: Expression) => Expression): Macro {
  return {
    name,
    member: true,
    arguments: 2,
    expand(build, target, [first, result]) {
      const message = `${name}() variable name must be a simple identifier`;
      const variable = first!.kind === "identifier" ? first!.name : variableName(first!, message);
      if (typeof variable !== "string") return variable;
      // A comprehension over nothing whose accumulator is the variable: cel-go's way to bind a name.
      const bound = build.comprehension({
        range: build.list(),
        variable: "#unused",
        variable2: undefined,
        accumulator: variable,
        initial: build.member(build.copy(target), "value"),
        condition: build.literal(false),
        step: build.identifier(variable),
        result: result!,
      });
      const present = build.member(target, "hasValue");
      return build.call("_?_:_", present, wrap(build, bound), build.call("optional.none"));
    },
  };
}

/** Optional values: `.?`, `[?`, `optional.of` and the rest of cel-go's library, version 2. */
export const OPTIONAL: Library = {
  name: "optional",
  overloads: overloads(ROWS),
  macros: [
    mapMacro("optMap", (build, result) => build.call("optional.of", result)),
    mapMacro("optFlatMap", (_build, result) => result),
  ],
  types: [opaqueType("optional_type")],
};
