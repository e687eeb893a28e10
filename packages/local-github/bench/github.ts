import { execFile, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Octokit } from "@octokit/rest";
import { initRepository, type NewFile, updateRefs, writeCommit, writeTree } from "@slipway/git";
import type { Ready } from "./github/server.ts";

/**
 * `npm run bench -- github [--rounds N] [--requests N] [--services N]`: sends rounds of mixed requests to a GitHub in a
 * process of its own and prints how fast they were answered and how large its heap was after each, collected; then
 * pushes and clones a platform repository.
 */
const options = new Map(
  process.argv.slice(2).flatMap((arg, index, all) => (arg.startsWith("--") ? [[arg.slice(2), all[index + 1]]] : [])),
);
const rounds = Number(options.get("rounds") ?? 4);
const requests = Number(options.get("requests") ?? 5000);
const services = Number(options.get("services") ?? 10_000);
const concurrency = 8;
const acme = { owner: "acme", repo: "platform" };
const run = promisify(execFile);

interface World {
  readonly bob: Octokit;
  readonly bot: Octokit;
  readonly number: number;
  readonly comment: number;
  readonly checkRun: number;
  readonly head: string;
}

const snapshot =
  '{ repository(owner: "acme", name: "platform") { pullRequest(number: 1) { headRefOid baseRefOid mergeable comments(last: 10) { nodes { id body } } } } }';

/** The mix: what a bot and the people around it ask, each with its share of the requests. */
const mix: readonly (readonly [share: number, work: (world: World, turn: number) => Promise<unknown>])[] = [
  [15, ({ bot }) => bot.rest.pulls.get({ ...acme, pull_number: 1 })],
  [12, ({ bot }) => bot.graphql(snapshot)],
  [
    15,
    ({ bot, comment }, turn) => bot.rest.issues.updateComment({ ...acme, comment_id: comment, body: `Plan ${turn}` }),
  ],
  [
    12,
    ({ bot, checkRun }, turn) =>
      bot.rest.checks.update({ ...acme, check_run_id: checkRun, output: { title: "Plan", summary: `${turn}` } }),
  ],
  [10, ({ bot }) => bot.rest.issues.listComments({ ...acme, issue_number: 1 })],
  [8, ({ bot, head }) => bot.rest.checks.listForRef({ ...acme, ref: head })],
  [8, ({ bob }) => bob.rest.repos.getContent({ ...acme, path: "README.md" })],
  [6, ({ bob }) => bob.rest.git.getRef({ ...acme, ref: "heads/main" })],
  [4, ({ bob }) => bob.rest.pulls.list({ ...acme })],
  [3, ({ bob }) => bob.rest.pulls.listFiles({ ...acme, pull_number: 1 })],
  [3, ({ bob }) => bob.rest.repos.compareCommitsWithBasehead({ ...acme, basehead: "main...feature" })],
  [1, commentAndDelete],
  [1, commitToBranch],
  [1, openAndMerge],
];

async function commentAndDelete({ bob }: World): Promise<void> {
  const { data } = await bob.rest.issues.createComment({ ...acme, issue_number: 1, body: "/platform plan" });
  await bob.rest.issues.deleteComment({ ...acme, comment_id: data.id });
}

async function commitToBranch(
  { bob }: World,
  turn: number,
  branch = `work-${turn % 4}`,
  to = "refs/heads/",
): Promise<string> {
  const { data: main } = await bob.rest.git.getRef({ ...acme, ref: "heads/main" });
  const { data: parent } = await bob.rest.git.getCommit({ ...acme, commit_sha: main.object.sha });
  const { data: commit } = await bob.rest.git.createCommit({
    ...acme,
    message: `Turn ${turn}`,
    tree: parent.tree.sha,
    parents: [parent.sha],
  });
  const ref = { ...acme, sha: commit.sha };
  await bob.rest.git
    .updateRef({ ...ref, ref: `heads/${branch}`, force: true })
    .catch(() => bob.rest.git.createRef({ ...ref, ref: `${to}${branch}` }));
  return commit.sha;
}

async function openAndMerge(world: World, turn: number): Promise<void> {
  const branch = `merge-${turn}`;
  await commitToBranch(world, turn, branch);
  const { data } = await world.bob.rest.pulls.create({ ...acme, title: branch, head: branch, base: "main" });
  await world.bob.rest.pulls.merge({ ...acme, pull_number: data.number, merge_method: "merge" }).catch(() => undefined);
  await world.bob.rest.git.deleteRef({ ...acme, ref: `heads/${branch}` });
}

/** The works of one round, each as often as its share, evenly mixed. */
function* works(): Generator<(world: World, turn: number) => Promise<unknown>> {
  const row = mix.flatMap(([share, work]) => Array.from({ length: share }, () => work));
  for (let turn = 0; ; turn++) yield row[(turn * 37) % row.length]!;
}

