import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import { build } from "esbuild";
import { compile, type JSONSchema } from "json-schema-to-typescript";

/**
 * `npm run gen`: makes src/gen from schemas/: the types of valid documents, and validators as code that needs
 * no compiler at run time. CI runs it and fails when what is checked in differs.
 */
const target = "packages/engine/src/gen";
const header =
  "// THIS FILE IS GENERATED - DO NOT EDIT IT. It is made from schemas/ by packages/engine/scripts/gen.ts.\n";

// The package says that it is an ES module with a default export and is a CommonJS module that is a function.
const standaloneCode = createRequire(import.meta.url)("ajv/dist/standalone").default as (
  ajv: Ajv2020,
  names: Record<string, string>,
) => string;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

// The plan's schema is for those who read plans: nothing here takes one in.
const files = readdirSync("schemas")
  .filter((file) => file.endsWith(".schema.json") && file !== "plan.schema.json")
  .sort();
const schemas = new Map(files.map((file) => [file, JSON.parse(readFileSync(`schemas/${file}`, "utf8")) as Schema]));
const nameOf = (file: string) => file.replace(".schema.json", "");

mkdirSync(target, { recursive: true });
writeFileSync(`${target}/types.ts`, await typesModule());
await writeValidators();

/** Rules between fields are for the validator alone: as types they would only be in the way. */
function withoutRules(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutRules);
  if (typeof value !== "object" || value === null) return value;
  const rule = (key: string) =>
    ["not", "dependentRequired", "propertyNames", "discriminator", "examples", "minItems", "maxItems"].includes(key) ||
    (key === "oneOf" &&
      Array.isArray(value[key]) &&
      value[key].every((one) => typeof one === "object" && one !== null && "required" in one));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !rule(key))
      .map(([key, inner]) => [key, withoutRules(inner)]),
  );
}

/** One schema with all definitions, so that a shared field gets one type. */
async function typesModule(): Promise<string> {
  const definitions: Schema = {};
  const properties: Schema = {};
  for (const [file, schema] of schemas) {
    const { $defs, $schema: _schema, $id: _id, ...rest } = localRefs(withoutRules(schema)) as Schema;
    Object.assign(definitions, $defs);
    definitions[nameOf(file)] = rest;
    properties[nameOf(file)] = { $ref: `#/$defs/${nameOf(file)}` };
  }
  const all = {
    title: "Documents",
    type: "object",
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
    $defs: definitions,
  };
  return compile(all as JSONSchema, "Documents", {
    bannerComment: `${header}/* biome-ignore-all lint: generated */`,
    additionalProperties: false,
    unreachableDefinitions: false,
    style: { printWidth: 120 },
  });
}

/** A reference alone: words beside it would make it a type of its own. */
function localRefs(value: Json): Json {
  if (Array.isArray(value)) return value.map(localRefs);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value["$ref"] === "string") return { $ref: value["$ref"].replace(/^[a-z.]+#/, "#") };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, localRefs(inner)]));
}

async function writeValidators(): Promise<void> {
  const ajv = new Ajv2020({
    schemas: [...schemas.values()],
    allErrors: true,
    verbose: true,
    discriminator: true,
    strictTypes: false,
    strictRequired: false,
    unicodeRegExp: false,
    inlineRefs: false,
    code: { source: true, esm: true },
  });
  ajv.addKeyword({ keyword: "expects", schemaType: "string" });
  const code = standaloneCode(ajv, Object.fromEntries(files.map((file) => [nameOf(file), file])));
  await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: "js" },
    bundle: true,
    format: "esm",
    minify: true,
    outfile: `${target}/validators.js`,
    banner: { js: header },
    logLevel: "error",
  });
  const names = files.map(nameOf);
  writeFileSync(
    `${target}/validators.d.ts`,
    `${header}
/** One thing that a document breaks, as ajv says it. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly propertyName?: string;
  /** The part of the schema that has the keyword. */
  readonly parentSchema: Readonly<Record<string, unknown>>;
}
export interface Validator {
  (document: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}
${names.map((name) => `export const ${name}: Validator;`).join("\n")}
`,
  );
}
