import { type Apply, dispatch, type FunctionDeclaration } from "./function.ts";
import { isInt } from "./integer.ts";
import { stepOf } from "./plan-access.ts";
import { fold } from "./plan-fold.ts";
import { compilePattern, findAll, findFirst, matches, type Pattern } from "./regex.ts";
import { type CallCost, callCost } from "./running-cost.ts";
import {
  charge,
  evaluateAll,
  type Frame,
  type FunctionCall,
  PlanFailure,
  type Planned,
  type Planner,
  placed,
  type Step,
} from "./step.ts";
import type { Call } from "./syntax.ts";
import { CelError, noSuchOverload, type Value } from "./value.ts";

/** Makes a function ready that evaluates all of its operands. */
export function planFunction(planner: Planner, node: Call, call: FunctionCall): Planned {
  const { name, declaration, overload, parts } = call;
  if (planner.environment.options.foldConstants) {
    const folded = fold(node, call);
    if (folded !== undefined) return folded;
  }
  const special = planPattern(planner, call);
  const apply = special ?? (declaration && dispatch(declaration, overload)) ?? unknownFunction(name, parts.length);
  const sequential = special !== undefined || isSequential(declaration, overload, parts.length);
  const steps = parts.map(stepOf);
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
  if (cost.kind === "result") return (frame) => applyWithCost(frame, [operand(frame)], apply, cost, at);
  return (frame) => {
    const value = operand(frame);
    charge(frame, cost.cost(value));
    return value instanceof CelError ? value : placed(apply(value), at);
  };
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
  if (cost.kind === "result") return (frame) => applyWithCost(frame, [left!(frame), right!(frame)], apply, cost, at);
  return (frame) => {
    const first = left!(frame);
    const second = right!(frame);
    charge(frame, cost.cost(first, second));
    if (first instanceof CelError) return first;
    return second instanceof CelError ? second : placed(apply(first, second), at);
  };
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
  if (cost.kind === "given") charge(frame, cost.cost(...given));
  const failed = given.find((value) => value instanceof CelError);
  const result = failed ?? placed(apply(...given), at);
  if (cost.kind === "result") charge(frame, cost.cost(result, given));
  return result;
}

/** Patterns that are constants are compiled once; one that does not compile is found out here. */
function planPattern(planner: Planner, { name, parts }: FunctionCall): Apply | undefined {
  const use = PATTERN_USES[name];
  const pattern = parts[1]?.constant?.value;
  if (use === undefined || typeof pattern !== "string") return undefined;
  const compiled = compilePattern(pattern);
  if ("message" in compiled) {
    // Without constant folding cel-go leaves its own function to find out when it runs.
    if (name === "matches" && !planner.environment.options.foldConstants) return undefined;
    throw new PlanFailure(compiled.message);
  }
  return (text, _pattern, limit) => (typeof text === "string" ? use(compiled, text, limit) : noSuchOverload());
}

const PATTERN_USES: Readonly<Record<string, (pattern: Pattern, text: string, limit?: Value) => Value>> = {
  matches,
  find: findFirst,
  findAll: (pattern, text, limit = -1) => (isInt(limit) ? findAll(pattern, text, Number(limit)) : noSuchOverload()),
};
