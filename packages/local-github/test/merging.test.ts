import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { acme, git, octokit, openPull, refusal, startWorld, temporaryFolder, type World } from "./world.ts";

async function tip({ bob }: World, branch: string): Promise<string> {
  return (await bob.rest.git.getRef({ ...acme, ref: `heads/${branch}` })).data.object.sha;
}

async function commit({ bob }: World, commit_sha: string) {
  return (await bob.rest.git.getCommit({ ...acme, commit_sha })).data;
}

describe("the three ways to merge", () => {
  test("a merge commit has both parents and GitHub's words", async () => {
    const world = await startWorld();
    const before = await tip(world, "main");
    const pull_number = await openPull(world);
    const head = await tip(world, "feature");
    const { data } = await world.bob.rest.pulls.merge({ ...acme, pull_number });
    expect(await commit(world, data.sha)).toMatchObject({
      message: "Merge pull request #1 from acme/feature\n\nChange feature",
      parents: [{ sha: before }, { sha: head }],
      author: { name: "bob" },
      committer: { name: "GitHub", email: "noreply@github.com" },
      verification: { verified: true },
    });
    expect(await tip(world, "main")).toBe(data.sha);
  });

  test("a squash has one parent, the title with the number, and the messages", async () => {
    const world = await startWorld();
    const before = await tip(world, "main");
    const pull_number = await openPull(world);
    await world.github.commit("acme/platform", {
      branch: "feature",
      by: "bob",
      message: "More",
      files: { "b.txt": "b\n" },
    });
    const { data } = await world.bob.rest.pulls.merge({ ...acme, pull_number, merge_method: "squash" });
    expect(await commit(world, data.sha)).toMatchObject({
      message: "Change feature (#1)\n\n* Change on feature\n\n* More",
      parents: [{ sha: before }],
      author: { name: "bob" },
      committer: { name: "GitHub" },
    });
    const own = await openPull(world, "own", { "c.txt": "c\n" });
    const words = { merge_method: "squash" as const, commit_title: "Own title", commit_message: "Own words" };
    const second = await world.bob.rest.pulls.merge({ ...acme, pull_number: own, ...words });
    expect((await commit(world, second.data.sha)).message).toBe("Own title\n\nOwn words");
  });

  test("a rebase puts each commit on top and keeps its author", async () => {
    const world = await startWorld();
    const pull_number = await openPull(world);
    await world.github.commit("acme/platform", {
      branch: "feature",
      by: "tess",
      message: "Second",
      files: { "b.txt": "b\n" },
    });
    await world.github.commit("acme/platform", {
      branch: "main",
      by: "ada",
      message: "Meanwhile",
      files: { "c.txt": "c\n" },
    });
    const before = await tip(world, "main");
    const { data } = await world.bob.rest.pulls.merge({ ...acme, pull_number, merge_method: "rebase" });
    const second = await commit(world, data.sha);
    expect(second).toMatchObject({ message: "Second", author: { name: "tess" }, committer: { name: "bob" } });
    const first = await commit(world, second.parents[0]!.sha);
    expect(first).toMatchObject({ message: "Change on feature", parents: [{ sha: before }] });
    const tree = await world.bob.rest.git.getTree({ ...acme, tree_sha: data.sha });
    expect(tree.data.tree.map(({ path }) => path)).toEqual(["README.md", "a.txt", "b.txt", "c.txt"]);
  });

  test("a method that the repository does not allow is refused", async () => {
    const world = await startWorld();
    await world.github.createRepository("acme/platform", { mergeMethods: ["squash"] });
    const pull_number = await openPull(world);
    expect(await refusal(world.bob.rest.pulls.merge({ ...acme, pull_number }))).toEqual({
      status: 405,
      message: "Merge commits are not allowed on this repository.",
    });
  });
});

