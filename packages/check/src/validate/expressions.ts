import {
  BOOL,
  compile,
  compose,
  type Environment,
  NULL,
  parse,
  policyEnvironment,
  STRING,
  type Type,
  withVariables,
} from "@slipway/cel";
import { invalid } from "../fault.ts";
import type { Variable } from "../gen/types.ts";
import type { Path } from "../path.ts";
import type { Scope } from "./scope.ts";

/** The expressions of one policy. */
export interface Expressions {
  /** Reports what is wrong with the variables themselves: `pathOf` says where each of them is. */
  readonly checkVariables: (pathOf: (index: number) => Path) => void;
  readonly check: (expression: string, expected: Expected) => void;
}

/** What an expression must give, and where it stands. */
export interface Expected {
  readonly type: "bool" | "string" | "string or null" | "patch";
  readonly path: Path;
  /** A message may not ask who is allowed what. */
  readonly message?: boolean;
}

const types: Readonly<Record<Exclude<Expected["type"], "patch">, readonly Type[]>> = {
  bool: [BOOL],
  string: [STRING],
  "string or null": [STRING, NULL],
};

/** What the expressions of a policy may use. Without `variables` they do not know the word. */
export interface Known {
  readonly parameters: boolean;
  readonly variables?: readonly Variable[];
}

/** Compiles expressions as a server does when it takes a policy: with what the version before its own knew already. */
export function expressionsOf({ parameters: params, variables }: Known, scope: Scope): Expressions {
  const minor = scope.minor - 1;
  const full = policyEnvironment({ minor, params, authorizer: true });
  // A variable without an expression is none to those that come after it.
  const named = (variables ?? [])
    .map(({ name = "", expression = "" }, index) => ({ name, expression, index }))
    .filter(({ expression }) => expression.trim() !== "");
  const composition = compose(full, named);
  const composed = composition.environment.variables.get("variables");
  const seeing = (environment: Environment) =>
    variables === undefined || composed === undefined
      ? environment
      : withVariables(environment, { variables: composed });
  const [environment, messages] = [seeing(full), seeing(policyEnvironment({ minor, params }))];
  const refuse = (expression: string, path: Path, detail: string | undefined) => {
    if (detail !== undefined) scope.report(invalid(path, expression, detail));
  };
  return {
    checkVariables(pathOf) {
      for (const [place, { expression, compilation }] of composition.variables.entries()) {
        refuse(expression, pathOf(named[place]!.index), compilation.error);
      }
    },
    check(expression, { type, path, message = false }) {
      if (type === "patch") {
        // A patch is made of types of its own, which are not known here: only what cannot be read is refused.
        const { issues } = parse(expression, environment);
        if (issues.length === 0) return;
        refuse(expression, path, compile(expression, environment).error);
        return;
      }
      refuse(expression, path, compile(expression, message ? messages : environment, types[type]).error);
    },
  };
}
