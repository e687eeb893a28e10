import { isList, isObject, type Value } from "./manifest.ts";

/** Deeper than any object is, and not so deep that looking into it would fill the stack. */
const deepest = 500;
/** More than the largest request that a server takes can hold in earnest. */
const most = 500_000;

/** What keeps an object from being looked at: that it is nested too deep, or into itself, or too large. */
export function sizeProblem(object: Value): string | undefined {
  const count = { left: most };
  if (isTooDeep(object, deepest, count)) return `exceeded max depth of ${deepest}`;
  return count.left < 0 ? "Request entity too large: limit is 3145728" : undefined;
}

/** Counts down with each value, and stops counting once there are too many: then how deep it is does not matter. */
function isTooDeep(value: Value, left: number, count: { left: number }): boolean {
  if (left < 0) return true;
  if (--count.left < 0) return false;
  if (isList(value)) return value.some((inner) => typeof inner === "object" && isTooDeep(inner, left - 1, count));
  if (!isObject(value)) return false;
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === "object" && isTooDeep(inner, left - 1, count)) return true;
  }
  return false;
}
