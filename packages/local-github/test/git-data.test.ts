import { writeTree } from "@slipway/git";
import { expect, test } from "vitest";
import { repositoryPath } from "../src/git/repositories.ts";
import { acme, openPull, refusal, startWorld } from "./world.ts";

test("refs are made, moved and deleted as GitHub says", async () => {
  const { bob, github } = await startWorld();
  const main = (await bob.rest.git.getRef({ ...acme, ref: "heads/main" })).data.object.sha;
  const other = await github.commit("acme/platform", {
    branch: "other",
    by: "bob",
    message: "Other",
    files: { "o.txt": "o\n" },
  });
  const refuses = async (request: Promise<unknown>) => (await refusal(request)).message;
  expect((await bob.rest.git.createRef({ ...acme, ref: "refs/platform/plan/1/dev", sha: main })).status).toBe(201);
  expect(await refuses(bob.rest.git.createRef({ ...acme, ref: "refs/heads/main", sha: main }))).toBe(
    "Reference already exists",
  );
  expect(await refuses(bob.rest.git.createRef({ ...acme, ref: "refs/heads/x", sha: "1".repeat(40) }))).toBe(
    "Object does not exist",
  );
  expect(await refuses(bob.rest.git.createRef({ ...acme, ref: "refs/heads/--upload-pack=x", sha: main }))).toContain(
    "Reference name must start",
  );
  expect(await refuses(bob.rest.git.updateRef({ ...acme, ref: "heads/nowhere", sha: main }))).toBe(
    "Reference does not exist",
  );
  expect(await refuses(bob.rest.git.updateRef({ ...acme, ref: "heads/other", sha: main }))).toBe(
    "Update is not a fast forward",
  );
  expect((await bob.rest.git.updateRef({ ...acme, ref: "heads/main", sha: other })).data.object.sha).toBe(other);
  const { data } = await bob.rest.git.listMatchingRefs({ ...acme, ref: "heads/" });
  expect(data.map(({ ref }) => ref)).toEqual(["refs/heads/main", "refs/heads/other"]);
  expect((await bob.rest.git.deleteRef({ ...acme, ref: "heads/other" })).status).toBe(204);
  expect((await refusal(bob.rest.git.getRef({ ...acme, ref: "heads/other" }))).status).toBe(404);
});

test("a commit of an app without an author is GitHub's own and verified; its tree may have come by push", async () => {
  const { bot, bob, github, directory } = await startWorld();
  const { repositories } = await github.snapshot();
  const path = repositoryPath(directory, repositories[0]!.id);
  const tree = await writeTree(path, new Map([["dev.yaml", { mode: "100644", content: "a: 1\n" }]]));
  const main = (await bob.rest.git.getRef({ ...acme, ref: "heads/main" })).data.object.sha;
  const { data } = await bot.rest.git.createCommit({
    ...acme,
    message: "Deploy\n\nSource-Commit: 1",
    tree,
    parents: [main],
  });
  expect(data).toMatchObject({
    author: { name: "slipway[bot]" },
    committer: { name: "GitHub" },
    verification: { verified: true },
  });
  expect((await bob.rest.git.getCommit({ ...acme, commit_sha: data.sha })).data.message).toBe(
    "Deploy\n\nSource-Commit: 1",
  );
  const author = { name: "Ada", email: "ada@example.com", date: "2020-01-01T00:00:00Z" };
  const own = await bot.rest.git.createCommit({ ...acme, message: "Own", tree, parents: [], author });
  expect(own.data).toMatchObject({ author, verification: { verified: false } });
  expect((await refusal(bot.rest.git.createCommit({ ...acme, message: "x", tree: "1".repeat(40) }))).message).toBe(
    "Tree SHA does not exist",
  );
  expect((await refusal(bot.rest.git.createCommit({ ...acme, message: "x", tree, parents: [tree] }))).status).toBe(422);
});

