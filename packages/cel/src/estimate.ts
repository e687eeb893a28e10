import type { Checked } from "./checked.ts";
import { type CallEstimate, type CallOperands, estimateCall, type Operand } from "./estimate-call.ts";
import { followPath, NO_PATH, type Path, pathFrom, stepTo } from "./estimate-path.ts";
import type { Environment } from "./library.ts";
import { characters } from "./operators.ts";
import { exactly, plus, type Range, times, UNKNOWN, union } from "./range.ts";
import {
  ACCUMULATOR,
  type Call,
  type Comprehension,
  type Expression,
  type ListLiteral,
  type MapLiteral,
  type Select,
} from "./syntax.ts";
import { DYN, isOptional, type Type } from "./type.ts";

/** How large keys (or indices) and values of a list or a map are. */
interface EntrySizes {
  readonly kind: "list" | "map";
  readonly key: Range;
  readonly value: Range;
}

/** What is known of a local variable. */
interface LocalSizes {
  readonly path: Path;
  readonly size: Range | undefined;
  readonly entries: EntrySizes | undefined;
}

interface Estimator {
  readonly checked: Checked;
  readonly presenceTest: Range;
  /** The type of the variable whose sizes are known: a schema's `self`. */
  readonly root: Type | undefined;
  readonly paths: Map<number, Path>;
  readonly sizes: Map<number, Range>;
  readonly entries: Map<number, EntrySizes>;
  readonly locals: Map<string, LocalSizes[]>;
}

const ONE = exactly(1);
const NOTHING = exactly(0);
const LIST_COST = exactly(10);
const MAP_COST = exactly(30);
const STRUCT_COST = exactly(40);

/**
 * What a checked expression may cost, before any data is known: the API server refuses rules of custom resources by it.
 * `root` is the type of `self`, with the bounds that its schema sets; without one all sizes are unknown.
 */
export function estimateCost(checked: Checked, environment: Environment, root?: Type): Range {
  const estimator: Estimator = {
    checked,
    presenceTest: environment.options.presenceTestCost ? ONE : NOTHING,
    root,
    paths: new Map(),
    sizes: new Map(),
    entries: new Map(),
    locals: new Map(),
  };
  return cost(estimator, checked.expression!);
}

function cost(estimator: Estimator, node: Expression): Range {
  const name = nameOf(estimator, node);
  if (name !== undefined) {
    estimator.paths.set(node.id, localOf(estimator, name)?.path ?? pathFrom(name));
    return ONE;
  }
  switch (node.kind) {
    case "literal":
    case "identifier":
      return NOTHING;
    case "select":
      return costSelect(estimator, node);
    case "call":
      return costCall(estimator, node);
    case "list":
      return costList(estimator, node);
    case "map":
      return costMap(estimator, node);
    case "struct":
      return plus(...node.fields.map((field) => cost(estimator, field.value)), STRUCT_COST);
    case "comprehension":
      return isBinding(node) ? costBinding(estimator, node) : costComprehension(estimator, node);
  }
}

/** The name that a node is: an identifier, or fields that turned out to be one name with dots. */
function nameOf(estimator: Estimator, node: Expression): string | undefined {
  if (node.kind !== "identifier" && node.kind !== "select") return undefined;
  const reference = estimator.checked.references[node.id];
  if (reference !== undefined && reference.kind !== "field") return reference.name;
  return node.kind === "identifier" ? node.name : undefined;
}

/** What is known of a node that is the name of a local variable. */
function localAt(estimator: Estimator, node: Expression): LocalSizes | undefined {
  const name = nameOf(estimator, node);
  return name === undefined ? undefined : localOf(estimator, name);
}

function localOf(estimator: Estimator, name: string): LocalSizes | undefined {
  return estimator.locals.get(name)?.at(-1);
}

function typeOf(estimator: Estimator, node: Expression): Type {
  return estimator.checked.types[node.id] ?? DYN;
}

function pathOf(estimator: Estimator, node: Expression): Path {
  return localAt(estimator, node)?.path ?? estimator.paths.get(node.id) ?? NO_PATH;
}

function costSelect(estimator: Estimator, node: Select): Range {
  const operand = cost(estimator, node.operand);
  if (node.test) return plus(estimator.presenceTest, operand);
  const { kind } = typeOf(estimator, node.operand);
  estimator.paths.set(node.id, stepTo(pathOf(estimator, node.operand), node.field));
  return kind === "map" || kind === "object" || kind === "parameter" ? plus(operand, ONE) : operand;
}

function costList(estimator: Estimator, node: ListLiteral): Range {
  let sum = NOTHING;
  let value: Range | undefined;
  for (const element of node.elements) {
    sum = plus(sum, cost(estimator, element));
    value = joined(value, sizeOrUnknown(estimator, element));
  }
  estimator.entries.set(node.id, { kind: "list", key: ONE, value: value ?? NOTHING });
  return plus(sum, LIST_COST);
}

