import { type FieldSpec, visitFields } from "../fields/field-spec.ts";
import { restyled } from "../fields/scalar.ts";
import type { Replica } from "../kustomization/fields.ts";
import { refuse } from "../refusal.ts";
import { gvkText, isSelectedType } from "../resource/id.ts";
import { currentId, previousIds, type Resource, wrongKind } from "../resource/resource.ts";
import type { Schemas } from "../schema/schema.ts";
import { isScalar } from "../yaml/node.ts";

/** Sets the number of replicas of the objects that have the name now, or had it before. */
export function setReplicas(
  schemas: Schemas,
  resources: readonly Resource[],
  { name = "", count = 0 }: Replica,
  specs: readonly FieldSpec[],
): void {
  let isFound = false;
  for (const spec of specs) {
    for (const { node } of resources) {
      if (node === undefined) continue;
      const ids = [...previousIds(node), currentId(schemas, node)];
      if (!ids.some((id) => id.name === name && isSelectedType(id, spec))) continue;
      isFound = true;
      visitFields(node, [spec], {
        create: "scalar",
        set(map, field) {
          const before = map[field]!;
          if (!isScalar(before)) refuse("TRANSFORM_FAILED", wrongKind("ScalarNode", before), "Make it a number.");
          map[field] = restyled(count, before);
        },
      });
    }
  }
  if (isFound) return;
  const types = specs.map(gvkText).join(" ");
  const message = `resource with name ${name} does not match a config with the following GVK [${types}]`;
  refuse("REPLICAS_TARGET_MISSING", message, "Name a Deployment, StatefulSet, ReplicaSet or ReplicationController.");
}
