import fc from "fast-check";
import { expect, test } from "vitest";
import { globMatches } from "./glob.ts";

test.each([
  ["main", ["main"], ["mains", "xmain", ""]],
  ["env/*", ["env/dev", "env/"], ["env/a/b", "env"]],
  ["env/**", ["env/dev", "env/a/b"], ["env", "environment"]],
  ["**/README.md", ["README.md", "a/README.md", "a/b/README.md"], ["aREADME.md", "a/xREADME.md"]],
  ["a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["az", "a/bz", "a/b/zz"]],
  ["v?.[0-9]*", ["v1.0", "v1.99"], ["v1.x", "v10.0"]],
  ["[!a]b", ["cb"], ["ab", "/b"]],
  ["*.ts", ["a.ts", ".ts"], ["a/b.ts", "a.tsx"]],
])("%s", (pattern, matching, other) => {
  for (const path of matching) expect([path, globMatches(pattern, path)]).toEqual([path, true]);
  for (const path of other) expect([path, globMatches(pattern, path)]).toEqual([path, false]);
});

test("a pattern without signs matches itself alone", () => {
  const plain = fc.string({ unit: fc.constantFrom("a", "b", "/", ".", "-"), maxLength: 12 });
  fc.assert(fc.property(plain, plain, (pattern, path) => globMatches(pattern, path) === (pattern === path)));
});

test("no pattern takes long", () => {
  expect(globMatches("*a".repeat(500), "a".repeat(5000))).toBe(true);
  expect(globMatches("**/".repeat(300), "a/".repeat(3000))).toBe(true);
  expect(globMatches(`${"**a".repeat(200)}b`, "a".repeat(3000))).toBe(false);
});
