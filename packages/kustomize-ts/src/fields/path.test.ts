import { expect, test } from "vitest";
import { indexOf, splitFieldPath, splitPath } from "./path.ts";

test.each([
  ["spec/replicas", ["spec", "replicas"]],
  ["/spec", ["spec"]],
  ["metadata/annotations/acme.com\\/note", ["metadata", "annotations", "acme.com/note"]],
])("%s", (path, parts) => expect(splitPath(path, "/")).toEqual(parts));

test.each([
  ["spec.list.[name=a.b].image", ["spec", "list", "[name=a.b]", "image"]],
  ["metadata.annotations.[acme.com/note]", ["metadata", "annotations", "acme.com/note"]],
  ["metadata.annotations.acme\\.com/note", ["metadata", "annotations", "acme.com/note"]],
  ["data.[open.bracket", ["data", "open.bracket"]],
])("%s", (path, parts) => expect(splitFieldPath(path)).toEqual(parts));

test("reads indexes as Go does", () => {
  expect(["0", "-1", "+2", "01", "x", "1e3", ""].map(indexOf)).toEqual([0, -1, 2, 1, undefined, undefined, undefined]);
});
