import type { Manifest } from "./manifest.ts";
import { apiVersionOf, effectiveNamespace, NO_NAMESPACE } from "./resource/id.ts";
import { currentId } from "./resource/resource.ts";
import { emptySchemas } from "./schema/schema.ts";
import type { MapNode } from "./yaml/node.ts";

/**
 * The names of the files that `kustomize build --output DIR` writes the objects to, in their order: group, version, kind
 * and name in small letters, and in front of them the namespace if the objects stand in several. Objects may share one.
 */
export function fileNames(manifests: readonly Manifest[]): string[] {
  const schemas = emptySchemas();
  const ids = manifests.map((manifest) => currentId(schemas, manifest as MapNode));
  const namespaces = new Set(ids.map(effectiveNamespace).filter((namespace) => namespace !== NO_NAMESPACE));
  return ids.map((id) => {
    const parts = [...apiVersionOf(id).split("/"), id.kind, id.name];
    const isShown = namespaces.size > 1 && !id.isClusterScoped;
    return `${[...(isShown ? [effectiveNamespace(id)] : []), ...parts].join("_")}.yaml`.toLowerCase();
  });
}
