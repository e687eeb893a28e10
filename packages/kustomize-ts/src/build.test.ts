import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasKubectl, kubectlKustomize } from "../conformance/kubectl.ts";
import { build, type File, print } from "./index.ts";

const filesOf = (texts: Readonly<Record<string, string>>): Map<string, File> =>
  new Map(Object.entries(texts).map(([path, content]) => [path, { mode: "100644", content }]));

const built = (texts: Readonly<Record<string, string>>, dir = ".") => {
  const { manifests, findings } = build(filesOf(texts), dir, { order: "legacy" });
  return { output: print(manifests), errors: findings.filter(({ severity }) => severity === "error") };
};

const app = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, labels: {app: app}}
spec:
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      containers:
      - {name: app, image: "acme/app:1.0.0", envFrom: [{configMapRef: {name: settings}}]}
---
apiVersion: v1
kind: Service
metadata: {name: app}
spec: {selector: {app: app}, ports: [{port: 80}]}
`;

describe("build", () => {
  test("lays one kustomization over another", () => {
    const { output, errors } = built(
      {
        "base/kustomization.yaml": "resources: [app.yaml]\n",
        "base/app.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata: {a: b}\n",
        "prod/kustomization.yaml": "resources: [../base]\nnamePrefix: p-\nnamespace: prod\n",
      },
      "prod",
    );
    expect(errors).toEqual([]);
    expect(output).toBe(
      "apiVersion: v1\ndata:\n  a: b\nkind: ConfigMap\nmetadata:\n  name: p-app\n  namespace: prod\n",
    );
  });

  test("says where a patch stands that has nothing to patch", () => {
    const { output, errors } = built({
      "kustomization.yaml": "resources: [app.yaml]\npatches:\n- path: patch.yaml\n",
      "app.yaml": app,
      "patch.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: none}\n",
    });
    expect(output).toBe("");
    expect(errors.map(({ code, file }) => `${code} ${file}`)).toEqual(["PATCH_TARGET_MISSING patch.yaml"]);
  });

  test.each([
    ["a base in a circle", { "kustomization.yaml": "resources: [../.]\n" }],
    ["a missing file", { "kustomization.yaml": "resources: [none.yaml]\n" }],
    ["a remote base", { "kustomization.yaml": "resources: ['https://github.com/acme/base']\n" }],
    ["a Helm chart", { "kustomization.yaml": "helmCharts: [{name: redis}]\n" }],
    ["no kustomization", { "app.yaml": app }],
    ["no YAML", { "kustomization.yaml": "resources: [" }],
  ] satisfies [string, Record<string, string>][])("refuses %s with a finding", (_name, texts) => {
    const { output, errors } = built(texts);
    expect(output).toBe("");
    expect(errors.length).toBe(1);
    expect(errors[0]?.hint).not.toBe("");
  });

  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  const overlay = fc.record(
    {
      namePrefix: label.map((text) => `${text}-`),
      nameSuffix: label.map((text) => `-${text}`),
      namespace: label,
      commonAnnotations: fc.dictionary(label, fc.string({ maxLength: 12 }), { maxKeys: 2 }),
      labels: fc.array(
        fc.record({ pairs: fc.dictionary(label, label, { minKeys: 1, maxKeys: 2 }), includeSelectors: fc.boolean() }),
        { maxLength: 2 },
      ),
      images: fc.constant([{ name: "acme/app", newTag: "2.0.0" }]),
      replicas: fc.integer({ min: 0, max: 5 }).map((count) => [{ name: "app", count }]),
      configMapGenerator: fc
        .array(fc.tuple(label, fc.string({ maxLength: 10 })), { minLength: 1, maxLength: 3 })
        .map((pairs) => [{ name: "settings", literals: [...new Map(pairs)].map(([key, value]) => `${key}=${value}`) }]),
      patches: fc.constantFrom(
        [{ target: { kind: "Deployment" }, patch: '[{"op": "add", "path": "/spec/paused", "value": true}]' }],
        [{ patch: "apiVersion: v1\nkind: Service\nmetadata: {name: app}\nspec: {type: NodePort}\n" }],
      ),
    },
    { requiredKeys: [] },
  );

  test.skipIf(!hasKubectl)("gives what kubectl kustomize gives, byte for byte", () => {
    const runs = Number(process.env["FUZZ_RUNS"] ?? 15);
    fc.assert(
      fc.property(overlay, (fields) => {
        const texts = { "kustomization.yaml": JSON.stringify({ resources: ["app.yaml"], ...fields }), "app.yaml": app };
        const theirs = kubectlKustomize(new Map(Object.entries(texts)));
        const ours = built(texts);
        if ("output" in theirs) expect(ours.output).toBe(theirs.output);
        else expect(ours.errors.length).toBe(1);
      }),
      { numRuns: runs },
    );
  });
});
