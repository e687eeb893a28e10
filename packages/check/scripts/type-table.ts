/** One release's OpenAPI: its schemas by name and its paths. */
export interface Schema {
  schemas: Record<string, Definition>;
  paths: Record<string, { post?: { "x-kubernetes-group-version-kind"?: Kind; "x-kubernetes-action"?: string } }>;
}

interface Kind {
  group: string;
  version: string;
  kind: string;
}

interface Definition {
  type?: string;
  format?: string;
  $ref?: string;
  allOf?: { $ref: string }[];
  default?: unknown;
  items?: Definition;
  additionalProperties?: Definition;
  properties?: Record<string, Definition>;
  "x-kubernetes-list-type"?: string;
  "x-kubernetes-list-map-keys"?: string[];
  "x-kubernetes-map-type"?: string;
  "x-kubernetes-group-version-kind"?: Kind[];
}

/** What several releases know together: for each line its text without versions, and the minor versions that have it. */
export interface Releases {
  kinds: Map<string, number[]>;
  types: Map<string, TypeHistory>;
  minors: number[];
}

interface TypeHistory {
  atomic: boolean;
  has: number[];
  fields: Map<string, { notation: string; has: number[] }>;
}

const scalars: Record<string, string> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity",
  "io.k8s.apimachinery.pkg.apis.meta.v1.Duration": "duration",
  "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": "any",
  "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "microtime",
  "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "time",
  "io.k8s.apimachinery.pkg.runtime.RawExtension": "any",
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "intorstring",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": "any",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray":
    "schemaorarray<apiextensions.v1.JSONSchemaProps>",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool":
    "schemaorbool<apiextensions.v1.JSONSchemaProps>",
  "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray":
    "schemaorstrings<apiextensions.v1.JSONSchemaProps>",
};

/** `io.k8s.api.core.v1.PodSpec` is `core.v1.PodSpec`. */
function shortName(schema: string): string {
  return schema
    .replace(/^io\.k8s\.api\./, "")
    .replace(/^io\.k8s\.apimachinery\.pkg\.apis\./, "")
    .replace(/^io\.k8s\.(apiextensions-apiserver|kube-aggregator)\.pkg\.apis\./, "");
}

function referenceOf(definition: Definition): string | undefined {
  return (definition.$ref ?? definition.allOf?.[0]?.$ref)?.replace("#/components/schemas/", "");
}

/** A field's type in the table's notation: `string`, `[]core.v1.Container{name}`, `map<quantity>`. */
function typeOf(definition: Definition, schemas: Schema["schemas"]): string {
  const reference = referenceOf(definition);
  if (reference !== undefined) return scalars[reference] ?? shortName(reference);
  if (definition.type === "array") {
    const items = typeOf(definition.items ?? {}, schemas);
    return `[]${items}${keysOf(definition, schemas)}`;
  }
  if (definition.additionalProperties !== undefined) {
    const atomic = definition["x-kubernetes-map-type"] === "atomic" ? "!" : "";
    return `map<${typeOf(definition.additionalProperties, schemas)}>${atomic}`;
  }
  if (definition.type === "string") return definition.format === "byte" ? "bytes" : "string";
  if (definition.type === "integer") return definition.format ?? "int64";
  if (definition.type === "boolean") return "bool";
  if (definition.type === "number") return "double";
  return "any";
}

/** `{name}` of a list that is a map, `{containerPort,protocol=TCP}` with defaults of keys, `{}` of a set. */
function keysOf(list: Definition, schemas: Schema["schemas"]): string {
  if (list["x-kubernetes-list-type"] === "set") return "{}";
  if (list["x-kubernetes-list-type"] !== "map") return "";
  const item = schemas[referenceOf(list.items ?? {}) ?? ""];
  const keys = (list["x-kubernetes-list-map-keys"] ?? []).map((key) => {
    const fallback = item?.properties?.[key]?.default;
    return fallback === undefined || fallback === "" ? key : `${key}=${fallback}`;
  });
  return `{${keys.join(",")}}`;
}

