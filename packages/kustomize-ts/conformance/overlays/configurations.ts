import type { Draw } from "./draw.ts";
import type { Fields } from "./tree.ts";

/**
 * What a file of `configurations:` says, mostly of the kind that no schema knows. Layers agree on what is made: whether
 * Kustomize refuses it when they do not depends on the order in which it has sorted what they say.
 */
export function configuration(draw: Draw): Fields {
  const kind = draw.one("Thing", "Thing", "ConfigMap", "");
  const path = draw.one("spec/text", "spec/ref/name", "spec/list/v", "spec/words", "spec/none", "data/k", "spec/map");
  const create = draw.one(true, false);
  const nameReference = {
    kind: draw.one("ConfigMap", "Secret", "Thing"),
    version: "v1",
    fieldSpecs: [{ kind: "Thing", path: draw.one("spec/ref/name", "spec/words", "spec/text", "spec/ref") }],
  };
  return draw.one<Fields>(
    { nameReference: [nameReference] },
    { namePrefix: [{ kind, path, create }] },
    { nameSuffix: [{ kind, path }, { path: "metadata/name" }] },
    { images: [{ kind: "Thing", path: draw.one("spec/list[]/v", "spec/text", "spec/list/v") }] },
    { commonLabels: [{ kind: "Thing", path: draw.one("spec/labels", "spec/map", "spec/list[]/m"), create }] },
    { commonAnnotations: [{ kind, path: "spec/made/notes", create: true }] },
    { varReference: [{ kind, path }, { path: "spec/template/spec/containers[]/args" }] },
    { namespace: [{ kind: "Thing", path: draw.one("spec/ref/namespace", "spec/text", "spec/none"), create }] },
    { replicas: [{ kind: "Thing", path: "spec/replicas", create }] },
  );
}

/** A file of `crds:`: an OpenAPI definition with Kustomize's extensions. */
export function crd(): Fields {
  const reference = { "x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "ConfigMap" };
  const spec = {
    type: "object",
    properties: { ref: { ...reference, type: "object", properties: { name: { type: "string" } } } },
  };
  const properties = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata: {}, spec };
  return { "com.example/v1.Thing": { Schema: { description: "Thing", properties } } };
}

/** A schema for `openapi:`, which gives the lists of things merge keys. */
export function openapi(draw: Draw): Fields {
  const patch = { "x-kubernetes-patch-merge-key": "name", "x-kubernetes-patch-strategy": "merge" };
  const list = { ...patch, type: "array", items: { type: "object" } };
  const words = {
    type: "array",
    items: { type: "string" },
    ...(draw.is(50) && { "x-kubernetes-patch-strategy": "merge" }),
  };
  const spec = { type: "object", properties: { list, words } };
  const gvk = [{ group: "example.com", kind: "Thing", version: "v1" }];
  return {
    definitions: {
      "com.example.v1.Thing": { type: "object", properties: { spec }, "x-kubernetes-group-version-kind": gvk },
    },
  };
}