test("mergeable is null until it was computed, then says what stands in the way", async () => {
  const world = await startWorld();
  const { github, bob } = world;
  const pull_number = await openPull(world, "feature", { "README.md": "# Ours\n" });
  await github.commit("acme/platform", {
    branch: "main",
    by: "ada",
    message: "Meanwhile",
    files: { "README.md": "# Theirs\n" },
  });
  const state = async () => {
    const { data } = await bob.rest.pulls.get({ ...acme, pull_number });
    return [data.mergeable, data.mergeable_state];
  };
  expect(await state()).toEqual([null, "unknown"]);
  await github.idle();
  expect(await state()).toEqual([false, "dirty"]);
  expect(await refusal(bob.rest.pulls.merge({ ...acme, pull_number }))).toEqual({
    status: 405,
    message: "Pull Request is not mergeable",
  });
  expect((await refusal(bob.rest.pulls.updateBranch({ ...acme, pull_number }))).message).toBe(
    "merge conflict between base and head",
  );
});

test("a branch is updated from its base, once", async () => {
  const world = await startWorld();
  const { github, bob } = world;
  const pull_number = await openPull(world);
  const at = { ...acme, pull_number };
  expect((await refusal(bob.rest.pulls.updateBranch(at))).status).toBe(422);
  await github.commit("acme/platform", { branch: "main", by: "ada", message: "Meanwhile", files: { "b.txt": "b\n" } });
  const head = await tip(world, "feature");
  expect((await refusal(bob.rest.pulls.updateBranch({ ...at, expected_head_sha: "1".repeat(40) }))).status).toBe(422);
  expect((await bob.rest.pulls.updateBranch({ ...at, expected_head_sha: head })).status).toBe(202);
  expect((await commit(world, await tip(world, "feature"))).parents.map(({ sha }) => sha)).toEqual([
    head,
    await tip(world, "main"),
  ]);
});

test("a pull request whose commits are pushed to its base is merged by that", async () => {
  const world = await startWorld();
  const { github, bob, tokens } = world;
  const pull_number = await openPull(world);
  const folder = temporaryFolder();
  await git(folder, "clone", "--quiet", github.cloneUrl("acme/platform", tokens["bob"]), "clone");
  const head = await tip(world, "feature");
  await git(join(folder, "clone"), "push", "--quiet", "origin", "origin/feature:main");
  const { data } = await bob.rest.pulls.get({ ...acme, pull_number });
  expect(data).toMatchObject({ state: "closed", merged: true, merge_commit_sha: head, merged_by: { login: "bob" } });
});

test("deleting the head closes, reopening needs it back, and a merged one is never opened again", async () => {
  const world = await startWorld();
  const { github, bob } = world;
  const pull_number = await openPull(world);
  const at = { ...acme, pull_number };
  const head = await tip(world, "feature");
  await bob.rest.git.deleteRef({ ...acme, ref: "heads/feature" });
  expect((await bob.rest.pulls.get(at)).data).toMatchObject({ state: "closed", merged: false });
  expect((await refusal(bob.rest.pulls.update({ ...at, state: "open" }))).status).toBe(422);
  await bob.rest.git.createRef({ ...acme, ref: "refs/heads/feature", sha: head });
  expect((await bob.rest.pulls.update({ ...at, state: "open" })).data.state).toBe("open");
  await github.createRepository("acme/platform", { deleteBranchOnMerge: true });
  await bob.rest.pulls.merge(at);
  expect((await refusal(bob.rest.git.getRef({ ...acme, ref: "heads/feature" }))).status).toBe(404);
  expect((await refusal(bob.rest.pulls.update({ ...at, state: "open" }))).status).toBe(422);
});

test("what cannot be a pull request is refused in GitHub's words", async () => {
  const world = await startWorld();
  const { github, bob, rita } = world;
  await openPull(world);
  await github.commit("acme/platform", {
    branch: "same",
    by: "ada",
    message: "Same",
    files: { "README.md": "# Same\n" },
  });
  const create = (more: object) =>
    refusal(bob.rest.pulls.create({ ...acme, title: "T", head: "same", base: "main", ...more }));
  const custom = (message: string) => ({
    status: 422,
    message: "Validation Failed",
    errors: [{ resource: "PullRequest", code: "custom", message }],
  });
  expect(await create({ head: "feature" })).toEqual(custom("A pull request already exists for acme:feature."));
  expect(await create({ head: "main" })).toEqual(custom("No commits between main and main"));
  expect(await create({ head: "nowhere" })).toMatchObject({
    errors: [{ resource: "PullRequest", field: "head", code: "invalid" }],
  });
  expect(await create({ base: "nowhere" })).toMatchObject({
    errors: [{ resource: "PullRequest", field: "base", code: "invalid" }],
  });
  expect(await create({ title: " " })).toMatchObject({ errors: [{ field: "title", code: "missing_field" }] });
  expect(await create({ title: "x".repeat(257) })).toMatchObject({
    errors: [{ message: "title is too long (maximum is 256 characters)" }],
  });
  expect(await create({ body: "x".repeat(65_537) })).toMatchObject({
    errors: [{ message: "body is too long (maximum is 65536 characters)" }],
  });
  expect((await refusal(rita.rest.pulls.create({ ...acme, title: "T", head: "same", base: "main" }))).status).toBe(403);
});

