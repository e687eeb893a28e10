import fc from "fast-check";
import { expect, test } from "vitest";
import { generatePlatform } from "../bench/generate.ts";
import type { File, Files } from "./files.ts";
import { planChanges } from "./plan.ts";
import { meets, type PathChange, reachOf } from "./reach.ts";

const platform = generatePlatform({ services: 10, teams: 3, seed: 3 });
const paths = [...platform.keys()];

function pathChanges(before: Files, after: Files): PathChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path): PathChange[] => {
    const [old, fresh] = [before.get(path), after.get(path)];
    if (old === fresh) return [];
    const texts = [old, fresh].flatMap((file) => (file === undefined ? [] : [String(file.content)]));
    return [{ path, status: old === undefined ? "added" : fresh === undefined ? "removed" : "changed", texts }];
  });
}

interface Edit {
  readonly path: string;
  readonly content: string | undefined;
}

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom(...paths), fc.constantFrom(":9.9.9", ":1.0.0")).map(([path, tag]) => ({
    path,
    content: String(platform.get(path)?.content)
      .replace(/:1\.\d+\.\d+/, tag)
      .replace(/tier: \d/, "tier: 2"),
  })),
  fc.constantFrom(...paths).map((path) => ({ path, content: undefined })),
  fc.constantFrom("team-0/extra", "team-1/extra").map((id) => ({
    path: `apps/${id}/service.yaml`,
    content: String(platform.get("apps/team-0/service-0/service.yaml")?.content)
      .replace("service-0", "extra")
      .replace("team: team-0", `team: ${id.split("/")[0]}`),
  })),
);

function changed(files: Files, edits: readonly Edit[]): Files {
  const copy = new Map(files);
  for (const { path, content } of edits)
    if (content === undefined) copy.delete(path);
    else copy.set(path, { mode: "100644", content } satisfies File);
  return copy;
}

test("a change that does not meet a move of the base has the same plan on the base that moved", () => {
  let apart = 0;
  const some = fc.array(edit, { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(some, some, (mine, theirs) => {
      const [head, base] = [changed(platform, mine), changed(platform, theirs)];
      if (meets(reachOf(pathChanges(platform, head)), reachOf(pathChanges(platform, base)))) return;
      apart += 1;
      const before = planChanges(platform, head).plan;
      const after = planChanges(base, changed(base, mine)).plan;
      expect(after.digest).toBe(before.digest);
      expect(after.now.map(({ services, platform: own }) => [services, own])).toEqual(
        before.now.map(({ services, platform: own }) => [services, own]),
      );
    }),
    { numRuns: 150 },
  );
  expect(apart).toBeGreaterThan(10);
});

const change = (path: string, text = "", status: PathChange["status"] = "changed"): PathChange => ({
  path,
  status,
  texts: [text],
});

test.each([
  ["the same service", change("apps/a/x/service.yaml"), change("environments/prod/settings/a/x/settings.yaml"), true],
  ["another service", change("apps/a/x/service.yaml"), change("apps/a/y/service.yaml"), false],
  ["a service of the team", change("apps/a/team.yaml"), change("apps/a/y/service.yaml"), true],
  ["a secret of the team", change("apps/a/team.yaml"), change("apps/b/y/service.yaml", "secret: a/token"), true],
  [
    "a reference to what goes",
    change("apps/a/x/service.yaml", "", "removed"),
    change("apps/b/y/service.yaml", "service: a/x"),
    true,
  ],
  [
    "an Application of that name",
    change("apps/a-b/c/service.yaml", "", "added"),
    change("apps/a/b-c/service.yaml"),
    true,
  ],
  [
    "a team of which a service may refer to what goes",
    change("apps/a/x/service.yaml", "", "removed"),
    change("apps/b/team.yaml"),
    true,
  ],
  ["one that comes, and another team", change("apps/a/x/service.yaml", "", "added"), change("apps/b/team.yaml"), false],
  ["two that bring objects", change("apps/a/x/config.yaml"), change("apps/a/y/kustomization.yaml"), true],
  ["two that come", change("apps/a/x/service.yaml", "", "added"), change("apps/b/y/service.yaml", "", "added"), false],
  ["an environment", change("environments/prod/environment.yaml"), change("apps/a/x/service.yaml"), true],
  ["a policy", change("apps/a/x/service.yaml"), change("policies/limits/policy.yaml"), true],
  ["no part of the platform", change("docs/readme.md"), change("environments/prod/environment.yaml"), false],
])("%s", (_name, one, other, expected) => {
  expect(meets(reachOf([one]), reachOf([other]))).toBe(expected);
  expect(meets(reachOf([other]), reachOf([one]))).toBe(expected);
});
