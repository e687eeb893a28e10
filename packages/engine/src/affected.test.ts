import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edits } from "../test/edits.ts";
import { environment, platform, service, settings, team } from "../test/platform.ts";
import { change } from "../test/tree.ts";
import { affected } from "./affected.ts";
import type { Files } from "./files.ts";
import { groundOf } from "./ground.ts";
import { type Build, build } from "./line.ts";
import type { From } from "./read-service.ts";

const before = platform({
  "apps/pay/team.yaml": team("pay"),
  "apps/pay/ledger/service.yaml": service("pay/ledger"),
  "apps/shop/cart/service.yaml": service("shop/cart", "  port: 80\n  variables: {PAY: {service: pay/ledger}}\n"),
  "environments/prod/settings/shop/web/settings.yaml": settings("shop/web", "  access: {from: [pay]}\n"),
});
const look = (contents: Parameters<typeof change>[1]) => {
  const { everything, services, teams, released } = affected(before, change(before, contents));
  return everything ? "everything" : [services, teams, released].map((set) => [...set].sort().join(" "));
};

describe("a change touches", () => {
  test.each([
    ["nothing, by a file that nothing reads", { "README.md": "x" }, ["", "", ""]],
    [
      "a service, by its spec",
      { "apps/pay/ledger/service.yaml": service("pay/ledger", "  port: 1\n") },
      ["pay/ledger", "", "pay/ledger"],
    ],
    [
      "a service and who names it, when it goes",
      { "apps/pay/ledger/service.yaml": undefined },
      ["pay/ledger shop/cart", "", "pay/ledger"],
    ],
    ["a service, by its settings", { "environments/dev/settings/shop/web/settings.yaml": "x" }, ["shop/web", "", ""]],
    [
      "all of a team, and who names it",
      { "apps/pay/team.yaml": team("pay", "  groups: [a]\n") },
      ["pay/ledger shop/cart", "pay", ""],
    ],
    ["everything, by an environment", { "environments/dev/environment.yaml": environment("dev") }, "everything"],
    ["everything, by the platform", { "environments/platform.yaml": "x" }, "everything"],
  ])("%s", (_what, contents, touched) => expect(look(contents)).toEqual(touched));

  test.each([
    ["an environment that follows apps/, by a spec", "apps/pay/ledger/service.yaml", ["dev"]],
    ["an environment, by a release", "environments/prod/releases/pay/ledger/service.yaml", ["prod"]],
    [
      "every environment, by a release that comes",
      "environments/qa/releases/pay/ledger/service.yaml",
      ["dev", "prod", "qa"],
    ],
    [
      "an environment and those that are like it, by settings",
      "environments/dev/settings/pay/ledger/settings.yaml",
      ["dev", "qa"],
    ],
  ])("%s", (_what, path, environments) => {
    const like = change(before, {
      "environments/prod/releases/pay/ledger/service.yaml": service("pay/ledger"),
      "environments/prod/environment.yaml": environment("prod", "  from: dev\n"),
      "environments/qa/environment.yaml": environment("qa", "  from: dev\n  like: dev\n"),
    });
    const { byEnvironment } = affected(like, change(like, { [path]: service("pay/ledger", "  port: 1\n") }));
    expect(
      [...byEnvironment]
        .filter(([, ids]) => ids.has("pay/ledger"))
        .map(([name]) => name)
        .sort(),
    ).toEqual(environments);
  });

  test("a service whose settings name a team that comes or goes", () => {
    const gone = { "apps/pay/team.yaml": undefined, "apps/pay/ledger/service.yaml": undefined };
    expect(look(gone)[0]).toBe("pay/ledger shop/cart shop/web");
  });
});

/** What each service and team comes to in each environment: what is on its branch, and what is said about it. */
function outcomes(files: Files): Map<string, string> {
  const all = new Map<string, string>();
  for (const name of ["dev", "prod", "qa"])
    for (const from of ["here", "apps"] as const) {
      const made = build(files, name, { from });
      for (const id of [...made.built, ...made.failed])
        all.set(`${name} ${from} ${id}`, outcome(files, made, id, from));
      for (const [path, text] of made.files)
        if (/^(platform|argocd\/projects)\//.test(path)) all.set(`${name} ${from} ${path}`, text);
    }
  return all;
}

function outcome(files: Files, made: Build, id: string, from: From): string {
  const alone = build(files, made.environment, { from, services: new Set([id]) });
  // What is said of the ground is said of every change.
  const ground = groundOf(files).findings;
  const own = alone.findings.filter((finding) => finding.file.includes(`/${id}/`) && !ground.includes(finding));
  return JSON.stringify([alone.failed, [...alone.files], own, made.files.get(`${id}/manifest.yaml`)]);
}

test("what a change does not touch comes to the same, in every environment", () => {
  fc.assert(
    fc.property(edits, ({ before, after }) => {
      const touched = affected(before, after);
      if (touched.everything) return;
      const [old, fresh] = [outcomes(before), outcomes(after)];
      const differ = [...new Set([...old.keys(), ...fresh.keys()])].filter((key) => old.get(key) !== fresh.get(key));
      const missed = differ.filter((key) => {
        const [environment = "", from, what = ""] = key.split(" ");
        const services = from === "here" ? touched.byEnvironment.get(environment) : touched.services;
        return services?.has(what) !== true && !touched.teams.has(/([^/]+)\.yaml$/.exec(what)?.[1] ?? "");
      });
      expect(missed).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
