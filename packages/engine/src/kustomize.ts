import {
  type Build,
  build as buildKustomization,
  type Given,
  type Manifest,
  type PatchUse,
  type Value,
} from "kustomize-ts";
import type { File } from "./files.ts";
import type { Finding } from "./finding.ts";
import type { Overlay } from "./overlay.ts";

/** What a patch of an environment's overlay did to one service, by its place "file:line:column". */
export type PatchUses = ReadonlyMap<string, PatchUse>;

/** Manifests with overlays laid over them, or what keeps the overlays from being laid. */
export interface Kustomized {
  readonly manifests?: readonly Manifest[];
  readonly findings: readonly Finding[];
  /** The patches of the environment's overlay: one that does nothing here may do something elsewhere. */
  readonly patches: PatchUses;
}

/**
 * Lays kustomizations over the objects of one service, which are their first resource, in their order. Each sees
 * nothing but its own folder. A patch of the environment's overlay whose object this service does not have is passed
 * over. Objects come back without their namespaces, unless an overlay gave them one. Without overlays the manifests are
 * given back as they are.
 */
export function kustomize(manifests: readonly Manifest[], overlays: readonly Overlay[]): Kustomized {
  if (overlays.length === 0) return { manifests, findings: [], patches: new Map() };
  const made = lay(manifests, overlays, false);
  const findings = made.findings.map(({ hint, ...finding }): Finding => (hint === "" ? finding : { ...finding, hint }));
  const broken = findings.some(({ severity }) => severity === "error");
  const ofEnvironment = overlays.find(({ by }) => by === "environment")?.path;
  const patches = new Map(
    made.patches
      .filter(({ file }) => ofEnvironment !== undefined && file.startsWith(`${ofEnvironment}/`))
      .map((use) => [`${use.file}:${use.line}:${use.column}`, use]),
  );
  return { ...(broken ? {} : { manifests: made.manifests }), findings, patches };
}

/** Where the leaves of one object come from after overlays were laid, by their JSON pointers. */
export interface Brought {
  /** Those that an overlay brought or changed: the line of the resource, the patch or the entry that did it last. */
  readonly origins: ReadonlyMap<string, { readonly file: string; readonly line: number; readonly column: number }>;
  /** Those that were left alone: which leaf of which of the manifests. */
  readonly given: ReadonlyMap<string, Given>;
}

/** Says of all objects that `kustomize` gives, in their order, what the overlays brought. */
export function broughtBy(manifests: readonly Manifest[], overlays: readonly Overlay[]): Brought[] {
  const { origins = [], given = [] } = lay(manifests, overlays, true);
  return origins.map((one, index) => ({
    origins: new Map([...one].map(([pointer, { file, line, column }]) => [pointer, { file, line, column }])),
    given: given[index] ?? new Map(),
  }));
}

function lay(manifests: readonly Manifest[], overlays: readonly Overlay[], origins: boolean): Build {
  const files = new Map<string, File>(overlays.flatMap((overlay) => [...overlay.files]));
  const layers = overlays.map(({ path, by }) => ({ dir: path, mayMiss: by === "environment" }));
  return buildKustomization(files, layers, { manifests: manifests.map(withoutNamespace), origins });
}

/** A release is the same in every environment, so its patches name no namespace: neither do the objects that they meet. */
function withoutNamespace(manifest: Manifest): Manifest {
  const { namespace: _namespace, ...metadata } = manifest["metadata"] as { readonly [field: string]: Value };
  return { ...manifest, metadata };
}

/** Patches of an environment's overlay that did nothing to any service. */
export function idlePatches(uses: readonly PatchUses[]): Finding[] {
  const all = new Map<string, PatchUse>();
  for (const one of uses) for (const [place, use] of one) if (!all.has(place) || use.changed) all.set(place, use);
  return [...all.values()]
    .filter(({ changed }) => !changed)
    .map(({ file, line, column, matched }) => ({
      severity: "warning",
      code: "PATCH_WITHOUT_EFFECT",
      file,
      line,
      column,
      message:
        matched === 0 ? "This patch matches no object of any service." : "This patch changes nothing of any service.",
      hint: "Correct its target, or remove it.",
    }));
}
