import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasKubectl, kubectlKustomize } from "../conformance/kubectl.ts";
import { overlays } from "../conformance/overlays.ts";
import { build, type File, print, type Value } from "./index.ts";

const filesOf = (texts: Readonly<Record<string, string>>): Map<string, File> =>
  new Map(Object.entries(texts).map(([path, content]) => [path, { mode: "100644", content }]));

const built = (texts: Readonly<Record<string, string>>, dir = ".") => {
  const { manifests, findings } = build(filesOf(texts), dir, { order: "legacy", version: "(devel)" });
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

  test("warns of the value that a patch gives a field twice", () => {
    const { findings } = build(
      filesOf({
        "kustomization.yaml": "resources: [app.yaml]\npatches:\n- path: patch.yaml\n",
        "app.yaml": app,
        "patch.yaml":
          "apiVersion: v1\nkind: Service\nmetadata: {name: app}\nspec:\n  type: NodePort\n  type: ClusterIP\n",
      }),
      ".",
    );
    expect(findings).toMatchObject([
      { severity: "warning", code: "KEY_DUPLICATE", file: "patch.yaml", line: 6, column: 3 },
    ]);
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

  test("refuses a file of 50 MB at once, and builds nothing of it", () => {
    const { output, errors } = built({
      "kustomization.yaml": "resources: [small.yaml, large.yaml]\n",
      "small.yaml": app,
      "large.yaml": `a: ${"x".repeat(50 * 1024 * 1024)}\n`,
    });
    expect(output).toBe("");
    expect(errors.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual(["FILE_TOO_LARGE large.yaml:1"]);
    expect(errors[0]?.message).toContain("50 MB");
  });

  test("never throws, whatever stands in its files", () => {
    const noise = fc.string({
      unit: fc.constantFrom(..."{}[]:-,|>&*!%@#'\"\n \t~<0a", "<<: *a", "&a ", "\0"),
      maxLength: 60,
    });
    const field = fc.constantFrom("resources", "patches", "images", "labels", "replacements", "vars", "transformers");
    fc.assert(
      fc.property(field, noise, noise, (name, text, other) => {
        const texts = {
          "kustomization.yaml": `resources: [app.yaml]\n${name}: ${text}\n`,
          "app.yaml": `${app}---\n${other}`,
        };
        const { output, errors } = built(texts);
        expect(output === "" || errors.length === 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.skipIf(!hasKubectl)("gives what kubectl kustomize gives, byte for byte", () => {
    fc.assert(
      fc.property(overlays, ({ texts, dir }) => {
        const theirs = kubectlKustomize(new Map(Object.entries(texts)), dir);
        const ours = built(texts, dir);
        if ("output" in theirs) expect(ours.output).toBe(theirs.output);
        else expect(ours.errors.length).toBe(1);
      }),
      // A process of kubectl's for each step on the way to the smallest example would take an hour.
      { numRuns: 15, endOnFailure: true },
    );
  });

  test("says of every field where it comes from, and never changes its result for that", () => {
    fc.assert(
      fc.property(overlays, ({ texts, dir }) => {
        const { manifests, origins = [] } = build(filesOf(texts), dir, { origins: true });
        expect(print(manifests)).toBe(print(build(filesOf(texts), dir).manifests));
        const unsaid = manifests.flatMap((manifest, index) =>
          leavesOf(manifest).filter((pointer) => origins[index]?.has(pointer) !== true),
        );
        expect(unsaid).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

function leavesOf(value: Value, pointer = ""): string[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [pointer];
  return Object.entries(value).flatMap(([key, field]: [string, Value]) =>
    leavesOf(field, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}
