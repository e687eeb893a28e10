import { fieldSpecs } from "../config/load.ts";
import { yamlOf } from "../files.ts";
import { load } from "../folder.ts";
import { FIELD_SPEC, IMAGE, METADATA, PATCH, REPLACEMENT_FIELD, REPLICA, SELECTOR } from "../kustomization/fields.ts";
import { loadReplacements } from "../kustomization/replacements.ts";
import { decodeOrRefuse, flag, integer, list, mapOf, struct, text } from "../kustomization/shape.ts";
import { loadJsonPatch, loadMerges, loadPatch } from "../patch/load.ts";
import { inlined, refuse, within } from "../refusal.ts";
import type { Collection } from "../resource/collect.ts";
import { resourcesOfText } from "../resource/read.ts";
import { setEntries } from "../transform/entries.ts";
import { addHashes } from "../transform/hash.ts";
import { setImages } from "../transform/images.ts";
import { affixNames } from "../transform/name.ts";
import { setNamespace } from "../transform/namespace.ts";
import { applyJsonPatch, applyMerges, applyPatch } from "../transform/patches.ts";
import { applyReplacements } from "../transform/replacements.ts";
import { setReplicas } from "../transform/replicas.ts";
import { addValue } from "../transform/value-add.ts";
import type { Transformer } from "../transformer.ts";
import { compose } from "../yaml/compose.ts";
import { type Plugin, settings, shown } from "./plugin.ts";

type Run = Transformer["run"];

const SPECS = { fieldSpecs: list(FIELD_SPEC) };
const ANNOTATIONS = struct("AnnotationsTransformerPlugin", { annotations: mapOf(text), ...SPECS });
const LABELS = struct("LabelTransformerPlugin", { labels: mapOf(text), ...SPECS });
const NAMESPACE = struct("NamespaceTransformerPlugin", {
  metadata: METADATA,
  ...SPECS,
  unsetOnly: flag,
  setRoleBindingSubjects: text,
});
const PREFIX = struct("PrefixTransformerPlugin", { prefix: text, ...SPECS });
const SUFFIX = struct("SuffixTransformerPlugin", { suffix: text, ...SPECS });
const IMAGE_TAG = struct("ImageTagTransformerPlugin", { imageTag: IMAGE, ...SPECS });
const REPLICA_COUNT = struct("ReplicaCountTransformerPlugin", { replica: REPLICA, ...SPECS });
const JSON_PATCH = struct("PatchJson6902TransformerPlugin", { target: SELECTOR, path: text, jsonOp: text });
const MERGES = struct("PatchStrategicMergeTransformerPlugin", { paths: list(text), patches: text });
const REPLACEMENTS = struct("ReplacementTransformerPlugin", { replacements: list(REPLACEMENT_FIELD) });
const VALUE_TARGETS = list(struct("Target", { selector: SELECTOR, fieldPath: text, filePathPosition: integer }));
const VALUE_TARGET_FILE = struct("ValueAddTargets", { targets: VALUE_TARGETS });
const VALUE_ADD = struct("ValueAddTransformerPlugin", { value: text, targets: VALUE_TARGETS, targetFilePath: text });

/** Kustomize's own transformers, by kind. */
export const TRANSFORMERS: { readonly [kind: string]: (plugin: Plugin) => Run } = {
  AnnotationsTransformer(plugin) {
    const { annotations = new Map(), fieldSpecs: specs = [] } = settings(ANNOTATIONS, plugin);
    const ready = fieldSpecs(specs);
    return quiet(({ resources }) => setEntries(resources, annotations, ready));
  },
  HashTransformer: () => quiet(addHashes),
  ImageTagTransformer(plugin) {
    const { imageTag = {}, fieldSpecs: specs = [] } = settings(IMAGE_TAG, plugin);
    const ready = fieldSpecs(specs);
    return quiet(({ resources }) => setImages(resources, imageTag, ready));
  },
  LabelTransformer(plugin) {
    const { labels = new Map(), fieldSpecs: specs = [] } = settings(LABELS, plugin);
    const ready = fieldSpecs(specs);
    return quiet(({ resources }) => setEntries(resources, labels, ready));
  },
  NamespaceTransformer: namespaceTransformer,
  PatchJson6902Transformer(plugin) {
    const { target, path, jsonOp } = settings(JSON_PATCH, plugin);
    const patch = { ...(target && { target }), ...(path && { path }), ...(jsonOp && { patch: jsonOp }) };
    const operations = loadJsonPatch(plugin.folder, patch, inlined(within(plugin.place, ["jsonOp"])));
    return (collection) => applyJsonPatch(collection, operations, target ?? {});
  },
  PatchStrategicMergeTransformer: strategicMergeTransformer,
  PatchTransformer(plugin) {
    const patch = settings(PATCH, plugin);
    const loaded = loadPatch(plugin.folder, patch, plugin.place, shown(plugin));
    const options = {
      target: patch.target,
      allowNameChange: patch.options?.get("allowNameChange"),
      allowKindChange: patch.options?.get("allowKindChange"),
    };
    return (collection) => applyPatch(collection, loaded, options);
  },
  PrefixSuffixTransformer(plugin) {
    const [prefix, suffix] = [prefixTransformer(plugin), suffixTransformer(plugin)];
    return (collection) => prefix(collection) ?? suffix(collection);
  },
  PrefixTransformer: prefixTransformer,
  SuffixTransformer: suffixTransformer,
  ReplacementTransformer(plugin) {
    const { replacements = [] } = settings(REPLACEMENTS, plugin);
    const place = within(plugin.place, ["replacements"]);
    const loaded = loadReplacements(plugin.folder, replacements, place);
    return quiet((collection) => applyReplacements(collection, loaded));
  },
  ReplicaCountTransformer(plugin) {
    const { replica = {}, fieldSpecs: specs = [] } = settings(REPLICA_COUNT, plugin);
    const ready = fieldSpecs(specs);
    return quiet(({ schemas, resources }) => setReplicas(schemas, resources, replica, ready));
  },
  ValueAddTransformer: valueAddTransformer,
};

