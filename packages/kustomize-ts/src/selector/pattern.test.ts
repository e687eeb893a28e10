import { expect, test } from "vitest";
import { pattern, wholePattern } from "./pattern.ts";

test("finds a part, or compares the whole", () => {
  expect([pattern("web")("my-web"), wholePattern("web")("my-web"), wholePattern("")("any")]).toEqual([
    true,
    false,
    true,
  ]);
  expect([wholePattern("web|db")("db"), wholePattern("web|db")("dbs"), wholePattern("w.b")("w\nb")]).toEqual([
    true,
    false,
    false,
  ]);
});

test("takes linear time for what keeps other engines busy for years", () => {
  expect(wholePattern("(a+)+(b|bb)*")("a".repeat(20_000).concat("c"))).toBe(false);
});

test.each(["(", "a{2,1}", "(?=a)", "\\1", "[z-a]"])("refuses %s", (expression) => {
  expect(() => pattern(expression)).toThrow();
});
