import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, type Manifest } from "@slipway/admission";
import { describe, expect, test } from "vitest";
import type { File, Files } from "../files.ts";
import { casesOf, runCase } from "./cases.ts";
import { policiesOf } from "./policies.ts";
import { testPolicy } from "./test-policy.ts";

const folder = fileURLToPath(new URL("../../../../policies/", import.meta.url));
const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));
const files: Files = new Map(
  paths.map((path): [string, File] => {
    return [`policies/${path}`, { mode: "100644", content: readFileSync(`${folder}${path}`, "utf8") }];
  }),
);
const set = policiesOf(files);

/** Whether all cases of a policy pass with these of its validations. */
function passes(name: string, validations: readonly Manifest[]): boolean {
  const source = set.sources.get(name)!;
  const policy = source.policy.value as Manifest;
  const changed = { ...policy, spec: { ...(policy["spec"] as Manifest), validations } };
  const policies = compile([changed, ...source.others.map(({ value }) => value as Manifest)], { paramsComplete: true });
  const { cases } = casesOf(files, source);
  return cases.every((one) => runCase(one, policies, files, one.environment ?? "prod").wrong === undefined);
}

describe.each([...set.sources.keys()])("the policy %s", (name) => {
  const { spec } = set.sources.get(name)!.policy.value as { spec: { validations: Manifest[] } };

  test("passes its cases, and has enough of them", () => {
    expect(testPolicy(files, set, set.sources.get(name)!, "prod").findings).toEqual([]);
    expect(passes(name, spec.validations)).toBe(true);
  });

  test.each(spec.validations.map(({ expression }, index) => [index, expression]))(
    "has a case that fails without its validation %i",
    (index) => {
      // A policy that has none left would not be taken at all: this one is always true.
      const others = spec.validations.map((validation, at) => (at === index ? { expression: "true" } : validation));
      expect(passes(name, others)).toBe(false);
    },
  );
});
