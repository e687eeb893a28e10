import { exactly, MOST, plus, type Range, scaled, times, UNKNOWN } from "./range.ts";
import { PATTERN, TRAVERSAL } from "./running-cost.ts";
import type { Expression } from "./syntax.ts";
import type { Type } from "./type.ts";

/** What is known of an operand of a call. */
export interface Operand {
  readonly node: Expression;
  readonly type: Type;
  /** The size of its value; undefined if there is no bound. */
  readonly size: Range | undefined;
  /** The size of each of its elements, if it is a list of which a schema tells. */
  readonly elementSize: () => Range | undefined;
}

/** A call of one overload. A target is none of the operands. */
export interface CallOperands {
  readonly name: string;
  readonly overload: string;
  readonly target: Operand | undefined;
  readonly operands: readonly Operand[];
}

/** What a call costs besides its operands, and the size of what it gives where that is known. */
export interface CallEstimate {
  readonly cost: Range;
  readonly size?: Range;
}

type Estimate = (call: CallOperands) => CallEstimate;

/** Looks a call up: cel-go's estimates of its libraries first, then the API server's by name, then cel-go's own. */
export function estimateCall(call: CallOperands): CallEstimate {
  const { name, overload } = call;
  if (name === "_==_") return equality(call);
  return (LIBRARIES.get(overload) ?? BY_NAME.get(name) ?? BY_OVERLOAD.get(overload) ?? sortEstimate(overload) ?? unit)(
    call,
  );
}

const unit: Estimate = () => ({ cost: exactly(1) });

function sizeOf(operand: Operand | undefined): Range {
  return operand?.size ?? UNKNOWN;
}

/** The first of the target and the operands: what most functions go over. */
function subject({ target, operands }: CallOperands): Range {
  return sizeOf(target ?? operands[0]);
}

/** Goes over its subject so many times. */
function traverse(count: number): Estimate {
  return (call) => ({ cost: scaled(subject(call), count * TRAVERSAL) });
}

/** Goes over its subject once and gives something as large. */
const copy: Estimate = (call) => ({ cost: scaled(subject(call), TRAVERSAL), size: subject(call) });

