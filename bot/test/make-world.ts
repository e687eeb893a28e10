import { createHmac, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { branches, type File, type Files } from "@slipway/engine";
import { readTree, runGit, writeCommit } from "@slipway/git";
import { type AppCredentials, type LocalGitHub, type StartOptions, startGitHub } from "@slipway/local-github";
import { load } from "js-yaml";
import { Probot } from "probot";
import { buildBot } from "../build.mjs";
import type { LogEntry } from "../src/log.ts";
import { webhookPath } from "../src/server.ts";
import { type Bot, type BotOptions, startBot } from "../src/start.ts";
import { type BotProcess, startBotProcess } from "./bot-process.ts";
import { documentedRulesets } from "./documented.ts";
import { sampleFiles } from "./platform-files.ts";
import { openProxy, type Passage } from "./proxy.ts";

/** The repository of every test, and who is in it. */
export const fullName = "acme/platform";

/** A GitHub with a platform in it, and a bot that is installed there. */
export interface World {
  readonly github: LocalGitHub;
  readonly bot: Bot;
  /** In a watched world. */
  readonly proxy: Passage | undefined;
  /** The same between GitHub and the bot, for deliveries. */
  readonly door: Passage | undefined;
  /** The bot's process, when it has one of its own. */
  readonly apart: BotProcess | undefined;
  readonly log: readonly LogEntry[];
  readonly directory: string;
  readonly secret: string;
  readonly appId: number;
  /** The repository's id. */
  readonly repository: number;
  /** Commits files to a branch as a person's push; gives the commit. */
  push(branch: string, files: Readonly<Record<string, string | undefined>>, by?: string): Promise<string>;
  /** The same with trees that no API writes: entries by path, with any mode and, for a submodule, a commit. */
  pushRaw(branch: string, entries: readonly RawEntry[]): Promise<void>;
  /** Opens a pull request from a branch; gives its number. */
  open(branch: string, by?: string): Promise<number>;
  comment(pull: number, body: string, by?: string): Promise<number>;
  /** Merges a pull request as a person; throws what GitHub says against it. */
  merge(pull: number, by?: string): Promise<void>;
  /** Calls the REST API as a person. */
  call<T>(method: string, path: string, body?: unknown, by?: string): Promise<T>;
  /** Settles when GitHub and the bot have nothing left to do. */
  settle(): Promise<void>;
  /** Ends the bot and starts another on the same folder. */
  restart(): Promise<void>;
  /** The bot's comments on a pull request. */
  comments(pull: number): Promise<string[]>;
  /** The newest check of the bot on a pull request's head. */
  check(pull: number): Promise<CheckRow | undefined>;
  /** The files of an environment branch; undefined when there is none. */
  branch(environment: string): Promise<Files | undefined>;
  /** Holds every environment branch against what rendering the default branch as a whole gives. */
  differences(): Promise<string[]>;
  /** Where a ref stands, and the files there. */
  ref(name: string): Promise<string | undefined>;
  tree(name: string): Promise<Files>;
  /** Delivers a stored webhook once more, or one of one's own making; gives the status of the answer. */
  redeliver(delivery: number): Promise<number>;
  deliver(event: string, payload: unknown, headers?: Readonly<Record<string, string>>): Promise<number>;
  /** Puts a branch back to a commit, as an administrator does by a forced push. */
  moveBack(branch: string, commit: string): Promise<void>;
  /** Has another app report the bot's check as passed. */
  forge(app: AppCredentials, pull: number): Promise<void>;
  /** What the bot wrote by the API and by Git since so many requests, by GitHub's names of the operations. */
  writes(since?: number): string[];
}

export interface CheckRow {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | undefined;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly externalId: string | undefined;
  readonly annotations: readonly { readonly path: string; readonly start_line: number; readonly title?: string }[];
}

/** One path of a hostile tree: a single level below an existing folder, or a new one. */
export interface RawEntry {
  readonly path: string;
  readonly mode: "100644" | "120000" | "160000";
  readonly content: string | Uint8Array;
}

export interface WorldOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly github?: Partial<StartOptions>;
  readonly bot?: Partial<BotOptions>;
  /** Without the ruleset that asks for the check. */
  readonly unprotected?: boolean;
  /** With a place between the bot and GitHub at which the test can step in. */
  readonly watched?: boolean;
  /** The bot as a built program in a process of its own. */
  readonly apart?: boolean;
}

