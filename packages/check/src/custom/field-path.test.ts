import { expect, test } from "vitest";
import { at, pointerOf, wordsOf } from "../path.ts";
import type { Schema } from "./definition.ts";
import { fieldPathOf } from "./field-path.ts";

const schema: Schema = {
  properties: { foo: { additionalProperties: { properties: { "b.c": {} } } }, "a'b": {} },
};

test.each([
  [".foo", "spec.foo", "/spec/foo"],
  [".foo.x", "spec.foo[x]", "/spec/foo/x"],
  [".foo['x y']['b.c']", "spec.foo[x y].b.c", "/spec/foo/x y/b.c"],
  [String.raw`['a\'b']`, "spec.a'b", "/spec/a'b"],
])("%s", (text, words, pointer) => {
  const path = fieldPathOf(text, at(undefined, "spec"), schema);
  expect([wordsOf(path), pointerOf(path)]).toEqual([words, pointer]);
});
