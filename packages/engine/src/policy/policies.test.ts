import { expect, test } from "vitest";
import { platform } from "../../test/platform.ts";
import { anew, change } from "../../test/tree.ts";
import { policiesOf } from "./policies.ts";

test("trees with the same policies have the same set, and so have trees without any", () => {
  const none = platform();
  const edited = change(none, { "README.md": "x" });
  expect(policiesOf(edited)).toBe(policiesOf(none));
  const some = platform({ "policies/a/policy.yaml": "kind: ValidatingAdmissionPolicy\n" });
  expect(policiesOf(change(some, { "README.md": "x" }))).toBe(policiesOf(some));
  expect(policiesOf(some)).not.toBe(policiesOf(none));
  // Other File objects may hold something else.
  expect(policiesOf(anew(some))).not.toBe(policiesOf(some));
});
