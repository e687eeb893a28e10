import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { kubernetes } from "./kubernetes.ts";

/** An expression that each minor was the first to take. */
const FIRSTS: readonly (readonly [minor: number, expression: string])[] = [
  [28, "1 < 2.0"],
  [28, "optional.of(1).hasValue()"],
  [28, "quantity('1').isInteger()"],
  [29, "'%d'.format([1]) == '1'"],
  [29, "sets.contains([1], [1])"],
  [30, "ip('::1').family() == 6"],
  [30, "cidr('::/0').prefixLength() == 0"],
  [30, "net.IP == net.IP"],
  [31, "format.uuid() == format.uuid()"],
  [32, "[1].all(i, v, v > i)"],
  [33, "semver('1.0.0').major() == 1"],
  [34, "[2, 1].sort() == [1, 2]"],
  [37, "[1].includes(1)"],
];

describe("kubernetes", () => {
  for (const [minor, expression] of FIRSTS) {
    it(`should take ${expression} since 1.${minor}`, () => {
      expect(compile(expression, kubernetes(minor)).error).toBeUndefined();
      expect(compile(expression, kubernetes(40)).error).toBeUndefined();
      expect(compile(expression, kubernetes(minor - 1)).error).toBeDefined();
    });
  }

  it("should judge constant durations, times and patterns since 1.29 when it checks", () => {
    expect(compile("duration('x') == duration('1s')", kubernetes(29)).issues).toHaveLength(1);
    const before = compile("duration('x') == duration('1s')", kubernetes(28));
    expect(before.issues).toEqual([]);
    expect(before.error).toContain("program instantiation failed");
  });

  it("should never take what Kubernetes does not load", () => {
    for (const expression of ["cel.bind(x, 1, x)", "math.abs(1)", "base64.encode(b'a')", "'a'.reverse()", "x.`y`"]) {
      expect(compile(expression, kubernetes(40)).error).toBeDefined();
    }
  });

  it("should make the environment of a minor once", () => {
    expect(kubernetes(36)).toBe(kubernetes(36));
  });
});