/** What the app's manifest asks for: the tests run under no more. */
export function appManifest() {
  return load(readFileSync("bot/app.yml", "utf8")) as {
    default_permissions: Record<string, "read" | "write">;
    default_events: string[];
  };
}

/** Makes a world, and what ends it. */
export async function makeWorld(options: WorldOptions): Promise<{ world: World; close: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), "slipway-bot-"));
  const github = await startGitHub({
    directory: join(directory, "github"),
    limits: {
      restPointsPerMinute: 100_000,
      graphqlPointsPerMinute: 100_000,
      contentPerMinute: 10_000,
      contentPerHour: 10_000,
      requestsPerHour: 1_000_000,
    },
    ...options.github,
  });
  const secret = randomBytes(32).toString("hex");
  const { appId, privateKey, tokens } = await populate(github, options);
  const log: LogEntry[] = [];
  const proxy = options.watched === true ? await openProxy(() => github.url) : undefined;
  const botOptions: BotOptions = {
    app: { id: appId, privateKey },
    webhookSecrets: [secret],
    apiUrl: `${proxy?.url ?? github.url}/api/v3`,
    gitUrl: proxy?.url ?? github.url,
    directory: join(directory, "bot"),
    log: (entry) => {
      log.push(entry);
      if (process.env["BOT_LOG"] !== undefined) console.log(JSON.stringify(entry).slice(0, 1500));
    },
    ...options.bot,
  };
  if (options.apart === true) await buildBot(join("bot", "dist"));
  const apart = options.apart === true ? await startBotProcess("bot/dist/main.js", botOptions) : undefined;
  let bot: Bot = apart ?? (await startBot(botOptions));
  const door = options.watched === true ? await openProxy(() => bot.url) : undefined;
  const connect = () =>
    createApp(github, { privateKey, webhook: { url: (door?.url ?? bot.url) + webhookPath, secret } });
  await connect();
  const close = async () => {
    await bot.stop(1_000);
    await proxy?.close();
    await door?.close();
    forgetKnown(github);
    await github.close().finally(() => rmSync(directory, { recursive: true, force: true }));
  };

  async function call<T>(method: string, path: string, body?: unknown, by = "dev"): Promise<T> {
    const response = await fetch(`${github.apiUrl}/repos/${fullName}${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens.get(by)}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text === "" ? undefined : JSON.parse(text);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer?.message}`);
    return answer as T;
  }

  const repository = (await github.snapshot()).repositories.find(({ name }) => name === "platform")?.id ?? 0;
  const path = join(directory, "github", "repositories", `${repository}.git`);

  async function ref(name: string): Promise<string | undefined> {
    return (await github.snapshot()).git[fullName]?.[name];
  }

  async function branch(environment: string): Promise<Files | undefined> {
    const head = await ref(`refs/heads/env/${environment}`);
    return head === undefined ? undefined : (await readTree(path, head)).files;
  }

  async function deliver(
    event: string,
    payload: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    const body = typeof payload === "string" ? payload : JSON.stringify(payload);
    const response = await fetch(bot.webhookUrl, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-github-event": event,
        "x-github-delivery": randomBytes(8).toString("hex"),
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
        ...headers,
      },
      body,
    });
    return response.status;
  }

  const world: World = {
    github,
    proxy,
    door,
    apart,
    repository,
    get bot() {
      return bot;
    },
    log,
    directory,
    secret,
    appId,
    call,
    ref,
    branch,
    deliver,
    async redeliver(id) {
      const row = (await github.snapshot()).deliveries.find((delivery) => delivery.id === id);
      return deliver(row?.event ?? "", row?.body ?? "", { "x-github-delivery": row?.guid ?? "" });
    },
    async moveBack(name, commit) {
      await github.addRuleset(fullName, { name: "environment branches", include: ["refs/heads/env/*"], rules: [] });
      await call("PATCH", `/git/refs/heads/${name}`, { sha: commit, force: true }, "admin");
      await restrictBranches(github, appId);
    },
    async forge(app, pull) {
      const probot = new Probot({ appId: app.id, privateKey: app.privateKey, baseUrl: github.apiUrl, secret });
      const installation = (await github.snapshot()).installations.find((row) => row.app === app.id)?.id ?? 0;
      const { head } = await call<{ head: { sha: string } }>("GET", `/pulls/${pull}`);
      const octokit = await probot.auth(installation);
      const [owner = "", repo = ""] = fullName.split("/");
      await octokit.request("POST /repos/{owner}/{repo}/check-runs", {
        owner,
        repo,
        name: "slipway/plan",
        head_sha: head.sha,
        status: "completed",
        conclusion: "success",
      });
    },
    async tree(name) {
      return (await readTree(path, (await ref(name)) ?? name)).files;
    },
    writes: (since = 0) =>
      github.trace
        .slice(since)
        .filter(({ write, actor }) => write && actor === "slipway[bot]")
        .map(({ operation }) => operation),
    push: (name, files, by = "dev") => github.commit(fullName, { branch: name, by, message: `Change ${name}`, files }),
    async pushRaw(name, entries) {
      const commit = await rawCommit(path, (await ref("refs/heads/main")) ?? "", entries);
      await call("POST", "/git/refs", { ref: `refs/heads/${name}`, sha: commit });
    },
    async open(name, by = "dev") {
      const body = { title: `Change ${name}`, head: name, base: "main" };
      return (await call<{ number: number }>("POST", "/pulls", body, by)).number;
    },
    async comment(pull, body, by = "dev") {
      return (await call<{ id: number }>("POST", `/issues/${pull}/comments`, { body }, by)).id;
    },
    async merge(pull, by = "dev") {
      const { head } = await call<{ head: { sha: string } }>("GET", `/pulls/${pull}`);
      await call("PUT", `/pulls/${pull}/merge`, { sha: head.sha }, by);
    },
    async settle() {
      // What one ends may begin something with the other.
      for (let quiet = 0; quiet < 2; quiet += 1) {
        await github.idle();
        await bot.idle();
      }
    },
    async restart() {
      await bot.stop(1_000);
      bot = await startBot(botOptions);
      await connect();
    },
    async comments(pull) {
      const { pulls, comments } = await github.snapshot();
      const id = pulls.find(({ number }) => number === pull)?.id;
      return comments.filter((row) => row.pull === id && row.app === appId).map(({ body }) => body);
    },
    async check(pull) {
      const { pulls, checkRuns } = await github.snapshot();
      const sha = pulls.find(({ number }) => number === pull)?.head.sha;
      return checkRuns.filter((run) => run.sha === sha && run.app === appId && run.name === "slipway/plan").at(-1);
    },
    async differences() {
      const main = await ref("refs/heads/main");
      const { files } = await readTree(path, main ?? "");
      const names = [
        ...new Set(
          [...files.keys()].flatMap((file) => /^environments\/([^/]+)\/environment\.yaml$/.exec(file)?.[1] ?? []),
        ),
      ];
      const standing = new Map<string, Files>();
      for (const name of names) standing.set(name, (await branch(name)) ?? new Map<string, File>());
      const found: string[] = [];
      for (const { environment, files: wanted } of branches(files, standing).branches) {
        const there = standing.get(environment) ?? new Map();
        for (const [file, text] of wanted)
          if (String(there.get(file)?.content) !== String(text)) found.push(`${environment} ${file}`);
        for (const file of there.keys())
          if (!wanted.has(file) && file !== "hydrator.metadata") found.push(`${environment} ${file} (too much)`);
      }
      return found;
    },
  };
  await bot.ready();
  return { world, close };
}

