import { yamlOf } from "../files.ts";
import { type Folder, load } from "../folder.ts";
import { KUBERNETES as PACKED } from "../gen/kubernetes-schema.ts";
import { refuse } from "../refusal.ts";
import { compose } from "../yaml/compose.ts";
import { isMap, toValue } from "../yaml/node.ts";
import { type CompactSchema, compactSchema, type Definition, LEAF, type OpenApi } from "./compact.ts";
import { unpack } from "./packed.ts";

const KUBERNETES = unpack(PACKED);

/** Kustomize's own kind, in case somebody patches a kustomization as a resource. */
const KUSTOMIZE: CompactSchema = {
  kinds: { "kustomize.config.k8s.io/v1beta1 Kustomization": "Kustomization" },
  definitions: { Kustomization: { configMapGenerator: [LEAF, "name"], secretGenerator: [LEAF, "name"] } },
  namespaced: [],
  clusterScoped: [],
};

const namespaced = new Set(KUBERNETES.namespaced);
const clusterScoped = new Set(KUBERNETES.clusterScoped);

/**
 * The schemas of one build, in the state in which Kustomize has them: a schema of one's own replaces Kubernetes' if it
 * is set before Kubernetes' is needed, and is added to it otherwise; the first one that is set stays.
 */
export type Schemas = {
  own: CompactSchema | undefined;
  isChosen: boolean;
  /** Something was asked of Kubernetes' schema before any was loaded. */
  isKubernetesWanted: boolean;
  isReady: boolean;
  /** Those that are loaded; where two define the same, the later one counts. */
  loaded: CompactSchema[];
};

export function emptySchemas(): Schemas {
  return { own: undefined, isChosen: false, isKubernetesWanted: false, isReady: false, loaded: [] };
}

/** Takes the `openapi` field of a kustomization. */
export function chooseSchema(schemas: Schemas, openapi: ReadonlyMap<string, string>, folder: Folder): void {
  const path = openapi.get("path");
  const version = openapi.get("version") ?? "";
  const own = path === undefined ? undefined : loadSchema(folder, path);
  if (schemas.isChosen) return;
  if (own !== undefined) {
    if (openapi.has("version")) {
      refuse(
        "SCHEMA_INVALID",
        "builtin version and custom schema provided, cannot use both",
        "Remove openapi.version.",
      );
    }
    schemas.own = own;
  } else if (version === "") return;
  else if (version !== "v1.21.2") {
    refuse(
      "SCHEMA_INVALID",
      "the specified OpenAPI version is not built in",
      "Use v1.21.2, or remove openapi.version.",
    );
  }
  schemas.isChosen = true;
  schemas.isReady = false;
}

function loadSchema(folder: Folder, path: string): CompactSchema {
  const { path: file, file: content } = load(folder, path);
  const document = compose({ text: yamlOf(content, file), file }, { yaml11: true });
  if (document === undefined || !isMap(document)) {
    return refuse("SCHEMA_INVALID", "invalid schema file", "Give an OpenAPI document with definitions.", { file });
  }
  return compactSchema(toValue(document) as OpenApi);
}

function prepare(schemas: Schemas): void {
  if (schemas.isReady) return;
  schemas.isReady = true;
  const wanted = [schemas.own ?? KUBERNETES, ...(schemas.isKubernetesWanted ? [KUBERNETES] : []), KUSTOMIZE];
  schemas.isKubernetesWanted = false;
  schemas.loaded = [...schemas.loaded, ...wanted];
}

/** The schemas with one more, which counts before all others. */
export function withSchema(schemas: Schemas, own: CompactSchema): Schemas {
  prepare(schemas);
  return { ...schemas, loaded: [...schemas.loaded, own] };
}

/** Whether objects of a type stand in no namespace. Unknown types count as namespaced. */
export function isClusterScoped(schemas: Schemas, type: string): boolean {
  if (namespaced.has(type)) return false;
  if (clusterScoped.has(type)) return true;
  if (!schemas.isReady) {
    if (schemas.own !== undefined) prepare(schemas);
    else schemas.isKubernetesWanted = true;
  }
  return schemas.own?.clusterScoped.includes(type) ?? false;
}

/** The schema of a map: which of its fields are merged, and how. */
export type MapSchema = Definition;

/** The schema of a list that is merged: by which keys (none: by value), and the schema of its elements. */
export type ListSchema = { readonly keys: readonly string[]; readonly elements: MapSchema };

/** Of a map or of a list. */
export type NodeSchema = { readonly map: MapSchema } | { readonly list: ListSchema };

/** The schema of an object, undefined for a type that is not known. */
export function schemaOfType(schemas: Schemas, apiVersion: string, kind: string): MapSchema | undefined {
  prepare(schemas);
  const type = `${apiVersion} ${kind}`;
  const schema = schemas.loaded.findLast(({ kinds }) => Object.hasOwn(kinds, type));
  return schema === undefined ? undefined : schemaOfName(schemas, schema.kinds[type]!);
}

/** The schema of a definition; of one that is not known, that of a map in which nothing is merged. */
export function schemaOfName(schemas: Schemas, name: string): MapSchema {
  prepare(schemas);
  const schema = schemas.loaded.findLast(({ definitions }) => Object.hasOwn(definitions, name));
  return schema?.definitions[name] ?? {};
}

/** The schema of a field, undefined when nothing in there is merged. */
export function schemaOfField(schemas: Schemas, schema: MapSchema, field: string): NodeSchema | undefined {
  const found = Object.hasOwn(schema, field) ? schema[field] : schema["*"];
  if (found === undefined) return undefined;
  if (typeof found === "string") return { map: schemaOfName(schemas, found) };
  const [elements, ...keys] = found;
  return { list: { keys, elements: schemaOfName(schemas, elements) } };
}
