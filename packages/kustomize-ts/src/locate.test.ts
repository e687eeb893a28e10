import { expect, test } from "vitest";
import type { File } from "./index.ts";
import { locator } from "./locate.ts";

const text = `# first
---
patches:
- target: {kind: X}
  patch: |-

    - op: add
      path: /a
      value: 1
- patch: "a: 1"
- patch: >-
    folded: text
`;
const files = new Map<string, File>([
  ["k.yaml", { mode: "100644", content: text }],
  ["bad.yaml", { mode: "100644", content: "a: [\n" }],
]);
const locate = locator(files);

test.each([
  ["the first field", {}, "3:1"],
  ["a value", { pointer: ["patches", 0, "target", "kind"] }, "4:18"],
  ["a key", { pointer: ["patches", 0, "target", "kind"], atKey: true }, "4:12"],
  ["the nearest there is", { pointer: ["patches", 7, "target"] }, "3:1"],
  ["inside of a block", { pointer: ["patches", 0, "patch"], inline: { document: 0, pointer: [0, "value"] } }, "9:14"],
  ["where quotes begin", { pointer: ["patches", 1, "patch"], inline: { document: 0, pointer: ["a"] } }, "10:11"],
  ["where folds begin", { pointer: ["patches", 2, "patch"], inline: { document: 0, pointer: ["folded"] } }, "12:1"],
])("%s", (_name, place, expected) => {
  const { line, column } = locate({ file: "k.yaml", document: 1, pointer: [], ...place });
  expect(`${line}:${column}`).toBe(expected);
});

test("gives the beginning of what cannot be read, and of what is not there", () => {
  expect([locate({ file: "bad.yaml", pointer: ["a"] }), locate({ file: "none.yaml", pointer: ["a"] })]).toEqual([
    { file: "bad.yaml", line: 1, column: 1 },
    { file: "none.yaml", line: 1, column: 1 },
  ]);
});
