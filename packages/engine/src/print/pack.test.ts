import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { expect, test } from "vitest";
import type { Change, EnvironmentPlan, ObjectChange } from "../environment-plan.ts";
import type { Finding } from "../finding.ts";
import type { Plan } from "../plan.ts";
import { risks } from "../risk.ts";
import { code } from "./inert.ts";
import { planMarkdown } from "./markdown.ts";
import { fixed, longestComment, pack } from "./pack.ts";

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

function nodesOf(markdown: string): Node[] {
  const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
  return flat(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node);
}

/** Marks what people wrote, so that it is found again wherever it ends up. */
const token = "qzx";

const hostile = fc.oneof(
  fc.constantFrom(
    "```\n## ✅ approved by @org/security",
    "</summary></details># Ready",
    "<script>alert(1)</script>",
    "<!-- slipway:plan v1 -->",
    "-->",
    "`` ` ``` ````",
    "[click](https://evil.example)",
    "![](https://evil.example/pixel.png)",
    "| a | b |\n|---|---|",
    "@org/security #1 owner/repo#2 https://evil.example www.evil.example",
    "\u202Egnp.exe \u2066\u200b",
    "\\`",
    "~~~\n- [x] done",
    "&lt;b&gt; &#64;org",
    "\r\n\r\n# Title",
    "\ud800",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 300 }),
);
const written = fc.array(hostile, { maxLength: 3 }).map((parts) => `${token}${parts.join(token)}`);

const object = fc.record<ObjectChange>({
  apiVersion: written,
  kind: written,
  name: written,
  change: fc.constantFrom("added", "changed", "removed"),
  risk: fc.constantFrom(...risks),
  reasons: fc.array(fc.record({ risk: fc.constantFrom(...risks), why: written }), { maxLength: 2 }),
  diff: fc.oneof(
    fc.array(
      fc.tuple(fc.constantFrom("+", "-", " "), written).map(([sign, text]) => sign + text),
      { maxLength: 8 },
    ),
    fc.nat(30_000).map((length) => [`+${token}${"x".repeat(length)}`]),
  ),
});
const change = fc.record<Change>({
  name: fc.tuple(written, fc.nat()).map(([text, number]) => `${text}${number}`),
  change: fc.constantFrom("added", "changed", "removed", "failed"),
  risk: fc.constantFrom(...risks),
  objects: fc.array(object, { maxLength: 3 }),
});
const changes = fc.oneof(
  fc.array(change, { maxLength: 4 }),
  fc
    .tuple(change, fc.nat(800))
    .map(([one, count]) => Array.from({ length: count }, (_, at) => ({ ...one, name: `${one.name}/${at}` }))),
);
const environment = fc.record<EnvironmentPlan>({
  environment: written,
  services: changes,
  platform: fc.array(change, { maxLength: 2 }),
  unchanged: fc.nat(),
});
const finding = fc.record<Finding>({
  severity: fc.constantFrom("error", "warning", "info"),
  code: fc.constant("UNKNOWN_FIELD"),
  file: written,
  line: fc.nat(),
  column: fc.nat(),
  message: written,
  hint: written,
});
const findings = fc.oneof(
  fc.array(finding, { maxLength: 4 }),
  fc.tuple(finding, fc.nat(600)).map(([one, count]) => Array.from({ length: count }, (_, line) => ({ ...one, line }))),
);
const environments = fc.oneof(
  { weight: 4, arbitrary: fc.array(environment, { maxLength: 3 }) },
  { weight: 1, arbitrary: environment.map((one) => Array.from({ length: 60 }, () => one)) },
);
const count = fc.nat();
const plans = fc.record<Plan>({
  digest: fc.constant("0".repeat(64)),
  summary: fc.record({ added: count, changed: count, removed: count, failed: count, unchanged: count }),
  now: environments,
  promoted: environments,
  findings,
});

/** The tags that we write; whatever else is HTML was brought by somebody. */
const ours = /^(<!-- marker -->|<details><summary>.*<\/summary>|<\/details>|<sub>|<\/sub>)$/;

test("threat 12: whatever a plan says, the comment fits, is balanced, and what people wrote is code", () => {
  fc.assert(
    fc.property(plans, fc.boolean(), (plan, waits) => {
      const text = planMarkdown(plan, { marker: "<!-- marker -->", waits, whole: "See the branch.", foot: ["`main`"] });
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestComment);
      const nodes = nodesOf(text);
      const html = nodes.flatMap(({ type, value = "" }) => (type === "html" ? value.split("\n") : []));
      for (const line of html) expect(line).toMatch(ours);
      const tags = (tag: string) => html.filter((line) => line.startsWith(tag)).length;
      expect(tags("<details>")).toBe(tags("</details>"));
      expect(html.slice(-2)).toEqual(["<sub>", "</sub>"]);
      for (const line of html) expect(line.replace(/<code>[^<>]*<\/code>/g, "")).not.toContain(token);
      for (const { type, value = "" } of nodes.filter(({ type }) => !["code", "inlineCode", "html"].includes(type))) {
        expect(value).not.toContain(token);
        expect(["link", "image", "linkReference", "imageReference", "definition", "footnoteReference"]).not.toContain(
          type,
        );
      }
      expect(nodes.filter(({ type }) => type === "heading")).toHaveLength(1);
      const shown = nodes.map(({ value = "" }) => value).join("");
      expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
    }),
    { numRuns: 30 },
  );
});

test("every service is named, or counted among the others", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const text = planMarkdown(plan);
      const names = new Set(
        [...plan.now, ...plan.promoted].flatMap(({ services, platform }) =>
          [...services, ...platform].map(({ name }) => name),
        ),
      );
      const rows = text.split("\n").filter((line) => /^\| `/.test(line)).length;
      const counted = Number(/^and (\d+) more services/m.exec(text)?.[1] ?? 0);
      expect(rows + counted).toBe(names.size);
    }),
    { numRuns: 30 },
  );
});

test("what does not fit is named, and the rest of the names is counted", () => {
  const sections = Array.from({ length: 300 }, (_, at) => fixed(code(`part ${at}`), "x".repeat(1_000)));
  const text = pack({ head: "# Head", foot: "foot", sections, whole: "See there." }, 20_000);
  expect(text.length).toBeLessThanOrEqual(20_000);
  const shown = text.split("x".repeat(1_000)).length - 1;
  const named = text.match(/`part \d+`/g)?.length ?? 0;
  expect(shown + named + Number(/and (\d+) more\./.exec(text)?.[1])).toBe(300);
  expect(text).toContain("See there.");
});

test("a text of many bytes counts by its bytes", () => {
  const text = pack(
    { head: "", foot: "", sections: [fixed("a", "€".repeat(5_000)), fixed("b", "e".repeat(5_000))] },
    12_000,
  );
  expect(text).not.toContain("€");
  expect(text).toContain("e".repeat(5_000));
});
