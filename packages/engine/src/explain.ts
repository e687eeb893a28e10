import type { Manifest } from "kustomize-ts";
import { align } from "./align.ts";
import type { Files } from "./files.ts";
import type { Finding } from "./finding.ts";
import { groundOf } from "./ground.ts";
import { kustomize } from "./kustomize.ts";
import { type From, readService, releasesOf } from "./line.ts";
import type { ShownOrigin } from "./origin.ts";
import { type Overlay, overlaysOf } from "./overlay.ts";
import { settle } from "./placement.ts";
import { render } from "./render.ts";
import { resolve } from "./resolve.ts";
import { identity } from "./shared-objects.ts";
import { type Leaf, tracing, unmark } from "./trace.ts";

/** One object with where each of its leaves comes from. */
export interface ExplainedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly leaves: readonly Leaf[];
}

/**
 * Every leaf of every object of one service in one environment with its origin: the line of the spec, of the settings,
 * of the team or the environment, a default, or a rule of ours. Undefined: the service is not in that environment.
 */
export function explain(
  files: Files,
  environment: string,
  id: string,
  from: From = "here",
): { objects: readonly ExplainedObject[]; findings: readonly Finding[] } | undefined {
  const ground = groundOf(files);
  const folder = releasesOf(ground, environment, from).find(([name]) => name === id)?.[1];
  if (folder === undefined) return undefined;
  const { spec, settings, context, findings } = readService(ground, environment, id, folder);
  if (spec === undefined || context === undefined) return { objects: [], findings };
  const { workload, findings: more } = resolve(spec.doc, settings?.doc, context);
  if (workload === undefined) return { objects: [], findings: [...findings, ...more] };
  const rendered = render(workload, tracing(workload)).map(unmark);
  const overlays = overlaysOf(ground, environment, id, folder);
  const overlaid = kustomize(
    rendered.map(({ manifest }) => manifest),
    overlays,
  );
  const all = [...findings, ...more, ...overlaid.findings];
  if (overlaid.manifests === undefined) return { objects: [], findings: all };
  const settled = settle(overlaid.manifests, workload, ground, spec);
  const origins = new Map(rendered.map((one) => [identity(one.manifest), one]));
  const objects = settled.manifests.map((manifest) =>
    explainObject(manifest, origins.get(identity(manifest)), overlays),
  );
  return { objects, findings: [...all, ...settled.findings] };
}

interface Rendered {
  readonly manifest: Manifest;
  readonly leaves: readonly Leaf[];
}

/** A leaf that the overlays left alone has the origin that it was rendered with; every other one comes from an overlay. */
function explainObject(
  manifest: Manifest,
  rendered: Rendered | undefined,
  overlays: readonly Overlay[],
): ExplainedObject {
  const { leaves } = unmark(manifest);
  const pairs = rendered === undefined ? new Map<string, string>() : align(rendered.manifest, manifest);
  const before = new Map(rendered?.leaves.map((leaf) => [leaf.pointer, leaf.origin]));
  const patch: ShownOrigin = { by: "patch", file: overlays.map(({ path }) => `${path}/kustomization.yaml`).join(", ") };
  const metadata = manifest["metadata"] as { readonly [field: string]: string };
  return {
    apiVersion: String(manifest["apiVersion"]),
    kind: String(manifest["kind"]),
    namespace: metadata["namespace"] ?? "",
    name: metadata["name"] ?? "",
    leaves: leaves.map(({ pointer, value }) => ({
      pointer,
      value,
      origin: before.get(pairs.get(pointer) ?? "-") ?? patch,
    })),
  };
}
