import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commit, git, samplePlatform } from "./platform.ts";

/**
 * `npm run demo`: a pull request from its first mistake to the branches that Argo CD syncs, on a copy of the sample in a
 * temporary folder. Needs no network and no cluster, and ends by itself.
 */
const slipway = join(process.cwd(), "scripts/bin/slipway.cjs");
const { folder, remove } = samplePlatform();

step("A platform", `The sample platform is copied to ${folder}, a Git repository of its own.`);
show("validate");

step(
  "A pull request",
  "On a branch, one service is added, a second changed, a third gets a typo, a fourth something that prod does not have.",
);
git(folder, "checkout", "--quiet", "-b", "gift-cards");
write("apps/payments/gift-card/service.yaml", smallest("gift-card", "payments", "ghcr.io/acme/gift-card:1.0.0"));
edit("apps/boutique/ad/service.yaml", /v0\.10\.\d+/, "v0.10.4");
edit("apps/fulfilment/shipping/service.yaml", /^ {2}port:/m, "  prot:");
edit(
  "apps/boutique/recommendation/service.yaml",
  /^spec:$/m,
  'spec:\n  scale: {max: 6, queue: {type: rabbitmq, metadata: {queueName: views, value: "20"}}}',
);
commit(folder, "Add gift cards");
tell(git(folder, "diff", "--stat", "main"));

step(
  "What is wrong",
  "Every mistake is a finding at its line. The typo comes with a guess, and what only prod would refuse is said now.",
);
show("validate");

step("The fix", "Both are put right, in one more commit.");
edit("apps/fulfilment/shipping/service.yaml", /^ {2}prot:/m, "  port:");
edit("apps/boutique/recommendation/service.yaml", /^ {2}scale: .*$/m, "  scale: {min: 2, max: 6}");
commit(folder, "Scale by processor; mend a typo");
show("validate");

step(
  "The plan",
  "What the bot would post on the pull request: what merging changes now, and what follows once it is promoted.",
);
show("plan", "--base", "main", "--head", "gift-cards", "--output", "markdown");

step("Merge", "The pull request is merged, and every environment is rendered to its branch, all or none.");
git(folder, "checkout", "--quiet", "main");
git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge gift-cards", "gift-cards");
show("render", "--commit");
for (const environment of ["dev", "staging", "prod"]) {
  const services = git(folder, "ls-tree", "-r", "--name-only", `env/${environment}`)
    .split("\n")
    .filter((path) => path.endsWith("/manifest.yaml"));
  tell(
    `env/${environment}: ${services.length} services, ${services.includes("payments/gift-card/manifest.yaml") ? "gift-card among them" : "gift-card not yet: it has to be promoted"}\n`,
  );
}
tell(
  `What Argo CD would sync of the new service in dev (git show env/dev:payments/gift-card/manifest.yaml):\n\n${git(folder, "show", "env/dev:payments/gift-card/manifest.yaml").split("\n").slice(0, 24).join("\n")}\n…\n`,
);

if (process.argv.includes("--keep")) tell(`\nThe platform stays in ${folder}.\n`);
else {
  remove();
  tell("\nThat was all; the copy is gone. npm run demo -- --keep leaves it for you to look around.\n");
}

function step(title: string, text: string): void {
  process.stdout.write(`\n━━ ${title} ━━\n${text}\n\n`);
}

function tell(text: string): void {
  process.stdout.write(text);
}

/** Runs a command of the CLI as a person would, and shows both. */
function show(...args: string[]): void {
  tell(`$ slipway ${args.join(" ")}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [slipway, ...args], { cwd: folder, encoding: "utf8" });
  tell(`${stdout}${stderr}`);
  if (status === 2 || status === null) throw new Error(`slipway ${args.join(" ")} failed.`);
}

function smallest(name: string, team: string, image: string): string {
  return `# yaml-language-server: $schema=../../../schemas/service.schema.json
apiVersion: slipway.dev/v1
kind: WebService
metadata: {name: ${name}, team: ${team}}
spec:
  image: ${image}
  port: 8080
`;
}

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function edit(path: string, what: RegExp, by: string): void {
  const before = readFileSync(join(folder, path), "utf8");
  const after = before.replace(what, by);
  if (after === before) throw new Error(`The demo expects ${what} in ${path}.`);
  writeFileSync(join(folder, path), after);
}
