import { isList, isMap } from "./adapt.ts";
import { textOf } from "./convert.ts";
import { resolveFunction } from "./environment.ts";
import { type Apply, dispatch, type FunctionDeclaration, noOverloadFor } from "./function.ts";
import { mapEntries } from "./map.ts";
import { contains } from "./operators.ts";
import { accessTo, extend, planAccess, resolver } from "./plan-access.ts";
import { compilePattern, findAll, findFirst, type Pattern } from "./regex.ts";
import { type CallCost, callCost } from "./running-cost.ts";
import { charge, type Frame, PlanFailure, type Planned, type Planner, type Step } from "./step.ts";
import { ACCUMULATOR, type Call, type Expression, qualifiedName } from "./syntax.ts";
import { CelError, CelMap, Double, noSuchOverload, Optional, Uint, type Value } from "./value.ts";

/** Makes a call ready: operators that do not evaluate all of their operands, accesses, and functions. */
export function planCall(planner: Planner, node: Call): Planned {
  const resolved = resolveCall(planner, node);
  const operands = resolved.operands;
  if (isGrowing(planner, operands[0])) {
    if (node.name === "_+_") return { run: planAppend(planner, node) };
    if (resolved.name === "cel.@mapInsert") return { run: planInsert(planner, node) };
  }
  const parts = operands.map(planner.plan);
  const [first, second] = parts;
  switch (resolved.name) {
    case "_&&_":
    case "_||_":
      return { run: planLogic(first!.run, second!.run, resolved.name === "_||_", node.at) };
    case "_?_:_": {
      const [yes, no] = [accessTo(second!), accessTo(parts[2]!)];
      return planAccess({ kind: "choice", at: node.at, condition: first!.run, yes, no });
    }
    case "_[_]":
    case "_[?_]":
    case "_?._":
      return planIndex(planner, node, [first!, second!], resolved.name !== "_[_]");
    case "or":
    case "orValue":
      if (parts.length === 2) return { run: planOr(first!.run, second!.run, resolved.name === "orValue") };
  }
  return planFunction(planner, node, { ...resolved, parts });
}

interface ResolvedCall {
  readonly name: string;
  readonly declaration: FunctionDeclaration | undefined;
  /** The one overload that the checker left, "" if there are several. */
  readonly overload: string;
  readonly operands: readonly Expression[];
}

/** Which function a call means: what the checker found, or else what the names say. */
function resolveCall(planner: Planner, node: Call): ResolvedCall {
  const { environment, checked } = planner;
  const operands = node.target === undefined ? node.arguments : [node.target, ...node.arguments];
  const reference = checked.references[node.id];
  if (reference !== undefined) {
    const declaration = environment.functions.get(reference.name);
    const overload = reference.overloads.length === 1 ? reference.overloads[0]! : "";
    return { name: reference.name, declaration, overload, operands: reference.namespaced ? node.arguments : operands };
  }
  const prefix = node.target && qualifiedName(node.target);
  const namespaced = prefix === undefined ? undefined : resolveFunction(environment, `${prefix}.${node.name}`);
  if (namespaced !== undefined) {
    return { name: namespaced.name, declaration: namespaced, overload: "", operands: node.arguments };
  }
  const declaration = resolveFunction(environment, node.name);
  return { name: declaration?.name ?? node.name, declaration, overload: "", operands };
}

/** The first decisive operand decides; if none is, an error among them wins over what is not bool. */
function planLogic(left: Step, right: Step, decisive: boolean, at: number): Step {
  return (frame) => {
    const first = left(frame);
    if (first === decisive) return decisive;
    const second = right(frame);
    if (second === decisive) return decisive;
    if (first !== !decisive) return logicError(first, at);
    return second === !decisive ? second : logicError(second, at);
  };
}

function logicError(value: Value, at: number): CelError {
  return value instanceof CelError ? value : new CelError("no such overload", at);
}

function planIndex(
  planner: Planner,
  node: Call,
  [container, index]: readonly [container: Planned, index: Planned],
  optional: boolean,
): Planned {
  // What an index reads costs what its fields cost, but not as a whole: the index itself does.
  const key = index.constant === undefined ? indexStep(index) : index.constant.value;
  const strict = planner.environment.options.errorOnBadPresenceTest;
  return planAccess(extend(accessTo(container), { at: node.at, key, optional, test: false, strict }));
}

function indexStep(index: Planned): Step {
  return index.access === undefined ? index.run : resolver(index.access);
}