/** Writes a commit by Git's plumbing, which takes what writeTree refuses. */
async function rawCommit(path: string, parent: string, entries: readonly RawEntry[]): Promise<string> {
  const env = { GIT_INDEX_FILE: join(path, "raw-index") };
  await runGit(path, ["read-tree", parent], { env });
  for (const { path: name, mode, content } of entries) {
    const oid =
      mode === "160000"
        ? String(content)
        : (await runGit(path, ["hash-object", "-w", "--stdin"], { input: content })).toString().trim();
    await runGit(path, ["update-index", "--add", "--cacheinfo", `${mode},${oid},${name}`], { env });
  }
  const tree = (await runGit(path, ["write-tree"], { env })).toString().trim();
  const author = { name: "Mallory", email: "mallory@example.com" };
  return writeCommit(path, { tree, parents: [parent], message: "Hostile\n", author, date: new Date() });
}

/** The description says of an installation's account that it is a person and an enterprise at once, which nothing can be. */
function forgetKnown({ violations }: LocalGitHub): void {
  const others = violations.filter(({ operation }) => operation !== "apps/list-installations");
  violations.splice(0, violations.length, ...others);
}

const people = ["dev", "colleague", "owner", "admin", "outsider"] as const;

async function populate(github: LocalGitHub, { files = sampleFiles(), unprotected = false }: WorldOptions) {
  for (const login of people) await github.createUser(login);
  await github.createOrganization("acme", { owners: ["admin"], members: ["dev", "colleague", "owner"] });
  await github.createTeam("acme", "platform", ["owner", "admin"]);
  await github.createRepository(fullName);
  await github.grant(fullName, { users: { dev: "write", colleague: "write", owner: "maintain", admin: "admin" } });
  await github.commit(fullName, { branch: "main", by: "admin", message: "The platform", files });
  const app = await createApp(github, {});
  await github.install("slipway", "acme");
  if (!unprotected) await protect(github, app.id);
  const tokens = new Map<string, string>();
  for (const login of people) tokens.set(login, await github.createToken(login));
  return { appId: app.id, privateKey: app.privateKey, tokens };
}

