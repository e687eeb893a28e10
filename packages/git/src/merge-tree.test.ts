import { expect, test } from "vitest";
import { commitFiles, setBranch, temporaryRepository } from "../test/repository.ts";
import { mergeBase, mergeTree, readTree, resolveRevision, runGit, writeCommit } from "./index.ts";

test("merges what does not conflict and names what does", async () => {
  const repository = await temporaryRepository();
  const root = await commitFiles(repository, { "a b": "1\n", "c/d": "1\n", e: "1\n" });
  const left = await commitFiles(repository, { "a b": "left\n", "c/d": "left\n", e: "1\n" }, [root]);
  const right = await commitFiles(repository, { "a b": "right\n", "c/d": "right\n", e: "1\n" }, [root]);
  const apart = await commitFiles(repository, { "a b": "1\n", "c/d": "1\n", e: "2\n" }, [root]);
  expect(await mergeTree(repository, left, right)).toEqual({ conflicts: ["a b", "c/d"] });
  const merged = await mergeTree(repository, left, apart);
  const { files } = await readTree(repository, "tree" in merged ? merged.tree : "");
  expect([...files.values()].map(({ content }) => content)).toEqual(["left\n", "left\n", "2\n"]);
  expect(await mergeBase(repository, left, right)).toBe(root);
});

test("commits without a common ancestor have no merge base and cannot be merged", async () => {
  const repository = await temporaryRepository();
  const one = await commitFiles(repository, { a: "1" });
  const other = await commitFiles(repository, { b: "1" });
  expect(await mergeBase(repository, one, other)).toBeUndefined();
  await expect(mergeTree(repository, one, other)).rejects.toThrow("unrelated histories");
});

test("resolves names, and takes no name for an option", async () => {
  const repository = await temporaryRepository();
  const commit = await commitFiles(repository, { a: "1" });
  await setBranch(repository, "main", commit);
  for (const name of ["main", "refs/heads/main", "HEAD", commit, commit.slice(0, 10)]) {
    expect(await resolveRevision(repository, name)).toBe(commit);
  }
  for (const name of ["", "--all", "main main", "main\nmain", "main:a", "0".repeat(40), `${commit} commit 9`]) {
    expect(await resolveRevision(repository, name)).toBeUndefined();
  }
  await expect(mergeBase(repository, "--all", "main")).rejects.toThrow("There is no commit");
});

test("the same commit has the same id", async () => {
  const repository = await temporaryRepository();
  const { tree } = await readTree(repository, await commitFiles(repository, { a: "1" }));
  const author = { name: "Ada", email: "ada@example.com" };
  const commit = { tree, parents: [], message: "One\n\nBody\n", author, date: new Date(1_000_000_000_999) };
  const oid = await writeCommit(repository, commit);
  expect(await writeCommit(repository, commit)).toBe(oid);
  const person = "Ada <ada@example.com> 1000000000 +0000";
  const text = (await runGit(repository, ["cat-file", "commit", oid])).toString();
  expect(text).toBe(`tree ${tree}\nauthor ${person}\ncommitter ${person}\n\nOne\n\nBody\n`);
});
