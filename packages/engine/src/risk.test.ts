import type { Manifest } from "kustomize-ts";
import { describe, expect, test } from "vitest";
import { environment, everything, ovens, platform, service } from "../test/platform.ts";
import { change } from "../test/tree.ts";
import { plan } from "./plan.ts";
import { type Pair, riskOf } from "./risk.ts";
import { readManifests } from "./yaml.ts";

const server = { kubernetes: "1.36", definitions: [] };

/** An object of a kind, with more lines of YAML after its metadata. */
function object(kind: string, more: string, annotations = ""): Manifest {
  const apiVersions: Record<string, string> = {
    Deployment: "apps/v1",
    StatefulSet: "apps/v1",
    Job: "batch/v1",
    RoleBinding: "rbac.authorization.k8s.io/v1",
    NetworkPolicy: "networking.k8s.io/v1",
  };
  const head = `apiVersion: ${apiVersions[kind] ?? "v1"}\nkind: ${kind}\nmetadata: {name: till, annotations: {${annotations}}}\n`;
  return readManifests(`${head}${more}`)[0] as Manifest;
}

const pods = (app: string, image = "till:1") =>
  `{metadata: {labels: {app: ${app}}}, spec: {containers: [{name: till, image: "${image}"}]}}`;
const workload = (app: string, more = "", image?: string) =>
  `spec: {${more}selector: {matchLabels: {app: ${app}}}, template: ${pods(app, image)}}`;
const job = (image: string) =>
  `spec: {template: {spec: {restartPolicy: Never, containers: [{name: till, image: "${image}"}]}}}`;
const claim = (size: string, more = "") =>
  `spec: {accessModes: [ReadWriteOnce], ${more}resources: {requests: {storage: ${size}}}}`;
const rights = (role: string) => `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${role}}\n`;

/** The risks of a change in a line each, as far as the field that is refused. */
const lines = (pair: Pair, against = server) =>
  riskOf(pair, against).map(
    ({ risk, why }) => `${risk}: ${why.replace(/^(the API server refuses it: \S+): .*$/, "$1")}`,
  );

describe("what the server refuses to change", () => {
  test.each<[string, string, string, string, string[]]>([
    ["a selector", "Deployment", workload("a"), workload("b"), ["spec.selector"]],
    ["nothing", "Deployment", workload("a"), workload("a"), []],
    ["claims of a StatefulSet", "StatefulSet", workload("a"), workload("a", "serviceName: b, "), ["spec"]],
    ["the pods of a Job", "Job", job("till:1"), job("till:2"), ["spec.template"]],
    ["a smaller claim", "PersistentVolumeClaim", claim("2Gi"), claim("1Gi"), ["spec.resources.requests.storage"]],
    ["another amount of the same", "PersistentVolumeClaim", claim("1Gi"), claim("1024Mi"), []],
    ["a larger claim", "PersistentVolumeClaim", claim("1Gi"), claim("2Gi"), ["spec.resources.requests.storage"]],
    [
      "another class",
      "PersistentVolumeClaim",
      claim("1Gi", "storageClassName: a, "),
      claim("1Gi", "storageClassName: b, "),
      ["spec"],
    ],
    ["what a binding gives", "RoleBinding", rights("reader"), rights("writer"), ["roleRef"]],
    [
      "no cluster address any more",
      "Service",
      "spec: {ports: [{port: 80}]}",
      "spec: {clusterIP: None, ports: [{port: 80}]}",
      ["spec.clusterIPs[0]"],
    ],
    ["a fixed ConfigMap", "ConfigMap", "immutable: true\ndata: {a: b}", "immutable: true\ndata: {a: c}", ["data"]],
    ["a Secret's type", "Secret", "type: Opaque", "type: example.com/other", ["type"]],
  ])("%s", (_what, kind, before, after, fields) => {
    const refused = lines({ before: object(kind, before), after: object(kind, after) }).filter((line) =>
      line.startsWith("changes an"),
    );
    expect(refused).toEqual(fields.map((field) => `changes an immutable field: the API server refuses it: ${field}`));
  });

  test("which field, in the server's words, what Argo CD does, and how to get there", () => {
    const [reason] = riskOf(
      { before: object("Deployment", workload("a")), after: object("Deployment", workload("b")) },
      server,
    );
    expect(reason).toEqual({
      risk: "changes an immutable field",
      why: 'the API server refuses it: spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable. Argo CD\'s sync fails and the living object stays as it is. Give the new object another name and take the old one out once nothing needs it; or let Argo CD delete it and make it anew (annotation argocd.argoproj.io/sync-options: Force=true,Replace=true): its pods stop meanwhile.',
    });
  });

  test("says nothing of what a Secret holds", () => {
    const fixed = (value: string) => object("Secret", `immutable: true\nstringData: {password: ${value}}`);
    const text = JSON.stringify(riskOf({ before: fixed("hunter2"), after: fixed("hunter3") }, server));
    expect(text).toContain("data: Forbidden");
    expect(text).not.toContain("hunter");
  });
});

