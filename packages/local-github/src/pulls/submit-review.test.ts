import { expect, test } from "vitest";
import { diffLines } from "./submit-review.ts";

test("the lines of a patch have their numbers on each side", () => {
  const patch =
    "@@ -1,3 +1,3 @@ head\n one\n-two\n+zwei\n three\n\\ No newline at end of file\n@@ -10 +10,2 @@\n ten\n+elf";
  expect(diffLines(patch)).toEqual([
    { LEFT: 1, RIGHT: 1 },
    { LEFT: 2 },
    { RIGHT: 2 },
    { LEFT: 3, RIGHT: 3 },
    {},
    {},
    { LEFT: 10, RIGHT: 10 },
    { RIGHT: 11 },
  ]);
});
