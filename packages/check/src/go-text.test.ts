import { expect, test } from "vitest";
import { goJson, goJsonMap, quote } from "./go-text.ts";

test("texts are quoted as Go quotes them", () => {
  expect(quote('a "b" \\ \n\t\x00\x7f é \u200b \u{1f600}')).toBe(
    String.raw`"a \"b\" \\ \n\t\x00\x7f é \u200b ${"\u{1f600}"}"`,
  );
});

test("values are marshalled as Go marshals them", () => {
  expect(goJson({ b: "<a> & b", a: 2n, c: [null, true] })).toBe(
    String.raw`{"b":"\u003ca\u003e \u0026 b","a":2,"c":[null,true]}`,
  );
  expect(goJsonMap({ b: 1, a: "x" })).toBe('{"a":"x","b":1}');
  expect(goJsonMap(undefined)).toBe("null");
});
