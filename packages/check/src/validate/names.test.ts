import fc from "fast-check";
import { expect, test } from "vitest";
import { dns1035Label, dnsLabel, dnsSubdomain, labelValue, percent, portName, qualifiedName } from "./names.ts";

const texts = fc.string({ unit: fc.constantFrom("a", "Z", "0", "-", ".", "_", "/", " ", "é"), maxLength: 70 });

test.each([
  ["dnsLabel", dnsLabel, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 63],
  ["dnsSubdomain", dnsSubdomain, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 253],
  ["dns1035Label", dns1035Label, /^[a-z]([-a-z0-9]*[a-z0-9])?$/, 63],
  ["labelValue", labelValue, /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/, 63],
] as const)("%s takes what its expression matches, and no more", (_name, rule, form, limit) => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(rule(text).length === 0).toBe(form.test(text) && text.length <= limit);
    }),
  );
});

test.each([
  ["app", true],
  ["example.com/app", true],
  ["example.com/", false],
  ["/app", false],
  ["a/b/c", false],
  ["Example.com/app", false],
  ["", false],
])("%j is a qualified name: %s", (text, good) => {
  expect(qualifiedName(text).length === 0).toBe(good);
});

test.each([
  ["http", true],
  ["1-a", true],
  ["8080", false],
  ["a--b", false],
  ["-a", false],
  ["HTTP", false],
  ["much-too-long-for-it", false],
])("%j names a port: %s", (text, good) => {
  expect(portName(text).length === 0).toBe(good);
});

test("a percentage is a whole number", () => {
  expect(["25%", "0%", "150%"].map((text) => percent(text).length)).toEqual([0, 0, 0]);
  expect(["25", "%", "2.5%", "-1%", "25 %"].every((text) => percent(text).length > 0)).toBe(true);
});