function quiet(change: (collection: Collection) => void): Run {
  return (collection) => {
    change(collection);
    return undefined;
  };
}

function namespaceTransformer(plugin: Plugin): Run {
  const { metadata = {}, unsetOnly, setRoleBindingSubjects = "", ...rest } = settings(NAMESPACE, plugin);
  const subjects = setRoleBindingSubjects || "defaultOnly";
  if (subjects !== "defaultOnly" && subjects !== "none" && subjects !== "allServiceAccounts") {
    const choice = '"defaultOnly", "none" or "allServiceAccounts"';
    const message = `invalid value ${JSON.stringify(subjects)} for setRoleBindingSubjects: must be one of ${choice}`;
    return refuse("TRANSFORMER_INVALID", message, "Choose one of them.");
  }
  const namespace = metadata.namespace ?? "";
  const options = {
    namespace,
    specs: fieldSpecs(rest.fieldSpecs ?? []),
    unsetOnly: unsetOnly === true,
    subjects,
  } as const;
  return quiet(({ schemas, resources }) => setNamespace(schemas, resources, options));
}

function prefixTransformer(plugin: Plugin): Run {
  const { prefix = "", fieldSpecs: specs } = settings(PREFIX, plugin);
  const ready = required(specs);
  return quiet(({ schemas, resources }) => affixNames(schemas, resources, { prefix }, ready));
}

function suffixTransformer(plugin: Plugin): Run {
  const { suffix = "", fieldSpecs: specs } = settings(SUFFIX, plugin);
  const ready = required(specs);
  return quiet(({ schemas, resources }) => affixNames(schemas, resources, { suffix }, ready));
}

function required(specs: Parameters<typeof fieldSpecs>[0] | undefined): ReturnType<typeof fieldSpecs> {
  if (specs !== undefined) return fieldSpecs(specs);
  return refuse(
    "TRANSFORMER_INVALID",
    "fieldSpecs is not expected to be nil",
    "Add fieldSpecs: - path: metadata/name.",
  );
}

function strategicMergeTransformer(plugin: Plugin): Run {
  const { paths = [], patches = "" } = settings(MERGES, plugin);
  if (paths.length === 0 && patches === "") {
    return refuse("PATCH_INVALID", "empty file path and empty patch content", "Give it paths or patches.");
  }
  const fromPaths = paths.length === 0 ? [] : loadMerges(plugin.folder, paths, plugin.place);
  const inline = resourcesOfText(patches, within(plugin.place, ["patches"]));
  const merges = [...fromPaths, ...inline];
  if (merges.length === 0) {
    const message = `patch appears to be empty; files=[${paths.join(" ")}], Patch=${patches}`;
    return refuse("PATCH_INVALID", message, "Write a patch.");
  }
  return (collection) => applyMerges(collection, merges, { source: "patchesStrategicMerge" });
}

function valueAddTransformer(plugin: Plugin): Run {
  const { value = "", targets = [], targetFilePath = "" } = settings(VALUE_ADD, plugin);
  const { folder } = plugin;
  const text = value.trim() || folder.path.slice(folder.path.lastIndexOf("/") + 1) || "/";
  const all = [...targets, ...(targetFilePath === "" ? [] : targetsOfFile(plugin, targetFilePath))];
  const fix = "Give it targets, each with a fieldPath.";
  if (all.length === 0) return refuse("TRANSFORMER_INVALID", "must specify at least one target", fix);
  for (const { fieldPath = "", filePathPosition = 0 } of all) {
    if (fieldPath === "") refuse("TRANSFORMER_INVALID", "fieldPath cannot be empty", fix);
    if (filePathPosition < 0) {
      const message = `value of FilePathPosition (${filePathPosition}) cannot be negative`;
      refuse("TRANSFORMER_INVALID", message, "Count from 1.");
    }
  }
  return quiet(({ schemas, resources }) => addValue(schemas, resources, text, all));
}

function targetsOfFile({ folder }: Plugin, path: string): NonNullable<Parameters<typeof addValue>[3]> {
  const { path: file, file: content } = load(folder, path);
  const value = compose({ text: yamlOf(content, file), file }, { yaml11: true }) ?? null;
  const options = { reading: "open", code: "TRANSFORMER_INVALID", place: { file } } as const;
  return decodeOrRefuse(VALUE_TARGET_FILE, value, options).targets ?? [];
}
