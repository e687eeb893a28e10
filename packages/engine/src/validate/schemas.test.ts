import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { readSchema, type Schema } from "../../test/from-schema.ts";

const files = readdirSync(join(import.meta.dirname, "../../../../schemas")).filter((file) =>
  file.endsWith(".schema.json"),
);
const ajv = new Ajv2020({ schemas: files.map(readSchema), discriminator: true, strict: false });

/** Every field of a schema, by its JSON pointer: what properties, additionalProperties and items say. */
function fieldsOf(schema: Schema, pointer: string): [string, Schema][] {
  if (typeof schema !== "object" || schema === null) return [];
  const maps = ["properties", "$defs"].flatMap((keyword) =>
    Object.entries((schema[keyword] ?? {}) as Record<string, Schema>).map(
      ([name, inner]) =>
        [keyword, inner, `${pointer}/${keyword}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`] as const,
    ),
  );
  const inner = ["items", "additionalProperties"].flatMap((keyword) =>
    typeof schema[keyword] === "object" ? [[keyword, schema[keyword] as Schema, `${pointer}/${keyword}`] as const] : [],
  );
  return [...maps, ...inner].flatMap(([keyword, field, at]) => [
    ...(keyword === "$defs" ? [] : [[at, field] as [string, Schema]]),
    ...fieldsOf(field, at),
  ]);
}

describe.each(files)("%s", (file) => {
  test.each(fieldsOf(readSchema(file), "#"))("%s has a description, and examples that are right", (pointer, field) => {
    const whole = { ...resolved(field, file), ...field } as { description?: string; examples?: unknown[] };
    expect(whole.description).toMatch(/^\S.*[.?]$/);
    expect(whole.examples?.length).toBeGreaterThan(0);
    const check = ajv.compile({ $ref: `${file}${pointer}` });
    for (const example of whole.examples ?? [])
      expect([example, check(example), check.errors]).toEqual([example, true, null]);
  });
});

function resolved(field: Schema, file: string): Schema {
  if (typeof field["$ref"] !== "string") return field;
  const [other, pointer = ""] = field["$ref"].split("#") as [string, string];
  return (
    (readSchema(other === "" ? file : other)["$defs"] as Record<string, Schema>)[pointer.split("/")[2] ?? ""] ?? {}
  );
}
