import fc from "fast-check";
import { expect, test } from "vitest";
import { isWhole, parseQuantity, type Quantity, quantityOf, quantityText, wholeValue } from "./quantity.ts";

const one = 1_000_000_000n;

test.each([
  ["0", "0"],
  ["1.50", "1500m"],
  ["0.5", "500m"],
  ["1000m", "1"],
  ["1024Mi", "1Gi"],
  ["0.5Gi", "512Mi"],
  ["1e3", "1e3"],
  ["0.05e1", "500e-3"],
  ["1E", "1E"],
  ["+2", "2"],
  ["-1Ki", "-1Ki"],
  ["1500Ki", "1500Ki"],
  ["1n", "1n"],
  ["Gi", "0"],
])("%s is printed as %s", (text, printed) => {
  expect(quantityText(quantityOf(text))).toBe(printed);
});

test.each(["", " ", "x", "1 Gi", "1GB", "1.2.3", "--1", "1e", "0x1", "1_000", "١"])("%j is none", (text) => {
  expect(typeof parseQuantity(text)).toBe("string");
});

test.each([null, undefined, true, [], {}])("%j is none", (value) => {
  expect(typeof parseQuantity(value)).toBe("string");
});

test("what is printed says the same amount", () => {
  const suffixes = fc.constantFrom(
    "",
    "n",
    "u",
    "m",
    "k",
    "M",
    "G",
    "T",
    "P",
    "E",
    "Ki",
    "Mi",
    "Gi",
    "Ti",
    "e3",
    "E-2",
  );
  const texts = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat({ max: 999 }), suffixes);
  fc.assert(
    fc.property(texts, ([whole, fraction, suffix]) => {
      const quantity = parseQuantity(`${whole}.${fraction}${suffix}`) as Quantity;
      expect(quantityOf(quantityText(quantity)).nano).toBe(quantity.nano);
    }),
  );
});

test("numbers are quantities, and whole ones are whole", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (number) => {
      const quantity = quantityOf(number);
      expect(quantity.nano).toBe(BigInt(number) * one);
      expect(isWhole(quantity)).toBe(true);
      expect(wholeValue(quantity)).toBe(BigInt(number));
    }),
  );
});

test("what is finer than a billionth is rounded away from zero", () => {
  expect(quantityOf("1e-12").nano).toBe(1n);
  expect(quantityOf("-1e-12").nano).toBe(-1n);
  expect(wholeValue(quantityOf("0.1"))).toBe(1n);
  expect(isWhole(quantityOf("0.1"))).toBe(false);
});

test("huge exponents and long texts cost nothing", () => {
  expect(typeof parseQuantity("1e999999999")).toBe("object");
  expect(typeof parseQuantity("9".repeat(100_000))).toBe("string");
});
