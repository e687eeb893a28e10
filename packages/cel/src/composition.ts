import { type Compilation, compile } from "./compile.ts";
import { withVariables } from "./environment.ts";
import { evaluate } from "./evaluate.ts";
import type { Environment } from "./library.ts";
import { quoteGo } from "./quote.ts";
import type { Bindings } from "./step.ts";
import { DYN, listType, mapType, objectType, type Type } from "./type.ts";
import { CelError, type Value } from "./value.ts";

/** A variable of a policy, compiled. */
export interface ComposedVariable {
  readonly name: string;
  readonly expression: string;
  readonly compilation: Compilation;
}

/** Variables that a policy composes, and the environment of the expressions that may use them. */
export interface Composition {
  readonly environment: Environment;
  readonly variables: readonly ComposedVariable[];
}

/**
 * Declares `variables.x` for each named expression: one may use those before it. One that does not compile is `dyn`, and
 * an error only where it is used.
 */
export function compose(
  base: Environment,
  named: readonly { readonly name: string; readonly expression: string }[],
): Composition {
  const fields: Record<string, Type> = {};
  const variables: ComposedVariable[] = [];
  let environment = declareVariables(base, fields);
  for (const { name, expression } of named) {
    const compilation = compile(expression, environment);
    variables.push({ name, expression, compilation });
    fields[name] = fieldType(compilation.program === undefined ? undefined : compilation.type);
    environment = declareVariables(base, fields);
  }
  return { environment, variables };
}

function declareVariables(base: Environment, fields: Readonly<Record<string, Type>>): Environment {
  return withVariables(base, { variables: objectType("kubernetes.variables", { ...fields }) });
}

/** The type that a variable declares: object types, optionals and types of libraries are forgotten. */
function fieldType(type: Type | undefined): Type {
  if (type === undefined || type.kind === "object" || type.kind === "opaque" || type.kind === "type") return DYN;
  const [first, second] = type.parameters.map(fieldType);
  if (type.kind === "list") return listType(first!);
  return type.kind === "map" ? mapType(first!, second!) : type;
}

/**
 * Bindings with a value for `variables`. Each is evaluated when it is first read, once, with a limit of its own;
 * `onCost` is told what that cost.
 */
export function bindVariables(
  { variables }: Composition,
  bindings: Bindings,
  onCost: (cost: number) => void = () => {},
): Bindings {
  const values = {};
  const composed = { ...bindings, variables: values };
  for (const variable of variables) {
    Object.defineProperty(values, variable.name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = evaluateVariable(variable, composed, onCost);
        Object.defineProperty(values, variable.name, { value, enumerable: true });
        return value;
      },
    });
  }
  return composed;
}

function evaluateVariable(
  { name, compilation }: ComposedVariable,
  bindings: Bindings,
  onCost: (cost: number) => void,
): Value {
  const failed = (reason: string) => new CelError(`composited variable ${quoteGo(name)} fails to ${reason}`);
  if (compilation.program === undefined) return failed(`compile: ${compilation.error}`);
  const { value, error, cost } = evaluate(compilation.program, bindings);
  onCost(cost);
  return error === undefined ? value! : failed(`evaluate: ${error.message}`);
}
