import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ids, platforms } from "../test/arbitrary.ts";
import { brief } from "../test/objects.ts";
import { platform, service, settings, team } from "../test/platform.ts";
import { anew, type Content, change, sample } from "../test/tree.ts";
import { branches } from "./branches.ts";
import type { File, Files } from "./files.ts";
import { compare } from "./finding.ts";
import { plan } from "./plan.ts";

type Previous = ReadonlyMap<string, Files>;

/** What the branches hold after a source was rendered onto them. */
function render(source: Files, previous: Previous = new Map()): Previous {
  const made = branches(source, previous).branches.map(({ environment, files }) => {
    const entries = [...files].map(([path, content]): [string, File] => [path, { mode: "100644", content }]);
    return [environment, new Map(entries)] as const;
  });
  return new Map([...previous, ...made]);
}

/** Every line "environment path content", sorted. */
const bytes = (trees: Previous) =>
  [...trees]
    .flatMap(([name, files]) => [...files].map(([path, { content }]) => `${name} ${path} ${content}`))
    .sort(compare);

const paths = (trees: Previous, environment: string) => [...(trees.get(environment)?.keys() ?? [])];

test("a branch holds each service, each team, and what Argo CD needs", () => {
  expect(paths(render(platform()), "dev")).toEqual([
    "argocd/applications/shop-web.yaml",
    "argocd/platform.yaml",
    "argocd/projects/shop.yaml",
    "bootstrap.yaml",
    "platform/shop.yaml",
    "shop/web/manifest.yaml",
  ]);
});

describe("what cannot be built stays as it stands", () => {
  const right = platform({ "environments/prod/releases/shop/web/service.yaml": service("shop/web") });
  const link: Content = { mode: "120000", content: "elsewhere" };
  const without = (prefix: string) =>
    Object.fromEntries(
      [...right.keys()].filter((path) => path.startsWith(`${prefix}/`)).map((path) => [path, undefined]),
    );

  test.each<[string, { readonly [path: string]: Content }, string]>([
    [
      "a typo",
      { "apps/shop/web/service.yaml": service("shop/web", "  prot: 1\n") },
      "UNKNOWN_FIELD apps/shop/web/service.yaml:6:3",
    ],
    ["an empty file", { "apps/shop/web/service.yaml": "" }, "YAML_EMPTY apps/shop/web/service.yaml:1:1"],
    [
      "a service.yaml that is gone beside other files",
      { "apps/shop/web/service.yaml": undefined, "apps/shop/web/x": "" },
      "FILE_MISSING apps/shop/web/service.yaml:1:1",
    ],
    [
      "another ending",
      { "apps/shop/web/service.yaml": undefined, "apps/shop/web/service.yml": service("shop/web") },
      "FILE_MISSING apps/shop/web/service.yaml:1:1",
    ],
    [
      "a link instead of the file",
      { "apps/shop/web/service.yaml": link },
      "FILE_NOT_REGULAR apps/shop/web/service.yaml:1:1",
    ],
    [
      "a link instead of the folder",
      { ...without("apps/shop/web"), "apps/shop/web": link },
      "FILE_NOT_REGULAR apps/shop/web:1:1",
    ],
    [
      "a submodule instead of the folder",
      { ...without("apps/shop/web"), "apps/shop/web": { mode: "160000", content: "" } },
      "FILE_NOT_REGULAR apps/shop/web:1:1",
    ],
    [
      "a folder that cannot be read",
      { ...without("apps/shop/web"), "apps/shop/web": { mode: "100644", content: "", problem: "EACCES" } },
      "FILE_UNREADABLE apps/shop/web:1:1",
    ],
    [
      "a link instead of the team's folder",
      { ...without("apps/shop"), "apps/shop": link },
      "FILE_NOT_REGULAR apps/shop:1:1",
    ],
    ["a link instead of apps", { ...without("apps"), apps: link }, "FILE_NOT_REGULAR apps:1:1"],
    [
      "a link instead of environments",
      { ...without("environments"), environments: link },
      "FILE_NOT_REGULAR environments:1:1",
    ],
    [
      "a link instead of an environment",
      { ...without("environments/prod"), "environments/prod": link },
      "FILE_NOT_REGULAR environments/prod:1:1",
    ],
    [
      "a link instead of the releases",
      { ...without("environments/prod/releases"), "environments/prod/releases": link },
      "FILE_NOT_REGULAR environments/prod/releases:1:1",
    ],
    [
      "a file instead of the releases",
      { ...without("environments/prod/releases"), "environments/prod/releases": "" },
      "FILE_MISPLACED environments/prod/releases:1:1",
    ],
    [
      "a link instead of a team's releases",
      { ...without("environments/prod/releases"), "environments/prod/releases/shop": link },
      "FILE_NOT_REGULAR environments/prod/releases/shop:1:1",
    ],
    [
      "a link instead of a release",
      { ...without("environments/prod/releases"), "environments/prod/releases/shop/web": link },
      "FILE_NOT_REGULAR environments/prod/releases/shop/web:1:1",
    ],
    [
      "a link instead of settings",
      { "environments/dev/settings/shop/web": link },
      "FILE_NOT_REGULAR environments/dev/settings/shop/web:1:1",
    ],
    [
      "settings that break",
      { "environments/dev/settings/shop/web/settings.yaml": settings("shop/web", "  scales: 1\n") },
      "UNKNOWN_FIELD environments/dev/settings/shop/web/settings.yaml:5:3",
    ],
    ["a team.yaml that is gone", { "apps/shop/team.yaml": undefined }, "FILE_MISSING apps/shop/team.yaml:1:1"],
    ["a team that is gone while it has a release", without("apps/shop"), "FILE_MISSING apps/shop/team.yaml:1:1"],
    [
      "a platform.yaml that is gone",
      { "environments/platform.yaml": undefined },
      "FILE_MISSING environments/platform.yaml:1:1",
    ],
    [
      "an environment.yaml that breaks",
      { "environments/dev/environment.yaml": "x" },
      "WRONG_TYPE environments/dev/environment.yaml:1:1",
    ],
    [
      "an environment that comes from nowhere",
      { "environments/dev/environment.yaml": undefined },
      "ENVIRONMENT_UNKNOWN environments/prod/environment.yaml:8:9",
    ],
  ])("%s", (what, contents, finding) => {
    const standing = render(right);
    const after = change(right, contents);
    const { findings } = branches(after, standing);
    expect(brief(findings)).toContain(finding);
    const removed = what.startsWith("a team that is gone")
      ? ["dev shop/web/manifest.yaml", "dev argocd/applications/shop-web.yaml"]
      : [];
    const kept = bytes(standing).filter((line) => !removed.some((path) => line.startsWith(`${path} `)));
    expect(bytes(render(after, standing))).toEqual(kept);
    const gone = plan(right, after)
      .now.flatMap(({ services, platform }) => [...services, ...platform])
      .filter(({ change }) => change === "removed");
    expect(gone).toHaveLength(removed.length === 0 ? 0 : 1);
  });

  test("two services of one name: neither is built, whichever was first", () => {
    const standing = render(right);
    const after = change(right, {
      "apps/shop/web-api/service.yaml": service("shop/web-api"),
      "apps/shop-web/team.yaml": team("shop-web"),
      "apps/shop-web/api/service.yaml": service("shop-web/api"),
    });
    expect(brief(branches(after, standing).findings)).toEqual([
      "NAME_COLLISION apps/shop-web/api/service.yaml:3:18",
      "NAME_COLLISION apps/shop/web-api/service.yaml:3:18",
    ]);
    expect(paths(render(after, standing), "dev").filter((path) => path.includes("api"))).toEqual([]);
  });

  test("bytes that are no text stay the same bytes", () => {
    const odd = Uint8Array.from([0, 255, 10]);
    const standing = new Map([["dev", new Map<string, File>([["shop/web/odd", { mode: "100644", content: odd }]])]]);
    const after = change(right, { "apps/shop/web/service.yaml": "x" });
    expect(render(after, standing).get("dev")?.get("shop/web/odd")?.content).toBe(odd);
  });
});

