import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { change, sample } from "../../test/tree.ts";
import type { Files } from "../files.ts";
import { plan } from "../plan.ts";
import { risks } from "../risk.ts";
import { planJson } from "./json.ts";

const schema = JSON.parse(readFileSync("schemas/plan.schema.json", "utf8"));
const validate = new Ajv2020({ allErrors: true, strictTypes: false }).compile(schema);

const before = sample();
const changed = (contents: { readonly [path: string]: string | undefined }): Files => change(before, contents);

function textOf(path: string): string {
  return String(before.get(path)?.content);
}

const ad = "apps/boutique/ad/service.yaml";
const platform = "environments/platform.yaml";
const changes: { readonly [name: string]: Files } = {
  nothing: before,
  "an added service": changed({ "apps/boutique/banner/service.yaml": textOf(ad).replace("name: ad", "name: banner") }),
  "a changed service": changed({ [ad]: textOf(ad).replace("9555", "9556") }),
  "a removed service": changed({ [ad]: undefined }),
  "a failed service": changed({ [ad]: textOf(ad).replace("port", "prot") }),
  "a host that is added": changed({ [ad]: `${textOf(ad)}  routes: [{host: ad}]\n` }),
  "another team": changed({ "apps/cart/team.yaml": `${textOf("apps/cart/team.yaml")}  groups: [buyers]\n` }),
  "another repository": changed({ [platform]: textOf(platform).replace("acme/platform.git", "acme/other.git") }),
  "a platform that cannot be read": changed({ [platform]: undefined }),
};

test.each(Object.entries(changes))("the plan of %s is as its schema says", (_name, after) => {
  validate(JSON.parse(planJson(plan(before, after))));
  expect(validate.errors ?? []).toEqual([]);
});

test("the changes above bring about every kind of change, so that the schema is held against each", () => {
  const plans = Object.values(changes).map((after) => plan(before, after));
  const kinds = plans.flatMap(({ now }) => now.flatMap(({ services }) => services.map(({ change }) => change)));
  expect(new Set(kinds)).toEqual(new Set(["added", "changed", "removed", "failed"]));
  expect(plans.some(({ now }) => now.some(({ platform }) => platform.length > 0))).toBe(true);
});

test("the schema knows every risk, in its order", () => {
  expect(schema.$defs.risk.enum).toEqual(risks);
});

test("the schema refuses a field that it does not name, and a plan without its digest", () => {
  const { digest: _digest, ...rest } = JSON.parse(planJson(plan(before, before)));
  expect(validate(rest)).toBe(false);
  expect(validate({ ...rest, digest: "0".repeat(64), other: 1 })).toBe(false);
  expect(validate({ ...rest, digest: "0".repeat(64) })).toBe(true);
});