function costMap(estimator: Estimator, node: MapLiteral): Range {
  let sum = NOTHING;
  let key: Range | undefined;
  let value: Range | undefined;
  for (const entry of node.entries) {
    sum = plus(sum, cost(estimator, entry.key), cost(estimator, entry.value));
    key = joined(key, sizeOrUnknown(estimator, entry.key));
    value = joined(value, sizeOrUnknown(estimator, entry.value));
  }
  estimator.entries.set(node.id, { kind: "map", key: key ?? NOTHING, value: value ?? NOTHING });
  return plus(sum, MAP_COST);
}

function joined(a: Range | undefined, b: Range): Range {
  return a === undefined ? b : union(a, b);
}

function costCall(estimator: Estimator, node: Call): Range {
  if (node.name === "dyn") {
    const given = node.arguments[0]!;
    const sum = plus(ONE, cost(estimator, given));
    copySizes(estimator, node, given);
    return sum;
  }
  // The arguments before the target: the order shows where paths share cells.
  const costs: Range[] = [];
  const operands: Operand[] = [];
  for (const argument of node.arguments) {
    costs.push(cost(estimator, argument));
    operands.push(operandOf(estimator, argument));
  }
  const reference = estimator.checked.references[node.id];
  const member = node.target !== undefined && reference?.namespaced !== true;
  const targetCost = member ? cost(estimator, node.target!) : NOTHING;
  const target = member ? operandOf(estimator, node.target!) : undefined;
  const name = reference?.name ?? node.name;
  let total: Range | undefined;
  let size: Range | undefined;
  for (const overload of reference?.overloads ?? []) {
    const call = { name, overload, target, operands };
    const estimate = costOverload(estimator, node, call, costs);
    total = joined(total, estimate.cost);
    if (estimate.size !== undefined) size = joined(size, estimate.size);
    if (isIndex(overload)) size = indexedSize(estimator, node, overload);
    size ??= sizeOf(estimator, node);
  }
  if (size !== undefined) estimator.sizes.set(node.id, size);
  return total === undefined ? NOTHING : plus(targetCost, total);
}

function isIndex(overload: string): boolean {
  return overload === "index_list" || overload === "index_map";
}

/** The size of what an index gives, as far as the container's literal tells; its path leads there too. */
function indexedSize(estimator: Estimator, node: Call, overload: string): Range | undefined {
  const container = node.arguments[0]!;
  const step = overload === "index_list" ? "@items" : "@values";
  estimator.paths.set(node.id, stepTo(pathOf(estimator, container), step));
  return entriesOf(estimator, container)?.value;
}

/** What one overload costs with its operands, and what it does to sizes. */
function costOverload(estimator: Estimator, node: Call, call: CallOperands, costs: readonly Range[]): CallEstimate {
  const [first, second, third] = costs;
  const [a, b, c] = node.arguments;
  switch (call.overload) {
    case "logical_or":
    case "logical_and":
      return { cost: { min: first!.min, max: plus(first!, second!).max } };
    case "conditional":
      setEntries(estimator, node, unionOfEntries(estimator, b!, c!));
      return {
        cost: plus(first!, union(second!, third!)),
        size: union(sizeOrUnknown(estimator, b!), sizeOrUnknown(estimator, c!)),
      };
    case "add_string":
    case "add_bytes":
    case "add_list":
      setEntries(estimator, node, unionOfEntries(estimator, a!, b!));
  }
  const estimate = estimateCall(call);
  return { ...estimate, cost: plus(estimate.cost, ...costs) };
}

function operandOf(estimator: Estimator, node: Expression): Operand {
  const type = typeOf(estimator, node);
  const path = pathOf(estimator, node);
  const isHidden = path.length > 0 && (path.cells[0] === ACCUMULATOR || path.cells[0] === "__result__");
  return {
    node,
    type,
    size: sizeOf(estimator, node),
    elementSize: () =>
      path.length === 0 || isHidden
        ? undefined
        : schemaSize(estimator, stepTo({ ...path, cells: [...path.cells] }, "@items")),
  };
}

function schemaSize({ root }: Estimator, path: Path): Range | undefined {
  if (root === undefined || path.length === 0) return undefined;
  const type = followPath(root, path);
  return type === undefined ? undefined : { min: 0n, max: BigInt(type.maxElements ?? 0) };
}

/** The size of what a node gives: computed before, written out, set by the schema, of a type of one size, or a variable's. */
function sizeOf(estimator: Estimator, node: Expression): Range | undefined {
  const known = estimator.sizes.get(node.id) ?? writtenSize(node);
  if (known !== undefined) return known;
  const declared = schemaSize(estimator, pathOf(estimator, node));
  if (declared !== undefined) {
    estimator.sizes.set(node.id, declared);
    return declared;
  }
  if (isScalar(typeOf(estimator, node))) return ONE;
  return localAt(estimator, node)?.size;
}

