import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compare } from "../finding.ts";
import { load } from "../load.ts";
import { validate } from "../validate.ts";
import type { SchemaName } from "./schema.ts";

/** Every file in schemas/cases is a test: an invalid one says in its first lines what is found, and where. */
const cases = join(import.meta.dirname, "../../../../schemas/cases");

const list = readdirSync(cases).flatMap((schema) =>
  ["valid", "invalid"].flatMap((group) =>
    readdirSync(join(cases, schema, group)).map((file) => ({ schema: schema as SchemaName, group, file })),
  ),
);

describe.each(["valid", "invalid"])("%s", (group) => {
  test.each(list.filter((one) => one.group === group))("$schema $file", ({ schema, file }) => {
    const content = readFileSync(join(cases, schema, group, file), "utf8");
    const { doc, findings } = load(file, { mode: "100644", content });
    const all = doc === undefined ? findings : [...findings, ...validate(doc, schema)];
    const found = all.map(({ code, line, column }) => `${code} ${line}:${column}`);
    const expected = [...content.matchAll(/^# expect (.+)$/gm)].map(([, line]) => line as string);
    expect(found.sort(compare)).toEqual(expected.sort(compare));
    expect(expected.length > 0).toBe(group === "invalid");
  });
});

test("ten mistakes in one file are ten findings", () => {
  const many = list.filter(({ file }) => file.startsWith("ten-mistakes"));
  const counts = many.map(
    ({ schema, group, file }) => readFileSync(join(cases, schema, group, file), "utf8").match(/^# expect /gm)?.length,
  );
  expect(counts).toEqual(many.map(() => 10));
});
