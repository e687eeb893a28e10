import { accumulate, targetOf } from "./accumulate.ts";
import type { Files } from "./files.ts";
import type { Finding } from "./finding.ts";
import { openFolder } from "./folder.ts";
import type { Remark } from "./kustomization/read.ts";
import { locator } from "./locate.ts";
import type { Manifest } from "./manifest.ts";
import { type Given, givenOf, givenWith, type Origin, originsOf } from "./origins.ts";
import { at, outgrown, type Place, Refusal, refuse } from "./refusal.ts";
import { BUILD_ANNOTATIONS } from "./resource/build-annotations.ts";
import { append } from "./resource/collect.ts";
import { ORIGIN, TRANSFORMATIONS } from "./resource/origin.ts";
import { problemOf } from "./resource/read.ts";
import { metadataMap, ownHistory, type Resource, setMetadataMap } from "./resource/resource.ts";
import { type Accumulated, nothing, placeOf, type Run, type Target } from "./run.ts";
import { emptySchemas } from "./schema/schema.ts";
import { trace } from "./trace.ts";
import { setEntries } from "./transform/entries.ts";
import { addHashes } from "./transform/hash.ts";
import { METADATA_LABELS } from "./transform/label-specs.ts";
import { fixNameReferences } from "./transform/name-references.ts";
import type { PatchEffect } from "./transform/patches.ts";
import { sortResources } from "./transform/sort.ts";
import { resolveVariables } from "./transform/variables.ts";
import { refuseWhatIsNoJson } from "./yaml/json-able.ts";
import { readAgain } from "./yaml/json-form.ts";
import { clone, type MapNode, toValue } from "./yaml/node.ts";

/** A folder whose kustomization is built on top of what comes before it, as if that were its first resource. */
export type Layer = {
  readonly dir: string;
  /** Pass over patches without a target whose object is not there, instead of refusing them as Kustomize does. */
  readonly mayMiss?: boolean;
};

export type Options = {
  /** Objects that are there before the first folder's. They are not changed. */
  readonly manifests?: readonly Manifest[];
  /** In which order the objects come, unless `sortOptions` says so: as they were added, or in Kustomize's own. */
  readonly order?: "fifo" | "legacy";
  /** Files of the whole tree may be loaded, not only those in a kustomization's own folder. */
  readonly unrestricted?: boolean;
  /** Label everything as managed by Kustomize. */
  readonly managedByLabel?: boolean;
  /** What that label, and the one of `buildMetadata: [managedByLabel]`, calls the version of Kustomize: `v5.5.0`. */
  readonly version?: string;
  /** Say where the fields of the objects come from. */
  readonly origins?: boolean;
};

/** What a patch did. */
export type PatchUse = Pick<Finding, "file" | "line" | "column"> & PatchEffect;

export type Build = {
  /** The objects in their order; none when there is a finding that is an error. */
  readonly manifests: readonly Manifest[];
  readonly findings: readonly Finding[];
  /** Each patch of the build's kustomizations. */
  readonly patches: readonly PatchUse[];
  /**
   * For each of the manifests, if asked for: by JSON pointer the origins of its scalars and of its empty maps and lists.
   * Fields that were given with the options, and left as they are, have none.
   */
  readonly origins?: readonly ReadonlyMap<string, Origin>[];
  /** For each of the manifests, with its origins: by JSON pointer the fields that were given and left as they are. */
  readonly given?: readonly ReadonlyMap<string, Given>[];
};

type Built = { readonly manifest: Manifest; readonly resource: Resource };

type Patched = { readonly target: Target; readonly place: Place; readonly effect: PatchEffect };

/**
 * Builds a kustomization from files in memory: what `kustomize build` gives for the folder. Several folders are layers,
 * each on top of those before it. Reads nothing else, changes nothing it is given, and never throws for what a person
 * wrote: that is a finding, and a build that has an error has no objects.
 */
export function build(files: Files, dir: string | readonly Layer[], options: Options = {}): Build {
  const layers = typeof dir === "string" ? [{ dir }] : dir;
  const remarks: Remark[] = [];
  const patched: Patched[] = [];
  const locate = locator(files);
  let built: readonly Built[] = [];
  try {
    const remark = (each: Remark): void => void remarks.push(each);
    const note = (target: Target, place: Place, effect: PatchEffect): void =>
      void patched.push({ target, place, effect });
    built = buildLayers(files, layers, {
      ...options,
      remark,
      patched: note,
      trace: options.origins ? trace : undefined,
    });
    remarks.push(...patched.flatMap(withoutEffect));
  } catch (caught) {
    const error = caught instanceof RangeError ? outgrown() : caught;
    if (!(error instanceof Refusal)) throw error;
    const { code, message, hint, place = { file: layers.at(-1)?.dir ?? "" } } = error;
    remarks.push({ severity: "error", code, message, hint, place });
  }
  return {
    manifests: built.map(({ manifest }) => manifest),
    findings: remarks.map(({ place, ...rest }) => ({ ...rest, ...locate(place) })),
    patches: patched.map(({ place, effect }) => ({ ...locate(place), ...effect })),
    ...(options.origins === true && {
      origins: built.map(({ resource }) => originsOf(resource, locate)),
      given: built.map(({ resource }) => givenOf(resource)),
    }),
  };
}

