import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adapt } from "./adapt.ts";
import { formatAddress, parseAddress } from "./address.ts";
import { compare, compareStrings, equal } from "./compare.ts";
import { scientificParts } from "./float.ts";
import { addInts, divideInts, type Int, moduloInts, multiplyInts, subtractInts } from "./integer.ts";
import { maskNetwork, networkHas, parseNetwork } from "./network.ts";
import { characters } from "./operators.ts";
import { addQuantities, order, parseQuantity, type Quantity } from "./quantity.ts";
import { exactly, MOST, plus, scaled, times } from "./range.ts";
import { compilePattern, findAll, type Pattern } from "./regex.ts";
import { compareVersions, parseVersion, type SemanticVersion } from "./semantic-version.ts";
import { formatTimestamp, parseDuration, parseTimestamp } from "./time.ts";
import { formatUrl, parseUrl, type Url } from "./url.ts";
import { CelError, CelMap, Double, int, Timestamp, Uint } from "./value.ts";

const INT64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
/** Small, large, and around the ends of what doubles hold exactly and of 64 bits. */
const ANY_INT = fc.oneof(
  fc.bigInt({ min: -50n, max: 50n }),
  INT64,
  fc.constantFrom(2n ** 53n, -(2n ** 53n), 2n ** 63n - 1n),
);

describe("ints", () => {
  const operations: readonly (readonly [string, (a: Int, b: Int) => unknown, (a: bigint, b: bigint) => bigint])[] = [
    ["add", addInts, (a, b) => a + b],
    ["subtract", subtractInts, (a, b) => a - b],
    ["multiply", multiplyInts, (a, b) => a * b],
    ["divide", divideInts, (a, b) => a / b],
    ["take the rest of", moduloInts, (a, b) => a % b],
  ];
  for (const [name, operation, exact] of operations) {
    it(`should ${name} exactly or not at all`, () => {
      fc.assert(
        fc.property(ANY_INT, ANY_INT, (a, b) => {
          const result = operation(int(a), int(b));
          const divides = name === "divide" || name === "take the rest of";
          const wanted = divides && b === 0n ? undefined : exact(a, b);
          const fits = wanted !== undefined && BigInt.asIntN(64, wanted) === wanted;
          if (fits && !(name === "take the rest of" && a === -(2n ** 63n) && b === -1n))
            expect(result).toBe(int(wanted));
          else expect(result).toBeInstanceOf(CelError);
        }),
      );
    });
  }
});

describe("equality and order", () => {
  it("should agree with the order of UTF-8 bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        expect(Math.sign(compareStrings(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });

  it("should compare numbers across their types as numbers", () => {
    fc.assert(
      fc.property(ANY_INT, fc.double({ noNaN: true }), (a, b) => {
        const order = compare(int(a), new Double(b));
        expect(order).toBe(-(compare(new Double(b), int(a)) as number) + 0);
        if (a >= 0n) expect(compare(new Uint(a), int(a))).toBe(0);
      }),
    );
  });

  it("should find keys of maps across number types", () => {
    const map = new CelMap();
    map.set(1, "int");
    map.set(new Uint(2n), "uint");
    map.set("1", "text");
    map.set(true, "bool");
    expect([1, new Uint(1n), new Double(1)].map((key) => map.get(key))).toEqual(["int", "int", "int"]);
    expect([2, new Double(2), new Double(2.5), "1", true, null].map((key) => map.get(key))).toEqual([
      "uint",
      "uint",
      undefined,
      "text",
      "bool",
      undefined,
    ]);
  });

  it("should hold for JSON and its copy", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(equal(adapt(json), adapt(structuredClone(json)))).toBe(true);
      }),
    );
  });

  it("should count characters as iterating does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(characters(text)).toBe([...text].length);
      }),
    );
  });
});

describe("numbers as text", () => {
  it("should print doubles so that they read back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const { mantissa, exponent } = scientificParts(value, 17);
        expect(Number(`${mantissa}e${exponent}`)).toBe(value);
      }),
    );
  });
});

describe("times", () => {
  it("should print and read the same moment", () => {
    const seconds = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 });
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 }).map((minutes) => minutes * 60);
    fc.assert(
      fc.property(seconds, fc.nat(999_999_999), offsets, (at, nanos, offset) => {
        fc.pre(at + offset > -62_135_596_800 && at + offset < 253_402_300_799);
        const time = new Timestamp(at, nanos, offset);
        expect(parseTimestamp(formatTimestamp(time))).toEqual(time);
      }),
    );
  });

  it("should read durations by their parts", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(59), fc.nat(999), (hours, minutes, millis) => {
        const nanos =
          BigInt(hours) * 3_600_000_000_000n + BigInt(minutes) * 60_000_000_000n + BigInt(millis) * 1_000_000n;
        expect(parseDuration(`-${hours}h${minutes}m${millis}ms`)?.nanos).toBe(-nanos);
      }),
    );
  });
});

