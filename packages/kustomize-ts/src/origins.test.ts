import { describe, expect, test } from "vitest";
import { build, type File, type Manifest } from "./index.ts";

const filesOf = (texts: Readonly<Record<string, string>>): Map<string, File> =>
  new Map(Object.entries(texts).map(([path, content]) => [path, { mode: "100644", content }]));

/** The origin of one field of the first object of a kind, with the line of the text that it points at. */
function originIn(texts: Readonly<Record<string, string>>, dir: string) {
  const { manifests, origins = [], findings } = build(filesOf(texts), dir, { origins: true });
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  return (kind: string, pointer: string): string => {
    const index = manifests.findIndex((manifest: Manifest) => manifest["kind"] === kind);
    const found = origins[index]?.get(pointer);
    if (found === undefined) return "no origin";
    const { file, line, column, transform } = found;
    const rest = texts[file]?.split("\n")[line - 1]?.slice(column - 1);
    return `${transform} ${file}:${line}:${column} ${rest}`;
  };
}

const app = `# An app
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  labels: {app: app}
spec:
  replicas: 1
  template:
    spec:
      containers:
      - name: proxy
        image: acme/proxy:1
      - name: app
        image: acme/app:1
        args: [one, two]
        env:
        - {name: URL, value: "http://$(HOST)/"}
        envFrom:
        - configMapRef:
            name: settings
---
apiVersion: v1
kind: Service
metadata:
  name: app
spec:
  selector: {app: app}
  clusterIP: 10.0.0.1
`;

const texts = {
  "base/kustomization.yaml": `resources:
- app.yaml
namePrefix: a-
configMapGenerator:
- name: settings
  literals: [A=a, B=b]
vars:
- name: HOST
  objref: {apiVersion: v1, kind: Service, name: app}
`,
  "base/app.yaml": app,
  "prod/kustomization.yaml": `resources:
- ../base
namespace: shop
labels:
- pairs: {team: red}
  includeSelectors: true
commonAnnotations:
  note: text
images:
- name: acme/app
  newTag: "2"
replicas:
- name: app
  count: 3
configMapGenerator:
- name: settings
  behavior: merge
  literals: [B=bb]
patches:
- path: merge.yaml
- target: {kind: Deployment}
  patch: |-

    - op: add
      path: /spec/template/spec/containers/1/args/0
      value: zero
    - op: add
      path: /spec/template/spec/volumes
      value:
      - name: data
        emptyDir: {}
- target: {kind: Service}
  patch: '[{"op": "replace", "path": "/spec/clusterIP", "value": "None"}]'
replacements:
- source: {kind: Deployment, fieldPath: spec.replicas}
  targets:
  - select: {kind: Service}
    fieldPaths: [metadata.annotations.replicas]
    options: {create: true}
`,
  "prod/merge.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  template:
    spec:
      containers:
      - name: sidecar
        image: acme/sidecar:1
      - name: app
        env:
        - name: MODE
          value: fast
`,
};

describe("build with origins", () => {
  const origin = originIn(texts, "prod");
  const pod = "/spec/template/spec";
  // The patch puts what it names first: sidecar, app, then proxy.
  test.each([
    ["Deployment", "/kind", "Resource base/app.yaml:4:7 Deployment"],
    ["Deployment", `${pod}/containers/2/image`, "Resource base/app.yaml:14:16 acme/proxy:1"],
    ["Deployment", "/metadata/name", "PrefixTransformer base/kustomization.yaml:3:13 a-"],
    ["Deployment", "/metadata/namespace", "NamespaceTransformer prod/kustomization.yaml:3:12 shop"],
    ["Deployment", "/metadata/labels/app", "Resource base/app.yaml:7:17 app}"],
    ["Deployment", "/metadata/labels/team", "LabelTransformer prod/kustomization.yaml:5:3 pairs: {team: red}"],
    [
      "Deployment",
      "/spec/selector/matchLabels/team",
      "LabelTransformer prod/kustomization.yaml:5:3 pairs: {team: red}",
    ],
    ["Deployment", "/metadata/annotations/note", "AnnotationsTransformer prod/kustomization.yaml:8:3 note: text"],
    ["Deployment", "/spec/replicas", "ReplicaCountTransformer prod/kustomization.yaml:13:3 name: app"],
    ["Deployment", `${pod}/containers/0/image`, "PatchTransformer prod/merge.yaml:10:16 acme/sidecar:1"],
    ["Deployment", `${pod}/containers/1/name`, "Resource base/app.yaml:15:15 app"],
    ["Deployment", `${pod}/containers/1/image`, "ImageTagTransformer prod/kustomization.yaml:10:3 name: acme/app"],
    ["Deployment", `${pod}/containers/1/args/0`, "PatchTransformer prod/kustomization.yaml:26:14 zero"],
    ["Deployment", `${pod}/containers/1/args/1`, "Resource base/app.yaml:17:16 one, two]"],
    ["Deployment", `${pod}/containers/1/env/0/value`, "PatchTransformer prod/merge.yaml:14:18 fast"],
    ["Deployment", `${pod}/containers/1/env/1/name`, 'Resource base/app.yaml:19:18 URL, value: "http://$(HOST)/"}'],
    ["Deployment", `${pod}/containers/1/env/1/value`, "RefVarTransformer base/kustomization.yaml:8:3 name: HOST"],
    [
      "Deployment",
      `${pod}/containers/1/envFrom/0/configMapRef/name`,
      "HashTransformer prod/kustomization.yaml:16:3 name: settings",
    ],
    ["Deployment", `${pod}/volumes/0/name`, "PatchTransformer prod/kustomization.yaml:30:15 data"],
    ["Deployment", `${pod}/volumes/0/emptyDir`, "PatchTransformer prod/kustomization.yaml:31:19 {}"],
    [
      "Service",
      "/spec/clusterIP",
      'PatchTransformer prod/kustomization.yaml:33:11 [{"op": "replace", "path": "/spec/clusterIP", "value": "None"}]\'',
    ],
    [
      "Service",
      "/metadata/annotations/replicas",
      "ReplacementTransformer prod/kustomization.yaml:35:3 source: {kind: Deployment, fieldPath: spec.replicas}",
    ],
    ["ConfigMap", "/metadata/name", "HashTransformer prod/kustomization.yaml:16:3 name: settings"],
    ["ConfigMap", "/data/A", "ConfigMapGenerator base/kustomization.yaml:5:3 name: settings"],
    ["ConfigMap", "/data/B", "ConfigMapGenerator prod/kustomization.yaml:16:3 name: settings"],
  ])("%s %s comes from %s", (kind, pointer, text) => expect(origin(kind, pointer)).toBe(text));
});
