import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edits } from "../test/edits.ts";
import { brief } from "../test/objects.ts";
import { environment, everything, platform, service, settings, team } from "../test/platform.ts";
import { change } from "../test/tree.ts";
import { branches } from "./branches.ts";
import { digest } from "./digest.ts";
import type { EnvironmentPlan } from "./environment-plan.ts";
import type { File, Files } from "./files.ts";
import { compare } from "./finding.ts";
import { build } from "./line.ts";
import { plan } from "./plan.ts";

const before = platform({
  "apps/pay/team.yaml": team("pay"),
  "apps/pay/ledger/service.yaml": service("pay/ledger"),
  "environments/prod/releases/shop/web/service.yaml": service("shop/web"),
});
const broken = service("shop/web", "  prot: 8080\n");
type Contents = Parameters<typeof change>[1];

/** What happens to what, in a line each. */
const lines = (parts: readonly EnvironmentPlan[]) =>
  parts.flatMap(({ environment, services, platform }) =>
    [...services, ...platform].map(({ name, change, risk }) => `${environment} ${name} ${change}: ${risk}`),
  );
const planned = (contents: Contents) => plan(before, change(before, contents));

describe("what a change does", () => {
  test.each<[string, Contents, string[], string[]]>([
    ["nothing", { "README.md": "x" }, [], []],
    [
      "another image, now in dev and once promoted in prod",
      { "apps/shop/web/service.yaml": service("shop/web").replace("1.0.0", "1.0.1") },
      ["dev shop/web changed: restarts pods"],
      ["prod shop/web changed: restarts pods"],
    ],
    [
      "settings, in their environment alone",
      { "environments/prod/settings/shop/web/settings.yaml": settings("shop/web", "  scale: 5\n") },
      ["prod shop/web changed: no restart"],
      [],
    ],
    [
      "a new service",
      { "apps/shop/cart/service.yaml": service("shop/cart") },
      ["dev shop/cart added: no restart"],
      ["prod shop/cart added: no restart"],
    ],
    [
      "a service that goes",
      { "apps/pay/ledger/service.yaml": undefined, "apps/pay/x": "" },
      ["dev pay/ledger removed: stops pods"],
      [],
    ],
    [
      "a release that is taken back",
      { "environments/prod/releases/shop/web/service.yaml": undefined },
      ["prod shop/web removed: stops pods"],
      [],
    ],
    [
      "a promotion",
      { "environments/prod/releases/pay/ledger/service.yaml": service("pay/ledger") },
      ["prod pay/ledger added: no restart"],
      [],
    ],
    [
      "a spec that breaks",
      { "apps/shop/web/service.yaml": broken },
      ["dev shop/web failed: no restart"],
      ["prod shop/web failed: no restart"],
    ],
    [
      "a team",
      { "apps/pay/team.yaml": team("pay", "  groups: [ledgers]\n") },
      ["dev platform/pay.yaml changed: opens an exposure", "prod platform/pay.yaml changed: opens an exposure"],
      [],
    ],
  ])("%s", (_what, contents, now, promoted) => {
    const made = planned(contents);
    expect([lines(made.now), lines(made.promoted)]).toEqual([now, promoted]);
  });

  test("of what could not be built before, too: its going is seen", () => {
    const base = change(before, { "apps/shop/web/service.yaml": broken });
    const made = plan(base, change(base, { "apps/shop/web/service.yaml": undefined }));
    expect(lines(made.now)).toEqual(["dev shop/web removed: stops pods"]);
    expect(made.summary).toEqual({ added: 0, changed: 0, removed: 1, failed: 0, unchanged: 1 });
  });

  test("a mistake that a later environment alone refuses is found now", () => {
    const contents = {
      "environments/prod/environment.yaml": environment(
        "prod",
        `  from: dev\n  capabilities:${everything.replace("    keda: true\n", "")}\n`,
      ),
    };
    const base = change(before, contents);
    const queue = "  scale: {max: 3, queue: {type: kafka, metadata: {topic: t}}}\n";
    const made = plan(base, change(base, { "apps/shop/mail/service.yaml": service("shop/mail", queue, "Worker") }));
    expect([lines(made.now), lines(made.promoted)]).toEqual([
      ["dev shop/mail added: no restart"],
      ["prod shop/mail failed: no restart"],
    ]);
    expect(brief(made.findings)).toEqual(["CAPABILITY_MISSING apps/shop/mail/service.yaml:6:19"]);
  });

  test("what was warned of before the change is no matter of the change", () => {
    const stray = { "environments/dev/settings/shop/gone/settings.yaml": settings("shop/gone", "  scale: 1\n") };
    const edit = { "apps/shop/web/service.yaml": service("shop/web").replace("1.0.0", "1.0.1") };
    const base = change(before, stray);
    expect(brief(plan(base, change(base, edit)).findings)).toEqual([]);
    expect(brief(plan(before, change(before, { ...stray, ...edit })).findings)).toHaveLength(1);
  });
});

/** The branches that a tree is rendered to, on top of others, as trees. */
function pushed(source: Files, previous: ReadonlyMap<string, Files>): Map<string, Files> {
  const made = branches(source, previous).branches.map(({ environment, files }) => {
    const tree = [...files].map(([path, content]): [string, File] => [path, { mode: "100644", content }]);
    return [environment, new Map(tree)] as const;
  });
  return new Map([...previous, ...made]);
}

test("a plan is sealed over exactly what merging pushes", () => {
  fc.assert(
    fc.property(edits, ({ before, after }) => {
      // What a base could not build has an unknown text on the branch.
      fc.pre(["dev", "prod", "qa"].every((name) => build(before, name).kept.length === 0));
      const standing = pushed(before, new Map());
      const merged = pushed(after, standing);
      const entries = [...merged].flatMap(([name, files]) => {
        const old = standing.get(name) ?? new Map<string, File>();
        const paths = [...new Set([...old.keys(), ...files.keys()])].filter(
          (path) => old.get(path)?.content !== files.get(path)?.content,
        );
        return paths.sort(compare).map((path) => ({ environment: name, path, text: files.get(path)?.content }));
      });
      expect(plan(before, after).digest).toBe(digest(entries));
    }),
    { numRuns: 150 },
  );
});
