import { describe, expect, test } from "vitest";
import { platform, service } from "../../test/platform.ts";
import { repositoryPolicies } from "../../test/policies.ts";
import { change } from "../../test/tree.ts";
import { build } from "../line.ts";
import { plan } from "../plan.ts";

const path = "apps/shop/web/service.yaml";
const base = platform(repositoryPolicies());

/** What a pull request that adds a spec is told of its policies: the line of the spec, and who refuses it. */
function found(text: string): string[] {
  const { findings } = plan(base, change(base, { [path]: text }));
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ file, line, message }) => {
      const policy = /\(policy ([^)]*)\)/.exec(message)?.[1] ?? message;
      return `${file === path ? text.split("\n")[line - 1]?.trim() : file}: ${policy}`;
    });
}

describe("the first pull request of a spec", () => {
  test("that breaks five policies has five findings, each at the line that caused it", () => {
    const more = "  port: 8080\n  scale: 900\n  variables:\n    MODE: fast\n    DB_PASSWORD: hunter2\n";
    const text = service("shop/web", more)
      .replace(/image: .*/, "image: quay.io/someone/web:latest")
      .replace(/metadata: .*/, "metadata:\n  name: web\n  team: shop\n  lifecycle: experimental");
    expect(found(text)).toEqual([
      "lifecycle: experimental: no-experiments-in-prod",
      "image: quay.io/someone/web:latest: pinned-image-tag",
      "image: quay.io/someone/web:latest: image-registries",
      "scale: 900: replica-range",
      "DB_PASSWORD: hunter2: no-plain-secrets",
    ]);
  });

  test("is told what only the binding of prod denies", () => {
    const text = service("shop/web").replace("team: shop}", "team: shop, lifecycle: experimental}");
    expect(
      build(change(base, { [path]: text }), "dev").findings.filter(({ severity }) => severity === "error"),
    ).toEqual([]);
    expect(found(text)).toEqual(["metadata: {name: web, team: shop, lifecycle: experimental}: no-experiments-in-prod"]);
  });
});
