import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type CaseFile, outcome } from "../cases/outcome.ts";
import { type RuleFile, ruleOutcome } from "../cases/rule-outcome.ts";

// Each file of cases is a test. UPDATE=1 writes what comes out where it differs: read the difference before it is kept.

const UPDATE = process.env["UPDATE"] === "1";

function folder(name: string): URL {
  return new URL(`../cases/${name}/`, import.meta.url);
}

/** Checks the entries of one file, or writes them. */
function check<File extends object>(
  file: URL,
  entries: keyof File,
  compute: (file: File, key: string) => object,
): void {
  const content = JSON.parse(readFileSync(file, "utf8")) as File;
  const expected = content[entries] as Record<string, object>;
  const actual = Object.fromEntries(Object.keys(expected).map((key) => [key, compute(content, key)]));
  if (UPDATE) writeFileSync(file, `${JSON.stringify({ ...content, [entries]: actual }, undefined, 2)}\n`);
  else expect(actual).toEqual(expected);
}

describe("expressions", () => {
  for (const name of readdirSync(folder("expressions"))) {
    it(`should come out as ${name} says`, () => {
      check<CaseFile>(new URL(name, folder("expressions")), "cases", outcome);
    });
  }
});

describe("rules of schemas", () => {
  for (const name of readdirSync(folder("rules"))) {
    it(`should come out as ${name} says`, () => {
      check<RuleFile>(new URL(name, folder("rules")), "rules", ruleOutcome);
    });
  }
});
