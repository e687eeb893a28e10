import { byBuiltin, byPlugin, noteTransformation, type Provenance } from "./build-metadata.ts";
import { builtinTransformers } from "./builtin.ts";
import type { Remark } from "./kustomization/read.ts";
import { setUp } from "./plugin/plugin.ts";
import { TRANSFORMERS } from "./plugin/transformers.ts";
import { at, type Place, refuse } from "./refusal.ts";
import { kindOf, type Resource } from "./resource/resource.ts";
import { type Accumulated, placeOf, type Run, type Target } from "./run.ts";
import type { PatchEffect } from "./transform/patches.ts";
import type { Transformer } from "./transformer.ts";
import { clone, get, isEmptyMap, isMap, isSame, type MapNode, mapAt, type Repeated } from "./yaml/node.ts";

/** Changes all objects as a kustomization says: by its own fields first, in their fixed order, then by `transformers:`. */
export function transform(run: Run, target: Target, into: Accumulated, plugins: readonly Resource[]): void {
  const own = builtinTransformers(target, into.config);
  const others = plugins.map((plugin) => external(target, into, plugin));
  const step = (transformer: Transformer, provenance: Provenance | undefined): void => {
    for (const each of transformer.repeated ?? []) run.remark(passedOver(each, transformer.place));
    const effect = runOne(into, transformer);
    if (effect !== undefined) run.patched(target, transformer.place, effect);
    if (run.notesOrigins && provenance !== undefined) {
      for (const { node } of into.resources) noteTransformation(node!, provenance);
    }
    into.trace?.(into.resources, { transform: transformer.kind, place: transformer.place });
  };
  for (const transformer of own) step(transformer, byBuiltin(target, transformer.kind));
  for (const [index, transformer] of others.entries()) step(transformer, byPlugin(plugins[index]!.node!));
}

function external(target: Target, { schemas }: Accumulated, plugin: Resource): Transformer {
  const place = plugin.place ?? placeOf(target, "transformers");
  const change = at(place, () => setUp(schemas, target.folder, plugin, TRANSFORMERS));
  return { kind: kindOf(plugin.node!), place, run: change };
}

/** Of the values that a patch gives a field twice Kustomize never looks at the second. */
function passedOver({ message, place }: Repeated, patch: Place): Remark {
  const hint = "Keep one of the two: only the first is merged.";
  return { severity: "warning", code: "KEY_DUPLICATE", message, hint, place: place ?? patch };
}

function runOne(into: Accumulated, transformer: Transformer): PatchEffect | undefined {
  const effect = at(transformer.place, () => transformer.run(into));
  into.keys = undefined;
  into.resources = into.resources.filter(({ node }) => node !== undefined && !isEmptyMap(node));
  return effect;
}

/** Runs what stands under `validators:`: transformers that may refuse objects, but not change them. */
export function validate(target: Target, into: Accumulated, plugins: readonly Resource[]): void {
  for (const plugin of plugins) {
    const { kind, place, run: check } = external(target, into, plugin);
    const before = into.resources.map(({ node }) => clone(node!));
    at(place, () => check(into));
    into.trace?.(into.resources, { transform: kind, place });
    const isUnchanged =
      before.length === into.resources.length &&
      into.resources.every(({ node }, index) => node !== undefined && isSame(before[index]!, withoutMark(clone(node))));
    if (isUnchanged) continue;
    refuse("TRANSFORMER_INVALID", "validator shouldn't modify the resource map", "Move it to transformers.", place);
  }
}

/**
 * Validators may label what they have seen, if it has no labels yet: Kustomize takes the mark away to compare the object,
 * and so makes what else is in the labels anew, which it takes for a change.
 */
function withoutMark(node: MapNode): MapNode {
  const metadata = mapAt(node, "metadata");
  const labels = metadata && get(metadata, "labels");
  if (isMap(labels) && get(labels, "validated-by") !== undefined) delete metadata!["labels"];
  return node;
}