async function round(world: World, name: number, counted: () => number): Promise<number[]> {
  const times: number[] = [];
  const row = works();
  let turn = 0;
  const start = counted();
  const worker = async () => {
    while (counted() - start < requests) {
      const begun = performance.now();
      await row.next().value(world, name * 1_000_000 + turn++);
      times.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return times.sort((one, other) => one - other);
}

async function mixedRequests(directory: string): Promise<void> {
  const child = fork(join(import.meta.dirname, "github/server.ts"), [directory], {
    execArgv: ["--expose-gc", "--conditions=source", "--import", "tsx"],
  });
  const ask = <T>(question?: string) =>
    new Promise<T>((resolve) => {
      child.once("message", (answer) => resolve(answer as T));
      if (question !== undefined) child.send(question);
    });
  const { apiUrl, person, installation, comment, checkRun, head } = await ask<Ready>();
  let answered = 0;
  const octokit = (auth: string) => {
    const quiet = () => undefined;
    const client = new Octokit({
      baseUrl: apiUrl,
      auth,
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    });
    client.hook.after("request", () => void answered++);
    client.hook.error("request", (error) => {
      answered++;
      throw error;
    });
    return client;
  };
  const world = { bob: octokit(person), bot: octokit(installation), number: 1, comment, checkRun, head };
  for (let name = 1; name <= rounds; name++) {
    const before = answered;
    const start = performance.now();
    const times = await round(world, name, () => answered);
    const seconds = (performance.now() - start) / 1000;
    const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(1);
    const { heap, rss, violations } = await ask<{ heap: number; rss: number; violations: number }>("measure");
    const count = answered - before;
    console.log(
      `github round ${name}: requests ${count}, seconds ${seconds.toFixed(1)}, per minute ${Math.round((count / seconds) * 60)}, p50 ms ${at(0.5)}, p95 ms ${at(0.95)}, heap MB ${heap.toFixed(1)}, rss MB ${rss.toFixed(0)}, violations ${violations}`,
    );
  }
  await ask("close");
}

async function pushPlatform(directory: string): Promise<void> {
  const child = fork(join(import.meta.dirname, "github/server.ts"), [directory], {
    execArgv: ["--expose-gc", "--conditions=source", "--import", "tsx"],
  });
  const { cloneUrl } = await new Promise<Ready>((resolve) => child.once("message", (ready) => resolve(ready as Ready)));
  const source = join(directory, "platform.git");
  await initRepository(source);
  const files = new Map<string, NewFile>();
  for (let index = 0; index < services; index++) {
    const folder = `apps/team-${index % 100}/service-${index}`;
    const name = `service-${index}`;
    const spec = `apiVersion: slipway.dev/v1\nkind: WebService\nmetadata: {name: ${name}, team: team-${index % 100}}\nspec:\n  image: ghcr.io/acme/${name}:1.${index}.0\n  port: 8080\n`;
    files.set(`${folder}/service.yaml`, { mode: "100644", content: spec });
    for (const environment of ["staging", "prod"]) {
      files.set(`environments/${environment}/releases/team-${index % 100}/${name}/service.yaml`, {
        mode: "100644",
        content: spec,
      });
      files.set(`environments/${environment}/settings/team-${index % 100}/${name}/settings.yaml`, {
        mode: "100644",
        content: `spec: {scale: ${index % 9}}\n`,
      });
    }
  }
  const tree = await writeTree(source, files);
  const after = await writeCommit(source, {
    tree,
    parents: [],
    message: "Platform",
    author: { name: "Bob", email: "bob@example.com" },
    date: new Date(0),
  });
  await updateRefs(source, [{ name: "refs/heads/main", before: undefined, after }]);
  const push = performance.now();
  await run("git", ["push", "--quiet", `${cloneUrl}`, "main:refs/heads/imported"], { cwd: source });
  console.log(
    `github push: services ${services}, files ${files.size}, seconds ${((performance.now() - push) / 1000).toFixed(1)}`,
  );
  const clone = performance.now();
  const copy = join(directory, "clone.git");
  await run("git", ["clone", "--quiet", "--bare", "--branch", "imported", cloneUrl, copy]);
  const seconds = (performance.now() - clone) / 1000;
  const list = await run("git", ["ls-tree", "-r", "--name-only", "imported"], { cwd: copy, maxBuffer: 2 ** 30 });
  const arrived = list.stdout.trim().split("\n").length;
  console.log(`github clone: services ${services}, files ${arrived}, seconds ${seconds.toFixed(1)}`);
  child.send("close");
  await new Promise((resolve) => child.once("exit", resolve));
}

for (const work of [mixedRequests, pushPlatform]) {
  const directory = mkdtempSync(join(tmpdir(), "slipway-bench-"));
  await work(directory).finally(() => rmSync(directory, { recursive: true, force: true }));
}
