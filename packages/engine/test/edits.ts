import fc from "fast-check";
import type { Files } from "../src/files.ts";
import { environment, everything, platformYaml, service, settings, team } from "./platform.ts";
import { type Content, tree } from "./tree.ts";

const link: Content = { mode: "120000", content: "elsewhere" };
const full = `  capabilities:${everything}\n`;

/** The services of these small platforms: two of them would have Applications of one name. */
export const editedIds = ["shop/web", "shop/web-api", "shop-web/api", "pay/ledger"];

/** What may stand in a service.yaml, the most usual first. */
function specs(id: string): Content[] {
  const callee = "  port: 80\n  variables: {PAY: {service: pay/ledger}}\n";
  return [
    service(id),
    service(id, callee),
    service(id, callee.replace("pay/ledger", '"pay\\/ledger"')),
    service(id, "  port: 80\n  variables: {KEY: {secret: pay/stripe, key: k}}\n"),
    service(id, "  access: {from: [pay, shop-web/api]}\n", "Worker"),
    service(id, "  scale: {min: 0, max: 3, queue: {type: kafka, metadata: {topic: t}}}\n", "Worker"),
    service(id, "  schedule: '@daily'\n", "CronJob"),
    service(id, "  prot: 80\n"),
    service(id).replace("metadata: {name", "metadata: {name: [nobody], naem"),
    "\u0000",
    link,
    undefined,
  ];
}

function pool(): { readonly [path: string]: readonly Content[] } {
  const paths: Record<string, readonly Content[]> = {
    "environments/platform.yaml": [platformYaml, platformYaml.replace("acme/platform", "acme/other"), "x", undefined],
    "environments/dev/environment.yaml": [environment("dev", full), environment("dev"), "x", link, undefined],
    "environments/prod/environment.yaml": [
      environment("prod", `  from: dev\n${full}`),
      environment("prod", `  from: dev\n  like: dev\n${full}`),
      environment("prod", `  from: qa\n${full}`),
      undefined,
    ],
    "environments/qa/environment.yaml": [undefined, environment("qa", "  from: prod\n"), environment("qa")],
    "environments/qa/releases/shop/web/service.yaml": [undefined, service("shop/web")],
    "environments/prod/releases/pay": [undefined, undefined, undefined, link],
    "apps/pay/README.md": [undefined, "Who we are.\n"],
    "apps/elsewhere": [undefined, undefined, undefined, link],
  };
  for (const name of ["shop", "shop-web", "pay"])
    paths[`apps/${name}/team.yaml`] = [
      team(name),
      team(name, "  grants: [{secret: stripe, to: [shop]}]\n"),
      team(name, "  defaults: {tier: 1, size: xl}\n"),
      "x",
      undefined,
    ];
  for (const id of editedIds) {
    paths[`apps/${id}/service.yaml`] = specs(id);
    paths[`environments/prod/releases/${id}/service.yaml`] = [undefined, ...specs(id)];
    for (const where of ["dev", "prod"])
      paths[`environments/${where}/settings/${id}/settings.yaml`] = [
        undefined,
        settings(id, "  size: l\n"),
        settings(id, "  access: {from: [pay, shop/web]}\n"),
        settings(id, "  variables: {WEB: {service: shop/web}}\n"),
        "x",
      ];
  }
  return paths;
}

/** One of several, the first as often as all others together. */
function mostly(alternatives: readonly Content[]): fc.Arbitrary<Content> {
  const [usual, ...others] = alternatives;
  return fc.oneof(
    { weight: others.length * 2, arbitrary: fc.constant(usual) },
    ...others.map((one) => fc.constant(one)),
  );
}

const contents = Object.fromEntries(Object.entries(pool()).map(([path, alternatives]) => [path, mostly(alternatives)]));

/** A small platform, right or wrong in many ways, and the same with up to four files changed, added or removed. */
export const edits: fc.Arbitrary<{ before: Files; after: Files }> = fc
  .record(contents, { noNullPrototype: true })
  .chain((before) =>
    fc
      .uniqueArray(fc.constantFrom(...Object.keys(contents)), { minLength: 1, maxLength: 4 })
      .chain((paths) =>
        fc.record(Object.fromEntries(paths.map((path) => [path, contents[path] as fc.Arbitrary<Content>])), {
          noNullPrototype: true,
        }),
      )
      .map((changed) => ({
        before: tree(defined(before)),
        after: tree(defined({ ...before, ...changed })),
        [fc.toStringMethod]: () => `a platform in which other files are ${Object.keys(changed).join(", ")}`,
      })),
  );

function defined(all: { readonly [path: string]: Content }): { [path: string]: Content } {
  return Object.fromEntries(Object.entries(all).filter(([, content]) => content !== undefined));
}
