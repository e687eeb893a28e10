import { expect, test } from "vitest";
import { nearName } from "./near-name.ts";

const names = ["image", "imagePullPolicy", "env", "envFrom", "ports"];

test.each([
  ["imge", "image"],
  ["imagepullpolicy", "imagePullPolicy"],
  ["port", "ports"],
  ["envform", "envFrom"],
  ["volumes", undefined],
  ["x", undefined],
])("%s means %s", (name, meant) => {
  expect(nearName(name, names)).toBe(meant);
});
