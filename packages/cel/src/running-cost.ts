import { adapt, isList, isMap } from "./adapt.ts";
import { isInt } from "./integer.ts";
import { mapEntries } from "./map.ts";
import { sizeOf } from "./operators.ts";
import { utf8Length } from "./utf8.ts";
import { CelError, Opaque, Optional, type Value } from "./value.ts";
import { CostOverrun, work } from "./work.ts";

/**
 * What a call costs while it runs, as the API server counts it: a fixed cost, one that follows from the arguments (and is
 * counted before the call, so that no call does more work than it may cost), or one that follows from the result.
 */
export type CallCost =
  | { readonly kind: "fixed"; readonly cost: number }
  | { readonly kind: "given"; readonly cost: (...given: readonly Value[]) => number }
  | { readonly kind: "result"; readonly cost: (result: Value, given: readonly Value[]) => number };

/** What one unit of work on strings costs: traversing a character, a character of a pattern. */
export const TRAVERSAL = 0.1;
export const PATTERN = 0.25;
/** An authorization check is meant to be possible twice in an expression. */
const AUTHORIZATION_COST = 350_000;

/** What a call of a function costs, where the checker left one overload; "" where it left several. */
export function callCost(name: string, overload: string): CallCost {
  const own = BY_OVERLOAD.get(overload) ?? BY_FUNCTION.get(name);
  if (own !== undefined) return own;
  if (/^list_.+_(?:sort|sortByAssociatedKeys)$/.test(overload)) {
    return given((list, keys) => selfCompare((overload.endsWith("sort") ? list : keys)!));
  }
  if (/^(?:less|greater)(?:_equals)?_(?:string|bytes)$/.test(overload)) return COMPARE;
  return ONE;
}

function fixed(cost: number): CallCost {
  return { kind: "fixed", cost };
}

function given(cost: (...values: Value[]) => number): CallCost {
  return { kind: "given", cost };
}

const ONE = fixed(1);

/** How large a value counts: characters, bytes, elements; 1 for all that has no size. */
export function costSize(value: Value): number {
  if (value instanceof Optional && value.value !== undefined) return costSize(value.value);
  if (value instanceof Opaque) return value.kind.size?.(value) ?? 1;
  return sizeOf(value) ?? 1;
}

/** The cost of going over the first argument so many times. */
function traverse(times: number): CallCost {
  return given((value) => Math.ceil(costSize(value!) * times * TRAVERSAL));
}

const COMPARE = given((a, b) => Math.ceil(smallerSize(a!, b!) * TRAVERSAL));

function isScalar(value: Value): boolean {
  return typeof value === "number" || typeof value === "boolean" || value === null;
}

/** The smaller size of the two; counting characters can stop where it makes no difference. */
function smallerSize(a: Value, b: Value): number {
  if (isScalar(a) && isScalar(b)) return 1;
  if (typeof a === "string" && typeof b === "string") {
    const units = Math.min(a.length, b.length);
    if (units <= 1 / TRAVERSAL) return units;
  }
  return Math.min(costSize(a), costSize(b));
}

/** A pattern over a text: the empty text still costs something, as the pattern may be expensive. */
export function matchCost(textSize: number, patternSize: number): number {
  return Math.ceil((1 + textSize) * TRAVERSAL) * Math.ceil(patternSize * PATTERN);
}

const MATCH = given((text, pattern) => matchCost(costSize(text!), costSize(pattern!)));

/** Functions that look at every element, however deep. */
const DEEP = given((value) => deepTraversal(value!));

function deepTraversal(value: Value): number {
  if (typeof value === "string") return Math.trunc(utf8Length(value) * TRAVERSAL);
  if (value instanceof Uint8Array) return Math.trunc(value.length * TRAVERSAL);
  let cost = 0;
  work(1);
  if (isList(value)) {
    for (const element of value) cost += deepTraversal(adapt(element));
    return cost;
  }
  if (!isMap(value)) return 1;
  for (const [key, inner] of mapEntries(value)) cost += deepTraversal(key) + deepTraversal(inner);
  return cost;
}

/** A field or label selector: parsed, then one requirement for every two characters. */
export function selectorCost(length: number): number {
  return 10 + Math.ceil(length * TRAVERSAL) + Math.ceil(Math.ceil(length * 0.5) * 50);
}

const SELECTOR = given((_check, text) => (text === undefined ? 1 : selectorCost(costSize(text))));

/** What a function costs that makes a list: the call, the list and so much for its size. */
function listCall(size: number, factor = 1): number {
  const cost = Math.trunc(size * factor) + 1 + 10;
  // The API server's costs have no sign: below 0 they are very great.
  return cost < 0 ? 2 ** 64 : cost;
}

const NO_LISTER = new CostOverrun(
  "internal error: interface conversion: *types.Err is not traits.Lister: missing method Add",
);