test("contents and trees show files, folders and what is not there", async () => {
  const { rita, github } = await startWorld({ limits: { treeEntries: 3, directoryEntries: 2 } });
  const files = {
    "apps/a/service.yaml": "a\n",
    "apps/b/service.yaml": "b\n",
    "apps/c/ünder score.yaml": "c\n",
    large: "x".repeat(1024 * 1024 + 1),
  };
  await github.commit("acme/platform", { branch: "files", by: "ada", message: "Files", files });
  const get = (path: string) => rita.rest.repos.getContent({ ...acme, path, ref: "files" });
  expect((await get("apps/c/ünder score.yaml")).data).toMatchObject({
    name: "ünder score.yaml",
    encoding: "base64",
    content: "Ywo=\n",
  });
  const folder = (await get("apps")).data as { name: string; type: string }[];
  expect(folder.map(({ name, type }) => [name, type])).toEqual([
    ["a", "dir"],
    ["b", "dir"],
  ]);
  expect((await get("large")).data).toMatchObject({ size: 1024 * 1024 + 1, content: "", encoding: "none" });
  const raw = await rita.request("GET /repos/acme/platform/contents/large?ref=files", {
    headers: { accept: "application/vnd.github.raw+json" },
  });
  expect(String(raw.data)).toHaveLength(1024 * 1024 + 1);
  for (const path of ["apps/d", "../README.md", "apps/a/service.yaml/x"])
    expect((await refusal(get(path))).status).toBe(404);
  expect((await refusal(rita.rest.repos.getContent({ ...acme, path: "README.md", ref: "nowhere" }))).message).toBe(
    "No commit found for the ref nowhere",
  );
  const tree = await rita.rest.git.getTree({ ...acme, tree_sha: "files", recursive: "1" });
  expect([tree.data.truncated, tree.data.tree.map(({ path, type }) => [path, type])]).toEqual([
    true,
    [
      ["README.md", "blob"],
      ["apps", "tree"],
      ["apps/a", "tree"],
    ],
  ]);
  expect((await refusal(rita.rest.git.getTree({ ...acme, tree_sha: "nowhere" }))).status).toBe(404);
});

test("a comparison begins at the common ancestor and lists a limited number of files", async () => {
  const world = await startWorld({ limits: { filesPerComparison: 2, filesPerPullRequest: 4 } });
  const { rita, github } = world;
  const files = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`f${index}.txt`, `${index}\n`]));
  const pull_number = await openPull(world, "feature", files);
  await github.commit("acme/platform", { branch: "main", by: "ada", message: "Meanwhile", files: { "m.txt": "m\n" } });
  const compare = async (basehead: string) =>
    (await rita.rest.repos.compareCommitsWithBasehead({ ...acme, basehead })).data;
  const data = await compare("main...feature");
  expect(data).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1, total_commits: 1 });
  expect(data.files?.map(({ filename, status, patch }) => [filename, status, patch])).toEqual([
    ["f0.txt", "added", "@@ -0,0 +1 @@\n+0"],
    ["f1.txt", "added", "@@ -0,0 +1 @@\n+1"],
  ]);
  expect(await compare("main...main")).toMatchObject({ status: "identical", files: [] });
  expect(await compare("acme:feature...main")).toMatchObject({ behind_by: 1 });
  expect((await refusal(compare("main...nowhere"))).status).toBe(404);
  const listed = await rita.paginate(rita.rest.pulls.listFiles, { ...acme, pull_number, per_page: 3 });
  expect(listed.map(({ filename }) => filename)).toEqual(["f0.txt", "f1.txt", "f2.txt", "f3.txt"]);
});

test("renames, deletions and odd names are listed as they are", async () => {
  const world = await startWorld();
  const { rita, github } = world;
  const text = "one\ntwo\nthree\nfour\n";
  await github.commit("acme/platform", {
    branch: "main",
    by: "ada",
    message: "Old",
    files: { "old name.txt": text, gone: "x\n", "a*b": "1\n" },
  });
  const changes = { "old name.txt": undefined, "new/ñame.txt": text, gone: undefined, "a*b": "2\n" };
  await github.commit("acme/platform", { branch: "feature", by: "bob", message: "New", files: changes });
  await world.bob.rest.pulls.create({ ...acme, title: "T", head: "feature", base: "main" });
  const { data } = await rita.rest.pulls.listFiles({ ...acme, pull_number: 1 });
  expect(
    data.map(({ filename, status, previous_filename, patch, changes: count }) => [
      filename,
      status,
      previous_filename,
      patch,
      count,
    ]),
  ).toEqual([
    ["a*b", "modified", undefined, "@@ -1 +1 @@\n-1\n+2", 2],
    ["gone", "removed", undefined, "@@ -1 +0,0 @@\n-x", 1],
    ["new/ñame.txt", "renamed", "old name.txt", undefined, 0],
  ]);
});
