import { type Compilation, compile, type Environment, type Type } from "@slipway/cel";

/** An expression with what became of it. */
export interface Expression extends Compilation {
  readonly text: string;
}

/** Compiles an expression that must give one of some types. */
export function compileExpression(text: string, environment: Environment, types: readonly Type[]): Expression {
  return { text, ...compile(text, environment, types) };
}
