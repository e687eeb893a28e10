import { fieldSpec } from "../fields/field-spec.ts";
import { yamlOf } from "../files.ts";
import { type Folder, load } from "../folder.ts";
import { refuse } from "../refusal.ts";
import { compose } from "../yaml/compose.ts";
import { get, isMap, type MapNode, textOf } from "../yaml/node.ts";
import { type Config, EMPTY_CONFIG, mergeConfigs } from "./config.ts";

/** The fields of a type that are looked at, those of the types that it refers to included. */
const MAX_FIELDS = 20_000;

/**
 * What the files of `crds:` say of where their types have labels, annotations, names and references. Each is a map from
 * the name of a Go type to its OpenAPI schema, in the extensions of which that stands.
 */
export function loadCrds(folder: Folder, paths: readonly string[]): Config {
  return paths.reduce((config, path) => mergeConfigs(config, loadFile(folder, path)), EMPTY_CONFIG);
}

function loadFile(folder: Folder, path: string): Config {
  const { path: file, file: content } = load(folder, path);
  const types = compose({ text: yamlOf(content, file), file }, { yaml11: true });
  let config = EMPTY_CONFIG;
  if (types === undefined || types === null) return config;
  if (!isMap(types) || !Object.values(types).every((type) => isMap(type))) {
    const message = `unable to parse open API definition from '${path}'`;
    refuse("SCHEMA_INVALID", message, "Give a map from type names to OpenAPI schemas; a CRD is a resource.", { file });
  }
  for (const name of Object.keys(types as MapNode).sort()) {
    const properties = propertiesOf(types as MapNode, name);
    if (!["kind", "apiVersion", "metadata"].every((field) => get(properties, field) !== undefined)) continue;
    const kind = name.slice(name.lastIndexOf(".") + 1);
    const walk: Walk = { types: types as MapNode, kind, file, visited: 0 };
    for (const found of fieldsOf(walk, [name], [])) config = mergeConfigs(config, found);
  }
  return config;
}

function propertiesOf(types: MapNode, name: string): MapNode {
  const type = mapField(types, name);
  return mapField(mapField(type, "schema") ?? mapField(type, "Schema"), "properties") ?? {};
}

function mapField(map: MapNode | undefined, field: string): MapNode | undefined {
  const node = map === undefined ? undefined : get(map, field);
  return isMap(node) ? node : undefined;
}

type Walk = { readonly types: MapNode; readonly kind: string; readonly file: string; visited: number };

/**
 * One configuration for each field of a type that has an extension which counts, through references to other types.
 * `names` are the types that lead here: one that refers to itself has no end of fields, and Kustomize does not return.
 */
function fieldsOf(walk: Walk, names: readonly string[], above: readonly string[]): Config[] {
  const properties = propertiesOf(walk.types, names.at(-1)!);
  return Object.keys(properties).flatMap((field): Config[] => {
    if (++walk.visited > MAX_FIELDS) {
      refuse("SCHEMA_INVALID", `more than ${MAX_FIELDS} fields`, "Leave out what refers to itself.", {
        file: walk.file,
      });
    }
    const property = mapField(properties, field) ?? {};
    const path = [...above, field];
    const reference = textOf(get(property, "$ref"));
    const isNew = reference !== "" && !names.includes(reference);
    return [...extensions(property, walk.kind, path), ...(isNew ? fieldsOf(walk, [...names, reference], path) : [])];
  });
}

function extensions(property: MapNode, kind: string, path: readonly string[]): Config[] {
  const extension = (name: string): string | undefined => {
    const value = get(property, `x-kubernetes-${name}`);
    return typeof value === "string" ? value : undefined;
  };
  const spec = fieldSpec({ kind, path: path.join("/") });
  const found: Config[] = [];
  if (extension("annotation") !== undefined) found.push({ ...EMPTY_CONFIG, commonAnnotations: [spec] });
  if (extension("label-selector") !== undefined) found.push({ ...EMPTY_CONFIG, commonLabels: [spec] });
  if (extension("identity") !== undefined) found.push({ ...EMPTY_CONFIG, namePrefix: [spec] });
  const version = extension("object-ref-api-version");
  const referred = extension("object-ref-kind");
  if (version !== undefined && referred !== undefined) {
    const key = extension("object-ref-name-key") ?? "name";
    const referrers = [fieldSpec({ kind, path: [...path, key].join("/") })];
    found.push({ ...EMPTY_CONFIG, nameReference: [{ group: "", version, kind: referred, referrers }] });
  }
  return found;
}
