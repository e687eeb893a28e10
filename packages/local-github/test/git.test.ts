import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { acme, git, gitFails, openPull, refusal, startWorld, temporaryFolder, type World } from "./world.ts";

async function clone({ github, tokens }: World, login = "bob"): Promise<string> {
  const folder = temporaryFolder();
  await git(folder, "clone", "--quiet", github.cloneUrl("acme/platform", tokens[login]), "clone");
  return join(folder, "clone");
}

async function commit(folder: string, name: string, content: string | Buffer): Promise<void> {
  writeFileSync(join(folder, name), content);
  await git(folder, "add", ".");
  await git(folder, "commit", "--quiet", "--message", name);
}

test("who may not read or write is turned away as GitHub does", async () => {
  const world = await startWorld();
  const { github, tokens } = world;
  const folder = temporaryFolder();
  const from = (token?: string) => gitFails(folder, "clone", "--quiet", github.cloneUrl("acme/platform", token), "x");
  expect(await from()).toContain("could not read Username");
  expect(await from("ghs_wrong")).toContain(
    "Invalid username or token. Password authentication is not supported for Git operations.",
  );
  expect(await from(tokens["eve"])).toContain("Repository not found.");
  const readable = await clone(world, "rita");
  await commit(readable, "a", "1");
  expect(await gitFails(readable, "push", "origin", "HEAD:x")).toContain(
    "Permission to acme/platform.git denied to rita.",
  );
});

test("anybody clones what is public, and a header carries a token too", async () => {
  const world = await startWorld({ private: false });
  const folder = temporaryFolder();
  await git(folder, "clone", "--quiet", world.github.cloneUrl("acme/platform"), "anonymous");
  const { token } = (await world.bot.auth({ type: "installation" })) as { token: string };
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  const header = `http.extraHeader=Authorization: Basic ${basic}`;
  await git(folder, "-c", header, "clone", "--quiet", world.github.cloneUrl("acme/platform"), "app");
  await commit(join(folder, "app"), "a", "1");
  await git(join(folder, "app"), "-c", header, "push", "--quiet", "origin", "HEAD:by-app");
  expect((await world.bob.rest.git.getRef({ ...acme, ref: "heads/by-app" })).status).toBe(200);
  expect(await gitFails(join(folder, "anonymous"), "push", "origin", "HEAD:x")).toContain("could not read Username");
});

test("a push that is taken says nothing but what moved", async () => {
  const world = await startWorld();
  const folder = await clone(world);
  await commit(folder, "a", "1");
  const { stderr } = await promisify(execFile)("git", ["push", "origin", "HEAD:quiet"], { cwd: folder });
  expect(stderr.split("\n").filter((line) => line.startsWith("remote:"))).toEqual([]);
});

test("an atomic push moves all refs or none, and a lease holds", async () => {
  const world = await startWorld();
  const folder = await clone(world);
  const first = (await git(folder, "rev-parse", "HEAD")).trim();
  await commit(folder, "a", "1");
  const refs = ["dev", "prod"].map((name) => `HEAD:refs/heads/env/${name}`);
  await git(folder, "push", "--quiet", "--atomic", "origin", ...refs, "HEAD:refs/platform/staging/1");
  await commit(folder, "b", "2");
  await world.github.addRuleset("acme/platform", {
    name: "prod",
    include: ["refs/heads/env/prod"],
    rules: [{ type: "update" }],
  });
  expect(await gitFails(folder, "push", "--atomic", "origin", ...refs)).toContain("Cannot update this protected ref.");
  expect(
    await gitFails(folder, "push", `--force-with-lease=refs/heads/env/dev:${first}`, "origin", refs[0]!),
  ).toContain("stale info");
  const { git: state } = await world.github.snapshot();
  const at = (name: string) => state["acme/platform"]![name];
  expect(at("refs/heads/env/dev")).toBe(at("refs/heads/env/prod"));
  expect(at("refs/platform/staging/1")).toBe(at("refs/heads/env/prod"));
  await git(folder, "push", "--quiet", "origin", refs[0]!);
});

