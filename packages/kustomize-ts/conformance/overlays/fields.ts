import { configuration, crd, openapi } from "./configurations.ts";
import type { Draw } from "./draw.ts";
import { generator, options } from "./generators.ts";
import { merge } from "./merges.ts";
import { versionOf, WORKLOADS } from "./objects.ts";
import { jsonPatch, patch } from "./patches.ts";
import { plugin } from "./plugins.ts";
import { replacement } from "./replacements.ts";
import { type Fields, type Json, NAMESPACES, type Tree } from "./tree.ts";

/** The fields of a kustomization, each there about every fifth time, together as they may come. */
export function kustomization(draw: Draw, tree: Tree, folder: string): Fields {
  const fields: Fields = {};
  for (const [field, make] of Object.entries(FIELDS)) {
    const value = draw.is(20) ? make(draw, tree, folder) : undefined;
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}

type Make = (draw: Draw, tree: Tree, folder: string) => Json;

const pairs = (draw: Draw): Json => ({
  [draw.one("app", "team", "tier", "a/b")]: draw.one("red", "1", "true", "a", "", "no"),
});

const FIELDS: { readonly [field: string]: Make } = {
  namePrefix: (draw) => draw.one("p-", "dev-", "1-", "0x"),
  nameSuffix: (draw) => draw.one("-s", "-v1"),
  namespace: (draw) => draw.one("shop", ...NAMESPACES, "1"),
  commonLabels: (draw) => (draw.is(40) ? pairs(draw) : undefined),
  labels: (draw) => [label(draw)],
  commonAnnotations: (draw) => ({ note: draw.one("text", "1", "true", "line\nline", "a: b", " x", "") }),
  images: (draw) => [image(draw)],
  replicas: (draw, { objects }) => {
    const names = objects.filter(({ kind }) => WORKLOADS.includes(kind)).map(({ name }) => name);
    return names.length === 0 ? undefined : [{ name: draw.one(...names), count: draw.one(0, 5) }];
  },
  configMapGenerator: (draw, tree, folder) => [generator(draw, tree, folder, "ConfigMap")],
  secretGenerator: (draw, tree, folder) => [generator(draw, tree, folder, "Secret")],
  generatorOptions: options,
  patches: (draw, tree, folder) => {
    const all = draw.one([1], [1, 2]).flatMap((index) => patch(draw, tree, `${folder}patch-${index}.yaml`));
    return all.length === 0 ? undefined : all;
  },
  patchesStrategicMerge: (draw, { objects }) =>
    objects.length === 0 || draw.is(60) ? undefined : [merge(draw, draw.one(...objects))],
  patchesJson6902: (draw, { objects }) =>
    objects.length === 0 || draw.is(60) ? undefined : [jsonPatch(draw, draw.one(...objects))],
  replacements: (draw, { objects }) =>
    objects.length === 0 ? undefined : [replacement(draw, draw.one(...objects), draw.one(...objects))],
  vars: (draw, { objects }) => (objects.length === 0 || draw.is(60) ? undefined : [variable(draw, objects)]),
  configurations: (draw, tree, folder) => {
    tree.texts[`${folder}configuration.yaml`] = JSON.stringify(configuration(draw));
    return ["configuration.yaml"];
  },
  crds: (draw, { texts }, folder) => {
    if (draw.is(70)) return undefined;
    texts[`${folder}crd.json`] = JSON.stringify(crd());
    return ["crd.json"];
  },
  openapi: (draw, { texts }, folder) => {
    if (draw.is(70)) return undefined;
    texts[`${folder}openapi.json`] = JSON.stringify(openapi(draw));
    return { path: "openapi.json" };
  },
  transformers: (draw, { objects }) =>
    draw.is(50)
      ? undefined
      : [JSON.stringify({ apiVersion: "builtin", metadata: { name: "t" }, ...plugin(draw, objects) })],
  sortOptions: (draw) => draw.one<Json>({ order: "legacy" }, { order: "fifo" }, sortOptions(draw)),
  buildMetadata: (draw) => draw.some(["originAnnotations", "transformerAnnotations", "managedByLabel"], 3),
};

function label(draw: Draw): Json {
  const own = {
    kind: "Thing",
    path: draw.one("spec/labels", "spec/map", "spec/list[]/m"),
    create: draw.one(true, false),
  };
  return {
    pairs: pairs(draw),
    includeSelectors: draw.is(40),
    includeTemplates: draw.is(40),
    ...(draw.is(20) && { fields: [own] }),
  };
}

function image(draw: Draw): Json {
  return {
    name: draw.one("nginx", "acme/app", "host:5000/acme/app", "acme/.*"),
    ...(draw.is(50) && { newName: draw.one("other/image", "1") }),
    ...draw.one<Fields>(
      { newTag: "2" },
      { digest: "sha256:cd" },
      { tagSuffix: "-x" },
      {},
      { newTag: "1.0", digest: "sha256:ef" },
    ),
  };
}

const FIELDS_OF_VARIABLES: { readonly [kind: string]: readonly string[] } = {
  Deployment: ["spec.replicas", "spec.template.spec.containers[0].image"],
  Thing: ["spec.text", "spec.list[0].v", "spec.words[1]", "spec.ref.name"],
  ConfigMap: ["data.k", "data"],
  Service: ["spec.ports[0].port"],
};

function variable(draw: Draw, objects: Tree["objects"]): Json {
  const { kind, name } = draw.one(...objects);
  const fieldPath = draw.one("metadata.name", "kind", ...(FIELDS_OF_VARIABLES[kind] ?? []));
  const objref = { apiVersion: versionOf(kind), kind, name };
  return { name: draw.one("V", "V", "W", "X"), objref, ...(draw.is(60) && { fieldref: { fieldPath } }) };
}

function sortOptions(draw: Draw): Json {
  const [orderFirst, orderLast] = [
    ["Thing", "Service"],
    ["ConfigMap", "Deployment"],
  ].map((kinds) => draw.some(kinds, 2));
  return { order: "legacy", legacySortOptions: { orderFirst, orderLast } };
}