/** Unsigned 64-bit arithmetic that wraps around, where cel-go does not look out for it. */
function wrapped(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

function stringToBytes(call: CallOperands): CallEstimate {
  const { min, max } = subject(call);
  return { cost: scaled({ min, max }, TRAVERSAL), size: { min, max: wrapped(max * 4n) } };
}

function bytesToString(call: CallOperands): CallEstimate {
  const { min, max } = subject(call);
  return { cost: scaled({ min, max }, TRAVERSAL), size: { min: min / 4n, max } };
}

function quote(call: CallOperands): CallEstimate {
  const { min, max } = subject(call);
  return { cost: scaled({ min, max }, TRAVERSAL), size: { min: wrapped(min + 2n), max: wrapped(max * 2n + 2n) } };
}

/** `startsWith` and `endsWith` go over the part that they look for. */
const affix: Estimate = ({ operands }) => ({ cost: scaled(sizeOf(operands[0]), TRAVERSAL) });

const inList: Estimate = ({ operands }) => ({ cost: scaled(sizeOf(operands[1]), 1) });

function contains({ target, operands }: CallOperands): CallEstimate {
  return { cost: times(scaled(sizeOf(target), TRAVERSAL), scaled(sizeOf(operands[0]), TRAVERSAL)) };
}

/** A pattern over a text: one more than its length, as even the empty text runs the pattern. */
function matchCost(text: Range, pattern: Range): Range {
  return times(scaled(plus(text, exactly(1)), TRAVERSAL), scaled(pattern, PATTERN));
}

/** `text.matches(pattern)`; for `matches(text, pattern)` cel-go has no estimate. */
function matches({ target, operands }: CallOperands): CallEstimate {
  return { cost: matchCost(sizeOf(target), sizeOf(operands[0])) };
}

function find({ target, operands }: CallOperands): CallEstimate {
  const text = sizeOf(target);
  return { cost: matchCost(text, sizeOf(operands[0])), size: { min: 0n, max: text.max } };
}

function addition({ overload, operands }: CallOperands): CallEstimate {
  const size = plus(sizeOf(operands[0]), sizeOf(operands[1]));
  return { cost: overload === "add_list" ? exactly(1) : scaled(size, TRAVERSAL), size };
}

/** Comparing goes as far as the smaller of the two. */
function comparison({ operands }: CallOperands): CallEstimate {
  const [a, b] = [sizeOf(operands[0]).max, sizeOf(operands[1]).max];
  const max = a < b ? a : b;
  return { cost: scaled({ min: max > 0n ? 1n : 0n, max }, TRAVERSAL) };
}

const FIXED_SIZE_TYPES: ReadonlySet<string> = new Set([
  "net.IP",
  "net.CIDR",
  "kubernetes.Quantity",
  "kubernetes.Semver",
  ...["Authorizer", "PathCheck", "GroupCheck", "ResourceCheck", "Decision"].map(
    (name) => `kubernetes.authorization.${name}`,
  ),
]);

function equality(call: CallOperands): CallEstimate {
  const [a, b] = call.operands;
  const name = a!.type.name;
  if (name !== b!.type.name) return comparison(call);
  if (FIXED_SIZE_TYPES.has(name)) return unit(call);
  if (name === "kubernetes.NamedFormat") return { cost: scaled({ min: 1n, max: 64n }, TRAVERSAL) };
  if (name !== "kubernetes.URL") return comparison(call);
  return { cost: scaled({ min: 1n, max: (b!.size ?? exactly(1)).max }, TRAVERSAL) };
}

/** What goes over every element: strings and byte strings cost their length besides. A string costs what going over it does. */
function overElements({ target }: CallOperands): CallEstimate {
  const element = target?.type.parameters[0];
  if (element === undefined) return { cost: scaled(sizeOf(target), TRAVERSAL) };
  const isLong = element.kind === "string" || element.kind === "bytes";
  const each = isLong ? scaled(target!.elementSize() ?? UNKNOWN, TRAVERSAL) : exactly(0);
  return { cost: times(sizeOf(target), plus(exactly(1), each)) };
}

function includes(call: CallOperands): CallEstimate {
  return call.target?.type.parameters[0] === undefined ? { cost: sizeOf(call.target) } : overElements(call);
}

/** The result may be shorter or longer: as many replacements of the smallest by the largest as fit, and the reverse. */
function replace({ target, operands }: CallOperands): CallEstimate {
  const [text, from, to] = [sizeOf(target), sizeOf(operands[0]), sizeOf(operands[1])];
  const longest = replacements(text.max, from.min, to.max <= from.min);
  const shortest = replacements(text.min, from.max, from.max <= to.min);
  const count = { min: shortest.count, max: longest.count };
  const retained = { min: shortest.retained, max: longest.retained };
  return { cost: scaled(text, 2 * TRAVERSAL), size: plus(times(count, to), retained) };
}

function replacements(text: bigint, from: bigint, keepsLength: boolean): { count: bigint; retained: bigint } {
  if (from === 0n) return { count: text < MOST ? text + 1n : text, retained: text };
  if (keepsLength) return { count: 0n, retained: text };
  return { count: BigInt.asUintN(64, BigInt(Math.ceil(Number(text) / Number(from)))), retained: 0n };
}

function split(call: CallOperands): CallEstimate {
  const text = sizeOf(call.target);
  const limit = literalInt(call.operands[1]);
  const max = limit === undefined ? text.max : wrapped(limit);
  return { cost: scaled(text, 2 * TRAVERSAL), size: { min: 0n, max } };
}

function literalInt(operand: Operand | undefined): bigint | undefined {
  if (operand?.node.kind !== "literal") return undefined;
  const { value } = operand.node;
  return typeof value === "number" || typeof value === "bigint" ? BigInt(value) : undefined;
}

function join({ target, operands }: CallOperands): CallEstimate {
  const count = sizeOf(target);
  const isTyped = target?.type.parameters[0] !== undefined;
  let size = isTyped ? times(count, target!.elementSize() ?? UNKNOWN) : exactly(0);
  if (operands.length > 0) {
    const gaps = { min: count.min > 0n ? count.min - 1n : 0n, max: count.max > 0n ? count.max - 1n : 0n };
    size = plus(size, times(sizeOf(operands[0]), gaps));
  }
  return { cost: scaled(size, TRAVERSAL), size };
}

/** Addresses have 4 or 16 bytes. */
const ADDRESS: Range = { min: 4n, max: 16n };

function containsAddress({ overload, operands }: CallOperands, masked: boolean): CallEstimate {
  const compare = scaled(plus(ADDRESS, ADDRESS), TRAVERSAL);
  const mask = masked ? plus(scaled(ADDRESS, TRAVERSAL), exactly(1)) : exactly(0);
  const parse = overload.endsWith("_string") ? scaled(sizeOf(operands[0]), TRAVERSAL) : exactly(0);
  return { cost: plus(compare, mask, parse) };
}

/** A format stands for a pattern of up to 128 characters. */
const validate: Estimate = ({ operands }) => ({
  cost: scaled(scaled(sizeOf(operands[0]), TRAVERSAL), 128 * PATTERN),
});

/** As many requirements as fit in the text, each with its parsing. */
function selector({ operands }: CallOperands): CallEstimate {
  const { min, max } = sizeOf(operands[0]);
  return { cost: { min: selectorCost(min), max: selectorCost(max) } };
}

function selectorCost(length: bigint): bigint {
  const size = exactly(length);
  return plus(exactly(10), scaled(size, TRAVERSAL), scaled(scaled(size, 0.5), 50)).max;
}

/** A function that makes a list of some size: the call, the list, and so much for each element. */
function makesList(size: (call: CallOperands) => Range, factor: (call: CallOperands) => number = () => 1): Estimate {
  return (call) => {
    const made = size(call);
    return { cost: plus(scaled(made, factor(call)), exactly(1), exactly(10)), size: made };
  };
}

function natural(operand: Operand | undefined, otherwise: bigint): bigint {
  const value = literalInt(operand) ?? otherwise;
  return value < 0n ? 0n : value;
}

function sliceSize({ target, operands }: CallOperands): Range {
  const end = natural(operands[1], sizeOf(target).max);
  return exactly(wrapped(end - natural(operands[0], 0n)));
}

function flattenDepth({ operands }: CallOperands): number {
  return operands.length === 1 ? Number(natural(operands[0], MOST)) : 1;
}

function squared(range: Range): Range {
  return times(range, range);
}

function sets(factor: number): Estimate {
  return ({ operands }) => ({
    cost: plus(scaled(times(sizeOf(operands[0]), sizeOf(operands[1])), factor), exactly(1)),
  });
}

function sortEstimate(overload: string): Estimate | undefined {
  const match = /^list_(.+)_(sort|sortByAssociatedKeys)$/.exec(overload);
  if (match === null) return undefined;
  const factor = match[1] === "string" || match[1] === "bytes" ? 2 + TRAVERSAL : 2;
  const keys = (call: CallOperands) => (match[2] === "sort" ? sizeOf(call.target) : sizeOf(call.operands[0]));
  return makesList(
    (call) => squared(keys(call)),
    () => factor,
  );
}

/** cel-go's lists and sets. */
const LIBRARIES: ReadonlyMap<string, Estimate> = new Map([
  ["list_slice", makesList(sliceSize)],
  ["list_flatten", makesList(({ target }) => sizeOf(target), flattenDepth)],
  ["list_flatten_int", makesList(({ target }) => sizeOf(target), flattenDepth)],
  ["lists_range", makesList(({ operands }) => exactly(natural(operands[0], MOST)))],
  ["list_reverse", makesList(({ target }) => sizeOf(target))],
  [
    "list_distinct",
    makesList(
      ({ target }) => squared(sizeOf(target)),
      () => 2,
    ),
  ],
  ["list_sets_contains_list", sets(1)],
  ["list_sets_intersects_list", sets(1)],
  ["list_sets_equivalent_list", sets(2)],
]);

/** The API server's own, by the name of the function whatever the overload. */
const BY_NAME: ReadonlyMap<string, Estimate> = new Map<string, Estimate>([
  ["check", () => ({ cost: exactly(350_000) })],
  ["fieldSelector", selector],
  ["labelSelector", selector],
  ...["isSorted", "sum", "max", "min", "indexOf", "lastIndexOf"].map((name) => [name, overElements] as const),
  ["includes", includes],
  ...["url", "lowerAscii", "upperAscii", "substring", "trim"].map((name) => [name, copy] as const),
  ["replace", replace],
  ["split", split],
  ["join", join],
  ["find", find],
  ["findAll", find],
  ...["cidr", "isIP", "isCIDR", "quantity", "isQuantity", "semver", "isSemver"].map(
    (name) => [name, traverse(1)] as const,
  ),
  ["ip", (call) => (call.overload === "cidr_ip" ? unit(call) : traverse(1)(call))],
  ["ip.isCanonical", traverse(2)],
  ["containsIP", (call) => containsAddress(call, false)],
  ["containsCIDR", (call) => containsAddress(call, true)],
  ["validate", validate],
]);

/** cel-go's own. */
const BY_OVERLOAD: ReadonlyMap<string, Estimate> = new Map<string, Estimate>([
  ["string_format", traverse(1)],
  ["string_to_bytes", stringToBytes],
  ["bytes_to_string", bytesToString],
  ["strings_quote", quote],
  ["starts_with_string", affix],
  ["ends_with_string", affix],
  ["in_list", inList],
  ["matches_string", matches],
  ["contains_string", contains],
  ...["string", "bytes", "list"].map((type) => [`add_${type}`, addition] as const),
  ...["less", "less_equals", "greater", "greater_equals"].flatMap((order) =>
    ["string", "bytes"].map((type) => [`${order}_${type}`, comparison] as const),
  ),
  ["not_equals", comparison],
]);
