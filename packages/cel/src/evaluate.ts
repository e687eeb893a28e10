import type { Program } from "./plan.ts";
import type { Bindings, Frame } from "./step.ts";
import { CelError, type Value } from "./value.ts";
import { CostOverrun, limitWork } from "./work.ts";

/** How far an evaluation may go. */
export interface Limits {
  /** What this one may cost; the API server's limit unless it is given. */
  readonly cost?: number;
}

/** What came of an expression, and what it cost; either `value` or `error` is there. */
export interface Evaluation {
  readonly value: Value | undefined;
  readonly error: CelError | undefined;
  readonly cost: number;
}

/** What the API server lets one expression cost. */
export const COST_LIMIT = 1_000_000;

/**
 * Runs a program over values: the last stage. Variables are JSON data as it stands, or CEL values. Costs are counted as
 * the API server counts them; past the limit the evaluation ends. Never throws, never changes the values.
 */
export function evaluate(program: Program, bindings: Bindings = {}, limits: Limits = {}): Evaluation {
  const frame: Frame = { bindings, slots: new Array(program.slots), cost: 0, limit: limits.cost ?? COST_LIMIT };
  const result = run(program, frame);
  if (result instanceof CelError) return { value: undefined, error: result, cost: frame.cost };
  return { value: result, error: undefined, cost: frame.cost };
}

function run(program: Program, frame: Frame): Value {
  try {
    return limitWork(() => program.run(frame));
  } catch (error) {
    if (error instanceof CostOverrun) return new CelError(error.message);
    // Data nested deeper than the stack, or larger than memory may get.
    if (error instanceof RangeError) return new CelError("value is nested too deep or too large");
    throw error;
  }
}
