import type { Selector } from "../kustomization/fields.ts";
import { effectiveNamespace } from "../resource/id.ts";
import { currentId, metadataMap, originalId, type Resource } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { labelSelector } from "./label-selector.ts";
import { wholePattern } from "./pattern.ts";

/**
 * The objects that a patch's target selects: by patterns for group, version and kind; for the name and namespace that
 * they had first, or have now; and by selectors for labels and annotations.
 */
export function select(schemas: Schemas, resources: readonly Resource[], selector: Selector): Resource[] {
  const group = wholePattern(selector.group ?? "");
  const version = wholePattern(selector.version ?? "");
  const kind = wholePattern(selector.kind ?? "");
  const name = wholePattern(selector.name ?? "");
  const namespace = wholePattern(selector.namespace ?? "");
  const labels = labelSelector(selector.labelSelector ?? "");
  const annotations = labelSelector(selector.annotationSelector ?? "");
  return resources.filter(({ node }) => {
    if (node === undefined) return false;
    const current = currentId(schemas, node);
    if (!group(current.group) || !version(current.version) || !kind(current.kind)) return false;
    const original = originalId(schemas, node);
    if (!name(original.name) && !name(current.name)) return false;
    if (selector.namespace !== undefined && selector.namespace !== "") {
      if (!namespace(effectiveNamespace(original)) && !namespace(effectiveNamespace(current))) return false;
    }
    if (selector.labelSelector && !labels(metadataMap(node, "labels"))) return false;
    return !selector.annotationSelector || annotations(metadataMap(node, "annotations"));
  });
}
