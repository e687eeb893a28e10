import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { kindOf, kindsOf, type Manifest, podTemplatePath } from "@slipway/admission";
import { loadAll } from "js-yaml";
import {
  build,
  compiledFor,
  type File,
  type Files,
  groundOf,
  judgeObjects,
  policiesOf,
  promotionOrder,
} from "../src/index.ts";

/** What was measured: times in milliseconds. */
export interface Measured {
  readonly policies: number;
  readonly objects: number;
  readonly requests: number;
  readonly findings: number;
  readonly compileMs: number;
  readonly judgeMs: number;
}

/** Reads, compiles and applies policies to objects, as `slipway check` does in prod. */
export function measurePolicies(size: { readonly policies: number; readonly objects: number }): Measured {
  const paths = execFileSync("git", ["ls-files", "apps", "environments", "policies"], { encoding: "utf8" });
  const files: Files = new Map(
    paths
      .trim()
      .split("\n")
      .map((path): [string, File] => [path, { mode: "100644", content: readFileSync(path, "utf8") }]),
  );
  const objects = manyObjects(files, size.objects);
  const policies = manyPolicies(files, size.policies);
  const start = process.hrtime.bigint();
  const { policies: compiled } = compiledFor(policiesOf(policies), 34);
  const between = process.hrtime.bigint();
  const findings = judgeObjects(objects, policies, { environment: "prod", kubernetes: "1.34", definitions: [] });
  const end = process.hrtime.bigint();
  const pods = objects.filter((object) => podTemplatePath(object) !== undefined).length;
  return {
    policies: compiled.policies.length,
    objects: objects.length,
    requests: objects.length + pods,
    findings: findings.length,
    compileMs: Math.round(Number(between - start) / 1e6),
    judgeMs: Math.round(Number(end - between) / 1e6),
  };
}

/** The rendered objects of the sample again and again, each time new and under new names. */
function manyObjects(files: Files, count: number): Manifest[] {
  const rendered = promotionOrder(groundOf(files).environments)
    .flatMap((environment) => [...build(files, environment, { judge: false }).files.values()])
    .flatMap((text) => loadAll(text) as Manifest[]);
  const kinds = kindsOf([]);
  const own = rendered.filter((object) => !String(object["apiVersion"]).startsWith("admissionregistration.k8s.io/"));
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / own.length);
    const object = structuredClone(own[index % own.length]) as { metadata: { name: string; namespace?: string } };
    object.metadata.name = `${object.metadata.name}-${round}`;
    if (kindOf(object as unknown as Manifest, kinds).namespaced)
      object.metadata.namespace = `${object.metadata.namespace ?? "default"}-${round}`;
    return object as unknown as Manifest;
  });
}

/** The policies on the cluster's own kinds, and copies of them under other names. */
function manyPolicies(files: Files, count: number): Files {
  const paths = [...files.keys()].filter((path) => /^policies\/[^/]+\/policy\.yaml$/.test(path));
  const texts = paths.map((path): [string, string] => [path.split("/")[1] ?? "", String(files.get(path)?.content)]);
  const own = texts.filter(([, text]) => !text.includes("apiGroups: [slipway.dev]"));
  return new Map(
    Array.from({ length: count }, (_, index): [string, File] => {
      const [name, text] = own[index % own.length] ?? ["", ""];
      const copy = index < own.length ? name : `${name}-copy-${Math.floor(index / own.length)}`;
      const content = text
        .replaceAll(`\n  name: ${name}`, `\n  name: ${copy}`)
        .replaceAll(`policyName: ${name}`, `policyName: ${copy}`);
      return [`policies/${copy}/policy.yaml`, { mode: "100644", content }];
    }),
  );
}
