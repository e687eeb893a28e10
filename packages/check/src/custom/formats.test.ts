import { expect, test } from "vitest";
import { isKnownFormat, matchesFormat } from "./formats.ts";

test.each([
  ["date-time", "2024-01-02T03:04:05Z", "2024-01-02"],
  ["date", "2024-01-02", "2024-13-02"],
  ["duration", "1h30m", "soon"],
  ["email", "a@example.com", "a"],
  ["hostname", "a.example.com", "-"],
  ["ipv4", "10.0.0.1", "::1"],
  ["ipv6", "::1", "10.0.0.1"],
  ["cidr", "10.0.0.0/8", "10.0.0.0"],
  ["mac", "01:23:45:67:89:ab", "01:23"],
  ["uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567"],
  ["byte", "YWJj", "Y"],
  ["uri", "https://example.com/a", "a b"],
] as const)("%s", (format, good, bad) => {
  expect(isKnownFormat(format, 36)).toBe(true);
  expect([matchesFormat(format, good), matchesFormat(format, bad)]).toEqual([true, false]);
});

test("what the server does not know says nothing", () => {
  expect(isKnownFormat("oven", 36)).toBe(false);
});
