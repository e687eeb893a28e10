import webhooks from "../src/gen/webhooks.json" with { type: "json" };

/** How a payload compares with real ones: what they have and it lacks, and what neither they nor GitHub's description know. */
export interface Comparison {
  readonly fields: number;
  readonly differences: readonly string[];
}

type Json = unknown;
type Schema = { readonly [key: string]: Json };

/**
 * Compares a payload with real examples of the same event. A field that every example has must be there, unless
 * GitHub's description no longer knows it (the examples are some years old); a field that no example has must be in
 * the description; and a value must be of a type that an example or the description has there.
 */
export function compareShapes(event: string, payload: Json, examples: readonly Json[]): Comparison {
  const differences: string[] = [];
  let fields = 0;

  function walk(path: string, ours: Json, theirs: readonly Json[], schemas: readonly Schema[]): void {
    fields++;
    const types = new Set([...theirs.map(typeOf), ...schemas.flatMap(typesOf)]);
    if (types.size > 0 && ours !== null && !types.has(typeOf(ours))) {
      differences.push(`${path} is ${typeOf(ours)}, not ${[...types].join(" or ")}`);
      return;
    }
    // Each app has permissions of its own.
    if (path.endsWith(".permissions")) return;
    if (Array.isArray(ours)) {
      const items = theirs.flatMap((one) => (Array.isArray(one) ? one : []));
      for (const item of ours.slice(0, 3)) walk(`${path}[]`, item, items, schemas.flatMap(itemsOf));
    } else if (isObject(ours)) {
      walkObject(path, ours, theirs.filter(isObject), schemas);
    }
  }

  function walkObject(path: string, ours: Schema, theirs: readonly Schema[], schemas: readonly Schema[]): void {
    const described = schemas.flatMap(propertiesOf);
    const open = described.length === 0;
    const knows = (name: string) => described.some((properties) => name in properties);
    for (const name of Object.keys(theirs[0] ?? {})) {
      const everywhere = theirs.every((one) => name in one);
      if (everywhere && !(name in ours) && (open || knows(name))) differences.push(`${path}.${name} is missing`);
    }
    for (const [name, value] of Object.entries(ours)) {
      const shown = theirs.flatMap((one) => (name in one ? [one[name]] : []));
      const inside = described.flatMap((properties) =>
        name in properties ? [resolve(properties[name] as Schema)] : [],
      );
      if (shown.length === 0 && inside.length === 0 && !(open && theirs.length === 0))
        differences.push(`${path}.${name} is unknown`);
      walk(`${path}.${name}`, value, shown, inside.flatMap(alternatives));
    }
  }

  walk(event, payload, examples, alternatives(resolve((webhooks.events as Record<string, Schema>)[event]!)));
  return { fields, differences };
}

function resolve(schema: Schema): Schema {
  const reference = schema["$ref"];
  if (typeof reference !== "string") return schema;
  const [, part = "", name = ""] = reference.split("/");
  return resolve((webhooks as unknown as Record<string, Record<string, Schema>>)[part]![name]!);
}

/** The schemas that a value may fit: those of `oneOf` and its kin, each by itself. */
function alternatives(schema: Schema): Schema[] {
  const parts = ["oneOf", "anyOf", "allOf"].flatMap((key) => (schema[key] as Schema[] | undefined) ?? []);
  return parts.length === 0 ? [schema] : [schema, ...parts.map(resolve).flatMap(alternatives)];
}

function typesOf({ type }: Schema): string[] {
  const types = type === undefined ? [] : Array.isArray(type) ? (type as string[]) : [String(type)];
  return types.map((name) => (name === "integer" ? "number" : name));
}

function propertiesOf({ properties }: Schema): Schema[] {
  return properties === undefined ? [] : [properties as Schema];
}

function itemsOf({ items }: Schema): Schema[] {
  return items === undefined ? [] : alternatives(resolve(items as Schema));
}

function isObject(value: Json): value is Schema {
  return typeOf(value) === "object";
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