/** The kinds that can be created: those with a POST on a collection, with their scope. */
function kindsOf(release: Schema): string[] {
  const kinds = new Map<string, string>();
  for (const [path, { post }] of Object.entries(release.paths)) {
    const kind = post?.["x-kubernetes-group-version-kind"];
    if (kind === undefined || post?.["x-kubernetes-action"] !== "post" || path.includes("{name}")) continue;
    const apiVersion = kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
    const type = Object.entries(release.schemas).find(([, schema]) =>
      schema["x-kubernetes-group-version-kind"]?.some(
        (other) => other.group === kind.group && other.version === kind.version && other.kind === kind.kind,
      ),
    )?.[0];
    if (type === undefined) throw new Error(`${apiVersion} ${kind.kind} has a path and no schema`);
    const scope = path.includes("/namespaces/{namespace}/") ? "namespaced" : "cluster";
    kinds.set(`${apiVersion} ${kind.kind}`, `kind ${apiVersion} ${kind.kind} ${scope} ${shortName(type)}`);
  }
  return [...kinds.values()];
}

/** Merges releases, oldest first, each a minor version later than the one before. The first is 1.33. */
export function releasesOf(all: readonly Schema[]): Releases {
  const merged: Releases = { kinds: new Map(), types: new Map(), minors: all.map((_, index) => 33 + index) };
  for (const [index, release] of all.entries()) {
    const minor = 33 + index;
    for (const kind of kindsOf(release)) merged.kinds.set(kind, [...(merged.kinds.get(kind) ?? []), minor]);
    for (const [name, definition] of Object.entries(release.schemas)) {
      if (definition.type !== "object" || scalars[name] !== undefined) continue;
      const known = merged.types.get(shortName(name));
      const atomic = definition["x-kubernetes-map-type"] === "atomic";
      const type: TypeHistory = known ?? { atomic, has: [], fields: new Map() };
      type.has.push(minor);
      for (const [field, value] of Object.entries(definition.properties ?? {})) {
        const { has } = type.fields.get(field) ?? { has: [] };
        // Where releases disagree on the keys of a list, the newest is right for all.
        type.fields.set(field, { notation: typeOf(value, release.schemas), has: [...has, minor] });
      }
      merged.types.set(shortName(name), type);
    }
  }
  return merged;
}

/** `@34` since 1.34, `@-36` gone in 1.36, nothing when it was there as long as what holds it. */
function versions(has: readonly number[], holder: readonly number[]): string {
  const since = has[0] === holder[0] ? "" : String(has[0]);
  const last = has.at(-1)!;
  const until = last === holder.at(-1) ? "" : `-${last + 1}`;
  return since === "" && until === "" ? "" : `@${since}${until}`;
}

/** The lines of the table: kinds first, then the types that they reach, each sorted by name. */
export function tableOf({ kinds, types, minors }: Releases): string[] {
  const kindLines = [...kinds].map(([line, has]) => `${line}${versions(has, minors)}`).sort();
  const reached = new Set(kindLines.map((line) => line.split(" ")[4]!.split("@")[0]!));
  const typeLines = new Map<string, string>();
  for (const name of reached) {
    const type = types.get(name);
    if (type === undefined) continue;
    const home = name.slice(0, name.lastIndexOf(".") + 1);
    const fields = [...type.fields].map(([field, { notation, has }]) => {
      for (const other of notation.matchAll(/[\w.-]+\.[A-Z]\w*/g)) reached.add(other[0]);
      return `${field}:${notation.replaceAll(home, "")}${versions(has, type.has)}`;
    });
    const own = `${type.atomic ? "!" : ""}${versions(type.has, minors)}`;
    typeLines.set(name, [`type ${name}${own}`, ...fields.sort()].join(" "));
  }
  return [...kindLines, ...[...typeLines.values()].sort()];
}
