import { expect, test } from "vitest";
import { at, entry, fieldNames, item, pointerOf, said, unsaid, wordsOf } from "./path.ts";

const containers = at(undefined, "spec", "containers");

test("a path is worded as the server words it, and points as RFC 6901 says", () => {
  const path = entry(at(item(containers, 2), "resources", "limits"), "a/b~c");
  expect(wordsOf(path)).toBe("spec.containers[2].resources.limits[a/b~c]");
  expect(pointerOf(path)).toBe("/spec/containers/2/resources/limits/a~1b~0c");
  expect(fieldNames(path)).toEqual(["spec", "containers", "resources", "limits"]);
  expect(fieldNames(path, containers)).toEqual(["resources", "limits"]);
});

test("steps may be in one of the two only", () => {
  const path = said(unsaid(containers, 0), "{name}");
  expect(wordsOf(path)).toBe("spec.containers.{name}");
  expect(pointerOf(path)).toBe("/spec/containers/0");
  expect([wordsOf(undefined), pointerOf(undefined)]).toEqual(["", ""]);
});
