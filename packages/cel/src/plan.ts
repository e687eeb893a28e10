import type { Checked } from "./checked.ts";
import type { Environment } from "./library.ts";
import { accessTo, extend, planAccess, planUnresolved, readVariable, stepOf } from "./plan-access.ts";
import { planCall } from "./plan-call.ts";
import { planComprehension } from "./plan-comprehension.ts";
import { planList, planMap, planStruct } from "./plan-literal.ts";
import { type Access, PlanFailure, type Planned, type Planner, type Step } from "./step.ts";
import type { Expression, Identifier, Parsed, Select } from "./syntax.ts";
import { Optional, TypeValue } from "./value.ts";

/** An expression that can be evaluated any number of times. Opaque: give it to `evaluate`. */
export interface Program {
  readonly run: Step;
  readonly slots: number;
}

/** A program, or why there is none although the expression checks: a constant that cannot be computed. */
export type Plan =
  | { readonly program: Program; readonly failure: undefined }
  | { readonly program: undefined; readonly failure: string };

/**
 * Makes closures of a checked expression: the third stage. What depends on no data is done here, once: names, overloads,
 * constants, patterns. Also takes an expression that was only parsed; names and types then show when it runs.
 * Throws for an expression with issues.
 */
export function plan(source: Checked | Parsed, environment: Environment): Plan {
  const checked = "parsed" in source ? source : unchecked(source);
  if (checked.expression === undefined) throw new Error("An expression with issues cannot be planned.");
  const planner: Planner = {
    checked,
    environment,
    plan: (node) => planNode(planner, node),
    scope: [],
    slots: 0,
  };
  try {
    const run = stepOf(planner.plan(checked.expression));
    return { program: { run, slots: planner.slots }, failure: undefined };
  } catch (error) {
    if (!(error instanceof PlanFailure)) throw error;
    return { program: undefined, failure: error.message };
  }
}

function unchecked(parsed: Parsed): Checked {
  return { parsed, expression: parsed.expression, type: undefined, issues: parsed.issues, types: [], references: [] };
}

function planNode(planner: Planner, node: Expression): Planned {
  switch (node.kind) {
    case "literal":
      return { run: () => node.value, constant: { value: node.value } };
    case "identifier":
      return planName(planner, node);
    case "select":
      return planSelect(planner, node);
    case "call":
      return planCall(planner, node);
    case "list":
      return planList(planner, node);
    case "map":
      return planMap(planner, node);
    case "struct":
      return { run: planStruct(planner, node) };
    case "comprehension":
      return { run: planComprehension(planner, node) };
  }
}

/** A local variable, a type, or a variable of the bindings. */
function planName(planner: Planner, node: Identifier | Select): Planned {
  const name = node.kind === "identifier" ? node.name : "";
  const local = planner.scope.findLast((known) => known.name === name);
  if (local !== undefined) return planAccess({ kind: "chain", root: local.read, path: [] });
  const reference = planner.checked.references[node.id];
  if (reference === undefined) {
    const root = planUnresolved(planner.environment, name, [], node.at);
    return planAccess({ kind: "chain", root, name, path: [] });
  }
  if (reference.kind === "variable") {
    return planAccess({ kind: "chain", root: readVariable(reference.name, node.at), path: [] });
  }
  if (!planner.environment.types.has(reference.name)) {
    throw new PlanFailure(`reference to undefined type: ${reference.name}`);
  }
  const value = new TypeValue(reference.name);
  return { run: () => value, constant: { value } };
}

function planSelect(planner: Planner, node: Select): Planned {
  const reference = planner.checked.references[node.id];
  if (reference !== undefined && reference.kind !== "field") return planName(planner, node);
  const operand = accessTo(planner.plan(node.operand));
  const key = reference?.name ?? node.field;
  const strict = planner.environment.options.errorOnBadPresenceTest;
  const written = node.field;
  const access = extend(operand, { at: node.at, key, written, optional: false, test: node.test, strict });
  if (access.kind === "chain" && access.name !== undefined) {
    // Not checked: the fields may turn out to be part of the name.
    const root = planUnresolved(planner.environment, access.name, access.path, node.at);
    return { run: stepOf(planAccess({ kind: "chain", root, path: [] })), access };
  }
  return node.test ? planPresence(planner, access) : planAccess(access);
}

/** `has()`: whether the last field is there. On an optional that asks whether something came out. */
function planPresence(planner: Planner, access: Access): Planned {
  const run = stepOf(planAccess(access, planner.environment.options.presenceTestCost ? 1 : 0));
  const test: Step = (frame) => {
    const value = run(frame);
    return value instanceof Optional ? value.value !== undefined : value;
  };
  return { run: test, access };
}
