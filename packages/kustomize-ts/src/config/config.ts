import type { FieldSpec } from "../fields/field-spec.ts";
import { prefixed, refuse } from "../refusal.ts";
import type { Gvk } from "../resource/id.ts";

/** A type whose names are referred to, and the fields that do so. */
export type NameReference = Gvk & { readonly referrers: readonly FieldSpec[] };

/** Where the transformers write. */
export type Config = {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
  readonly varReference: readonly FieldSpec[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
};

export const EMPTY_CONFIG: Config = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  nameReference: [],
  varReference: [],
  images: [],
  replicas: [],
};

/** What merging two configurations came to: almost every build merges nothing but the defaults, in all of its layers. */
const known = new WeakMap<Config, WeakMap<Config, Config>>();

/** Adds the fields of another configuration to one. Refuses two that differ in nothing but whether they create. */
export function mergeConfigs(config: Config, other: Config): Config {
  if (other === EMPTY_CONFIG) return config;
  const merges = known.get(config) ?? new WeakMap<Config, Config>();
  const merged = merges.get(other) ?? mergeLists(config, other);
  known.set(config, merges.set(other, merged));
  return merged;
}

function mergeLists(config: Config, other: Config): Config {
  const merged = (list: keyof Omit<Config, "nameReference">, name: string): readonly FieldSpec[] =>
    prefixed(`failed to merge ${name} fieldSpec`, () => sortedByType(mergeSpecs(config[list], other[list])));
  return {
    namePrefix: merged("namePrefix", "NamePrefix"),
    nameSuffix: merged("nameSuffix", "NameSuffix"),
    namespace: merged("namespace", "NameSpace"),
    commonAnnotations: merged("commonAnnotations", "CommonAnnotations"),
    commonLabels: merged("commonLabels", "CommonLabels"),
    labels: merged("labels", "Labels"),
    templateLabels: merged("templateLabels", "TemplateLabels"),
    varReference: merged("varReference", "VarReference"),
    nameReference: prefixed("failed to merge NameReference fieldSpec", () =>
      sortedByType(mergeReferences(config.nameReference, other.nameReference)),
    ),
    images: merged("images", "Images"),
    replicas: merged("replicas", "Replicas"),
  };
}

/** Adds the places that are not among the others yet. */
export function mergeSpecs(specs: readonly FieldSpec[], others: readonly FieldSpec[]): readonly FieldSpec[] {
  const result = [...specs];
  for (const other of others) {
    const same = result.find((spec) => spec.path === other.path && isCovered(spec, other));
    if (same === undefined) result.push(other);
    else if (same.create !== other.create) {
      refuse("CONFIGURATION_INVALID", "conflicting fieldspecs", `Make 'create' the same for all of ${other.path}.`);
    }
  }
  return result;
}

function isCovered(spec: Gvk, other: Gvk): boolean {
  return (["group", "version", "kind"] as const).every((part) => other[part] === "" || other[part] === spec[part]);
}

function mergeReferences(references: readonly NameReference[], others: readonly NameReference[]): NameReference[] {
  const result = [...references];
  for (const other of others) {
    const at = result.findIndex((each) => isSameType(each, other));
    if (at === -1) result.push(other);
    else result[at] = { ...result[at]!, referrers: mergeSpecs(result[at]!.referrers, other.referrers) };
  }
  return result;
}

function isSameType(a: Gvk, b: Gvk): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

/** Kustomize's order of types: some kinds first, some last, the others by group, version and kind. */
export function sortedByType<Typed extends Gvk>(list: readonly Typed[]): Typed[] {
  return [...list].sort((a, b) => rank(a.kind) - rank(b.kind) || compare(sortText(a), sortText(b)));
}

const FIRST = (
  "Namespace ResourceQuota StorageClass CustomResourceDefinition ServiceAccount PodSecurityPolicy Role ClusterRole " +
  "RoleBinding ClusterRoleBinding ConfigMap Secret Endpoints Service LimitRange PriorityClass PersistentVolume " +
  "PersistentVolumeClaim Deployment StatefulSet CronJob PodDisruptionBudget"
).split(" ");
const LAST = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

/** The kinds that Kustomize's own order puts first, and those that it puts last. */
export const KIND_ORDER = { first: FIRST, last: LAST };

const RANKS = new Map([
  ...FIRST.map((kind, index) => [kind, index - FIRST.length] as const),
  ...LAST.map((kind, index) => [kind, index + 1] as const),
]);

function rank(kind: string): number {
  return RANKS.get(kind) ?? 0;
}

function sortText({ group, version, kind }: Gvk): string {
  return `${group || "~G"}_${version || "~V"}_${kind || "~K"}`;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
