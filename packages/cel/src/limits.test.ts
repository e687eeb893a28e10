import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { withVariables } from "./environment.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { kubernetes } from "./kubernetes.ts";
import { DYN } from "./type.ts";

const SCOPE = withVariables(kubernetes(37), { o: DYN });
const OVERRUN = "operation cancelled: actual cost limit exceeded";

function run(text: string, o: unknown = {}): Evaluation {
  const { program, error } = compile(text, SCOPE);
  if (program === undefined) throw new Error(error);
  return evaluate(program, { o });
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

// None of these says how long it may take: each would never end, or run out of memory, without its limit.
describe("limits", () => {
  it("should match a pattern that makes other engines back up in linear time", () => {
    const text = "a".repeat(100_000);
    expect(run("o.matches('^(a+)+$')", text).value).toBe(true);
    expect(run("o.matches('^(a+)+$')", `${text}!`).value).toBe(false);
  });

  it("should end comprehensions nested four deep at the cost limit", () => {
    const loops = "o.all(a, o.all(b, o.all(c, o.all(d, a + b + c + d >= 0))))";
    expect(run(loops, numbers(10_000)).error?.message).toBe(OVERRUN);
  });

  it("should not go through lists that hold one another exponentially often", () => {
    const doubled = `[1]${".map(a, [a, a])".repeat(40)}`;
    for (const use of ["[x] == [x]", "'%s'.format([x])", "dyn(x).indexOf(7)"]) {
      expect(run(`${doubled}.map(x, ${use})`).error).toBeDefined();
    }
  });

  it("should not keep more than memory holds", () => {
    const o = { list: numbers(100_000), text: "x".repeat(1_000_000), loop: numbers(1000) };
    for (const text of [
      "o.loop.map(i, o.list + o.list)",
      "o.text.replace('x', o.text)",
      "o.loop.map(i, o.text).join(o.text)",
      "lists.range(2000000000)",
      "o.loop.map(i, dyn(o.list).sort())",
    ]) {
      expect(run(text, o).error).toBeDefined();
    }
  });

  it("should not run patterns whose states multiply", () => {
    expect(run("o.find('(\\\\pL{500})+$')", "a".repeat(1_000_000)).error?.message).toBe(OVERRUN);
  });

  it("should not compute with numbers of a billion digits", () => {
    expect(run("quantity('1e1000000000').add(quantity('1')) == quantity('1')").error).toBeDefined();
    expect(run("quantity('1e1000000000').isGreaterThan(quantity('1e-1000000000'))").value).toBe(true);
  });

  it("should survive data nested deeper than the stack", () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 200_000; depth++) deep = [deep];
    expect(run("o == o", deep).error?.message).toBe("value is nested too deep or too large");
  });

  it("should take no longer for numbers and times that are texts of a million digits", () => {
    const o = "9".repeat(1_000_000);
    for (const text of ["int(o)", "uint(o)", "duration(o + 's')", "timestamp(o)", "semver(o + '.0.0')", "ip(o)"]) {
      expect(run(text, o).error).toBeDefined();
    }
  });
});
