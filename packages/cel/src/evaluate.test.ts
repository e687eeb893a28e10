import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { environment, withVariables } from "./environment.ts";
import { evaluate } from "./evaluate.ts";
import { kubernetes } from "./kubernetes.ts";
import { parse } from "./parse.ts";
import { type Program, plan } from "./plan.ts";
import { DYN } from "./type.ts";
import { CelError, Double, Uint } from "./value.ts";

const SCOPE = withVariables(kubernetes(36), { object: DYN, other: DYN });

function program(text: string): Program {
  const { program, failure } = plan(check(parse(text, SCOPE), SCOPE), SCOPE);
  if (program === undefined) throw new Error(failure);
  return program;
}

describe("evaluate", () => {
  it("should read JSON as it stands: whole numbers are ints, others doubles", () => {
    const object = JSON.parse('{"int": 3, "whole": 2.0, "double": 2.5, "list": [1, {"a": null}]}');
    expect(evaluate(program("object.int + 1"), { object }).value).toBe(4);
    expect(evaluate(program("type(object.whole) == int"), { object }).value).toBe(true);
    expect(evaluate(program("object.double"), { object }).value).toEqual(new Double(2.5));
    expect(evaluate(program("object.list[1].a == null"), { object }).value).toBe(true);
  });

  it("should keep 64-bit integers exact", () => {
    const sum = evaluate(program("object + 1"), { object: 2n ** 63n - 2n });
    expect(sum.value).toBe(2n ** 63n - 1n);
    expect(evaluate(program("object + 1"), { object: 2n ** 63n - 1n }).error?.message).toBe("integer overflow");
    expect(evaluate(program("object + 1u"), { object: new Uint(1n) }).value).toEqual(new Uint(2n));
  });

  it("should never change the data", () => {
    const object = Object.freeze({ list: Object.freeze([3, 1, 2]), map: Object.freeze({ a: 1 }) });
    for (const text of [
      "object.list.sort()",
      "object.list + [4]",
      "object.list.map(x, x + 1)",
      "object.map.transformMap(k, v, v + 1)",
      "object.list.reverse()",
    ]) {
      expect(evaluate(program(text), { object }).error).toBeUndefined();
    }
    expect(object.list).toEqual([3, 1, 2]);
  });

  it("should give the same however often and however nested it runs", () => {
    const all = program("object.map(x, object.filter(y, y <= x).size())");
    expect(evaluate(all, { object: [1, 2, 3] }).value).toEqual([1, 2, 3]);
    expect(evaluate(all, { object: [2] }).value).toEqual([1]);
    const values = {
      get object() {
        return evaluate(all, { object: [1, 2] }).value;
      },
    };
    expect(evaluate(program("object + object"), values).value).toEqual([1, 2, 1, 2]);
  });

  it("should read only the variables that matter", () => {
    let reads = 0;
    const bindings = {
      object: true,
      get other() {
        reads++;
        return false;
      },
    };
    expect(evaluate(program("object || other"), bindings).value).toBe(true);
    expect(reads).toBe(0);
    expect(evaluate(program("object && other"), bindings).value).toBe(false);
    expect(reads).toBe(1);
  });

  it("should treat an error in the data as the error of what reads it", () => {
    const object = { broken: new CelError("out of order"), fine: 1 };
    expect(evaluate(program("object.broken"), { object }).error?.message).toBe("out of order");
    expect(evaluate(program("object.broken || object.fine == 1"), { object }).value).toBe(true);
  });

  it("should tell where an error came from", () => {
    const { error } = evaluate(program("1 + object.missing"), { object: {} });
    expect(error).toMatchObject({ message: "no such key: missing", at: 10 });
  });

  it("should say what is missing: a variable, a key, an index", () => {
    expect(evaluate(program("object"), {}).error?.message).toBe("no such attribute(s): object");
    expect(evaluate(program("object.a"), { object: {} }).error?.message).toBe("no such key: a");
    expect(evaluate(program("object[2]"), { object: [1] }).error?.message).toBe("index out of bounds: 2");
  });

  it("should not take what objects inherit for fields", () => {
    for (const field of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(evaluate(program(`has(object.${field})`), { object: {} }).value).toBe(false);
      expect(evaluate(program(`object.?${field}.hasValue()`), { object: {} }).value).toBe(false);
    }
    const object = JSON.parse('{"__proto__": 1, "constructor": 2}');
    expect(evaluate(program("object.constructor + object['__proto__']"), { object }).value).toBe(3);
  });

  it("should end at the cost limit, with what was counted until then", () => {
    const loop = program("object.all(x, object.all(y, x + y >= 0))");
    const object = Array.from({ length: 2000 }, (_, index) => index);
    const { value, error, cost } = evaluate(loop, { object }, { cost: 5000 });
    expect(value).toBeUndefined();
    expect(error?.message).toBe("operation cancelled: actual cost limit exceeded");
    expect(cost).toBe(5001);
  });

  it("should let an expression cost exactly its limit", () => {
    const text = program("object.all(x, x > 0)");
    const { cost } = evaluate(text, { object: [1, 2, 3] });
    expect(evaluate(text, { object: [1, 2, 3] }, { cost }).value).toBe(true);
    expect(evaluate(text, { object: [1, 2, 3] }, { cost: cost - 1 }).error).toBeDefined();
  });

  it("should find out when it plans what cannot be: a constant pattern or conversion", () => {
    const scope = environment({ foldConstants: true });
    const planned = plan(check(parse("'a'.matches('(')", scope), scope), scope);
    expect(planned.failure).toBe("error parsing regexp: missing closing ): `(`");
    const later = environment();
    expect(plan(check(parse("'a'.matches('(')", later), later), later).failure).toBeUndefined();
  });

  it("should run what was only parsed", () => {
    const { program } = plan(parse("a.b + size(c)", SCOPE), SCOPE);
    expect(evaluate(program!, { a: { b: 1 }, c: [1, 2] }).value).toBe(3);
    expect(evaluate(program!, { "a.b": 5, c: "" }).value).toBe(5);
    expect(evaluate(program!, { c: [] }).error?.message).toContain("no such attribute");
  });
});
