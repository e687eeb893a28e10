import type { Config } from "./config/config.ts";
import { fieldSpecs } from "./config/load.ts";
import type { Patch } from "./kustomization/fields.ts";
import { loadReplacements } from "./kustomization/replacements.ts";
import { loadJsonPatch, loadMerges, loadPatch } from "./patch/load.ts";
import { at, inlined, type Place, within } from "./refusal.ts";
import { placeOf, type Target } from "./run.ts";
import { setEntries } from "./transform/entries.ts";
import { setImages } from "./transform/images.ts";
import { labelSpecs } from "./transform/label-specs.ts";
import { affixNames } from "./transform/name.ts";
import { setNamespace } from "./transform/namespace.ts";
import { applyJsonPatch, applyMerges, applyPatch } from "./transform/patches.ts";
import { applyReplacements } from "./transform/replacements.ts";
import { setReplicas } from "./transform/replicas.ts";
import { configText, configured, type Transformer } from "./transformer.ts";
import { repeatedIn } from "./yaml/node.ts";

/** The transformers of a kustomization's own fields, in the order in which Kustomize runs them. */
export function builtinTransformers(target: Target, config: Config): Transformer[] {
  return [
    ...strategicMerges(target),
    ...patches(target),
    ...namespace(target, config),
    ...namePrefix(target, config),
    ...nameSuffix(target, config),
    ...labels(target, config),
    ...annotations(target, config),
    ...jsonPatches(target),
    ...replicas(target, config),
    ...images(target, config),
    ...replacements(target),
  ];
}

/** A transformer that reports nothing. */
function quiet(
  kind: string,
  place: Place,
  change: (collection: Parameters<Transformer["run"]>[0]) => void,
): Transformer {
  return {
    kind,
    place,
    run(collection) {
      change(collection);
      return undefined;
    },
  };
}

function strategicMerges(target: Target): Transformer[] {
  const entries = target.fields.patchesStrategicMerge ?? [];
  if (entries.length === 0) return [];
  const kind = "PatchStrategicMergeTransformer";
  const place = placeOf(target, "patchesStrategicMerge");
  const merges = at(place, () => configured(kind, { paths: entries }, () => loadMerges(target.folder, entries, place)));
  const options = { source: "patchesStrategicMerge", mayMiss: target.mayMiss } as const;
  const repeated = merges.flatMap(({ node }) => repeatedIn(node));
  return [{ kind, place, repeated, run: (collection) => applyMerges(collection, merges, options) }];
}

function patches(target: Target): Transformer[] {
  return (target.fields.patches ?? []).map((entry, index) => {
    const kind = "PatchTransformer";
    const place = placeOf(target, "patches", index);
    const shown = { path: entry.path, patch: entry.patch, target: entry.target, options: entry.options };
    const loaded = at(place, () =>
      configured(kind, shown, () => loadPatch(target.folder, entry, place, configText(shown))),
    );
    const options = {
      target: entry.target,
      allowNameChange: entry.options?.get("allowNameChange"),
      allowKindChange: entry.options?.get("allowKindChange"),
      mayMiss: target.mayMiss,
    };
    const merges = "merges" in loaded.content ? loaded.content.merges : [];
    const repeated = merges.flatMap(({ node }) => repeatedIn(node));
    return { kind, place, repeated, run: (collection) => applyPatch(collection, loaded, options) };
  });
}

function jsonPatches(target: Target): Transformer[] {
  return (target.fields.patchesJson6902 ?? []).map((entry: Patch, index) => {
    const kind = "PatchJson6902Transformer";
    const place = placeOf(target, "patchesJson6902", index);
    const shown = { target: entry.target, path: entry.path, jsonOp: entry.patch };
    const operations = at(place, () =>
      configured(kind, shown, () => loadJsonPatch(target.folder, entry, inlined(within(place, ["patch"])))),
    );
    return { kind, place, run: (collection) => applyJsonPatch(collection, operations, entry.target ?? {}) };
  });
}

function namespace(target: Target, config: Config): Transformer[] {
  const name = target.fields.namespace ?? "";
  if (name === "") return [];
  const options = { namespace: name, specs: config.namespace };
  return [
    quiet("NamespaceTransformer", placeOf(target, "namespace"), ({ schemas, resources }) =>
      setNamespace(schemas, resources, options),
    ),
  ];
}

function namePrefix(target: Target, config: Config): Transformer[] {
  const prefix = target.fields.namePrefix ?? "";
  if (prefix === "") return [];
  return [
    quiet("PrefixTransformer", placeOf(target, "namePrefix"), ({ schemas, resources }) =>
      affixNames(schemas, resources, { prefix }, config.namePrefix),
    ),
  ];
}

function nameSuffix(target: Target, config: Config): Transformer[] {
  const suffix = target.fields.nameSuffix ?? "";
  if (suffix === "") return [];
  return [
    quiet("SuffixTransformer", placeOf(target, "nameSuffix"), ({ schemas, resources }) =>
      affixNames(schemas, resources, { suffix }, config.nameSuffix),
    ),
  ];
}

function labels(target: Target, config: Config): Transformer[] {
  const { labels = [], commonLabels = new Map() } = target.fields;
  if (labels.length === 0 && commonLabels.size === 0) return [];
  const kind = "LabelTransformer";
  const own = labels.map((label, index) => {
    const place = placeOf(target, "labels", index);
    const specs = at(place, () => labelSpecs(label, fieldSpecs(label.fields ?? []), config));
    return quiet(kind, place, ({ resources }) => setEntries(resources, label.pairs ?? new Map(), specs));
  });
  const common = quiet(kind, placeOf(target, "commonLabels"), ({ resources }) =>
    setEntries(resources, commonLabels, config.commonLabels),
  );
  return [...own, common];
}

function annotations(target: Target, config: Config): Transformer[] {
  const { commonAnnotations = new Map() } = target.fields;
  if (commonAnnotations.size === 0) return [];
  return [
    quiet("AnnotationsTransformer", placeOf(target, "commonAnnotations"), ({ resources }) =>
      setEntries(resources, commonAnnotations, config.commonAnnotations),
    ),
  ];
}

function replicas(target: Target, config: Config): Transformer[] {
  return (target.fields.replicas ?? []).map((replica, index) =>
    quiet("ReplicaCountTransformer", placeOf(target, "replicas", index), ({ schemas, resources }) =>
      setReplicas(schemas, resources, replica, config.replicas),
    ),
  );
}

function images(target: Target, config: Config): Transformer[] {
  return (target.fields.images ?? []).map((image, index) =>
    quiet("ImageTagTransformer", placeOf(target, "images", index), ({ resources }) =>
      setImages(resources, image, config.images),
    ),
  );
}

function replacements(target: Target): Transformer[] {
  const entries = target.fields.replacements ?? [];
  if (entries.length === 0) return [];
  const kind = "ReplacementTransformer";
  const place = placeOf(target, "replacements");
  const loaded = at(place, () =>
    configured(kind, { Replacements: entries }, () => loadReplacements(target.folder, entries, place)),
  );
  return [quiet(kind, place, (collection) => applyReplacements(collection, loaded))];
}
