import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "./manifest.ts";
import { sameValue } from "./same-value.ts";

test("a copy is the same, whatever the order of its fields", () => {
  const reversed = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    );
  };
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value = JSON.parse(text) as Value;
      expect(sameValue(value, reversed(value))).toBe(true);
    }),
  );
});

test("numbers are the same by their amount, lists in their order", () => {
  const pairs: [Value, Value | undefined, boolean][] = [
    [1, 1n, true],
    [1, "1", false],
    [null, undefined, false],
    [[], {}, false],
    [{ a: 1 }, { b: 1 }, false],
    [[1, 2], [2, 1], false],
  ];
  for (const [one, other, same] of pairs) expect(sameValue(one, other)).toBe(same);
});
