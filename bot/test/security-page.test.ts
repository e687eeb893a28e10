import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const tests = ["bot", "packages"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith(".test.ts") && !entry.parentPath.includes("node_modules"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
);
const rows = readFileSync("docs/security.md", "utf8")
  .split("\n")
  .filter((line) => /^\| \d+ \|/.test(line));

test("the page names all 27 threats, in their order", () => {
  expect(rows.map((row) => Number(row.split("|")[1]))).toEqual(Array.from({ length: 27 }, (_, at) => at + 1));
});

test.each(rows.map((row) => [row.split("|")[1]?.trim() ?? "", row] as const))(
  "threat %s has a test by that number, or the page says why not yet",
  (number, row) => {
    const tested = tests.some((text) => text.includes(`threat ${number}:`) || text.includes(`threats ${number}:`));
    expect(row.includes("Not yet:")).toBe(!tested);
  },
);
