import { type Bindings, CelError, type ComposedVariable, evaluate, type Value } from "@slipway/cel";
import type { Manifest } from "./manifest.ts";
import { noteUnknowns, takeUnknowns, unknown } from "./unknown.ts";

/** What expressions see. What is undefined is not known. */
export interface Scope {
  readonly object: Manifest | null | undefined;
  readonly oldObject: Manifest | null | undefined;
  readonly request: object;
  readonly params: Manifest | null | undefined;
  readonly namespaceObject: Manifest | null | undefined;
}

/**
 * The variables of a policy's expressions over one scope after another. `variables.x` is evaluated when it is first read
 * after `enter`, and its cost waits in `takeCost` for whoever read it.
 */
export interface Activation {
  readonly bindings: Bindings;
  /** Begins anew: nothing of the scope before is kept. */
  enter(scope: Scope): void;
  /** What variables have cost since this was last called. */
  takeCost(): number;
}

interface Read {
  readonly value: Value;
  readonly unknowns: readonly string[];
}

/** Makes the activation of a policy, once; the state of the evaluation under way lives in it. */
export function makeActivation(variables: readonly ComposedVariable[]): Activation {
  let scope: Scope;
  let cost = 0;
  const known = new Map<string, Read>();
  const orUnknown = (value: Manifest | null | undefined, name: string) => (value === undefined ? unknown(name) : value);
  const bindings: Bindings = {
    get object() {
      return orUnknown(scope.object, "the object in the version that the policy knows");
    },
    get oldObject() {
      return orUnknown(scope.oldObject, "oldObject");
    },
    get request() {
      return scope.request;
    },
    get params() {
      return orUnknown(scope.params, "params");
    },
    get namespaceObject() {
      return orUnknown(scope.namespaceObject, "namespaceObject");
    },
    get authorizer() {
      return unknown("authorizer");
    },
    get "authorizer.requestResource"() {
      return unknown("authorizer");
    },
    variables: {},
  };
  const read = (variable: ComposedVariable): Value => {
    const before = known.get(variable.name);
    if (before !== undefined) {
      noteUnknowns(before.unknowns);
      return before.value;
    }
    const outer = takeUnknowns();
    const value = readAnew(variable);
    const unknowns = takeUnknowns();
    noteUnknowns(outer);
    noteUnknowns(unknowns);
    known.set(variable.name, { value, unknowns });
    return value;
  };
  const readAnew = ({ name, compilation }: ComposedVariable): Value => {
    const failed = (why: string) => new CelError(`composited variable ${JSON.stringify(name)} fails to ${why}`);
    if (compilation.program === undefined) return failed(`compile: ${compilation.error}`);
    const { value, error, cost: spent } = evaluate(compilation.program, bindings);
    cost += spent;
    return error === undefined ? (value as Value) : failed(`evaluate: ${error.message}`);
  };
  // Of those with one name the last counts.
  for (const [name, variable] of new Map(variables.map((one) => [one.name, one])))
    Object.defineProperty(bindings["variables"], name, { get: () => read(variable), enumerable: true });
  return {
    bindings,
    enter(next) {
      scope = next;
      cost = 0;
      known.clear();
    },
    takeCost() {
      const spent = cost;
      cost = 0;
      return spent;
    },
  };
}
