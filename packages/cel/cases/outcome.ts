import * as cel from "../src/index.ts";
import { show } from "./show.ts";

/** A file of `expressions`: for a Kubernetes minor, over variables, each expression with what comes of it. */
export interface CaseFile {
  readonly minor: number;
  /** The environment of admission policies; otherwise each variable is `dyn`. */
  readonly policy?: boolean;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly cases: Readonly<Record<string, object>>;
}

/** What comes of an expression: its issues; or its type, estimated cost, and its value or error with what it cost. */
export function outcome(file: CaseFile, expression: string): object {
  const environment = environmentOf(file);
  const parsed = cel.parse(expression, environment);
  const checked = cel.check(parsed, environment);
  if (checked.type === undefined) {
    return { issues: checked.issues.map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`) };
  }
  const { min, max } = cel.estimateCost(checked, environment);
  const type = checked.type.text;
  const estimate = min === max ? `${min}` : `${min} to ${max}`;
  const { program, failure } = cel.plan(checked, environment);
  if (program === undefined) return { type, estimate, failure };
  const { value, error, cost } = cel.evaluate(program, bindingsOf(file));
  if (error !== undefined) return { type, estimate, cost, error: error.message };
  return { type, estimate, cost, value: show(value!) };
}

function environmentOf({ minor, policy, variables = {} }: CaseFile): cel.Environment {
  if (policy === true) return cel.policyEnvironment({ minor, authorizer: true });
  const types = Object.keys(variables).map((name) => [name, cel.DYN]);
  return cel.withVariables(cel.kubernetes(minor), Object.fromEntries(types));
}

function bindingsOf({ policy, variables = {} }: CaseFile): cel.Bindings {
  if (policy !== true) return variables;
  const user = { username: "jane", groups: ["dev"] };
  const authorize: cel.Authorize = ({ verb }) => ({ allowed: verb === "get", reason: "", error: undefined });
  return {
    object: { x: [1] },
    oldObject: null,
    request: { name: "web", operation: "CREATE", kind: { group: "", version: "v1", kind: "Pod" } },
    namespaceObject: { metadata: { name: "shop", labels: { app: "x" } } },
    authorizer: cel.authorizerValue(user, authorize),
    "authorizer.requestResource": cel.requestResourceValue(user, authorize, { resource: "pods" }),
    ...variables,
  };
}
