import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { withVariables } from "./environment.ts";
import { estimateCost } from "./estimate.ts";
import { evaluate } from "./evaluate.ts";
import { describeIssues } from "./issue.ts";
import { kubernetes } from "./kubernetes.ts";
import { parse } from "./parse.ts";
import { plan } from "./plan.ts";
import { DYN } from "./type.ts";

// FUZZ=100000 runs each property so many times.
const numRuns = Number(process.env["FUZZ"] ?? 1500);

const SCOPE = withVariables(kubernetes(37), { o: DYN, l: DYN });
const DATA = { o: { a: 1, s: "text", n: null, m: { k: [1.5, true] }, big: 2n ** 62n }, l: [1, "a", { b: 2 }, [3]] };

const TOKENS = [
  ..."+ - * / % == != < <= > >= && || ! ? : . , ( ) [ ] { } in has( size( .all( .map( .exists( .filter( .?a [?".split(
    " ",
  ),
  ..."o o.a o.s o.m.k l l[0] 1 0 -1 2u 1.5 1e9 'a' \"b\" b'c' r'd' true false null x y 99999999999999999999".split(" "),
  ..."x, y, .orValue( optional.of( .sort() .flatten( lists.range( .join( .format( .matches( duration( timestamp(".split(
    " ",
  ),
  ..."quantity( ip( url( semver( .sortBy( .transformMap( .reverse() .split( .replace( int( string( type( dyn( ".split(
    " ",
  ),
  ..."// \n \t ` \\ @ # 😀 ' \" T{ }".split(" "),
];

/** Anything; tokens in any order; and expressions that are well formed, at least to the eye. */
const TEXT = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 25 }).map((tokens) => tokens.join(" ")),
  fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(
        "o",
        "l",
        "o.a",
        "o.s",
        "o.m.k",
        "l[0]",
        "1",
        "-1",
        "2u",
        "1.5",
        "'a'",
        "b'c'",
        "null",
        "true",
        "x",
      ),
      fc
        .tuple(tie("value"), fc.constantFrom(..."+ - * / % == != < <= && || in".split(" ")), tie("value"))
        .map((p) => `(${p.join(" ")})`),
      fc.tuple(tie("value"), tie("value"), tie("value")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      fc.array(tie("value"), { maxLength: 3 }).map((elements) => `[${elements.join(", ")}]`),
      fc
        .array(fc.tuple(tie("value"), tie("value")), { maxLength: 2 })
        .map((entries) => `{${entries.map((e) => e.join(": ")).join(", ")}}`),
      fc
        .tuple(tie("value"), fc.constantFrom("all", "exists", "exists_one", "map", "filter", "sortBy"), tie("value"))
        .map(([a, m, b]) => `${a}.${m}(x, ${b})`),
      fc
        .tuple(
          tie("value"),
          fc.constantFrom("size", "sort", "sum", "min", "distinct", "reverse", "first", "trim", "isInteger", "value"),
        )
        .map(([a, m]) => `${a}.${m}()`),
      fc
        .tuple(
          tie("value"),
          fc.constantFrom("matches", "contains", "split", "indexOf", "flatten", "orValue", "findAll", "add"),
          tie("value"),
        )
        .map(([a, m, b]) => `${a}.${m}(${b})`),
      fc
        .tuple(
          fc.constantFrom(
            ..."int uint double string bytes bool dyn type duration timestamp quantity ip cidr url semver optional.of lists.range".split(
              " ",
            ),
          ),
          tie("value"),
        )
        .map(([f, a]) => `${f}(${a})`),
    ),
  })).value as fc.Arbitrary<string>,
);

/** A handful of characters put in, taken out or changed. */
const MUTATED = fc
  .tuple(TEXT, fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.string({ maxLength: 2 })), { maxLength: 3 }))
  .map(([text, changes]) =>
    changes.reduce((changed, [at, count, more]) => {
      const place = changed.length === 0 ? 0 : at % changed.length;
      return changed.slice(0, place) + more + changed.slice(place + count);
    }, text),
  );

describe("whatever is written", () => {
  it("should be parsed without a throw, with every issue at a place that is there", () => {
    fc.assert(
      fc.property(MUTATED, (text) => {
        const { expression, issues } = parse(text, SCOPE);
        expect(expression === undefined).toBe(issues.length > 0);
        const lines = text.split("\n");
        for (const { line, column } of issues) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? "")].length + 1);
        }
        describeIssues(issues, text);
      }),
      { numRuns },
    );
  });

  it("should be checked, estimated, planned and evaluated without a throw, and end", () => {
    fc.assert(
      fc.property(MUTATED, (text) => {
        const checked = check(parse(text, SCOPE), SCOPE);
        if (checked.type === undefined) return;
        const { min, max } = estimateCost(checked, SCOPE);
        expect(min <= max || max === 0n).toBe(true);
        const { program } = plan(checked, SCOPE);
        if (program === undefined) return;
        const first = evaluate(program, DATA, { cost: 20_000 });
        const second = evaluate(program, DATA, { cost: 20_000 });
        expect(first.cost).toBe(second.cost);
        expect(first.error?.message).toBe(second.error?.message);
      }),
      { numRuns },
    );
  });

  it("should run without a check, too", () => {
    fc.assert(
      fc.property(MUTATED, (text) => {
        const parsed = parse(text, SCOPE);
        if (parsed.expression === undefined) return;
        const { program } = plan(parsed, SCOPE);
        if (program !== undefined) evaluate(program, DATA, { cost: 20_000 });
      }),
      { numRuns },
    );
  });
});
