import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acme, git, gitFails, octokit, openPull, refusal, startWorld, temporaryFolder } from "./world.ts";

test("an answer is lost after the work was done, or before", async () => {
  const world = await startWorld();
  const { github, bot } = world;
  const on = { ...acme, issue_number: await openPull(world) };
  const write = (body: string) => bot.rest.issues.createComment({ ...on, body });
  const bodies = async () => (await bot.rest.issues.listComments(on)).data.map(({ body }) => body);
  const operation = "issues/create-comment";
  github.fault({ kind: "error", operation, after: true });
  expect((await refusal(write("stored"))).status).toBe(502);
  github.fault({ kind: "error", operation, status: 503 });
  expect((await refusal(write("not stored"))).status).toBe(503);
  github.fault({ kind: "drop", operation, after: true });
  await expect(write("stored too")).rejects.toThrow(/fetch failed|other side closed|ECONNRESET/);
  github.fault({ kind: "drop", operation });
  await expect(write("not stored")).rejects.toThrow();
  expect(await bodies()).toEqual(["stored", "stored too"]);
  const undo = github.fault({ kind: "error", operation, times: 3, skip: 1 });
  expect((await write("passes")).status).toBe(201);
  expect((await refusal(write("fails"))).status).toBe(502);
  undo();
  expect((await write("passes again")).status).toBe(201);
  expect(github.trace.filter(({ operation: name }) => name === operation).map(({ status }) => status)).toEqual([
    502, 503, 0, 0, 201, 502, 201,
  ]);
});

test("limits, late answers, dying tokens and held refs are played on demand", async () => {
  const world = await startWorld();
  const { github, bob } = world;
  const main = (await bob.rest.git.getRef({ ...acme, ref: "heads/main" })).data.object.sha;
  github.fault({ kind: "secondary-rate-limit", retryAfter: 7 });
  const held = await bob.rest.repos.get(acme).catch((error) => error);
  expect([held.status, held.response.headers["retry-after"], held.response.data.message]).toEqual([
    403,
    "7",
    expect.stringContaining("secondary rate limit"),
  ]);
  github.fault({ kind: "too-many-requests" });
  expect((await refusal(bob.rest.repos.get(acme))).status).toBe(429);
  github.fault({ kind: "ref-lock", operation: "git/create-ref" });
  expect((await refusal(bob.rest.git.createRef({ ...acme, ref: "refs/heads/x", sha: main }))).status).toBe(409);
  github.fault({ kind: "slow", milliseconds: 50 });
  expect((await bob.rest.repos.get(acme)).status).toBe(200);
  github.fault({ kind: "expire-token", operation: "pulls/list" });
  const doomed = octokit(github, await github.createToken("bob"));
  expect((await refusal(doomed.rest.pulls.list(acme))).message).toBe("Bad credentials");
  expect((await refusal(doomed.rest.repos.get(acme))).status).toBe(401);
});

test("what is new is not seen by a reader who lags behind", async () => {
  const world = await startWorld();
  const { github, bot } = world;
  const on = { ...acme, issue_number: await openPull(world) };
  const { data } = await bot.rest.issues.createComment({ ...on, body: "new" });
  for (const operation of ["issues/list-comments", "issues/update-comment"])
    github.fault({ kind: "lag", operation, milliseconds: 60_000 });
  expect((await bot.rest.issues.listComments(on)).data).toEqual([]);
  expect((await refusal(bot.rest.issues.updateComment({ ...acme, comment_id: data.id, body: "x" }))).status).toBe(404);
  expect((await bot.rest.issues.listComments(on)).data).toHaveLength(1);
});

test("a push whose answer is lost has happened all the same", async () => {
  const { github, tokens, bob } = await startWorld();
  const folder = temporaryFolder();
  await git(folder, "clone", "--quiet", github.cloneUrl("acme/platform", tokens["bob"]), "clone");
  const clone = join(folder, "clone");
  writeFileSync(join(clone, "a.txt"), "a\n");
  await git(clone, "add", ".");
  await git(clone, "commit", "--quiet", "--message", "a");
  github.fault({ kind: "error", operation: "git-receive-pack" });
  await gitFails(clone, "push", "origin", "HEAD:one");
  expect((await refusal(bob.rest.git.getRef({ ...acme, ref: "heads/one" }))).status).toBe(404);
  github.fault({ kind: "error", operation: "git-receive-pack", after: true });
  await gitFails(clone, "push", "origin", "HEAD:two");
  expect((await bob.rest.git.getRef({ ...acme, ref: "heads/two" })).status).toBe(200);
  await git(clone, "push", "origin", "HEAD:two");
});