function withoutEffect({ target, place, effect }: Patched): Remark[] {
  if (effect.changed || target.mayMiss) return [];
  const message = effect.matched === 0 ? "the patch matches no object" : "the patch changes nothing";
  const hint = effect.matched === 0 ? "Correct its target, or remove it." : "Remove it.";
  return [{ severity: "warning", code: "PATCH_WITHOUT_EFFECT", message, hint, place }];
}

/**
 * The order in which Kustomize does things. What one kustomization does to the objects that are there, and in which
 * order, is in `accumulate` and `builtinTransformers`; it is done for the innermost first. What concerns names comes
 * here, once and at the end, when all of them are known.
 */
function buildLayers(
  files: Files,
  layers: readonly Layer[],
  options: Options & Pick<Run, "remark" | "patched" | "trace">,
): readonly Built[] {
  const schemas = emptySchemas();
  const run: Run = { schemas, built: { count: 0 }, notesOrigins: false, ...options };
  const targets = layers.map(({ dir, mayMiss = false }) => {
    const folder = openFolder(files, dir, options.unrestricted === true);
    return targetOf(run, folder, { way: "", mayMiss });
  });
  const top = targets.at(-1);
  const metadata = new Set(top?.fields.buildMetadata);
  const all = nothing(run);
  append(all, (options.manifests ?? []).map(resourceOf));
  for (const [index, resource] of all.resources.entries()) run.trace?.([resource], givenWith(resource, index));
  for (const target of targets) accumulate({ ...run, notesOrigins: metadata.size > 0 }, target, all);
  addHashes(all);
  fixNameReferences(all, all.config.nameReference);
  useVariables(run, all);
  const kept = nothing(run);
  append(kept, all.resources.filter(isDeployed));
  const sorted = sort(kept, top, options);
  if (options.managedByLabel === true || metadata.has("managedByLabel")) {
    const label = new Map([["app.kubernetes.io/managed-by", `kustomize-${options.version ?? "v5.5.0"}`]]);
    setEntries(sorted, label, [METADATA_LABELS]);
    const transform = "LabelTransformer";
    if (top !== undefined) run.trace?.(sorted, { transform, place: placeOf(top, "buildMetadata") });
  }
  return sorted.map((resource) => {
    const manifest = at(resource.place, () => finished(resource.node!, resource.place, metadata));
    run.trace?.([resource], undefined);
    return { manifest, resource };
  });
}

function resourceOf(manifest: Manifest): Resource {
  return { node: clone(manifest as MapNode), place: undefined, variables: [] };
}

function useVariables({ remark }: Run, all: Accumulated): void {
  const { variables, config } = all;
  const inOrder = [...variables.keys()].sort().map((name) => variables.get(name)!);
  for (const name of resolveVariables(all, inOrder, config.varReference)) {
    const message = `well-defined vars that were never replaced: ${name}`;
    const hint = "Remove the variable, or refer to it where Kustomize looks for variables.";
    remark({ severity: "warning", code: "VARIABLE_UNUSED", message, hint, place: variables.get(name)!.place });
  }
}

/** Objects with this annotation are for tools only. */
const LOCAL = "config.kubernetes.io/local-config";

function isDeployed({ node, place }: Resource): boolean {
  const problem = problemOf(node!);
  if (problem !== undefined) refuse("RESOURCE_INVALID", problem, "Look for the patch that took it away.", place);
  const local = metadataMap(node!, "annotations").get(LOCAL);
  return local === undefined || local === "false";
}

function sort({ schemas, resources }: Accumulated, top: Target | undefined, { order }: Options): readonly Resource[] {
  const sortOptions = top?.fields.sortOptions;
  if (top === undefined || sortOptions === undefined)
    return sortResources(schemas, resources, { order: order ?? "fifo" });
  return at(placeOf(top, "sortOptions"), () => sortResources(schemas, resources, sortOptions));
}

/** The object without what the build noted on it, as plain data. */
function finished(node: MapNode, place: Place | undefined, metadata: ReadonlySet<string>): Manifest {
  const annotations = metadataMap(node, "annotations");
  const keepsAll = metadata.has("originAnnotations") && metadata.has("transformerAnnotations");
  for (const name of annotations.size > 0 ? BUILD_ANNOTATIONS : []) annotations.delete(name);
  if (!metadata.has("originAnnotations")) annotations.delete(ORIGIN);
  if (!metadata.has("transformerAnnotations")) annotations.delete(TRANSFORMATIONS);
  // Kustomize writes the annotations anew, as text, unless it has nothing to take away.
  const isUntouched = keepsAll && annotations.size === 0 && ownHistory(node) === undefined;
  if (!isUntouched) setMetadataMap(node, "annotations", annotations);
  refuseWhatIsNoJson(node, place);
  return readAgain(toValue(node)) as Manifest;
}