/** `a.or(b)` and `a.orValue(b)`: `b` only if `a` is none. What is no optional is returned as it is. */
function planOr(left: Step, right: Step, unwrap: boolean): Step {
  return (frame) => {
    const first = left(frame);
    if (!(first instanceof Optional)) return first;
    if (first.value === undefined) return right(frame);
    return unwrap ? first.value : first;
  };
}

/** Whether an operand is a list or map that this expression is making and nobody else can see. */
function isGrowing(planner: Planner, operand: Expression | undefined): boolean {
  if (operand?.kind !== "identifier" || operand.name !== ACCUMULATOR) return false;
  return planner.scope.findLast((local) => local.name === ACCUMULATOR)?.growing === true;
}

/** `accumulator + [element]` appends in place, or every list would be copied for each of its elements. */
function planAppend(planner: Planner, node: Call): Step {
  const [accumulator, addition] = node.arguments.map((argument) => planner.plan(argument).run);
  return (frame) => {
    const list = accumulator!(frame);
    const more = addition!(frame);
    charge(frame, 1);
    if (list instanceof CelError) return list;
    if (more instanceof CelError) return more;
    if (!isList(list) || !isList(more)) return new CelError("no such overload", node.at);
    for (const element of more) (list as unknown[]).push(element);
    return list;
  };
}

/** `cel.@mapInsert(accumulator, key, value)` or `(accumulator, map)` adds in place; a key may come once. */
function planInsert(planner: Planner, node: Call): Step {
  const steps = node.arguments.map((argument) => planner.plan(argument).run);
  const sequential = steps.length === 3;
  return (frame) => {
    const given = evaluateAll(frame, steps, sequential);
    if (given instanceof CelError) return given;
    charge(frame, 1);
    const failed = given.find((value) => value instanceof CelError);
    if (failed !== undefined) return failed;
    const [target, key, value] = given;
    if (!(target instanceof CelMap)) return new CelError("no such overload", node.at);
    if (sequential) return insert(target, [[key!, value!]], node.at);
    if (!isMap(key!)) return noOverloadFor("cel.@mapInsert", given);
    return insert(target, mapEntries(key), node.at);
  };
}

function insert(target: CelMap, entries: readonly (readonly [key: Value, value: Value])[], at: number): Value {
  for (const [key, value] of entries) {
    if (target.get(key) !== undefined) return new CelError(`insert failed: key ${textOf(key)} already exists`, at);
    target.set(key, value);
  }
  return target;
}

/**
 * The values of operands. In sequence an error ends it, and then the call costs nothing, unless it is the last operand:
 * that is how the API server counts. Otherwise errors are among the values.
 */
function evaluateAll(frame: Frame, steps: readonly Step[], sequential: boolean): Value[] | CelError {
  const values: Value[] = [];
  for (const step of steps) {
    const value = step(frame);
    values.push(value);
    if (sequential && value instanceof CelError && values.length < steps.length) return value;
  }
  return values;
}

interface FunctionCall extends ResolvedCall {
  readonly parts: readonly Planned[];
}

function planFunction(planner: Planner, node: Call, call: FunctionCall): Planned {
  const { name, declaration, overload, parts } = call;
  if (planner.environment.options.foldConstants) {
    const folded = fold(node, call);
    if (folded !== undefined) return folded;
  }
  const special = planPattern(call);
  const apply = special ?? (declaration && dispatch(declaration, overload)) ?? unknownFunction(name, parts.length);
  const sequential = special !== undefined || isSequential(declaration, overload, parts.length);
  const steps = parts.map((part) => part.run);
  const cost = callCost(name, overload);
  if (name === "@not_strictly_false") return { run: planNotStrictlyFalse(steps[0]!) };
  if (steps.length === 1) return { run: callUnary(apply, steps[0]!, cost, node.at) };
  if (steps.length === 2 && !sequential) return { run: callBinary(apply, steps, cost, node.at) };
  return { run: callMany(apply, { steps, sequential }, cost, node.at) };
}

/** Whether the API server stops at the first operand that is an error: cel-go's calls of more than two operands do. */
function isSequential(declaration: FunctionDeclaration | undefined, overload: string, count: number): boolean {
  if (count > 2 || overload === "string_format") return true;
  if (declaration === undefined || declaration.shared !== undefined) return false;
  const bound = declaration.overloads.filter((candidate) => candidate.apply !== undefined);
  return bound.length > 1 && !bound.some((candidate) => candidate.id === overload);
}

function unknownFunction(name: string, count: number): Apply {
  if (count === 0) throw new PlanFailure(`no such overload: ${name}()`);
  return () => new CelError(`no such overload: ${name}`);
}

