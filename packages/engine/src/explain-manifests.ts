import type { Manifest } from "kustomize-ts";
import { align } from "./align.ts";
import { findInOverlays } from "./find-in-overlay.ts";
import type { ShownOrigin } from "./origin.ts";
import type { Overlay } from "./overlay.ts";
import { render } from "./render.ts";
import { identity } from "./shared-objects.ts";
import { type Leaf, tracing, unmark } from "./trace.ts";
import type { Workload } from "./workload.ts";

/** One object with where each of its leaves comes from. */
export interface ExplainedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly leaves: readonly Leaf[];
}

/** The manifests of a workload as they came out of the line, and the overlays that were laid over it. */
export interface Laid {
  readonly manifests: readonly Manifest[];
  readonly overlays: readonly Overlay[];
}

/** Renders a workload once more, with marks, and says of every leaf of its final manifests where it comes from. */
export function explainManifests(workload: Workload, { manifests, overlays }: Laid): ExplainedObject[] {
  const rendered = new Map(
    render(workload, tracing(workload)).map((marked) => {
      const one = unmark(marked);
      return [identity(one.manifest), one] as const;
    }),
  );
  return manifests.map((manifest) => explainObject(manifest, rendered.get(identity(manifest)), overlays));
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
  const names = overlays.map(({ path }) => `${path}/kustomization.yaml`).join(", ");
  // What an overlay brings without a namespace is put into the service's own.
  const placed = (leaf: Leaf) => leaf.pointer === "/metadata/namespace" && rendered === undefined;
  const patched = (leaf: Leaf): ShownOrigin => {
    const found = findInOverlays(overlays, { kind: String(manifest["kind"]), ...leaf });
    if (found === undefined && placed(leaf))
      return { by: "rule", reason: "a service stands in the namespace <team>-<environment>" };
    return { by: "patch", ...(found ?? { file: names }) };
  };
  const metadata = manifest["metadata"] as { readonly [field: string]: string };
  return {
    apiVersion: String(manifest["apiVersion"]),
    kind: String(manifest["kind"]),
    namespace: metadata["namespace"] ?? "",
    name: metadata["name"] ?? "",
    leaves: leaves.map((leaf) => ({ ...leaf, origin: before.get(pairs.get(leaf.pointer) ?? "-") ?? patched(leaf) })),
  };
}
