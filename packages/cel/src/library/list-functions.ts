import { adapt, isList } from "../adapt.ts";
import { compare, equal, isOrdered } from "../compare.ts";
import { type Apply, type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { add } from "../operators.ts";
import { CelError, Double, Duration, noSuchOverload, Uint, type Value } from "../value.ts";

const COMPARABLE = "int uint double bool duration timestamp string bytes".split(" ");

const ZEROS: Readonly<Record<string, Value>> = {
  int: 0,
  uint: new Uint(0n),
  double: new Double(0),
  duration: new Duration(0n),
};

/** A function of a list. */
function ofList(apply: (list: readonly unknown[]) => Value): Apply {
  return (list) => (isList(list!) ? apply(list) : noSuchOverload());
}

function isSorted(list: readonly unknown[]): Value {
  let previous: Value | undefined;
  for (const element of list) {
    const next = adapt(element);
    if (!isOrdered(next)) return noSuchOverload();
    // What cannot be compared is in order: NaN, for one.
    const order = previous === undefined ? 0 : compare(previous, next);
    if (typeof order === "number" && order > 0) return false;
    previous = next;
  }
  return true;
}

function sumFrom(zero: Value): Apply {
  return ofList((list) => {
    let sum = zero;
    for (const element of list) {
      sum = add(sum, adapt(element));
      if (sum instanceof CelError) return sum;
    }
    return sum;
  });
}

/** The first element that no later one is preferred to, by the order of the two. */
function extreme(name: string, preferLater: (order: number) => boolean): Apply {
  return ofList((list) => {
    if (list.length === 0) return new CelError(`${name} called on empty list`);
    let best = adapt(list[0]);
    for (const element of list) {
      const next = adapt(element);
      if (!isOrdered(next)) return noSuchOverload();
      const order = compare(best, next);
      if (typeof order === "number" && preferLater(order)) best = next;
    }
    return best;
  });
}

const min = extreme("min", (order) => order > 0);
const max = extreme("max", (order) => order < 0);

function indexOf(list: Value, item: Value): Value {
  return isList(list) ? list.findIndex((element) => equal(adapt(element), item) === true) : noSuchOverload();
}

function lastIndexOf(list: Value, item: Value): Value {
  return isList(list) ? list.findLastIndex((element) => equal(adapt(element), item) === true) : noSuchOverload();
}

const ROWS: readonly OverloadRow[] = [
  ...COMPARABLE.map(
    (type): OverloadRow => [`list_${type}_is_sorted_bool`, `(list(${type})) isSorted() bool`, ofList(isSorted)],
  ),
  ...Object.entries(ZEROS).map(
    ([type, zero]): OverloadRow => [`list_${type}_sum_${type}`, `(list(${type})) sum() ${type}`, sumFrom(zero)],
  ),
  ...COMPARABLE.map((type): OverloadRow => [`list_${type}_max_${type}`, `(list(${type})) max() ${type}`, max]),
  ...COMPARABLE.map((type): OverloadRow => [`list_${type}_min_${type}`, `(list(${type})) min() ${type}`, min]),
  ["list_a_index_of_int", "(list(A)) indexOf(A) int", (list, item) => indexOf(list!, item!)],
  ["list_a_last_index_of_int", "(list(A)) lastIndexOf(A) int", (list, item) => lastIndexOf(list!, item!)],
];

/** Kubernetes' functions of lists: `isSorted`, `sum`, `min`, `max`, `indexOf`, `lastIndexOf`. */
export const LIST_FUNCTIONS: Library = { name: "kubernetes.lists", overloads: overloads(ROWS) };

function includes(target: Value, item: Value): boolean {
  if (!isList(target)) return equal(target, item) === true;
  return target.some((element) => equal(adapt(element), item) === true);
}

/** `includes`: whether a list has an element, or what is no list is it. */
export const INCLUDES: Library = {
  name: "kubernetes.includes",
  overloads: overloads([
    ["list_includes_dyn_dyn", "(dyn) includes(dyn) bool", (target, item) => includes(target!, item!)],
  ]),
};
