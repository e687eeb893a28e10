/** An OpenAPI document, of which nothing is known to be as it should. */
export type OpenApi = { readonly [field: string]: unknown };
type Schema = OpenApi;

/** A type as OpenAPI documents of Kubernetes name it. */
export type OpenApiType = { readonly group: string; readonly version: string; readonly kind: string };

/**
 * The fields of a type that a strategic merge patch must know, by name, or `*` for any other: the name of the field's
 * definition; for a list that is merged, that of its elements' and the keys by which they are (none: by value).
 */
export type Definition = { readonly [field: string]: string | readonly [string, ...string[]] };

/** Of an OpenAPI document, all that a build must know. */
export type CompactSchema = {
  /** By apiVersion and kind, with a space between, the name of the definition. */
  readonly kinds: { readonly [type: string]: string };
  readonly definitions: { readonly [name: string]: Definition };
  readonly namespaced: readonly string[];
  readonly clusterScoped: readonly string[];
};

/** What is left out of a compact schema. */
export type Selection = {
  /** Types that this does not let pass. */
  readonly isServed?: (type: OpenApiType) => boolean;
  /** Definitions that no type needs. */
  readonly prune?: boolean;
};

/** The definition of everything in which nothing is merged. */
export const LEAF = "";

const GROUP_VERSION_KIND = "x-kubernetes-group-version-kind";

type Field = Definition[string];
type Definitions = ReadonlyMap<string, Definition>;

/** Makes the compact schema of an OpenAPI document. */
export function compactSchema(document: OpenApi, { isServed = () => true, prune }: Selection = {}): CompactSchema {
  const definitions = named(mapAt(document, "definitions"));
  const compact = relevantFields(definitions);
  const types = [...definitions].flatMap(([name, schema]) =>
    typesOf(schema)
      .filter(isServed)
      .map((type) => [typeName(type), name] as const),
  );
  const names = prune === true ? reachable(compact, types) : new Set(definitions.keys());
  const kinds = types.map(([type, name]) => [type, names.has(name) ? name : LEAF] as const);
  return {
    kinds: Object.fromEntries(kinds.sort(byName)),
    definitions: Object.fromEntries([...names].sort().map((name) => [name, compact.get(name) ?? {}])),
    ...scopes(mapAt(document, "paths"), isServed),
  };
}

function asMap(value: unknown): Schema | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

function mapAt(map: Schema, field: string): Schema {
  return asMap(map[field]) ?? {};
}

function textAt(map: Schema, field: string): string {
  const value = map[field];
  return typeof value === "string" ? value : "";
}

/** The definitions by name, and those that stand inside of others by the way that leads to them. */
function named(definitions: Schema): Map<string, Schema> {
  const found = new Map<string, Schema>();
  const visit = (name: string, schema: Schema): void => {
    found.set(name, schema);
    for (const [field, inner] of properties(schema)) {
      if (inner["type"] === "array") visitInline(inline(name, field), mapAt(inner, "items"));
      else visitInline(inline(name, field), inner);
    }
  };
  const visitInline = (name: string, schema: Schema): void => {
    if (textAt(schema, "$ref") === "" && properties(schema).length > 0) visit(name, schema);
  };
  for (const [name, schema] of Object.entries(definitions)) visit(name, asMap(schema) ?? {});
  return found;
}

function inline(name: string, field: string): string {
  return `${name} ${field}`;
}

/** The fields of a type; `*` is any other. */
function properties(schema: Schema): [string, Schema][] {
  const fields = Object.entries(mapAt(schema, "properties"));
  const all = [...fields, ["*", schema["additionalProperties"]] as const];
  return all.flatMap(([name, field]) => {
    const map = asMap(field);
    return map === undefined ? [] : [[name, map]];
  });
}

export function typeName({ group, version, kind }: OpenApiType): string {
  return `${group === "" ? version : `${group}/${version}`} ${kind}`;
}

function typeOf(value: unknown): OpenApiType[] {
  const map = asMap(value);
  if (map === undefined) return [];
  return [{ group: textAt(map, "group"), version: textAt(map, "version"), kind: textAt(map, "kind") }];
}