function createApp(
  github: LocalGitHub,
  more: { readonly privateKey?: string; readonly webhook?: { readonly url: string; readonly secret: string } },
) {
  const { default_permissions: permissions, default_events: events } = appManifest();
  return github.createApp("slipway", { owner: "acme", permissions, events, ...more });
}

/** The rulesets of docs/bot.md, but for the reviews that they ask for; an administrator may push past the first. */
async function protect(github: LocalGitHub, app: number): Promise<void> {
  const [defaultBranch] = documentedRulesets(app);
  if (defaultBranch === undefined) throw new Error("docs/bot.md has no ruleset for the default branch.");
  await github.addRuleset(fullName, {
    name: defaultBranch.name,
    include: [...defaultBranch.conditions.ref_name.include],
    rules: defaultBranch.rules.filter(({ type }) => type !== "pull_request") as Rules,
    bypass: [{ kind: "role", actor: "admin", mode: "always" }],
  });
  await restrictBranches(github, app);
}

type Rules = Parameters<LocalGitHub["addRuleset"]>[1]["rules"];

async function restrictBranches(github: LocalGitHub, app: number): Promise<void> {
  const [, branches] = documentedRulesets(app);
  if (branches === undefined) throw new Error("docs/bot.md has no ruleset for the environment branches.");
  await github.addRuleset(fullName, {
    name: branches.name,
    include: [...branches.conditions.ref_name.include],
    rules: branches.rules as Rules,
    bypass: branches.bypass_actors.map(({ actor_id: actor }) => ({ kind: "app", actor, mode: "always" })),
  });
}
