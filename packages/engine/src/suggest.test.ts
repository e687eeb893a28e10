import { expect, test } from "vitest";
import { either, suggest } from "./suggest.ts";

test.each([
  ["prot", ["port", "image"], "port"],
  ["webservice", ["WebService", "Worker"], "WebService"],
  ["replicas", ["scale", "size"], "scale"],
  ["env", ["variables", "volumes"], "variables"],
  ["env", ["volumes"], undefined],
  ["sclae", [], undefined],
  ["a", ["port"], undefined],
  ["constructor", ["command", "args"], undefined],
  ["__proto__", ["port"], undefined],
  ["x".repeat(100_000), ["port"], undefined],
])("%.20s among %j", (written, allowed, meant) => {
  expect(suggest(written, allowed)).toBe(meant);
});

test("words as a sentence has them", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(either)).toEqual(["", "a", "a or b", "a, b or c"]);
});