const MAKES_LIST: CallCost = { kind: "result", cost: (result) => listCall(costSize(result)) };

/**
 * Every element with every other. Counting the elements of an error ends the whole evaluation: the API server's
 * bookkeeping panics, and what is around the call never gets to absorb the error.
 */
function selfCompare(value: Value): number {
  if (value instanceof CelError) throw NO_LISTER;
  const size = costSize(value);
  const first = isList(value) && size > 0 ? adapt(value[0]) : undefined;
  const factor = typeof first === "string" || first instanceof Uint8Array ? 2 + TRAVERSAL : 2;
  return listCall(size * size, factor);
}

function setCost(factor: number): CallCost {
  return given((a, b) => 1 + Math.trunc(costSize(a!) * costSize(b!) * factor));
}

function containsCost(masked: boolean, parsed: boolean): CallCost {
  return given((cidr, other) => {
    const size = costSize(cidr!);
    const mask = masked ? Math.ceil(size * TRAVERSAL) + 1 : 0;
    const parse = parsed ? Math.ceil(costSize(other!) * TRAVERSAL) : 0;
    return Math.ceil((size + size) * TRAVERSAL) + mask + parse;
  });
}

const FLATTEN = given((list, depth) => listCall(costSize(list!), depth === undefined ? 1 : Number(depth)));

/** Counted before the list is made, whose length is the argument. */
const RANGE = given((length) => listCall(isInt(length!) ? Math.max(0, Number(length)) : 1));

/** cel-go's own costs, by overload, and those of its list and set libraries. */
const BY_OVERLOAD: ReadonlyMap<string, CallCost> = new Map([
  ...["starts_with_string", "ends_with_string", "string_to_bytes"].map((id) => [id, traverse(1)] as const),
  ...["bytes_to_string", "strings_quote", "string_format"].map((id) => [id, traverse(1)] as const),
  ["in_list", given((_element, list) => costSize(list!))],
  ["not_equals", COMPARE],
  ["equals", given((a, b) => (a instanceof Opaque ? 1 : Math.ceil(smallerSize(a!, b!) * TRAVERSAL)))],
  ["add_string", given((a, b) => Math.ceil((costSize(a!) + costSize(b!)) * TRAVERSAL))],
  ["add_bytes", given((a, b) => Math.ceil((costSize(a!) + costSize(b!)) * TRAVERSAL))],
  ["matches_string", MATCH],
  ["contains_string", given((a, b) => Math.ceil(costSize(a!) * TRAVERSAL) * Math.ceil(costSize(b!) * TRAVERSAL))],
  ["list_slice", MAKES_LIST],
  ["list_reverse", MAKES_LIST],
  ["lists_range", RANGE],
  ["list_flatten", FLATTEN],
  ["list_flatten_int", FLATTEN],
  ["list_distinct", given((list) => selfCompare(list!))],
  ["list_sets_contains_list", setCost(1)],
  ["list_sets_intersects_list", setCost(1)],
  ["list_sets_equivalent_list", setCost(2)],
  ["cidr_ip", ONE],
  ["cidr_contains_ip_string", containsCost(false, true)],
  ["cidr_contains_ip_ip", containsCost(false, false)],
  ["cidr_contains_cidr_string", containsCost(true, true)],
  ["cidr_contains_cidr", containsCost(true, false)],
] as const);

/** The API server's costs of its own libraries, by the name of the function whatever the overload. */
const BY_FUNCTION: ReadonlyMap<string, CallCost> = new Map([
  ["check", fixed(AUTHORIZATION_COST)],
  ["fieldSelector", SELECTOR],
  ["labelSelector", SELECTOR],
  ...["isSorted", "sum", "max", "min", "indexOf", "lastIndexOf", "includes"].map((name) => [name, DEEP] as const),
  ...["url", "lowerAscii", "upperAscii", "substring", "trim", "jsonpatch.escapeKey"].map(
    (name) => [name, traverse(1)] as const,
  ),
  ["replace", traverse(2)],
  ["split", traverse(2)],
  ["join", { kind: "result", cost: (result) => Math.ceil(costSize(result) * 2 * TRAVERSAL) }],
  ["find", MATCH],
  ["findAll", MATCH],
  ...["cidr", "isIP", "isCIDR", "ip", "quantity", "isQuantity", "semver", "isSemver"].map(
    (name) => [name, traverse(1)] as const,
  ),
  ["ip.isCanonical", traverse(2)],
  ["containsIP", containsCost(false, false)],
  ["containsCIDR", containsCost(true, false)],
  ["validate", given((format, text) => validateCost(format!, text!))],
] as const);

/** A named format has no pattern to look at; its kind says how long one would be. */
function validateCost(format: Value, text: Value): number {
  if (!(format instanceof Opaque)) return 1;
  const { patternSize } = format.content as { readonly patternSize: number };
  return matchCost(costSize(text), patternSize);
}