test("a pull request from a fork lives in the base repository and follows its head", async () => {
  const world = await startWorld({ private: false });
  const { github, bob, eve, tokens } = world;
  await github.fork("acme/platform", "eve");
  const folder = temporaryFolder();
  await git(folder, "clone", "--quiet", github.cloneUrl("eve/platform", tokens["eve"]), "clone");
  const clone = join(folder, "clone");
  const push = async (text: string) => {
    writeFileSync(join(clone, "new.txt"), text);
    await git(clone, "add", ".");
    await git(clone, "commit", "--quiet", "--message", text);
    await git(clone, "push", "--quiet", "origin", "HEAD:idea");
    return (await git(clone, "rev-parse", "HEAD")).trim();
  };
  const first = await push("one");
  const { data } = await eve.rest.pulls.create({ ...acme, title: "Idea", head: "eve:idea", base: "main" });
  expect(data).toMatchObject({
    head: { label: "eve:idea", sha: first, repo: { full_name: "eve/platform", fork: true } },
  });
  const second = await push("two");
  const at = { ...acme, pull_number: data.number };
  expect((await bob.rest.pulls.get(at)).data.head.sha).toBe(second);
  expect((await bob.rest.git.getRef({ ...acme, ref: `pull/${data.number}/head` })).data.object.sha).toBe(second);
  expect((await refusal(eve.rest.pulls.merge(at))).status).toBe(403);
  await github.commit("acme/platform", { branch: "main", by: "ada", message: "Meanwhile", files: { "b.txt": "b\n" } });
  expect((await eve.rest.pulls.list({ ...acme, head: "eve:idea" })).data).toHaveLength(1);
  expect((await bob.rest.pulls.updateBranch(at)).status).toBe(202);
  expect((await bob.rest.pulls.merge(at)).data.merged).toBe(true);
  const anonymous = await octokit(github).rest.repos.getContent({ ...acme, path: "new.txt" });
  expect(anonymous.data).toMatchObject({ type: "file", size: 3 });
});

test("lists are filtered, sorted and paged", async () => {
  const world = await startWorld();
  const { github, bob } = world;
  for (const branch of ["one", "two", "three"]) await openPull(world, branch, { [branch]: "x\n" });
  await bob.rest.pulls.update({ ...acme, pull_number: 2, state: "closed" });
  const numbers = async (more: object) =>
    (await bob.rest.pulls.list({ ...acme, ...more })).data.map(({ number }) => number);
  expect(await numbers({})).toEqual([3, 1]);
  expect(await numbers({ state: "all", direction: "asc" })).toEqual([1, 2, 3]);
  expect(await numbers({ state: "all", head: "acme:two" })).toEqual([2]);
  expect(await numbers({ base: "nowhere" })).toEqual([]);
  const page = await bob.rest.pulls.list({ ...acme, state: "all", per_page: 2 });
  expect(page.headers.link).toContain('rel="next"');
  expect(await bob.paginate(bob.rest.pulls.list, { ...acme, state: "all", per_page: 1 })).toHaveLength(3);
  const head = (await bob.rest.git.getRef({ ...acme, ref: "heads/one" })).data.object.sha;
  const of = await bob.rest.repos.listPullRequestsAssociatedWithCommit({ ...acme, commit_sha: head });
  expect(of.data.map(({ number }) => number)).toEqual([1]);
  await github.idle();
});
