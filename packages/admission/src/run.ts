import { evaluate, type Value } from "@slipway/cel";
import type { Activation } from "./activation.ts";
import type { Expression } from "./expression.ts";
import { takeUnknowns } from "./unknown.ts";

/** What came of one expression: a value, an error in the server's words, or what it would have to know. */
export type Outcome =
  | { readonly is: "value"; readonly value: Value }
  | { readonly is: "error"; readonly message: string }
  | { readonly is: "unknown"; readonly missing: readonly string[] }
  /** There is no expression at this place. */
  | { readonly is: "none" };

/** What came of some expressions, or that they cost more than all of them together may. */
export type Run =
  | { readonly outcomes: readonly Outcome[]; readonly left: number; readonly overrun: undefined }
  | { readonly overrun: string };

/** What the validations of a policy may cost for one request, binding and param; variables count where they are read. */
export const POLICY_BUDGET = 10_000_000;

/** What its match conditions may cost. */
export const MATCH_BUDGET = 2_500_000;

const overrun = {
  overrun: "validation failed due to running out of cost budget, no further validation rules will be run",
} as const;
const nothing: Outcome = { is: "none" };

/** Evaluates expressions one after the other, all of them, whatever came of those before, on one budget. */
export function run(expressions: readonly (Expression | undefined)[], activation: Activation, budget: number): Run {
  const outcomes: Outcome[] = [];
  let left = budget;
  // Whoever prepared the values may have looked at them.
  takeUnknowns();
  for (const expression of expressions) {
    if (expression === undefined) {
      outcomes.push(nothing);
      continue;
    }
    if (expression.program === undefined) {
      outcomes.push({ is: "error", message: `compilation error: ${expression.error}` });
      continue;
    }
    const { value, error, cost } = evaluate(expression.program, activation.bindings);
    const missing = takeUnknowns();
    left -= activation.takeCost() + cost;
    if (left < 0) return overrun;
    outcomes.push(outcomeOf(expression, value, error?.message, missing));
  }
  return { outcomes, left, overrun: undefined };
}

function outcomeOf(
  { text }: Expression,
  value: Value | undefined,
  error: string | undefined,
  missing: readonly string[],
): Outcome {
  if (error === undefined) return { is: "value", value: value as Value };
  if (missing.length > 0) return { is: "unknown", missing };
  return { is: "error", message: `expression '${text}' resulted in error: ${error}` };
}