/** true unless the value is false: errors count as true here. */
function planNotStrictlyFalse(operand: Step): Step {
  return (frame) => {
    const value = operand(frame);
    charge(frame, 1);
    return value !== false;
  };
}

function callUnary(apply: Apply, operand: Step, cost: CallCost, at: number): Step {
  if (cost.kind === "fixed") {
    return (frame) => {
      const value = operand(frame);
      charge(frame, cost.cost);
      return value instanceof CelError ? value : placed(apply(value), at);
    };
  }
  return (frame) => applyWithCost(frame, [operand(frame)], apply, cost, at);
}

function callBinary(apply: Apply, [left, right]: readonly Step[], cost: CallCost, at: number): Step {
  if (cost.kind === "fixed") {
    return (frame) => {
      const first = left!(frame);
      const second = right!(frame);
      charge(frame, cost.cost);
      if (first instanceof CelError) return first;
      return second instanceof CelError ? second : placed(apply(first, second), at);
    };
  }
  return (frame) => applyWithCost(frame, [left!(frame), right!(frame)], apply, cost, at);
}

interface Operands {
  readonly steps: readonly Step[];
  readonly sequential: boolean;
}

function callMany(apply: Apply, { steps, sequential }: Operands, cost: CallCost, at: number): Step {
  return (frame) => {
    const given = evaluateAll(frame, steps, sequential);
    return given instanceof CelError ? given : applyWithCost(frame, given, apply, cost, at);
  };
}

/** Counts the cost, before the work where it can be known, and applies unless an operand is an error. */
function applyWithCost(frame: Frame, given: readonly Value[], apply: Apply, cost: CallCost, at: number): Value {
  if (cost.kind === "fixed") charge(frame, cost.cost);
  if (cost.kind === "given") charge(frame, cost.cost(given));
  const failed = given.find((value) => value instanceof CelError);
  const result = failed ?? placed(apply(...given), at);
  if (cost.kind === "result") charge(frame, cost.cost(result, given));
  return result;
}

/** Gives an error its place, unless it has one from further inside. */
function placed(value: Value, at: number): Value {
  if (value instanceof CelError && value.at === undefined) value.at = at;
  return value;
}

const CONVERSIONS = new Set("bool bytes double duration dyn int string timestamp type uint".split(" "));

/** Computes what the API server computes when it plans: conversions of constants, and whether a constant list has it. */
function fold(node: Call, { name, declaration, overload, parts }: FunctionCall): Planned | undefined {
  const [first, second] = parts;
  if (CONVERSIONS.has(name) && parts.length === 1 && first!.constant !== undefined) {
    const value = dispatch(declaration!, overload)!(first!.constant.value);
    if (value instanceof CelError) throw new PlanFailure(value.message);
    return { run: () => value, constant: { value } };
  }
  if (overload !== "in_list" || second!.constant === undefined) return undefined;
  const list = second!.constant.value as readonly Value[];
  if (list.length === 0) return { run: () => false, constant: { value: false } };
  if (!list.every(isSimple)) return undefined;
  const element = first!.run;
  const contains = membership(list);
  return {
    run: (frame) => {
      const value = element(frame);
      return value instanceof CelError ? placed(value, node.at) : contains(value);
    },
  };
}

/** Elements by which the API server makes a set of a constant list; then looking one up costs nothing. */
function isSimple(value: Value): boolean {
  return typeof value !== "object" || value instanceof Double || value instanceof Uint;
}

function membership(list: readonly Value[]): (value: Value) => boolean {
  const strings = new Set(list.filter((element) => typeof element === "string"));
  return (value) => (typeof value === "string" ? strings.has(value) : contains(value, list) === true);
}

/** Patterns that are constants are compiled once; one that does not compile is found out here. */
function planPattern({ name, parts }: FunctionCall): Apply | undefined {
  const use = PATTERN_USES[name];
  const pattern = parts[1]?.constant?.value;
  if (use === undefined || typeof pattern !== "string") return undefined;
  const compiled = compilePattern(pattern);
  if ("message" in compiled) throw new PlanFailure(compiled.message);
  return (text, _pattern, limit) => (typeof text === "string" ? use(compiled, text, limit) : noSuchOverload());
}

const PATTERN_USES: Readonly<Record<string, (pattern: Pattern, text: string, limit?: Value) => Value>> = {
  matches: (pattern, text) => pattern.test(text),
  find: findFirst,
  findAll: (pattern, text, limit) => findAll(pattern, text, limit === undefined ? -1 : Number(limit)),
};
