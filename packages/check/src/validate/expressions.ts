import type { Path } from "../path.ts";
import type { Scope } from "./scope.ts";

/** The expressions of one policy, checked one after the other: a variable is known to those that come after it. */
export interface Expressions {
  readonly addVariable: (name: string, expression: string, path: Path) => void;
  readonly check: (expression: string, expected: Expected) => void;
}

/** What an expression must give, and where it stands. */
export interface Expected {
  readonly type: "bool" | "string" | "string or null" | "patch";
  readonly path: Path;
  /** Whether it may ask who is allowed what. */
  readonly authorizer?: boolean;
}

export function expressionsOf(_known: { parameters: boolean; variables: boolean }, _scope: Scope): Expressions {
  return { addVariable: () => undefined, check: () => undefined };
}
