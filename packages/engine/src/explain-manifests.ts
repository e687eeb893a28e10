import type { Manifest, Value } from "kustomize-ts";
import { type Brought, broughtBy } from "./kustomize.ts";
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

/** The manifests of a workload as they came out of the line, in its order, and the overlays that were laid over it. */
export interface Laid {
  readonly manifests: readonly Manifest[];
  readonly overlays: readonly Overlay[];
}

type Origins = ReadonlyMap<string, ShownOrigin | undefined>;

/**
 * Renders a workload once more, with marks, lays its overlays over it once more, and says of every leaf of its final
 * manifests where it comes from.
 */
export function explainManifests(workload: Workload, { manifests, overlays }: Laid): ExplainedObject[] {
  const marked = new Map(
    render(workload, tracing(workload)).map((object) => {
      const { manifest, leaves } = unmark(object);
      return [identity(manifest), new Map(leaves.map(({ pointer, origin }) => [pointer, origin]))] as const;
    }),
  );
  const plain = render(workload);
  const rendered = plain.map((manifest): Origins => marked.get(identity(manifest)) ?? new Map());
  const brought = broughtBy(plain, overlays);
  return manifests.map((manifest, index) => explainObject(manifest, brought[index], rendered));
}

/** What the overlays left alone has the origin that it was rendered with. */
function explainObject(
  manifest: Manifest,
  { origins, given }: Brought = { origins: new Map(), given: new Map() },
  rendered: readonly Origins[],
): ExplainedObject {
  const [source] = given.values();
  const originOf = (pointer: string): ShownOrigin | undefined => {
    const overlay = origins.get(pointer);
    if (overlay !== undefined) return { by: "patch", ...overlay };
    const field = given.get(pointer);
    if (field !== undefined) return rendered[field.manifest]?.get(field.pointer);
    // Overlays see no namespaces: where they bring none, it is the one that was rendered, or the service's own.
    return (source && rendered[source.manifest]?.get(pointer)) ?? ownNamespace;
  };
  const metadata = manifest["metadata"] as { readonly [field: string]: Value };
  return {
    apiVersion: String(manifest["apiVersion"]),
    kind: String(manifest["kind"]),
    namespace: String(metadata["namespace"] ?? ""),
    name: String(metadata["name"] ?? ""),
    leaves: unmark(manifest).leaves.map(({ pointer, value }): Leaf => {
      const origin = originOf(pointer);
      return { pointer, value, ...(origin === undefined ? {} : { origin }) };
    }),
  };
}

const ownNamespace: ShownOrigin = { by: "rule", reason: "a service stands in the namespace <team>-<environment>" };
