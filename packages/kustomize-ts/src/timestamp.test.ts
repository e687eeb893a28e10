import { expect, test } from "vitest";
import { timestamp } from "./timestamp.ts";

test.each([
  ["2020-01-01", "2020-01-01T00:00:00Z"],
  ["2020-1-2 3:4:5.5000", "2020-01-02T03:04:05.5Z"],
  ["2020-02-29T23:59:59.1234567899+02:00", "2020-02-29T23:59:59.123456789+02:00"],
  ["2020-01-01t00:00:00-00:00", "2020-01-01T00:00:00Z"],
  ["2021-02-29", undefined],
  ["2020-01-01T00:00:00", undefined],
  ["2020-01-01 00:00:00Z", undefined],
  ["20-01-01", undefined],
])("%s is %s", (text, expected) => expect(timestamp(text)).toBe(expected));