describe("quantities", () => {
  const TEXT = fc
    .tuple(
      fc.constantFrom("", "-"),
      fc.nat(10 ** 9),
      fc.option(fc.nat(999)),
      fc.constantFrom(..."m k Ki M Gi P Ei".split(" "), ""),
    )
    .map(([sign, whole, fraction, suffix]) => `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${suffix}`);
  const read = (text: string) => parseQuantity(text) as Quantity;

  it("should be ordered as their numbers are", () => {
    fc.assert(
      fc.property(TEXT, TEXT, (a, b) => {
        const difference = addQuantities(read(a), read(b.startsWith("-") ? b.slice(1) : `-${b}`)) as Quantity;
        expect(order(read(a), read(b))).toBe(Math.sign(Number(difference.unscaled)) + 0);
      }),
    );
  });

  it("should add up in any order", () => {
    fc.assert(
      fc.property(TEXT, TEXT, (a, b) => {
        const sums = [addQuantities(read(a), read(b)), addQuantities(read(b), read(a))] as Quantity[];
        expect(order(sums[0]!, sums[1]!)).toBe(0);
      }),
    );
  });
});

describe("addresses", () => {
  it("should print so that they read back, canonically", () => {
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.array(fc.constantFrom("0", "1", "ffff"), { minLength: 8, maxLength: 8 }).map((groups) => groups.join(":")),
    );
    fc.assert(
      fc.property(address, (text) => {
        const read = parseAddress(text);
        if (typeof read === "string") throw new Error(read);
        const printed = formatAddress(read);
        expect(parseAddress(printed)).toEqual(read);
        expect(printed.length).toBeLessThanOrEqual(text.length + 8);
      }),
    );
  });

  it("should refuse anything else without a throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789abcf:.%/ g") }), (text) => {
        expect(["string", "object"]).toContain(typeof parseAddress(text));
        parseNetwork(text);
      }),
    );
  });

  it("should be in their networks, masked or not", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (text, length) => {
        const network = parseNetwork(`${text}/${length}`);
        const address = parseAddress(text);
        if (typeof network === "string" || typeof address === "string") throw new Error("It is an address.");
        expect(networkHas(maskNetwork(network), address)).toBe(true);
      }),
    );
  });
});

describe("URLs", () => {
  it("should print so that they read back", () => {
    const url = fc.webUrl({ withQueryParameters: true, withFragments: true });
    fc.assert(
      fc.property(url, (text) => {
        const read = parseUrl(text) as Url;
        expect(formatUrl(parseUrl(formatUrl(read)) as Url)).toBe(formatUrl(read));
      }),
    );
  });

  it("should refuse anything else without a throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...":/?#[]@!%a0. é\n".split("")) }), (text) => {
        parseUrl(text);
      }),
    );
  });
});

describe("versions", () => {
  it("should come in the order that their specification gives", () => {
    const ordered =
      "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0";
    const versions = ordered.split(" ").map((text) => parseVersion(text) as SemanticVersion);
    for (const [i, a] of versions.entries()) {
      for (const [j, b] of versions.entries()) expect(compareVersions(a, b)).toBe(Math.sign(i - j));
    }
  });
});

describe("patterns", () => {
  it("should be found as often as JavaScript finds them, where both have the same rules", () => {
    const pattern = fc.constantFrom("a", "ab", "[ab]+", "b?", "a|bb", "(ab)+", "^a", "b$", "a*b");
    fc.assert(
      fc.property(pattern, fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 12 }), (source, text) => {
        // Go leaves out an empty match right after another; JavaScript has it.
        const wanted: string[] = [];
        let end = -1;
        for (const match of text.matchAll(new RegExp(source, "gu"))) {
          if (match[0] !== "" || match.index !== end) wanted.push(match[0]);
          end = match.index + match[0].length;
        }
        expect(findAll(compilePattern(source) as Pattern, text, -1)).toEqual(wanted);
      }),
    );
  });

  it("should say what is wrong in Go's words", () => {
    expect(compilePattern("a(")).toEqual({ message: "error parsing regexp: missing closing ): `a(`" });
    expect(compilePattern("(?=a)")).toEqual({
      message: "error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
    });
  });
});

describe("ranges of costs", () => {
  it("should stop at the largest", () => {
    const most = exactly(MOST);
    expect([plus(most, most), times(most, most), scaled(most, 2)]).toEqual([most, most, most]);
    expect(scaled(exactly(11), 0.1)).toEqual(exactly(2));
  });
});
