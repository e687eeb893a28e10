import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build, type File, plan, review } from "@slipway/engine";
import { loadAll } from "js-yaml";
import { expect, test } from "vitest";
import { grammar } from "../src/commands.ts";
import { metricNames } from "../src/metrics.ts";
import { planCheck, pushCheck } from "../src/pulls.ts";
import { missingRule } from "../src/required.ts";
import { webhookPath } from "../src/server.ts";
import { blocks, documentedRulesets, page, rowsOf } from "./documented.ts";
import { appManifest } from "./make-world.ts";
import { sampleFiles } from "./platform-files.ts";

/** docs/bot.md says what is so. UPDATE=1 writes the table of metrics. */

const sources = readdirSync("bot/src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(`bot/src/${path}`, "utf8"));

test("its variables are those that the program reads", () => {
  const read = [...readFileSync("bot/src/main.ts", "utf8").matchAll(/say\("([A-Z_]+)"\)|"([A-Z_]+)"/g)];
  const names = new Set(read.flatMap(([, one, other]) => one ?? other ?? []).filter((name) => !/^SIG/.test(name)));
  expect(new Set(rowsOf("### Environment variables").map(([name]) => name))).toEqual(names);
});

test("its metrics are those that there are, and each is in use", () => {
  const rows = Object.entries(metricNames).map(([name, meaning]) => `| \`${name}\` | ${meaning} |\n`);
  const table = `<!-- metrics -->\n${rows.join("")}<!-- /metrics -->`;
  if (process.env["UPDATE"] !== undefined)
    writeFileSync("docs/bot.md", page.replace(/<!-- metrics -->.*<!-- \/metrics -->/s, table));
  else expect(page).toContain(table);
  const used = sources.flatMap((text) =>
    [...text.matchAll(/(?:count|observe|gauge)\("([a-z_]+)"/g)].map(([, name = ""]) => name),
  );
  expect(new Set(used)).toEqual(new Set(Object.keys(metricNames)));
});

test("its permissions and events are those of the manifest", () => {
  const { default_permissions: permissions, default_events: events } = appManifest();
  const rows = rowsOf("### Permissions").map(([name = "", level = ""]) => [name, level]);
  expect(Object.fromEntries(rows)).toEqual(permissions);
  const said = /^Events: (.*)\.$/m.exec(page)?.[1]?.replaceAll("`", "").split(", ");
  expect(said).toEqual(events);
});

test("its commands are those that are understood", () => {
  const rows = rowsOf("### Commands").map(([command]) => command);
  expect(new Set(rows)).toEqual(new Set(Object.values(grammar)));
});

test("its addresses and checks are those of the program", () => {
  for (const name of [webhookPath, planCheck, pushCheck]) expect(page).toContain(name);
});

test("with its rulesets, nothing is missing", async () => {
  const [ruleset] = documentedRulesets(7);
  const answers = (rules: unknown) => ({ rest: async () => rules as never, graphql: async () => undefined as never });
  const missing = (rules: unknown, app: number) => missingRule(answers(rules), { branch: "main", app });
  expect(await missing(ruleset?.rules, 7)).toBeUndefined();
  expect(await missing(ruleset?.rules, 8)).toContain("bind it");
  expect(await missing([], 7)).toContain("No ruleset requires");
});

test("its spec is right, no policy has anything against it, and the manifests have what the page promises", () => {
  const before = new Map(
    Object.entries(sampleFiles({ policies: true })).map(([path, content]): [string, File] => [
      path,
      { mode: "100644", content },
    ]),
  );
  const after = new Map(before);
  const files = blocks("yaml apps/");
  expect(files).toHaveLength(2);
  for (const [path, content] of files) after.set(`apps/${path}`, { mode: "100644", content });
  const services = new Set(["tools/slipway-bot"]);
  expect(review(after, { services }).findings).toEqual([]);
  expect(plan(before, after).findings).toEqual([]);
  const text = String(build(after, "dev", { services }).files.get("tools/slipway-bot/manifest.yaml"));
  const objects = loadAll(text) as { kind: string; spec: Record<string, never> }[];
  const kinds = objects.map(({ kind }) => kind);
  for (const kind of ["Deployment", "Service", "NetworkPolicy", "HTTPRoute", "ServiceMonitor"])
    expect(kinds).toContain(kind);
  expect(text).toContain("readOnlyRootFilesystem: true");
  expect(text).toContain("runAsNonRoot: true");
  expect(text).toContain("path: /readyz");
});

test("its Dockerfile takes what there is, leaves out what must not go in, and does not run as root", () => {
  const text = readFileSync("bot/Dockerfile", "utf8");
  const built = [...text.matchAll(/^COPY --from=build \/slipway\/(\S+) (\S+)$/gm)].map(([, from = "", to]) => [
    from,
    to,
  ]);
  expect(built.map(([from, to]) => from === to)).toEqual([true, true, true]);
  for (const [from = ""] of built) expect(existsSync(from) || from === "bot/dist", from).toBe(true);
  expect(text).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
  expect(text).toContain('ENTRYPOINT ["node", "bot/dist/main.js"]');
  expect(JSON.parse(readFileSync("bot/package.json", "utf8")).scripts.build).toBeDefined();
  expect(page).toContain("--file bot/Dockerfile");
});
