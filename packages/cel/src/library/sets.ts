import { adapt, isList } from "../adapt.ts";
import { type Apply, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { contains } from "../operators.ts";
import { noSuchOverload, type Value } from "../value.ts";

type List = readonly unknown[];

function containsAll(list: List, part: List): boolean {
  return part.every((element) => contains(adapt(element), list) === true);
}

function equivalent(a: List, b: List): boolean {
  return containsAll(a, b) && containsAll(b, a);
}

function intersects(a: List, b: List): boolean {
  return a.some((element) => contains(adapt(element), b) === true);
}

function ofLists(test: (a: List, b: List) => boolean): Apply {
  return (a: Value | undefined, b: Value | undefined) => (isList(a!) && isList(b!) ? test(a, b) : noSuchOverload());
}

/** Lists as sets: `sets.contains`, `sets.equivalent`, `sets.intersects`. */
export const SETS: Library = {
  name: "sets",
  overloads: overloads([
    ["list_sets_contains_list", "sets.contains(list(T), list(T)) bool", ofLists(containsAll)],
    ["list_sets_equivalent_list", "sets.equivalent(list(T), list(T)) bool", ofLists(equivalent)],
    ["list_sets_intersects_list", "sets.intersects(list(T), list(T)) bool", ofLists(intersects)],
  ]),
};
