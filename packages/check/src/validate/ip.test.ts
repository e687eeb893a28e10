import { isIP, isIPv4 } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contains, parseCidr, parseIp } from "./ip.ts";

test("takes the addresses that Node takes, and says their family", () => {
  const texts = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ unit: fc.constantFrom("0", "1", "9", "a", "f", ":", ".", "::", "g"), maxLength: 12 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      // Zeros in front are taken, and only told of.
      fc.pre(!/(^|\.)0\d|0[\da-f]{4}/.test(text));
      const ip = parseIp(text);
      expect(ip !== undefined).toBe(isIP(text) !== 0);
      if (ip !== undefined) expect(ip.family).toBe(isIPv4(text) ? 4 : 6);
    }),
  );
});

test.each([
  ["10.0.0.0/8", "10.1.2.3", true],
  ["10.0.0.0/8", "11.0.0.0", false],
  ["0.0.0.0/0", "255.255.255.255", true],
  ["2001:db8::/32", "2001:db8:1::1", true],
  ["2001:db8::/32", "2001:db9::1", false],
  ["10.0.0.0/8", "::1", false],
])("%s contains %s: %s", (cidr, ip, inside) => {
  expect(contains(parseCidr(cidr)!, parseIp(ip)!)).toBe(inside);
});

test.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "/8", ""])("%j is no block", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});