test("what is gone from the source is gone from the branch", () => {
  const right = platform({ "apps/shop/cart/service.yaml": service("shop/cart") });
  const after = render(change(right, { "apps/shop/cart/service.yaml": undefined }), render(right));
  expect(paths(after, "dev").filter((path) => path.includes("cart"))).toEqual([]);
});

test("the order of the files does not matter", () => {
  const right = sample();
  const expected = bytes(render(right));
  fc.assert(
    fc.property(fc.shuffledSubarray([...right.keys()], { minLength: right.size }), (order) => {
      expect(bytes(render(anew(right, () => order)))).toEqual(expected);
    }),
    { numRuns: 5 },
  );
});

/** What may happen to a file of one service. */
const breakages: fc.Arbitrary<(text: string) => Content> = fc.oneof(
  fc.nat().map((at) => (text: string) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1)),
  fc.tuple(fc.nat(), fc.constantFrom("\t", "{", "'", "\u0000", "*a", "!t ", ": ", "\n---\n")).map(
    ([at, odd]) =>
      (text: string) =>
        text.slice(0, at % text.length) + odd + text.slice(at % text.length),
  ),
  fc
    .nat()
    .map((at) => (text: string) => new TextEncoder().encode(text).fill(255, at % text.length, (at % text.length) + 1)),
  fc.constant(() => ({ mode: "120000", content: "../other" })),
  fc.constant(() => ({ mode: "100644", content: "", problem: "EACCES" })),
  fc.constant(() => ({ mode: "100644", content: "", size: 1_000_000 })),
);

test("a service that breaks changes nothing of another, and is never planned as removed", () => {
  fc.assert(
    fc.property(platforms, fc.constantFrom(...ids), fc.boolean(), breakages, (right, id, released, breakage) => {
      const path = released ? `environments/prod/releases/${id}/service.yaml` : `apps/${id}/service.yaml`;
      const after = change(right, { [path]: breakage(String(right.get(path)?.content)) });
      const standing = render(right);
      const own = new RegExp(`^[a-z]+ (${id}/|argocd/applications/${id.replace("/", "-")}\\.yaml )`);
      const others = (trees: Previous) => bytes(trees).filter((line) => !own.test(line));
      const merged = render(after, standing);
      expect(others(merged)).toEqual(others(standing));
      for (const name of ["dev", "prod"]) expect(paths(merged, name)).toEqual(paths(standing, name));
      const changes = plan(right, after).now.flatMap(({ services }) => services);
      expect(changes.filter(({ name, change }) => name !== id || change === "removed")).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
