/** What is read of an OpenAPI document. */
export type OpenApi = {
  readonly definitions?: { readonly [name: string]: OpenApiSchema };
  readonly paths?: { readonly [path: string]: { readonly get?: { readonly [GROUP_VERSION_KIND]?: OpenApiType } } };
};
type OpenApiSchema = {
  readonly $ref?: string;
  readonly type?: unknown;
  readonly properties?: { readonly [name: string]: OpenApiSchema };
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly items?: OpenApiSchema;
  readonly "x-kubernetes-patch-strategy"?: string;
  readonly "x-kubernetes-patch-merge-key"?: string;
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  readonly [GROUP_VERSION_KIND]?: readonly OpenApiType[];
};
export type OpenApiType = { readonly group?: string; readonly version: string; readonly kind: string };

/**
 * The fields of a type that a strategic merge patch must know, by name, or `*` for any other: the index of the field's
 * definition; for a list that is merged, the index of its elements' and the keys by which they are (none: by value).
 */
export type Definition = { readonly [field: string]: number | readonly [number, ...string[]] };

/** Of an OpenAPI document, all that a build must know. */
export type CompactSchema = {
  /** By apiVersion and kind, with a space between, the index of the definition. */
  readonly kinds: { readonly [type: string]: number };
  /** The first is that of everything in which nothing is merged. */
  readonly definitions: readonly Definition[];
  readonly namespaced: readonly string[];
  readonly clusterScoped: readonly string[];
};

const GROUP_VERSION_KIND = "x-kubernetes-group-version-kind";
const LEAF = "";

type Field = string | readonly [string, ...string[]];
type Fields = ReadonlyMap<string, readonly (readonly [string, Field])[]>;

/** Makes the compact schema of the types of an OpenAPI document that `isServed` lets pass. */
export function compactSchema(document: OpenApi, isServed: (type: OpenApiType) => boolean = () => true): CompactSchema {
  const definitions = document.definitions ?? {};
  const relevant = relevantFields(definitions);
  const types = Object.entries(definitions).flatMap(([name, schema]) =>
    typesOf(schema)
      .filter(isServed)
      .map((type) => [typeName(type), name] as const),
  );
  const names = [LEAF, ...reachable(relevant, types)];
  const index = (name: string): number => Math.max(0, names.indexOf(name));
  const fields = names.map((name) => (relevant.get(name) ?? []).map(([key, field]) => [key, indexed(field, index)]));
  return {
    kinds: Object.fromEntries(types.map(([type, name]) => [type, index(name)] as const).sort(byName)),
    definitions: fields.map((entries) => Object.fromEntries(entries)),
    ...scopes(document, isServed),
  };
}

export function typeName({ group = "", version, kind }: OpenApiType): string {
  return `${group === "" ? version : `${group}/${version}`} ${kind}`;
}

function typesOf(schema: OpenApiSchema): readonly OpenApiType[] {
  const types = schema[GROUP_VERSION_KIND];
  return Array.isArray(types) ? types : [];
}

function byName([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}

function indexed(field: Field, index: (name: string) => number): number | [number, ...string[]] {
  return typeof field === "string" ? index(field) : [index(field[0]), ...field.slice(1)];
}

/** The definitions with a field that matters or leads to one that does, with these fields. */
function relevantFields(definitions: NonNullable<OpenApi["definitions"]>): Fields {
  const found = new Map<string, [string, Field][]>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [name, schema] of Object.entries(definitions)) {
      const fields = fieldsOf(schema, definitions, found);
      if (fields.length > 0) found.set(name, fields);
    }
  }
  return found;
}

function fieldsOf(
  schema: OpenApiSchema,
  definitions: NonNullable<OpenApi["definitions"]>,
  known: Fields,
): [string, Field][] {
  const fields = Object.entries(schema.properties ?? {});
  if (typeof schema.additionalProperties === "object") fields.push(["*", schema.additionalProperties]);
  return fields.flatMap(([name, field]): [string, Field][] => {
    if (field.type === "array") {
      return isMerged(field) ? [[name, [referred(field.items ?? {}) ?? LEAF, ...mergeKeys(field)]]] : [];
    }
    const target = referred(field);
    if (target !== undefined && known.has(target)) return [[name, target]];
    return isFreeForm(definitions[target ?? ""] ?? field) ? [[name, LEAF]] : [];
  });
}

function referred(schema: OpenApiSchema): string | undefined {
  return schema.$ref?.replace("#/definitions/", "");
}

function isMerged(schema: OpenApiSchema): boolean {
  return (schema["x-kubernetes-patch-strategy"] ?? "").split(",").includes("merge");
}

function mergeKeys(schema: OpenApiSchema): readonly string[] {
  const key = schema["x-kubernetes-patch-merge-key"];
  return schema["x-kubernetes-list-map-keys"] ?? (key === undefined ? [] : [key]);
}

/** Whether a field may hold any object. It must be known, or an object in it would be merged by its own kind. */
function isFreeForm(schema: OpenApiSchema): boolean {
  return schema.type === "object" && schema.properties === undefined && schema.additionalProperties === undefined;
}

/** The relevant definitions that the types lead to, in order of their names. */
function reachable(relevant: Fields, types: readonly (readonly [string, string])[]): string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (!relevant.has(name) || found.has(name)) return;
    found.add(name);
    for (const [, field] of relevant.get(name)!) visit(typeof field === "string" ? field : field[0]);
  };
  for (const [, name] of types) visit(name);
  return [...found].sort();
}

/** Which types are served in namespaces, and which only outside. */
function scopes(
  document: OpenApi,
  isServed: (type: OpenApiType) => boolean,
): Pick<CompactSchema, "namespaced" | "clusterScoped"> {
  const inNamespace = new Map<string, boolean>();
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const type = item.get?.[GROUP_VERSION_KIND];
    if (type === undefined || !isServed(type)) continue;
    const isNamespaced = path.includes("namespaces/{namespace}");
    if (isNamespaced || !inNamespace.has(typeName(type))) inNamespace.set(typeName(type), isNamespaced);
  }
  const types = [...inNamespace.keys()].sort();
  return {
    namespaced: types.filter((type) => inNamespace.get(type) === true),
    clusterScoped: types.filter((type) => inNamespace.get(type) === false),
  };
}
