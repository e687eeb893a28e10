import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { check, type Finding, type Value } from "./index.ts";

/**
 * Each folder of `cases` is a case: `objects.yaml`, which may begin with `# kubernetes 1.33`, beside it `previous.yaml`
 * and `definitions.yaml` where there are any, and in `expected.txt` what is to be found. `UPDATE=1` writes the last.
 */
const home = join(import.meta.dirname, "../cases");
const definitions = documents(join(home, "definitions.yaml"));

function documents(path: string): Value[] {
  if (!existsSync(path)) return [];
  const parsed = parseAllDocuments(readFileSync(path, "utf8"), { intAsBigInt: true, uniqueKeys: false });
  return parsed.map((document) => asNumbers(document.toJS() as Value));
}

/** Integers as a reader of manifests gives them: bigints only where a number could not hold them. */
function asNumbers(value: Value): Value {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(asNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asNumbers(inner)]));
}

function words({ severity, stage, code, index, path, pointer, message, hint }: Finding): string {
  const place = path === pointer.slice(1).replaceAll("/", ".") ? path : `${path} (${pointer})`;
  const lines = [`${severity} ${stage} ${code} #${index} ${place}`, `  ${message}`];
  return [...lines, ...(hint === undefined ? [] : [`  > ${hint}`])].join("\n");
}

describe.each(readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isDirectory()))(
  "$name",
  ({ name }) => {
    test("finds what is expected", () => {
      const folder = join(home, name);
      const version = /^# kubernetes (\S+)/.exec(readFileSync(join(folder, "objects.yaml"), "utf8"))?.[1];
      const found = check(documents(join(folder, "objects.yaml")), {
        kubernetes: version ?? "1.36",
        definitions: [...definitions, ...documents(join(folder, "definitions.yaml"))] as never,
        previous: documents(join(folder, "previous.yaml")) as never,
        namespace: "shop",
      });
      const text = `${found.map(words).join("\n") || "nothing"}\n`;
      const path = join(folder, "expected.txt");
      if (process.env["UPDATE"] === "1") writeFileSync(path, text);
      expect(text).toBe(readFileSync(path, "utf8"));
    });
  },
);
