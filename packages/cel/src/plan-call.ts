import { isList } from "./adapt.ts";
import { resolveFunction } from "./environment.ts";
import { accessTo, extend, invalidKey, planAccess, resolver, stepOf } from "./plan-access.ts";
import { isGrowing, planAppend, planInsert } from "./plan-accumulate.ts";
import { planFunction } from "./plan-function.ts";
import { PlanFailure, type Planned, type Planner, type ResolvedCall, type Step } from "./step.ts";
import { type Call, qualifiedName } from "./syntax.ts";
import { CelError, Double, Optional, Uint, type Value } from "./value.ts";

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
      return { run: planLogic(stepOf(first!), stepOf(second!), resolved.name === "_||_", node.at) };
    case "_?_:_": {
      const [yes, no] = [accessTo(second!), accessTo(parts[2]!)];
      return planAccess({ kind: "choice", at: node.at, condition: stepOf(first!), yes, no });
    }
    case "_[_]":
    case "_[?_]":
    case "_?._":
      return planIndex(planner, node, [first!, second!], resolved.name !== "_[_]");
    case "or":
    case "orValue":
      if (parts.length === 2) return { run: planOr(stepOf(first!), stepOf(second!), resolved.name === "orValue") };
  }
  return planFunction(planner, node, { ...resolved, parts });
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
  const key = index.constant === undefined ? indexStep(index) : constantKey(index.constant.value);
  const strict = planner.environment.options.errorOnBadPresenceTest;
  return planAccess(extend(accessTo(container), { at: node.at, key, optional, test: false, strict }));
}

function constantKey(value: Value): Value {
  if (typeof value !== "object" || value instanceof Uint || value instanceof Double) return value;
  if (value === null) throw new PlanFailure("invalid qualifier type: types.Null");
  throw new PlanFailure(isList(value) ? "invalid qualifier type: *types.baseList" : invalidKey(value));
}

function indexStep(index: Planned): Step {
  return index.access === undefined ? index.run! : resolver(index.access);
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
