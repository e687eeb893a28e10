import fc from "fast-check";
import { expect, test } from "vitest";
import { durationError, timeError } from "./go-time.ts";

test("takes every time that is written as RFC 3339 says", () => {
  const dates = fc.date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(dates, (date) => {
      expect(timeError(date.toISOString())).toBeUndefined();
    }),
  );
});

test.each([
  "2024-02-30T00:00:00Z",
  "2023-02-29T00:00:00Z",
  "2024-13-01T00:00:00Z",
  "2024-01-01T24:00:00Z",
  "2024-01-01 00:00:00Z",
  "2024-01-01T00:00:00",
  "2024-01-01",
  "yesterday",
  "",
])("%j is no time", (text) => {
  expect(timeError(text)).toMatch(/^parsing time /);
});

test("a micro time has six digits", () => {
  expect(timeError("2024-01-01T00:00:00.123456Z", true)).toBeUndefined();
  expect(timeError("2024-01-01T00:00:00Z", true)).toContain('cannot parse "Z" as ".000000"');
});

test.each(["0", "-0", "1h", "1h30m", "1.5h", ".5s", "-1ms", "1µs", "2540400h", "1h1h"])("%s is a duration", (text) => {
  expect(durationError(text)).toBeUndefined();
});

test.each([
  ["", 'time: invalid duration ""'],
  ["1", 'time: missing unit in duration "1"'],
  ["1d", 'time: unknown unit "d" in duration "1d"'],
  ["1 h", 'time: unknown unit " h" in duration "1 h"'],
  ["h", 'time: invalid duration "h"'],
  ["9999999h", 'time: invalid duration "9999999h"'],
])("%j is no duration", (text, error) => {
  expect(durationError(text)).toBe(error);
});
