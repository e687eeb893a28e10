import { adapt, isList, typeName } from "../adapt.ts";
import { compare, equal, isOrdered } from "../compare.ts";
import { type OverloadRow, overloads } from "../function.ts";
import { isInt } from "../integer.ts";
import type { Library } from "../library.ts";
import type { Macro } from "../macro.ts";
import { unsupported } from "../operators.ts";
import { expandMap } from "../standard-macros.ts";
import { BOOL, BYTES, DOUBLE, DURATION, INT, STRING, TIMESTAMP, UINT } from "../type.ts";
import { CelError, noSuchOverload, type Value } from "../value.ts";
import { MAX_SIZE, tooLarge, work } from "../work.ts";

type List = readonly unknown[];

const COMPARABLE = [INT, UINT, DOUBLE, BOOL, DURATION, TIMESTAMP, STRING, BYTES];

function slice(list: List, start: number | bigint, end: number | bigint): Value {
  const refused = (reason: string) => new CelError(`cannot slice(${start}, ${end}), ${reason}`);
  if (start < 0 || end < 0) return refused("negative indexes not supported");
  if (start > end) return refused("start index must be less than or equal to end index");
  if (list.length < end) return refused(`list is length ${list.length}`);
  return list.slice(Number(start), Number(end));
}

function notFlat(value: Value, given: string): CelError {
  const name = typeName(value);
  return new CelError(`no such overload: ${name === "map" ? "map(dyn, dyn)" : name}.flatten(${given})`);
}

/** Lists in the list, so many levels deep, give way to their elements. */
function flatten(list: Value, depth: Value): Value {
  if (!isList(list) || !isInt(depth)) return noSuchOverload();
  if (depth < 0) return new CelError("level must be non-negative");
  const flat: Value[] = [];
  flattenInto(flat, list, Number(depth));
  return flat.length > MAX_SIZE ? tooLarge() : flat;
}

function flattenInto(flat: Value[], list: List, depth: number): void {
  work(list.length);
  for (const element of list) {
    const value = adapt(element);
    if (isList(value) && depth > 0) flattenInto(flat, value, depth - 1);
    else flat.push(value);
    if (flat.length > MAX_SIZE) return;
  }
}

function range(length: Value): Value {
  const count = Number(length);
  return count > MAX_SIZE ? tooLarge() : Array.from({ length: Math.max(0, count) }, (_, index) => index);
}

/** The elements in the order of their keys; of equal keys in the order in which they come. */
function sortByKeys(list: List, given: List): Value {
  const keys = given.map(adapt);
  if (list.length !== keys.length) {
    const sizes = `${list.length} and ${keys.length} elements respectively`;
    const expected = "@sortByAssociatedKeys() expected a list of the same size as the associated keys list";
    return new CelError(`${expected}, but got ${sizes}`);
  }
  if (list.length === 0) return list;
  if (!isOrdered(keys[0]!)) return new CelError("list elements must be comparable");
  const type = typeName(keys[0]!);
  if (keys.some((key) => typeName(key) !== type)) return new CelError("list elements must have the same type");
  work(4 * keys.length);
  const order = keys.map((_, index) => index);
  order.sort((a, b) => {
    const difference = compare(keys[a]!, keys[b]!);
    return typeof difference === "number" ? difference : 0;
  });
  return order.map((index) => adapt(list[index]));
}

function distinct(list: List): Value {
  const unique: Value[] = [];
  const simple = new Set<Value>();
  for (const element of list.map(adapt)) {
    if (simple.has(element)) continue;
    if (unique.some((other) => equal(element, other) === true)) continue;
    if (typeof element !== "object") simple.add(element);
    unique.push(element);
  }
  return unique;
}

const ROWS: readonly OverloadRow[] = [
  [
    "list_slice",
    "(list(T)) slice(int, int) list(T)",
    (list, start, end) => slice(list as List, start as number, end as number),
  ],
  [
    "list_flatten",
    "(list(list(T))) flatten() list(T)",
    (list) => (isList(list!) ? flatten(list, 1) : notFlat(list!, "")),
  ],
  [
    "list_flatten_int",
    "(list(dyn)) flatten(int) list(dyn)",
    (list, depth) => (isList(list!) ? flatten(list, depth!) : notFlat(list!, typeName(depth!))),
  ],
  ...COMPARABLE.map(({ name, text }): OverloadRow => [`list_${name}_sort`, `(list(${text})) sort() list(${text})`]),
  ...COMPARABLE.map(
    ({ name, text }): OverloadRow => [
      `list_${name}_sortByAssociatedKeys`,
      `(list(T)) @sortByAssociatedKeys(list(${text})) list(T)`,
    ],
  ),
  ["lists_range", "lists.range(int) list(int)", (length) => range(length!)],
  ["list_reverse", "(list(T)) reverse() list(T)", (list) => (list as List).map(adapt).reverse()],
  ["list_distinct", "(list(T)) distinct() list(T)", (list) => distinct(list as List)],
];

function sort(list: Value): Value {
  return isList(list) ? sortByKeys(list, list) : unsupported("sort", list);
}

function sortByAssociatedKeys(list: Value, keys: Value): Value {
  const isSortable = isList(list) && isList(keys);
  return isSortable ? sortByKeys(list, keys) : unsupported("@sortByAssociatedKeys", list);
}

/** `list.sortBy(variable, key)`: the list, bound to a name as it is used twice, sorted by the keys of its elements. */
const sortBy: Macro = {
  name: "sortBy",
  member: true,
  arguments: 2,
  expand(build, target, given) {
    if (target.kind === "literal" || target.kind === "map" || target.kind === "struct") {
      const message = "sortBy can only be applied to a list, identifier, comprehension, call or select expression";
      return { kind: "issue", at: target.at, message };
    }
    const input = "@__sortBy_input__";
    const keys = expandMap(build, build.identifier(input), given);
    if (keys.kind === "issue") return keys;
    return build.comprehension({
      range: build.list(),
      variable: "#unused",
      variable2: undefined,
      accumulator: input,
      initial: target,
      condition: build.literal(false),
      step: build.identifier(input),
      result: build.member(build.identifier(input), "@sortByAssociatedKeys", keys),
    });
  },
};

/** cel-go's lists library, version 3. */
export const LISTS: Library = {
  name: "lists",
  overloads: overloads(ROWS),
  shared: {
    sort: (list) => sort(list!),
    "@sortByAssociatedKeys": (list, keys) => sortByAssociatedKeys(list!, keys!),
  },
  unguarded: ["flatten"],
  macros: [sortBy],
};
