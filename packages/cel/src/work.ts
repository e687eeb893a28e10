import { CelError } from "./value.ts";

/** The largest string, byte string or list that an expression makes: more than the API server takes in a request. */
export const MAX_SIZE: number = 1 << 22;

/** The error of what would be larger. */
export function tooLarge(): CelError {
  return new CelError("value is too large");
}

/** Thrown where an evaluation costs too much or cannot be counted, caught by `evaluate`: it ends everything at once. */
export class CostOverrun extends Error {}

/** The one error of an evaluation that costs too much, in the API server's words. */
export const OVERRUN: CostOverrun = new CostOverrun("operation cancelled: actual cost limit exceeded");

/** Steps that one evaluation may take besides what its cost measures: about a second, and memory for as many elements. */
const LIMIT = 20_000_000;

let remaining = Number.POSITIVE_INFINITY;

/**
 * Runs something that may not take more than a fixed number of steps. What runs inside something limited draws on the
 * same steps. Not for asynchronous functions.
 */
export function limitWork<T>(run: () => T): T {
  if (remaining !== Number.POSITIVE_INFINITY) return run();
  remaining = LIMIT;
  try {
    return run();
  } finally {
    remaining = Number.POSITIVE_INFINITY;
  }
}

/**
 * Counts steps that the API server's costs leave out, such as comparing the insides of lists: lists that hold one
 * another many times are exponentially larger than what they cost. Throws what `evaluate` catches.
 */
export function work(steps: number): void {
  remaining -= steps;
  if (remaining < 0) throw OVERRUN;
}
