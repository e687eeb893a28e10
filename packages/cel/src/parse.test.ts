import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";

function places(text: string): string[] {
  return parse(text).issues.map(({ line, column, code }) => `${line}:${column} ${code}`);
}

describe("parse", () => {
  it("should count columns in characters, not in UTF-16 units", () => {
    expect(places('"😀" @')).toEqual(["1:5 CEL_SYNTAX"]);
  });

  it("should count lines from 1 and columns anew in each", () => {
    expect(places("1 +\n  2 +\n  @")).toEqual(["3:3 CEL_SYNTAX", "3:4 CEL_SYNTAX"]);
  });

  it("should read 100,000 characters and refuse one more", () => {
    const longest = `"${"😀".repeat(99_998)}"`;
    expect(parse(longest).issues).toEqual([]);
    const [issue] = parse(`${longest} `).issues;
    expect(issue).toMatchObject({ code: "CEL_TOO_LARGE", line: 0, column: 0 });
  });

  it("should refuse expressions nested deeper than the API server reads", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}1${")".repeat(depth)}`;
    expect(parse(nested(200)).issues).toEqual([]);
    expect(parse(nested(300)).issues.map(({ code }) => code)).toContain("CEL_TOO_LARGE");
  });

  it("should not overflow the stack on a hundred thousand brackets", () => {
    for (const mark of ["(", "[", "{", "!", "-", "a.", "a[", "f(", "1?", "a?", "a&&", "[1].map(x,"]) {
      expect(parse(mark.repeat(Math.floor(99_000 / mark.length))).issues.length).toBeGreaterThan(0);
    }
  });

  it("should report every bad literal, and give no expression then", () => {
    const parsed = parse("99999999999999999999 + 0xfffffffffffffffff");
    expect(parsed.expression).toBeUndefined();
    expect(parsed.issues.map(({ column }) => column)).toEqual([1, 24]);
  });

  it("should place nodes at their operators", () => {
    expect(parse("a  + b").expression).toMatchObject({ kind: "call", name: "_+_", at: 3 });
  });

  it("should read names of fields in backticks only where they are allowed", () => {
    expect(parse("a.`b-c`").issues).not.toEqual([]);
    const syntax = { macros: new Map(), optionals: false, quotedFields: true };
    expect(parse("a.`b-c`", syntax).expression).toMatchObject({ kind: "select", field: "b-c" });
  });
});
