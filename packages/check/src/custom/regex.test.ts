import { expect, test } from "vitest";
import { isFound } from "./regex.ts";

test("patterns are Go's", () => {
  expect(isFound("^(?P<a>[a-z]+)$", "abc")).toBe(true);
  expect(isFound("(?i)^ABC$", "abc")).toBe(true);
  expect(isFound("b", "abc")).toBe(true);
  expect(isFound("^\\pL+$", "é")).toBe(true);
  expect(isFound("^[a-z]+$", "1")).toBe(false);
});

test("a pattern that is none says nothing", () => {
  expect(isFound("(", "abc")).toBe(true);
});

test("no pattern takes long", () => {
  expect(isFound("^(a+)+$", `${"a".repeat(5000)}b`)).toBe(false);
});