test("a pull request is fetched by its number, head and merge", async () => {
  const world = await startWorld();
  const pull_number = await openPull(world);
  await world.bob.rest.pulls.get({ ...acme, pull_number });
  await world.github.idle();
  const folder = await clone(world);
  await git(folder, "fetch", "--quiet", "origin", "refs/pull/1/head:head", "refs/pull/1/merge:merge");
  const { data } = await world.bob.rest.pulls.get({ ...acme, pull_number });
  expect((await git(folder, "rev-parse", "head")).trim()).toBe(data.head.sha);
  expect((await git(folder, "rev-parse", "merge")).trim()).toBe(data.merge_commit_sha);
});

test("a push of many megabytes arrives whole", async () => {
  const world = await startWorld();
  const folder = await clone(world);
  const noise = Buffer.alloc(3 * 1024 * 1024);
  for (let index = 0; index < noise.length; index++) noise[index] = (index * 2_654_435_761) >>> 24;
  await commit(
    folder,
    "noise",
    Buffer.concat([noise, Buffer.from(Array.from({ length: 2_000_000 }, () => Math.random() * 256))]),
  );
  await git(folder, "push", "--quiet", "origin", "HEAD:large");
  expect((await world.bob.rest.repos.getContent({ ...acme, path: "noise", ref: "large" })).data).toMatchObject({
    size: noise.length + 2_000_000,
  });
});

test("a ref's name never leads out of where it belongs", async () => {
  const world = await startWorld();
  const folder = await clone(world);
  await commit(folder, "a", "1");
  const oid = (await git(folder, "rev-parse", "HEAD")).trim();
  const token = Buffer.from(`x:${world.tokens["bob"]}`).toString("base64");
  const line = `${"0".repeat(40)} ${oid} refs/heads/../../../../../../tmp/slipway-escape\0 report-status`;
  const body = `${(line.length + 4).toString(16).padStart(4, "0")}${line}0000`;
  const headers = { authorization: `Basic ${token}`, "content-type": "application/x-git-receive-pack-request" };
  const url = `${world.github.url}/acme/platform.git/git-receive-pack`;
  const answer = await (await fetch(url, { method: "POST", headers, body })).text();
  expect(answer).not.toContain("ok refs/heads/..");
  await world.github.addRuleset("acme/platform", { name: "none", include: ["~ALL"], rules: [{ type: "creation" }] });
  expect(await gitFails(folder, "push", "origin", "HEAD:refs/heads/-dash")).toContain("creations being restricted");
});

test("nothing in a repository runs or is followed", async () => {
  const world = await startWorld();
  const folder = await clone(world);
  mkdirSync(join(folder, "hooks"));
  writeFileSync(join(folder, ".gitattributes"), "* filter=evil diff=evil merge=evil\n");
  writeFileSync(join(folder, ".gitmodules"), '[submodule "x"]\n\tpath = x\n\turl = -oProxyCommand=evil\n');
  await git(folder, "add", ".");
  await git(folder, "commit", "--quiet", "--message", "Hostile");
  // Git's own check of what is pushed knows such a submodule.
  expect(await gitFails(folder, "push", "origin", "HEAD:hostile")).toMatch(/gitmodules/i);
  expect((await refusal(world.bob.rest.git.getRef({ ...acme, ref: "heads/hostile" }))).status).toBe(404);
});

test("a watcher sees requests and deliveries as they happen", async () => {
  const world = await startWorld();
  const seen: string[] = [];
  const stop = world.github.watch((happening) => {
    seen.push(
      happening.kind === "request"
        ? `${happening.request.operation} ${happening.request.actor}`
        : happening.delivery.event,
    );
  });
  await openPull(world);
  await world.github.idle();
  expect(new Set(seen)).toEqual(new Set(["push", "check_suite", "pull_request", "pulls/create bob"]));
  stop();
  await world.bob.rest.repos.get(acme);
  expect(seen).not.toContain("repos/get bob");
});