function typesOf(schema: Schema): OpenApiType[] {
  const types = schema[GROUP_VERSION_KIND];
  return Array.isArray(types) ? types.flatMap(typeOf) : [];
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** The definitions with a field that matters or leads to one that does, with these fields. */
function relevantFields(definitions: ReadonlyMap<string, Schema>): Definitions {
  const found = new Map<string, Definition>();
  for (let before = -1, size = 0; before < size; size = countFields(found)) {
    before = countFields(found);
    for (const [name, schema] of definitions) {
      const fields = fieldsOf(name, schema, { definitions, known: found });
      if (fields.length > 0) found.set(name, Object.fromEntries(fields));
    }
  }
  return found;
}

function countFields(definitions: Definitions): number {
  let count = 0;
  for (const definition of definitions.values()) count += Object.keys(definition).length;
  return count;
}

type Search = { readonly definitions: ReadonlyMap<string, Schema>; readonly known: Definitions };

function fieldsOf(name: string, schema: Schema, { definitions, known }: Search): [string, Field][] {
  return properties(schema).flatMap(([field, inner]): [string, Field][] => {
    const own = inline(name, field);
    // What the document refers to but does not define, another one may.
    const isKnown = (target: string) => known.has(target) || (target !== own && !definitions.has(target));
    if (inner["type"] === "array") {
      const elements = definitionOf(mapAt(inner, "items"), own);
      return isMerged(inner) ? [[field, [isKnown(elements) ? elements : LEAF, ...mergeKeys(inner)]]] : [];
    }
    const target = definitionOf(inner, own);
    if (isKnown(target)) return [[field, target]];
    return isFreeForm(definitions.get(target) ?? inner) ? [[field, LEAF]] : [];
  });
}

/** The name of a field's definition: the one that it refers to, or its own. */
function definitionOf(schema: Schema, own: string): string {
  const reference = textAt(schema, "$ref");
  return reference === "" ? own : reference.replace("#/definitions/", "");
}

function isMerged(schema: Schema): boolean {
  return textAt(schema, "x-kubernetes-patch-strategy").split(",").includes("merge");
}

function mergeKeys(schema: Schema): readonly string[] {
  const keys = schema["x-kubernetes-list-map-keys"];
  if (Array.isArray(keys)) return keys.filter((key): key is string => typeof key === "string");
  const key = textAt(schema, "x-kubernetes-patch-merge-key");
  return key === "" ? [] : [key];
}

/** Whether a field may hold any object. It must be known, or an object in it would be merged by its own kind. */
function isFreeForm(schema: Schema): boolean {
  return schema["type"] === "object" && properties(schema).length === 0 && schema["$ref"] === undefined;
}

/** The relevant definitions that the types lead to. */
function reachable(definitions: Definitions, types: readonly (readonly [string, string])[]): Set<string> {
  const found = new Set<string>();
  const left = types.map(([, name]) => name);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const definition = definitions.get(name);
    if (definition === undefined || found.has(name)) continue;
    found.add(name);
    for (const field of Object.values(definition)) left.push(typeof field === "string" ? field : field[0]);
  }
  return found;
}

/** Which types are served in namespaces, and which only outside. */
function scopes(
  paths: Schema,
  isServed: (type: OpenApiType) => boolean,
): Pick<CompactSchema, "namespaced" | "clusterScoped"> {
  const inNamespace = new Map<string, boolean>();
  for (const [path, item] of Object.entries(paths)) {
    for (const type of typeOf(mapAt(asMap(item) ?? {}, "get")[GROUP_VERSION_KIND]).filter(isServed)) {
      const isNamespaced = path.includes("namespaces/{namespace}");
      if (isNamespaced || !inNamespace.has(typeName(type))) inNamespace.set(typeName(type), isNamespaced);
    }
  }
  const types = [...inNamespace.keys()].sort();
  return {
    namespaced: types.filter((type) => inNamespace.get(type) === true),
    clusterScoped: types.filter((type) => inNamespace.get(type) === false),
  };
}
