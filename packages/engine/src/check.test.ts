import { describe, expect, test } from "vitest";
import { environment, everything, ovens, platform, service, settings } from "../test/platform.ts";
import type { Content } from "../test/tree.ts";
import { build } from "./line.ts";

/** What dev has against the objects of a platform with some more files, in a line each. */
function judged(contents: { readonly [path: string]: Content }): string[] {
  return build(platform(contents), "dev")
    .findings.filter(({ code }) => code.startsWith("API_"))
    .map(({ severity, code, file, line, message }) => `${severity} ${code} ${file}:${line} ${message}`);
}

const folder = "apps/shop/web";
const patches = "patches: [{path: more.yaml}]\n";
const pod = "Deployment/web spec.template.spec";
const head = (apiVersion: string, kind: string, name: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n`;
const patch = `${head("apps/v1", "Deployment", "web")}spec:
  template:
    spec:
      containers:
        - name: web
          volumeMounts:
            - name: cache
              mountPath: /cache
          ports:
            - containerPort: 9090
              name: http
          resources:
            requests:
              memory: 64Gi
`;

describe("what the API server would refuse, at the line that brought it about", () => {
  test("three mistakes of one patch", () => {
    expect(judged({ [`${folder}/kustomization.yaml`]: patches, [`${folder}/more.yaml`]: patch })).toEqual([
      `error API_NOT_FOUND ${folder}/more.yaml:10 ${pod}.containers[0].volumeMounts[0].name: Not found: "cache"`,
      `error API_DUPLICATE ${folder}/more.yaml:14 ${pod}.containers[0].ports[1].name: Duplicate value: "http"`,
      `error API_INVALID ${folder}/more.yaml:17 ${pod}.containers[0].resources.requests: Invalid value: "64Gi": must be less than or equal to memory limit of 128Mi`,
    ]);
  });

  test("a patch of the environment's overlay, and one beside the settings", () => {
    const overlay = "environments/dev/settings/shop/web";
    const wrong = `patches:
  - target: {kind: Deployment}
    patch: |
      - op: add
        path: /spec/template/spec/restartPolicy
        value: Never
`;
    expect(judged({ "environments/dev/kustomization.yaml": wrong }).map(place)).toEqual([
      "environments/dev/kustomization.yaml:6",
    ]);
    const beside = judged({
      [`${overlay}/settings.yaml`]: settings("shop/web", "  scale: 2\n"),
      [`${overlay}/kustomization.yaml`]: wrong,
    });
    expect(beside.map(place)).toEqual([`${overlay}/kustomization.yaml:6`]);
  });

  test("objects that a kustomization brings, of Kubernetes and of the clusters' definitions", () => {
    const files = {
      [`${folder}/kustomization.yaml`]: "resources: [more.yaml]\n",
      [`${folder}/more.yaml`]: `${head("example.com/v1", "Oven", "hot")}spec:
  heat: 900
---
${head("v1", "Service", "other")}spec:
  selector: {app: other}
  ports:
    - port: 0
`,
    };
    const port = `error API_INVALID ${folder}/more.yaml:13 Service/other spec.ports[0]`;
    const service = [
      `warning API_SELECTS_NOTHING ${folder}/more.yaml:11 Service/other spec.selector: selects no pod that these objects make`,
      `${port}.targetPort: Invalid value: 0: must be between 1 and 65535, inclusive`,
      `${port}.port: Invalid value: 0: must be between 1 and 65535, inclusive`,
    ];
    // A kind without a definition is taken as it is.
    expect(judged(files)).toEqual(service);
    const oven = `error API_INVALID ${folder}/more.yaml:5 Oven/hot spec.heat: Invalid value: 900: spec.heat in body should be less than or equal to 300`;
    expect(
      judged({ ...files, "environments/definitions/ovens.yaml": ovens("{heat: {type: integer, maximum: 300}}") }),
    ).toEqual([oven, ...service]);
  });

  test("a field that the environment's version lacks", () => {
    const later = patch.slice(0, patch.indexOf("      containers:")).concat("      hostnameOverride: till\n");
    const files = { [`${folder}/kustomization.yaml`]: patches, [`${folder}/more.yaml`]: later };
    const dev = environment("dev", `  capabilities:${everything}\n`);
    expect(judged(files)).toEqual([]);
    expect(judged({ ...files, "environments/dev/environment.yaml": dev.replace("1.36", "1.33") }).map(place)).toEqual([
      `${folder}/more.yaml:7`,
    ]);
  });

  test("a map or a list that does not belong there, at its key", () => {
    const strange = `${head("apps/v1", "Deployment", "web")}spec:
  template:
    sepc:
      containers:
        - {name: web, image: x}
    spec:
      containers:
        - name: web
          "rseources":
            requests: {memory: 1Mi}
          envs:
            - name: A
`;
    expect(
      judged({
        [`${folder}/kustomization.yaml`]: "resources: [more.yaml]\npatches: [{path: patch.yaml}]\n",
        [`${folder}/patch.yaml`]: strange,
        [`${folder}/more.yaml`]: `${head("v1", "ConfigMap", "a")}---\n${head("v1", "Service", "b")}sepc:\n  ports: [{port: 80}]\n`,
      }).map(place),
    ).toEqual([
      `${folder}/more.yaml:8`,
      `${folder}/patch.yaml:6`,
      `${folder}/patch.yaml:12`,
      `${folder}/patch.yaml:14`,
    ]);
  });

  test("what two rules have against one field is said in one finding", () => {
    const odd = patch.replace("memory: 64Gi", "memroy: 64Mi");
    expect(judged({ [`${folder}/kustomization.yaml`]: patches, [`${folder}/more.yaml`]: odd }).at(-1)).toBe(
      `error API_INVALID ${folder}/more.yaml:17 ${pod}.containers[0].resources.requests[memroy]: Invalid value: "memroy": must be a standard resource type or fully qualified; must be a standard resource for containers`,
    );
  });

  test("no secret that an operator makes is missing", () => {
    const secret = "  variables: {KEY: {secret: keys, key: a}}\n";
    expect(judged({ [`${folder}/service.yaml`]: service("shop/web", `  port: 8080\n${secret}`) })).toEqual([]);
  });
});

/** The file and line of a finding in one line. */
function place(finding: string): string {
  return finding.split(" ")[2] ?? "";
}
