import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { labelSelector } from "./label-selector.ts";

const labels = new Map([
  ["app", "web"],
  ["size", "3"],
]);

test.each([
  ["", true],
  ["app", true],
  ["!app", false],
  ["app=web", true],
  ["app==web,size!=4", true],
  ["app in (db, web)", true],
  ["app notin (web)", false],
  ["none notin (web)", true],
  ["size > 2, size < 4", true],
  ["app > 2", false],
  ["example.com/none", false],
])("%s: %s", (selector, expected) => expect(labelSelector(selector)(labels)).toBe(expected));

test.each(["app=", "=web", "app in", "app in (", "app,,size", "a b", "-app", "app=-x", "size > many", "a/b/c"])(
  "%s is refused or matches nothing",
  (selector) => {
    try {
      expect(labelSelector(selector)(labels)).toBe(false);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
    }
  },
);
