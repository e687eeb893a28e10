import { expect, test } from "vitest";
import { commitFiles, temporaryRepository } from "../test/repository.ts";
import { blobId } from "./blob-id.ts";
import { diffTrees, listTree } from "./list-tree.ts";

test("a listing has every file with its blob, whatever its name", async () => {
  const repository = await temporaryRepository();
  const commit = await commitFiles(repository, { "a/b.yaml": "one\n", "ä ö": "two\n" });
  expect(await listTree(repository, commit)).toEqual([
    { path: "a/b.yaml", mode: "100644", oid: blobId("one\n") },
    { path: "ä ö", mode: "100644", oid: blobId("two\n") },
  ]);
});

test("a difference names what came, went and changed; a rename is both", async () => {
  const repository = await temporaryRepository();
  const before = await commitFiles(repository, { same: "1", changed: "2", old: "3" });
  const after = await commitFiles(repository, { same: "1", changed: "4", new: "3" });
  const found = await diffTrees(repository, before, after);
  expect(found.map(({ status, path }) => `${status} ${path}`).sort()).toEqual(["A new", "D old", "M changed"]);
});

test("what is no object id is refused before Git sees it", async () => {
  const repository = await temporaryRepository();
  await expect(listTree(repository, "--upload-pack=touch x")).rejects.toThrow("not a full object id");
  await expect(diffTrees(repository, "HEAD", "HEAD")).rejects.toThrow("not a full object id");
});
