import { anything, type Decoded, flag, integer, list, mapOf, struct, text } from "./shape.ts";

/** A place that transformers write to or read from, in the objects that the group, version and kind select. */
export const FIELD_SPEC = struct("FieldSpec", { group: text, version: text, kind: text, path: text, create: flag });

const TARGET_ID = { group: text, version: text, kind: text, name: text, namespace: text };

/** Which objects a patch or a replacement applies to. */
export const SELECTOR = struct("Selector", { ...TARGET_ID, annotationSelector: text, labelSelector: text });

export const PATCH = struct("Patch", { path: text, patch: text, target: SELECTOR, options: mapOf(flag) });

const FIELD_OPTIONS = struct("FieldOptions", { delimiter: text, index: integer, encoding: text, create: flag });
const REPLACEMENT_FIELDS = {
  source: struct("SourceSelector", { ...TARGET_ID, fieldPath: text, options: FIELD_OPTIONS }),
  targets: list(
    struct("TargetSelector", {
      select: SELECTOR,
      reject: list(SELECTOR),
      fieldPaths: list(text),
      options: FIELD_OPTIONS,
    }),
  ),
};

export const REPLACEMENT = struct("Replacement", REPLACEMENT_FIELDS);
export const REPLACEMENT_FIELD = struct("ReplacementField", { ...REPLACEMENT_FIELDS, path: text });

export const GENERATOR_OPTIONS = struct("GeneratorOptions", {
  labels: mapOf(text),
  annotations: mapOf(text),
  disableNameSuffixHash: flag,
  immutable: flag,
});

const GENERATOR_FIELDS = {
  namespace: text,
  name: text,
  behavior: text,
  literals: list(text),
  files: list(text),
  envs: list(text),
  env: text,
  options: GENERATOR_OPTIONS,
};

export const CONFIG_MAP_ARGUMENTS = struct("ConfigMapArgs", GENERATOR_FIELDS);
export const SECRET_ARGUMENTS = struct("SecretArgs", { ...GENERATOR_FIELDS, type: text });

export const IMAGE = struct("Image", { name: text, newName: text, tagSuffix: text, newTag: text, digest: text });
export const REPLICA = struct("Replica", { name: text, count: integer });

export const VARIABLE = struct("Var", {
  name: text,
  objref: struct("Target", { apiVersion: text, ...TARGET_ID }),
  fieldref: struct("FieldSelector", { fieldPath: text }),
});

export const METADATA = struct("ObjectMeta", {
  name: text,
  namespace: text,
  labels: mapOf(text),
  annotations: mapOf(text),
});

/** All fields of a kustomization or a component. */
export const KUSTOMIZATION = struct("Kustomization", {
  apiVersion: text,
  kind: text,
  metadata: METADATA,
  openapi: mapOf(text),
  namePrefix: text,
  nameSuffix: text,
  namespace: text,
  commonLabels: mapOf(text),
  labels: list(
    struct("Label", { pairs: mapOf(text), includeSelectors: flag, includeTemplates: flag, fields: list(FIELD_SPEC) }),
  ),
  commonAnnotations: mapOf(text),
  patchesStrategicMerge: list(text),
  patchesJson6902: list(PATCH),
  patches: list(PATCH),
  images: list(IMAGE),
  imageTags: list(IMAGE),
  replacements: list(REPLACEMENT_FIELD),
  replicas: list(REPLICA),
  vars: list(VARIABLE),
  sortOptions: struct("SortOptions", {
    order: text,
    legacySortOptions: struct("LegacySortOptions", { orderFirst: list(text), orderLast: list(text) }),
  }),
  resources: list(text),
  components: list(text),
  crds: list(text),
  bases: list(text),
  configMapGenerator: list(CONFIG_MAP_ARGUMENTS),
  secretGenerator: list(SECRET_ARGUMENTS),
  helmGlobals: anything,
  helmCharts: list(anything),
  helmChartInflationGenerator: list(anything),
  generatorOptions: GENERATOR_OPTIONS,
  configurations: list(text),
  generators: list(text),
  transformers: list(text),
  validators: list(text),
  buildMetadata: list(text),
});

export type Kustomization = Decoded<typeof KUSTOMIZATION>;
export type Selector = Decoded<typeof SELECTOR>;
export type Patch = Decoded<typeof PATCH>;
export type Replacement = Decoded<typeof REPLACEMENT>;
export type ReplacementField = Decoded<typeof REPLACEMENT_FIELD>;
export type FieldOptions = Decoded<typeof FIELD_OPTIONS>;
export type GeneratorOptions = Decoded<typeof GENERATOR_OPTIONS>;
export type GeneratorArguments = Decoded<typeof SECRET_ARGUMENTS>;
export type Image = Decoded<typeof IMAGE>;
export type Replica = Decoded<typeof REPLICA>;
export type Variable = Decoded<typeof VARIABLE>;
export type SortOptions = NonNullable<Kustomization["sortOptions"]>;
