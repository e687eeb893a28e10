import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { bindVariables, compose } from "./composition.ts";
import { evaluate } from "./evaluate.ts";
import { policyEnvironment } from "./policy.ts";

const BASE = policyEnvironment({ minor: 36 });

function composed(variables: Readonly<Record<string, string>>) {
  return compose(
    BASE,
    Object.entries(variables).map(([name, expression]) => ({ name, expression })),
  );
}

describe("composed variables", () => {
  it("should be evaluated when first read, once, each with its own cost", () => {
    const composition = composed({
      count: "object.items.size()",
      double: "variables.count * 2",
      unused: "object.nope",
    });
    const costs: number[] = [];
    const bindings = bindVariables(composition, { object: { items: [1, 2] } }, (cost) => costs.push(cost));
    const { program } = compile("variables.double + variables.count + variables.double == 10", composition.environment);
    expect(evaluate(program!, bindings)).toMatchObject({ value: true, cost: 9 });
    expect(costs).toEqual([3, 3]);
  });

  it("should have the types of their expressions, where the API server keeps them", () => {
    const { environment } = composed({ text: "'a'", numbers: "[1]", kind: "request.kind", maybe: "object.?x" });
    const typeOf = (text: string) => compile(text, environment).type?.text;
    expect(typeOf("variables.text")).toBe("string");
    expect(typeOf("variables.numbers")).toBe("list(int)");
    expect(typeOf("variables.kind")).toBe("dyn");
    expect(typeOf("variables.maybe")).toBe("dyn");
    expect(typeOf("variables.text + 1")).toBeUndefined();
  });

  it("should know only those before them", () => {
    const { variables } = composed({ a: "variables.b", b: "1" });
    expect(variables[0]!.compilation.error).toContain("undefined field 'b'");
  });

  it("should fail where they are used, not before", () => {
    const composition = composed({ broken: "1 +", wrong: "object.nope" });
    const run = (text: string) => {
      const { program } = compile(text, composition.environment);
      return evaluate(program!, bindVariables(composition, { object: {} })).error?.message;
    };
    expect(run("true || variables.broken")).toBeUndefined();
    expect(run("variables.broken")).toContain(
      'composited variable "broken" fails to compile: compilation failed: ERROR',
    );
    expect(run("variables.wrong")).toBe('composited variable "wrong" fails to evaluate: no such key: nope');
  });
});
