import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64 } from "./base64.ts";

test("reads what others write", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString("base64"))).toEqual(bytes);
    }),
  );
});

test("line breaks do not count", () => {
  expect(decodeBase64("YW\nJj\r\n")).toEqual(new TextEncoder().encode("abc"));
});

test.each([
  ["=", 0],
  ["0", 0],
  ["iVBORw0KGgo", 8],
  ["999999", 4],
  ["YQ=", 3],
  ["YQ==a", 4],
  ["a b", 1],
  ["YWJj-", 4],
])("%j stops being base64 at %i", (text, place) => {
  expect(decodeBase64(text)).toBe(place);
});
