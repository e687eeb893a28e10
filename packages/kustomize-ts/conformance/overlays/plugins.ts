import type { Draw } from "./draw.ts";
import { operations } from "./operations.ts";
import { replacement } from "./replacements.ts";
import type { Fields, ObjectId } from "./tree.ts";

/** One of Kustomize's own transformers, configured as an object. */
export function plugin(draw: Draw, objects: readonly ObjectId[]): Fields {
  const name = [{ path: "metadata/name" }];
  const kind = objects.length === 0 ? "Deployment" : draw.one(...objects).kind;
  const replacements = objects.length === 0 ? [] : [replacement(draw, draw.one(...objects), draw.one(...objects))];
  return draw.one<Fields>(
    { kind: "PrefixTransformer", prefix: "pt-", fieldSpecs: name },
    { kind: "SuffixTransformer", suffix: "-st", fieldSpecs: [{ path: "metadata/name", kind: "ConfigMap" }] },
    {
      kind: "LabelTransformer",
      labels: { lt: draw.one("1z", "1") },
      fieldSpecs: [{ path: "metadata/labels", create: true }],
    },
    {
      kind: "AnnotationsTransformer",
      annotations: { at: draw.one("z", "no") },
      fieldSpecs: [{ path: draw.one("metadata/annotations", "spec/map", "spec/list[]/m"), create: true }],
    },
    {
      kind: "NamespaceTransformer",
      metadata: { name: "n", namespace: "three" },
      setRoleBindingSubjects: draw.one("none", "allServiceAccounts", "defaultOnly"),
      unsetOnly: draw.one(true, false),
      fieldSpecs: [{ path: "metadata/namespace", create: true }],
    },
    { kind: "ImageTagTransformer", imageTag: { name: "nginx", newTag: "9" }, fieldSpecs: [{ path: "spec/text" }] },
    { kind: "PatchTransformer", target: { kind }, patch: JSON.stringify(operations(draw, kind)) },
    {
      kind: "ReplicaCountTransformer",
      replica: { name: "app", count: 4 },
      fieldSpecs: [{ path: "spec/replicas", create: true, kind: "Deployment" }],
    },
    { kind: "ReplacementTransformer", replacements },
    {
      kind: "ValueAddTransformer",
      value: draw.one("v", "1"),
      targets: [{ selector: { kind }, fieldPath: draw.one("metadata/labels/va", "spec/text", "spec/words/0") }],
    },
  );
}