describe("what Argo CD makes anew", () => {
  const both = (kind: string, annotations: string, [before, after]: [string, string]) =>
    lines({ before: object(kind, before), after: object(kind, after, annotations) });
  const force = 'argocd.argoproj.io/sync-options: "Prune=false, Force=true,Replace=true"';

  test.each<[string, string]>([
    ["a hook", "argocd.argoproj.io/hook: PreSync"],
    [
      "one with a policy",
      'argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: "HookSucceeded,BeforeHookCreation"',
    ],
  ])("%s is not refused", (_what, annotations) => {
    expect(both("Job", annotations, [job("till:1"), job("till:2")])).toEqual([]);
  });

  test("a hook that stays is refused, and so is a policy without a hook", () => {
    const stays = "argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: HookFailed";
    for (const annotations of [stays, "argocd.argoproj.io/hook-delete-policy: BeforeHookCreation"])
      expect(both("Job", annotations, [job("till:1"), job("till:2")])).toHaveLength(1);
  });

  test("what is replaced by force loses its pods or its data, at every change", () => {
    const anew = (kind: string) =>
      `Argo CD deletes the ${kind} and makes it anew at every change (sync option Force=true,Replace=true)`;
    expect(both("Deployment", force, [workload("a"), workload("b")])[0]).toBe(`stops pods: ${anew("Deployment")}`);
    expect(both("StatefulSet", force, [workload("a"), workload("b")])[0]).toBe(`stops pods: ${anew("StatefulSet")}`);
    expect(both("PersistentVolumeClaim", force, [claim("1Gi"), claim("2Gi")])).toEqual([
      `loses data: ${anew("PersistentVolumeClaim")}`,
    ]);
    expect(both("Service", force, ["spec: {ports: [{port: 80}]}", "spec: {ports: [{port: 81}]}"])).toEqual([]);
    expect(both("Namespace", force, ["", ""])).toEqual([]);
  });

  test("replacing without force does not help", () => {
    const replace = "argocd.argoproj.io/sync-options: Replace=true";
    expect(both("Deployment", replace, [workload("a"), workload("b")])[0]).toContain("spec.selector");
  });

  test("replacing helps where something is kept that others have set", () => {
    const recreate: [string, string] = [workload("a"), workload("a", "strategy: {type: Recreate}, ")];
    expect(both("Deployment", "", recreate)[0]).toContain("spec.strategy.rollingUpdate");
    expect(both("Deployment", "argocd.argoproj.io/sync-options: Replace=true", recreate)).toEqual([]);
  });
});

describe("in the plan of a change", () => {
  const folder = "apps/shop/web";
  const base = platform({
    "environments/definitions/ovens.yaml": ovens(
      "{place: {type: string, x-kubernetes-validations: [{rule: self == oldSelf, message: it is walled in}]}}",
    ),
    "environments/dev/environment.yaml": environment("dev", `  capabilities:${everything}\n`),
    [`${folder}/service.yaml`]: service("shop/web"),
    [`${folder}/kustomization.yaml`]: "resources: [more.yaml]\n",
    [`${folder}/more.yaml`]: "apiVersion: example.com/v1\nkind: Oven\nmetadata: {name: hot}\nspec: {place: cellar}\n",
  });
  const refused = (contents: Parameters<typeof change>[1]) => {
    const { now, promoted } = plan(base, change(base, contents));
    const changes = [...now, ...promoted].flatMap(({ environment, services }) =>
      services.map((one) => ({ environment, ...one })),
    );
    return changes.flatMap(({ environment, objects }) =>
      objects.flatMap(({ kind, name, reasons }) =>
        reasons
          .filter(({ risk }) => risk === "changes an immutable field")
          .map(({ why }) => `${environment} ${kind}/${name} ${why.slice(0, why.indexOf(". "))}`),
      ),
    );
  };

  test("an overlay that changes a selector", () => {
    const labels = "labels: [{pairs: {squad: a}, includeSelectors: true}]\n";
    const found = refused({ [`${folder}/kustomization.yaml`]: `resources: [more.yaml]\n${labels}` });
    expect(found).toEqual([expect.stringContaining("dev Deployment/web the API server refuses it: spec.selector")]);
  });

  test("a rule of a custom resource over what it was", () => {
    const more = "apiVersion: example.com/v1\nkind: Oven\nmetadata: {name: hot}\nspec: {place: attic}\n";
    expect(refused({ [`${folder}/more.yaml`]: more })).toEqual([
      expect.stringContaining(
        'dev Oven/hot the API server refuses it: spec.place: Invalid value: "attic": it is walled in',
      ),
    ]);
  });
});
