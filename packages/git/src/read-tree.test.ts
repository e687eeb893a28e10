import { expect, test } from "vitest";
import { commitFiles, setBranch, temporaryRepository } from "../test/repository.ts";
import { readTree, runGit, writeCommit } from "./index.ts";

const author = { name: "Ada", email: "ada@example.com" };
const date = new Date(0);

/** Makes a tree of raw entries by `git mktree`, which accepts what writeTree refuses, and commits it. */
async function commitRaw(repository: string, entries: [mode: string, type: string, oid: string, name: string][]) {
  const input = Buffer.concat(
    entries.map(([mode, type, oid, name]) => Buffer.from(`${mode} ${type} ${oid}\t${name}\0`, "latin1")),
  );
  const tree = (await runGit(repository, ["mktree", "-z", "--missing"], { input })).toString().trim();
  return writeCommit(repository, { tree, parents: [], message: "Raw", author, date });
}

async function blob(repository: string, content: string | Uint8Array): Promise<string> {
  return (await runGit(repository, ["hash-object", "-w", "--stdin"], { input: content })).toString().trim();
}

test("reads every file with mode, size and text", async () => {
  const repository = await temporaryRepository();
  const commit = await commitFiles(repository, { "a.txt": "one\n", "b/c.txt": "zwei ü\n", empty: "" });
  await setBranch(repository, "main", commit);
  const tree = await readTree(repository, "main");
  expect(tree.commit).toBe(commit);
  expect([...tree.files].map(([path, { mode, size, content }]) => [path, mode, size, content])).toEqual([
    ["a.txt", "100644", 4, "one\n"],
    ["b/c.txt", "100644", 8, "zwei ü\n"],
    ["empty", "100644", 0, ""],
  ]);
});

test("keeps the File object of every unchanged path", async () => {
  const repository = await temporaryRepository();
  const first = await commitFiles(repository, { "a.txt": "a", "b.txt": "b", "c/d.txt": "d", "e/f.txt": "f" });
  const second = await commitFiles(repository, { "a.txt": "A", "b.txt": "b", "c/d.txt": "d", "g/h.txt": "b" });
  const known = await readTree(repository, first);
  const next = await readTree(repository, second, known);
  expect([...next.files.keys()].sort()).toEqual(["a.txt", "b.txt", "c/d.txt", "g/h.txt"]);
  expect(next.files.get("a.txt")?.content).toBe("A");
  for (const path of ["b.txt", "c/d.txt"]) expect(next.files.get(path)).toBe(known.files.get(path));
  expect(next.files.get("g/h.txt")).not.toBe(known.files.get("b.txt"));
  expect(await readTree(repository, first, next)).toEqual(known);
});

test("gives the files of an equal tree unchanged, under the new commit", async () => {
  const repository = await temporaryRepository();
  const first = await commitFiles(repository, { "a.txt": "a" });
  const second = await commitFiles(repository, { "a.txt": "a" }, [first]);
  const known = await readTree(repository, first);
  const next = await readTree(repository, second, known);
  expect(next.files).toBe(known.files);
  expect(next.commit).toBe(second);
});

test("reads afresh when the known tree is no longer in the repository", async () => {
  const other = await temporaryRepository();
  const known = await readTree(other, await commitFiles(other, { "elsewhere.txt": "x" }));
  const repository = await temporaryRepository();
  const next = await readTree(repository, await commitFiles(repository, { "a.txt": "a" }), known);
  expect([...next.files.keys()]).toEqual(["a.txt"]);
});

test("reads a bare tree", async () => {
  const repository = await temporaryRepository();
  const { tree } = await readTree(repository, await commitFiles(repository, { "a.txt": "a" }));
  const bare = await readTree(repository, tree);
  expect(bare.commit).toBeUndefined();
  expect(bare.files.get("a.txt")?.content).toBe("a");
});

