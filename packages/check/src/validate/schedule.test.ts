import { expect, test } from "vitest";
import { isTimeZone, scheduleError } from "./schedule.ts";

test.each([
  "* * * * *",
  "*/5 0-23/2 1,15 JAN-MAR mon-FRI",
  "0 0 1 1 ?",
  "@daily",
  "@every 1h30m",
  "TZ=Europe/Berlin 0 3 * * *",
  "  0   3 * * * ",
])("%j is a schedule", (text) => {
  expect(scheduleError(text)).toBeUndefined();
});

test.each([
  "",
  "* * * *",
  "* * * * * *",
  "60 * * * *",
  "* 24 * * *",
  "* * 0 * *",
  "* * * 13 *",
  "* * * * 7",
  "5-1 * * * *",
  "*/0 * * * *",
  "@often",
  "@every soon",
  "a * * * *",
])("%j is none", (text) => {
  expect(scheduleError(text)).toBeTypeOf("string");
});

test("time zones are those of the IANA", () => {
  expect(["UTC", "Europe/Berlin", "Etc/GMT+5", "America/Argentina/Ushuaia"].every(isTimeZone)).toBe(true);
  expect(["Europe/Springfield", "CEST", "+02:00"].some(isTimeZone)).toBe(false);
});
