import type { Checked } from "./checked.ts";
import type { FunctionDeclaration } from "./function.ts";
import type { Environment } from "./library.ts";
import type { Expression } from "./syntax.ts";
import { CelError, type Value } from "./value.ts";
import { OVERRUN } from "./work.ts";

/** The values of variables by their full names. A getter is evaluated when an expression reads its variable. */
export type Bindings = Readonly<Record<string, unknown>>;

/** One evaluation under way. */
export interface Frame {
  readonly bindings: Bindings;
  /** Local variables, each at the place that the planner gave it; undefined before they have a value. */
  readonly slots: (Value | undefined)[];
  cost: number;
  readonly limit: number;
}

/** A node made ready to run. */
export type Step = (frame: Frame) => Value;

/**
 * A node as the planner knows it: ready to run, or an access that can still be extended by a field or an index and is made
 * ready by `stepOf` when no more come.
 */
export interface Planned {
  readonly run?: Step;
  /** Of a constant. */
  readonly constant?: { readonly value: Value };
  readonly access?: Access;
  /** What an access costs as a whole. */
  readonly cost?: number;
}

/**
 * Reading a variable, or what a node gives, and then fields and indices of it. A choice (`?:`) reads one of two; what
 * comes after it applies to both. The API server counts the cost of the whole, not of its parts.
 */
export type Access =
  | { readonly kind: "chain"; readonly root: Step; readonly name?: string; readonly path: readonly Qualifier[] }
  | {
      readonly kind: "choice";
      readonly at: number;
      readonly condition: Step;
      readonly yes: Access;
      readonly no: Access;
    };

/** One field or index of an access. */
export interface Qualifier {
  readonly at: number;
  /** The key, or how to get it. */
  readonly key: Value | Step;
  /** The field as it is written, if the key is its escaped form. */
  readonly written?: string;
  /** `.?` and `[?`: what is missing gives `optional.none()`. */
  readonly optional: boolean;
  /** Only whether it is there: `has()`. */
  readonly test: boolean;
  /** Asking a scalar whether it has a field is an error, not false. */
  readonly strict: boolean;
}

/** What the parts of the planner share. */
export interface Planner {
  readonly checked: Checked;
  readonly environment: Environment;
  readonly plan: (node: Expression) => Planned;
  /** Local variables in reach, the innermost last. */
  scope: readonly Local[];
  slots: number;
}

/** A local variable: of a comprehension. */
export interface Local {
  readonly name: string;
  readonly read: Step;
  /** What is appended to in place, as no one else can see it. */
  readonly growing: boolean;
}

/** A call and the function that it means. */
export interface ResolvedCall {
  readonly name: string;
  readonly declaration: FunctionDeclaration | undefined;
  /** The one overload that the checker left, "" if there are several. */
  readonly overload: string;
  readonly operands: readonly Expression[];
}

/** A call with its operands planned. */
export interface FunctionCall extends ResolvedCall {
  readonly parts: readonly Planned[];
}

/** Thrown by the planner for an expression that checks but cannot run, caught by `plan`. */
export class PlanFailure extends Error {}

/** Counts cost, as the API server does while it evaluates. */
export function charge(frame: Frame, cost: number): void {
  frame.cost += cost;
  if (frame.cost > frame.limit) throw OVERRUN;
}

/**
 * The values of operands. In sequence an error ends it, and then the call costs nothing, unless it is the last operand:
 * that is how the API server counts. Otherwise errors are among the values.
 */
export function evaluateAll(frame: Frame, steps: readonly Step[], sequential: boolean): Value[] | CelError {
  const values: Value[] = [];
  for (const step of steps) {
    const value = step(frame);
    values.push(value);
    if (sequential && value instanceof CelError && values.length < steps.length) return value;
  }
  return values;
}

/** Gives an error its place, unless it has one from further inside. */
export function placed(value: Value, at: number): Value {
  if (value instanceof CelError && value.at === undefined) value.at = at;
  return value;
}