test("gives bytes for what is not text", async () => {
  const repository = await temporaryRepository();
  const latin = await blob(repository, Uint8Array.of(0x66, 0xfc, 0x72));
  const zero = await blob(repository, "a\0b");
  const commit = await commitRaw(repository, [
    ["100644", "blob", latin, "latin.txt"],
    ["100644", "blob", zero, "zero.txt"],
  ]);
  const { files } = await readTree(repository, commit);
  expect(files.get("latin.txt")?.content).toEqual(Uint8Array.of(0x66, 0xfc, 0x72));
  expect(files.get("zero.txt")?.content).toEqual(Uint8Array.from(Buffer.from("a\0b")));
});

test("lists links and submodules with their mode and follows neither", async () => {
  const repository = await temporaryRepository();
  const link = await blob(repository, "/etc/passwd");
  const commit = await commitRaw(repository, [
    ["120000", "blob", link, "link"],
    ["160000", "commit", "1".repeat(40), "module"],
  ]);
  const { files } = await readTree(repository, commit);
  expect(files.get("link")).toEqual({ mode: "120000", oid: link, size: 11, content: "/etc/passwd" });
  expect(files.get("module")).toEqual({ mode: "160000", oid: "1".repeat(40), size: 0, content: "" });
});

test("lists a large blob with its size and without content", async () => {
  const repository = await temporaryRepository();
  const commit = await commitFiles(repository, { "large.txt": "x".repeat(2000), "small.txt": "y".repeat(1000) });
  const { files } = await readTree(repository, commit, undefined, { maxBytes: 1000 });
  expect(files.get("large.txt")).toMatchObject({ size: 2000, content: "" });
  expect(files.get("small.txt")).toMatchObject({ size: 1000, content: "y".repeat(1000) });
  await expect(readTree(repository, commit, undefined, { maxTotalBytes: 2999 })).rejects.toThrow("3000 bytes");
});

test("a hostile tree is listed as it is, and nothing in it has an effect", async () => {
  const repository = await temporaryRepository();
  const evil = await blob(repository, "* diff=evil filter=evil\n");
  const commit = await commitRaw(repository, [
    ["100644", "blob", evil, ".gitattributes"],
    ["100644", "blob", evil, "../escape"],
    ["100644", "blob", evil, "a\nb"],
    ["100644", "blob", evil, "odd\xff"],
    ["100644", "blob", evil, "--upload-pack=touch x"],
  ]).catch((error: Error) => error);
  // git mktree itself refuses a slash in a name
  expect(commit).toBeInstanceOf(Error);
  const accepted = await commitRaw(repository, [
    ["100644", "blob", evil, "--upload-pack=touch x"],
    ["100644", "blob", evil, ".gitattributes"],
    ["100644", "blob", evil, ".."],
    ["100644", "blob", evil, "a\nb"],
    ["100644", "blob", evil, "odd\xff"],
  ]);
  const { files } = await readTree(repository, accepted);
  expect([...files.keys()].sort()).toEqual(["--upload-pack=touch x", "..", ".gitattributes", "a\nb", "odd\\xff"]);
});

test("says which revision there is not", async () => {
  const repository = await temporaryRepository();
  await expect(readTree(repository, "nothing")).rejects.toThrow('There is no commit "nothing"');
  await expect(readTree(repository, "--all")).rejects.toThrow('There is no commit "--all"');
});

test("only the wanted paths are read, also of what differs from a tree read earlier", async () => {
  const repository = await temporaryRepository();
  const options = { wanted: (path: string) => path.startsWith("apps/") };
  const known = await readTree(
    repository,
    await commitFiles(repository, { "apps/a": "1", "src/b": "1" }),
    undefined,
    options,
  );
  const commit = await commitFiles(repository, { "apps/a": "2", "apps/c": "1", "src/b": "2" });
  const { files } = await readTree(repository, commit, known, options);
  expect([...files.keys()].sort()).toEqual(["apps/a", "apps/c"]);
  expect(files.get("apps/a")?.content).toBe("2");
});
