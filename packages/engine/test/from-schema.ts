import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Json } from "../src/yaml.ts";

/** A JSON Schema, as it stands in schemas/. */
export type Schema = { readonly [keyword: string]: unknown };

const folder = join(import.meta.dirname, "../../../schemas");
const schemas = new Map<string, Schema>();

/** A schema of schemas/ by its file's name. */
export function readSchema(file: string): Schema {
  const known = schemas.get(file) ?? (JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema);
  schemas.set(file, known);
  return known;
}

/** What stands in for a part of a schema, by the name of its definition, its title, or the field that has it. */
export type Instead = { readonly [name: string]: fc.Arbitrary<Json> };

/**
 * Values that a part of a schema allows, but for rules between fields. Strings are now and then as long as they may be,
 * numbers as small or large.
 */
export function valuesOf(schema: Schema, file: string, instead: Instead = {}): fc.Arbitrary<Json> {
  if (typeof schema["$ref"] === "string") {
    const [other, pointer = ""] = schema["$ref"].split("#") as [string, string?];
    const name = pointer.split("/").at(-1) ?? "";
    const home = other === "" ? file : other;
    return (
      instead[name] ?? valuesOf((readSchema(home)["$defs"] as Record<string, Schema>)[name] as Schema, home, instead)
    );
  }
  const title = String(schema["title"] ?? "");
  if (instead[title] !== undefined) return instead[title];
  if ("const" in schema) return fc.constant(schema["const"] as Json);
  if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as Json[]));
  const types = [schema["type"] ?? "object"].flat() as string[];
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, file, instead)));
}

function valuesOfType(type: string, schema: Schema, file: string, instead: Instead): fc.Arbitrary<Json> {
  const number = (keyword: string, usual: number) => Number(schema[keyword] ?? usual);
  switch (type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: number("minimum", -1000), max: number("maximum", 1000) });
    case "number":
      return fc
        .integer({ min: 1, max: 1000 })
        .chain((parts) => fc.integer({ min: 0, max: parts }).map((part) => part / parts))
        .map((share) => {
          const [low, high] = [number("minimum", -1e6), number("maximum", number("exclusiveMaximum", 1e6))];
          return Number((low + (high - low) * share).toPrecision(6));
        })
        .filter((value) => value < number("exclusiveMaximum", Number.POSITIVE_INFINITY));
    case "string":
      return texts(schema);
    case "array":
      return fc.array(valuesOf(schema["items"] as Schema, file, instead), {
        minLength: number("minItems", 0),
        maxLength: Math.min(number("maxItems", 4), 4),
      });
    default:
      return maps(schema, file, instead);
  }
}

/** Strings of a pattern; one of five is stretched to the greatest length, or to 300 where there is none. */
export function texts(schema: Schema): fc.Arbitrary<string> {
  const { pattern } = schema;
  const [least, most] = [Number(schema["minLength"] ?? 0), Number(schema["maxLength"] ?? 300)];
  if (typeof pattern !== "string")
    return fc.oneof(
      { weight: 4, arbitrary: fc.string({ unit: "grapheme", minLength: least, maxLength: Math.min(most, 20) }) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: least, maxLength: Math.min(most, 20) }) },
      { weight: 1, arbitrary: fc.constant("x".repeat(Math.min(most, 1000))) },
    );
  const allowed = new RegExp(pattern);
  // Looking ahead is more than fast-check can do: it is left out, and what it would refuse is thrown away.
  const simple = new RegExp(pattern.replace(/\(\?[!=](?:[^()]|\([^()]*\))*\)/g, ""));
  const short = fc
    .stringMatching(simple, { size: "xsmall" })
    .filter((text) => allowed.test(text) && text.length >= least && text.length <= most);
  const long = fc.tuple(short, fc.nat()).map(([text, at]) => {
    const index = at % Math.max(1, text.length);
    const stretched =
      text.slice(0, index) + (text[index] ?? "a").repeat(Math.max(1, most - text.length + 1)) + text.slice(index + 1);
    return allowed.test(stretched) && stretched.length <= most ? stretched : text;
  });
  return fc.oneof({ weight: 4, arbitrary: short }, { weight: 1, arbitrary: long });
}

function maps(schema: Schema, file: string, instead: Instead): fc.Arbitrary<Json> {
  const properties = (schema["properties"] ?? {}) as Record<string, Schema>;
  if (schema["properties"] === undefined) {
    const keys = schema["propertyNames"] as Schema;
    return fc.dictionary(
      valuesOf({ type: "string", ...keys }, file, instead) as fc.Arbitrary<string>,
      valuesOf(schema["additionalProperties"] as Schema, file, instead),
      {
        noNullPrototype: true,
        minKeys: Number(schema["minProperties"] ?? 0),
        maxKeys: Math.min(Number(schema["maxProperties"] ?? 4), 4),
      },
    );
  }
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, instead[name] ?? valuesOf(inner, file, instead)]),
  );
  const record = (requiredKeys: string[], left: readonly string[] = []) =>
    fc.record(Object.fromEntries(Object.entries(model).filter(([name]) => !left.includes(name))), {
      noNullPrototype: true,
      requiredKeys,
    });
  const required = (schema["required"] ?? []) as string[];
  const choices = ((schema["oneOf"] ?? []) as { required: string[] }[]).map((choice) => choice.required);
  const any =
    choices.length === 0
      ? record(required)
      : fc.oneof(
          ...choices.map((choice) =>
            record(
              [...required, ...choice],
              choices.flat().filter((name) => !choice.includes(name)),
            ),
          ),
        );
  return (any as fc.Arbitrary<{ [field: string]: Json }>).filter((value) => keepsRules(value, schema));
}

/** Whether a map keeps the rules of its schema that are about which fields stand together, and how many. */
function keepsRules(value: { readonly [field: string]: Json }, schema: Schema): boolean {
  const fields = Object.keys(value);
  const not = (schema["not"] as { required: string[] } | undefined)?.required;
  const together = Object.entries((schema["dependentRequired"] ?? {}) as Record<string, string[]>);
  return (
    fields.length >= Number(schema["minProperties"] ?? 0) &&
    fields.length <= Number(schema["maxProperties"] ?? Number.POSITIVE_INFINITY) &&
    !(not?.every((field) => fields.includes(field)) ?? false) &&
    together.every(([field, others]) => !fields.includes(field) || others.every((other) => fields.includes(other)))
  );
}
