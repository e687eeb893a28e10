import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edits } from "../../test/edits.ts";
import { environment, platform, service, team } from "../../test/platform.ts";
import { change } from "../../test/tree.ts";
import type { Change } from "../environment-plan.ts";
import type { Finding } from "../finding.ts";
import { type Plan, plan } from "../plan.ts";
import { risks } from "../risk.ts";
import { findingsMarkdown, planMarkdown, verdict } from "./markdown.ts";
import { longestComment } from "./pack.ts";

test("a plan as a comment: the verdict, who changes where, the diffs", () => {
  const before = platform({ "environments/prod/releases/shop/web/service.yaml": service("shop/web") });
  const after = change(before, {
    "environments/prod/settings/shop/web/settings.yaml": `apiVersion: slipway.dev/v1
kind: Settings
metadata: {name: web, team: shop}
spec: {scale: 3}
`,
  });
  expect(planMarkdown(plan(before, after)).replace(/`[0-9a-f]{12}`/, "`…`")).toBe(`### ✅ Ready · 1 changed

| Service | \`dev\` | \`prod\` |
|---|---|---|
| \`shop/web\` | – | ~ changed |

<details><summary><code>prod</code> · <code>shop/web</code> · changed</summary>

\`Deployment/web\` changed: no restart

\`\`\`diff
@@
   name: web
   namespace: shop-prod
 spec:
-  replicas: 2
+  replicas: 3
   revisionHistoryLimit: 3
   selector:
     matchLabels:
\`\`\`

</details>

<sub>Plan \`…\`</sub>
`);
});

/** What a reader of Markdown would see outside of code: fences and code spans are taken out, and must all end. */
function outside(text: string): string {
  const withoutFences = text.replace(/^(`{3,})diff\n[\s\S]*?\n\1\n/gm, "");
  return withoutFences.replace(/(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g, "");
}

const nasty = fc.oneof(
  fc.constantFrom(
    "```",
    "`",
    "</details>",
    "<script>",
    "@everyone",
    "#1",
    "| a |",
    "\n\n# x",
    "\u001b[31m",
    "\u202e",
    "![x](http://x)",
    "``` `` `",
  ),
  fc.string({ unit: "binary" }),
);
const text = fc.array(nasty, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
const finding: fc.Arbitrary<Finding> = fc.record(
  {
    severity: fc.constantFrom("error", "warning", "info"),
    code: fc.constant("MALFORMED"),
    file: text,
    line: fc.nat(),
    column: fc.nat(),
    message: fc.oneof(text, fc.constant("x".repeat(70_000))),
    hint: text,
  },
  { requiredKeys: ["severity", "code", "file", "line", "column", "message"] },
);
const risk = fc.constantFrom(...risks);
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.record({
    name: text,
    change: fc.constantFrom("added", "changed", "removed", "failed"),
    risk,
    objects: fc.array(
      fc.record({
        apiVersion: fc.constant("v1"),
        kind: text,
        name: text,
        change: fc.constantFrom("added", "changed", "removed"),
        risk,
        reasons: fc.array(fc.record({ risk, why: text }), { maxLength: 2 }),
        diff: fc.array(
          fc.tuple(fc.constantFrom("+", "-", " "), text).map((parts) => parts.join("")),
          { maxLength: 4 },
        ),
      }),
      { maxLength: 2 },
    ),
  }),
  { maxLength: 5 },
);
const parts = (most: number) =>
  fc.array(fc.record({ environment: fc.constant("dev"), services: changes, platform: changes, unchanged: fc.nat() }), {
    maxLength: most,
  });
const plans: fc.Arbitrary<Plan> = fc.record({
  digest: fc.constant("0".repeat(64)),
  summary: fc.record({ added: fc.nat(), changed: fc.nat(), removed: fc.nat(), failed: fc.nat(), unchanged: fc.nat() }),
  now: parts(3),
  promoted: parts(3),
  findings: fc.array(finding, { maxLength: 4 }),
});

/** Whether a comment has an end, and nothing that people wrote stands outside of code. */
function isSound(comment: string): void {
  expect(comment.length).toBeLessThanOrEqual(longestComment);
  const plain = outside(comment);
  expect(plain).not.toContain("`");
  expect(plain.match(/<details>/g)?.length).toBe(plain.match(/<\/details>/g)?.length);
  expect(plain.replace(/<code>.*?<\/code>/g, "")).not.toMatch(/script|@everyone|#1|!\[x|\p{Cf}/u);
  expect(plain.match(/<(?!\/?(details|summary|code|sub)>)/g)).toBeNull();
}

test("what changes of the platform alone is a change", () => {
  const before = platform();
  const after = change(before, { "apps/shop/team.yaml": team("shop", "  groups: [buyers]\n") });
  expect(verdict(plan(before, after))).toBe("✅ Ready · 1 unchanged · 1 file of the platform");
  expect(verdict(plan(before, before))).toBe("✅ No changes · 1 unchanged");
});

describe("whatever people call things", () => {
  test("nothing of it is Markdown or HTML, and the comment has an end", () => {
    fc.assert(
      fc.property(plans, (any) => isSound(planMarkdown(any))),
      { numRuns: 300 },
    );
  });

  test("so in a list of findings", () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 3 }), (any) => {
        const list = findingsMarkdown(any);
        expect(outside(list).match(/^- /gm)?.length ?? 0).toBe(any.length);
        expect(outside(list)).not.toMatch(/[`<>]/);
      }),
    );
  });

  test("so in the plans of real changes", () => {
    fc.assert(
      fc.property(edits, ({ before, after }) => isSound(planMarkdown(plan(before, after)))),
      { numRuns: 50 },
    );
  });
});

test("a comment has an end also with many services, teams, environments and mistakes", () => {
  const many = (count: number, one: (name: string) => [string, string]) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => one(`n${index}-${"x".repeat(20)}`)));
  const services = many(150, (name) => [
    `apps/shop/${name}/service.yaml`,
    service(`shop/${name}`, "  prot: 80\n  port: 80\n"),
  ]);
  const environments = many(60, (name) => [
    `environments/${name}/environment.yaml`,
    environment(name, "  from: dev\n"),
  ]);
  const teams = many(60, (name) => [`apps/${name}/team.yaml`, team(name)]);
  const before = platform();
  for (const contents of [services, teams, environments]) isSound(planMarkdown(plan(before, change(before, contents))));
});
