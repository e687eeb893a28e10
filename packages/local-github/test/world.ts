import { execFile } from "node:child_process";
import { createHmac, generateKeyPairSync, timingSafeEqual } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { onTestFinished } from "vitest";
import { type AppCredentials, type LocalGitHub, type StartOptions, startGitHub } from "../src/index.ts";

export const secret = "it's a secret to everybody, 32 bytes";

/** A delivery that arrived at the app. */
export interface Arrival {
  readonly id: string;
  readonly event: string;
  readonly action: string | undefined;
  readonly genuine: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: each event has a payload of its own.
  readonly payload: Record<string, any>;
}

const pem = { type: "pkcs8", format: "pem" } as const;
/** Making a key takes a while, so all apps of a test file share one. */
export const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export(pem).toString();

/** Where a bot would listen. */
export interface Receiver {
  readonly url: string;
  readonly arrivals: Arrival[];
  /** What it answers; 200 unless changed. */
  status: number;
  /** `event.action` of every arrival. */
  names(): string[];
}

/** A GitHub with people, a repository `acme/platform` with a file on `main`, and an app installed on it. */
export interface World {
  readonly github: LocalGitHub;
  readonly directory: string;
  readonly receiver: Receiver;
  readonly app: AppCredentials;
  readonly installation: number;
  /** Ada owns acme, bob may write, tess may triage, rita may read, eve is nobody. */
  readonly ada: Octokit;
  readonly bob: Octokit;
  readonly tess: Octokit;
  readonly rita: Octokit;
  readonly eve: Octokit;
  /** The app as itself, and as its installation. */
  readonly self: Octokit;
  readonly bot: Octokit;
  readonly tokens: Readonly<Record<string, string>>;
}

export const acme = { owner: "acme", repo: "platform" };

const permissions = {
  checks: "write",
  contents: "write",
  deployments: "write",
  issues: "write",
  members: "read",
  pull_requests: "write",
} as const;

export const allEvents = [
  "check_run", "check_suite", "deployment", "deployment_status", "issue_comment", "merge_group",
  "pull_request", "pull_request_review", "push",
]; // biome-ignore format: one list

/** An Octokit that says nothing. */
export function octokit(github: LocalGitHub, auth?: string): Octokit {
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  return new Octokit({ baseUrl: github.apiUrl, log, ...(auth === undefined ? {} : { auth }) });
}

export async function startWorld(options: Partial<StartOptions> & { readonly private?: boolean } = {}): Promise<World> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), "slipway-github-"));
  const github = await startGitHub({
    limits: { contentPerMinute: 10_000, restPointsPerMinute: 100_000 },
    ...options,
    directory,
  });
  const receiver = await startReceiver();
  onTestFinished(async () => {
    await github.close();
    rmSync(directory, { recursive: true, force: true });
  });
  for (const login of ["ada", "bob", "tess", "rita", "eve"]) await github.createUser(login);
  await github.createOrganization("acme", { owners: ["ada"], members: ["bob", "tess", "rita"] });
  await github.createRepository("acme/platform", { private: options.private ?? true });
  await github.grant("acme/platform", { users: { bob: "write", tess: "triage", rita: "read" } });
  await github.commit("acme/platform", {
    branch: "main",
    by: "ada",
    message: "Start",
    files: { "README.md": "# Platform\n" },
  });
  const app = await github.createApp("slipway", {
    owner: "acme",
    permissions,
    events: allEvents,
    webhook: { url: receiver.url, secret },
    privateKey,
  });
  const installation = await github.install("slipway", "acme");
  const tokens: Record<string, string> = {};
  for (const login of ["ada", "bob", "tess", "rita", "eve"]) tokens[login] = await github.createToken(login);
  const person = (login: string) => octokit(github, tokens[login]);
  await github.idle();
  receiver.arrivals.length = 0;
  return {
    github,
    directory,
    receiver,
    app,
    installation,
    tokens,
    ada: person("ada"),
    bob: person("bob"),
    tess: person("tess"),
    rita: person("rita"),
    eve: person("eve"),
    self: appOctokit(github, app),
    bot: appOctokit(github, app, installation),
  };
}

/** The app as itself, or as an installation. */
export function appOctokit(github: LocalGitHub, app: AppCredentials, installationId?: number): Octokit {
  const quiet = () => undefined;
  return new Octokit({
    baseUrl: github.apiUrl,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    authStrategy: createAppAuth,
    auth: { appId: app.id, privateKey: app.privateKey, ...(installationId === undefined ? {} : { installationId }) },
  });
}

/** Listens for webhooks as a bot would, and checks their signatures. */
export async function startReceiver(): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrivals,
    status: 200,
    names: () => arrivals.map(({ event, action }) => (action === undefined ? event : `${event}.${action}`)),
  };
  server.on("request", async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
    const given = Buffer.from(String(request.headers["x-hub-signature-256"]));
    const payload = JSON.parse(body.toString());
    arrivals.push({
      id: String(request.headers["x-github-delivery"]),
      event: String(request.headers["x-github-event"]),
      action: payload.action,
      genuine: given.length === expected.length && timingSafeEqual(given, expected),
      payload,
    });
    response.writeHead(receiver.status).end("thank you");
  });
  return receiver;
}

/** The status, message and errors with which a request is refused. Fails when it is not. */
export async function refusal(
  request: Promise<unknown>,
): Promise<{ status: number; message: string; errors?: unknown }> {
  try {
    await request;
  } catch (error) {
    const { status, response } = error as {
      status: number;
      response?: { data: { message: string; errors?: unknown } };
    };
    if (response === undefined) throw error;
    const { message, errors } = response.data;
    return { status, message, ...(errors === undefined ? {} : { errors }) };
  }
  throw new Error("The request was not refused.");
}

const run = promisify(execFile);

/** Runs a person's `git`, with no configuration but a name. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = {
    GIT_AUTHOR_NAME: "Bob",
    GIT_AUTHOR_EMAIL: "bob@example.com",
    GIT_COMMITTER_NAME: "Bob",
    GIT_COMMITTER_EMAIL: "bob@example.com",
  };
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    ...identity,
  };
  const { stdout, stderr } = await run("git", args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
  return stdout + stderr;
}

/** Runs curl; gives what it prints. */
export async function curl(...args: string[]): Promise<string> {
  return (await run("curl", ["--silent", ...args])).stdout;
}

/** The same, expected to fail: what it said. */
export async function gitFails(folder: string, ...args: string[]): Promise<string> {
  try {
    await git(folder, ...args);
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
  throw new Error(`git ${args[0]} did not fail.`);
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-clone-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Commits a change on a branch of acme/platform as bob and opens a pull request of it; gives its number. */
export async function openPull(
  { github, bob }: World,
  branch = "feature",
  files: Record<string, string> = { "a.txt": "a\n" },
): Promise<number> {
  await github.commit("acme/platform", { branch, by: "bob", message: `Change on ${branch}`, files });
  const { data } = await bob.rest.pulls.create({ ...acme, title: `Change ${branch}`, head: branch, base: "main" });
  return data.number;
}

/** Reports a check on a commit as the app. */
export async function report(
  { bot }: World,
  name: string,
  head_sha: string,
  conclusion?: "success" | "failure",
): Promise<number> {
  const state =
    conclusion === undefined ? { status: "in_progress" as const } : { status: "completed" as const, conclusion };
  const { data } = await bot.rest.checks.create({ ...acme, name, head_sha, ...state });
  return data.id;
}
