import { fieldOf, isList, isObject, type Value } from "./manifest.ts";

/** Whether two values say the same: numbers by their amount, whatever holds them, and fields in any order. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => sameValue(item, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length && names.every((name) => sameValue(one[name], fieldOf(other, name)))
    );
  }
  // An integer is a number or, where it is large, a bigint.
  // biome-ignore lint/suspicious/noDoubleEquals: 2 == 2n is what is asked for
  return isNumber(one) && isNumber(other) && one == other;
}

function isNumber(value: Value | undefined): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}