function sizeOrUnknown(estimator: Estimator, node: Expression): Range {
  return sizeOf(estimator, node) ?? UNKNOWN;
}

function writtenSize(node: Expression): Range | undefined {
  if (node.kind === "list") return exactly(node.elements.length);
  if (node.kind === "map") return exactly(node.entries.length);
  if (node.kind !== "literal") return undefined;
  if (typeof node.value === "string") return exactly(characters(node.value));
  return node.value instanceof Uint8Array ? exactly(node.value.length) : ONE;
}

function isScalar(type: Type): boolean {
  if (isOptional(type)) return isScalar(type.parameters[0]!);
  return SCALARS.has(type.kind);
}
const SCALARS: ReadonlySet<string> = new Set(["bool", "double", "duration", "int", "timestamp", "uint"]);

function entriesOf(estimator: Estimator, node: Expression): EntrySizes | undefined {
  return estimator.entries.get(node.id) ?? localAt(estimator, node)?.entries;
}

function setEntries(estimator: Estimator, node: Expression, entries: EntrySizes | undefined): void {
  if (entries !== undefined) estimator.entries.set(node.id, entries);
}

function unionOfEntries(estimator: Estimator, a: Expression, b: Expression): EntrySizes | undefined {
  const [first, second] = [entriesOf(estimator, a), entriesOf(estimator, b)];
  if (first === undefined || second === undefined) return undefined;
  return { kind: first.kind, key: union(first.key, second.key), value: union(first.value, second.value) };
}

function copySizes(estimator: Estimator, to: Expression, from: Expression): void {
  const size = sizeOf(estimator, from);
  if (size !== undefined) estimator.sizes.set(to.id, size);
  setEntries(estimator, to, entriesOf(estimator, from));
}

function declare(estimator: Estimator, name: string, sizes: LocalSizes): void {
  estimator.locals.set(name, [...(estimator.locals.get(name) ?? []), sizes]);
}

function forget(estimator: Estimator, name: string): void {
  estimator.locals.get(name)?.pop();
}

/** A name for a value: how `optMap` and `sortBy` are written. */
function isBinding(node: Comprehension): boolean {
  const { range, condition } = node;
  return (
    range.kind === "list" && range.elements.length === 0 && condition.kind === "literal" && condition.value === false
  );
}

function costBinding(estimator: Estimator, node: Comprehension): Range {
  const sum = plus(cost(estimator, node.range), cost(estimator, node.initial));
  declareAccumulator(estimator, node);
  const result = cost(estimator, node.result);
  forget(estimator, node.accumulator);
  copySizes(estimator, node, node.result);
  return plus(sum, result);
}

function declareAccumulator(estimator: Estimator, { accumulator, initial }: Comprehension): void {
  const path = pathOf(estimator, initial);
  const entries = entriesOf(estimator, initial);
  declare(estimator, accumulator, { path, size: sizeOf(estimator, initial), entries });
}

function costComprehension(estimator: Estimator, node: Comprehension): Range {
  const outside = plus(cost(estimator, node.range), cost(estimator, node.initial));
  declareAccumulator(estimator, node);
  declareVariables(estimator, node);
  const inside = plus(cost(estimator, node.condition), cost(estimator, node.step));
  forget(estimator, node.variable);
  if (node.variable2 !== undefined) forget(estimator, node.variable2);
  const result = cost(estimator, node.result);
  forget(estimator, node.accumulator);
  const count = sizeOrUnknown(estimator, node.range);
  const { initial } = node;
  if (initial.kind === "literal") estimator.sizes.set(node.id, ONE);
  if (initial.kind === "list" || initial.kind === "map") {
    estimator.sizes.set(node.id, count);
    setEntries(estimator, node, entriesOf(estimator, node.step));
  }
  return plus(outside, result, times(count, inside));
}

/** The variables of a comprehension: elements or keys with one, indices or keys and elements or values with two. */
function declareVariables(estimator: Estimator, { range, variable, variable2 }: Comprehension): void {
  const entries = entriesOf(estimator, range);
  const isList = (entries?.kind ?? typeOf(estimator, range).kind) === "list";
  const path = pathOf(estimator, range);
  const step = (to: string, size: Range | undefined) => ({ path: stepTo(path, to), size, entries: undefined });
  // The key before the value: the order shows where paths share cells.
  const hasKey = variable2 !== undefined || !isList;
  if (hasKey) declare(estimator, variable, step(isList ? "@indices" : "@keys", entries?.key));
  const value = variable2 ?? (isList ? variable : undefined);
  if (value !== undefined) declare(estimator, value, step(isList ? "@items" : "@values", entries?.value));
}
