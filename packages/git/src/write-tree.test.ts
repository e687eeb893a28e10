import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filesOf, temporaryRepository } from "../test/repository.ts";
import { blobId, type NewFile, readTree, runGit, writeTree } from "./index.ts";

async function listing(repository: string, tree: string): Promise<Record<string, unknown>> {
  const { files } = await readTree(repository, tree);
  return Object.fromEntries([...files].map(([path, { content }]) => [path, content]));
}

test("writes the tree that git itself would", async () => {
  const repository = await temporaryRepository();
  const tree = await writeTree(repository, filesOf({ "b.txt": "b", "b/c.txt": "c", "b-d": "d", a: "a" }));
  const names = (await runGit(repository, ["ls-tree", "--name-only", tree])).toString();
  expect(names).toBe("a\nb-d\nb.txt\nb\n");
  await runGit(repository, ["fsck", "--strict", "--no-dangling"]);
  expect(await listing(repository, tree)).toEqual({ "b.txt": "b", "b/c.txt": "c", "b-d": "d", a: "a" });
});

test("writes nothing, many files, bytes and the executable bit", async () => {
  const repository = await temporaryRepository();
  expect(await writeTree(repository, new Map())).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  const many = new Map<string, NewFile>();
  for (let index = 0; index < 300; index++)
    many.set(`d${index % 7}/f${index}`, { mode: "100644", content: `${index}` });
  many.set("run", { mode: "100755", content: Uint8Array.of(0, 255) });
  many.set("large", { mode: "100644", content: "x".repeat(100_000) });
  const { files } = await readTree(repository, await writeTree(repository, many));
  expect(files.size).toBe(302);
  expect(files.get("run")).toMatchObject({ mode: "100755", content: Uint8Array.of(0, 255) });
  expect(files.get("large")?.content).toHaveLength(100_000);
});

test("uses a blob that is there by its id and refuses an id whose content was never read", async () => {
  const repository = await temporaryRepository();
  await writeTree(repository, filesOf({ a: "content" }));
  const tree = await writeTree(repository, new Map([["b", { mode: "100644", oid: blobId("content"), content: "" }]]));
  expect(await listing(repository, tree)).toEqual({ b: "content" });
  const absent = { mode: "100644", oid: blobId("absent"), content: "", size: 6 };
  await expect(writeTree(repository, new Map([["b", absent]]))).rejects.toThrow("its content was not read");
});

describe("onto a tree", () => {
  const before = { "a/one": "1", "a/two": "2", "b/three": "3", four: "4" };
  const cases: [name: string, changes: Record<string, string | undefined>, after: Record<string, string>][] = [
    ["nothing", {}, before],
    ["a changed file", { "a/one": "I" }, { ...before, "a/one": "I" }],
    ["a new folder", { "c/d/e": "5" }, { ...before, "c/d/e": "5" }],
    ["a removed file", { four: undefined }, { "a/one": "1", "a/two": "2", "b/three": "3" }],
    ["a removed folder", { a: undefined }, { "b/three": "3", four: "4" }],
    ["a folder emptied", { "b/three": undefined }, { "a/one": "1", "a/two": "2", four: "4" }],
    ["what was not there removed", { "x/y": undefined, "four/z": undefined }, before],
    ["a file for a folder", { "b/three": undefined, b: "b" }, { "a/one": "1", "a/two": "2", b: "b", four: "4" }],
    ["a folder for a file", { four: undefined, "four/x": "x" }, { ...omit("four"), "four/x": "x" }],
    ["everything removed", { a: undefined, b: undefined, four: undefined }, {}],
  ];

  function omit(path: keyof typeof before): Record<string, string> {
    return Object.fromEntries(Object.entries(before).filter(([name]) => name !== path));
  }

  test.each(cases)("%s", async (_name, changes, after) => {
    const repository = await temporaryRepository();
    const onto = await writeTree(repository, filesOf(before));
    const files = Object.entries(changes).map(([path, content]) => {
      return [path, content === undefined ? undefined : { mode: "100644", content }] as const;
    });
    const tree = await writeTree(repository, new Map(files), onto);
    expect(await listing(repository, tree)).toEqual(after);
    expect(tree).toBe(await writeTree(repository, filesOf(after)));
  });

  test("refuses to lose files to a file of a folder's name, or a file to a folder", async () => {
    const repository = await temporaryRepository();
    const onto = await writeTree(repository, filesOf(before));
    await expect(writeTree(repository, filesOf({ a: "x" }), onto)).rejects.toThrow("file and a folder");
    await expect(writeTree(repository, filesOf({ "four/x": "x" }), onto)).rejects.toThrow("file and a folder");
    await expect(writeTree(repository, filesOf({ FOUR: "x" }), onto)).rejects.toThrow("case does not count");
  });
});

const unsafe = [
  "../x", "a/../b", "./a", "/etc/passwd", "a//b", "a/", "", ".git/config", "a/.GIT/hooks/x", "git~1/config",
  ".git./config", ".git /config", ".git::$INDEX_ALLOCATION/config", ".g\u200cit/config", "a\\b", "C:/x", "a\nb", "a\0b",
  "\ud800", `${"x".repeat(256)}`, `${"x/".repeat(2100)}y`,
]; // biome-ignore format: one line a group

test.each(unsafe)("refuses the path %j", async (path) => {
  const repository = await temporaryRepository();
  await expect(writeTree(repository, filesOf({ [path]: "x" }))).rejects.toThrow(/path/i);
});

test.each([
  [{ "a/B": "1", "a/b": "2" }],
  [{ "straße/x": "1", "STRASSE/y": "2" }],
  [{ "caf\u00e9": "1", "cafe\u0301": "2" }],
])("refuses names that differ in case alone: %j", async (texts) => {
  const repository = await temporaryRepository();
  await expect(writeTree(repository, filesOf(texts))).rejects.toThrow("case does not count");
});

test("refuses links, submodules and a file that is a folder too", async () => {
  const repository = await temporaryRepository();
  for (const mode of ["120000", "160000", "040000", "100600"]) {
    await expect(writeTree(repository, new Map([["a", { mode, content: "x" }]]))).rejects.toThrow(mode);
  }
  await expect(writeTree(repository, filesOf({ a: "x", "a/b": "y" }))).rejects.toThrow("file and a folder");
});

test("a change onto a tree gives the tree that writing everything gives", async () => {
  const repository = await temporaryRepository();
  const path = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  const leaf = path.map((text) => `${text}/file`);
  const texts = fc.dictionary(leaf, fc.string({ maxLength: 3 }), { maxKeys: 8 });
  await fc.assert(
    fc.asyncProperty(texts, texts, async (before, after) => {
      const onto = await writeTree(repository, filesOf(before));
      const removed = Object.keys(before).filter((name) => !(name in after));
      const changes = new Map<string, NewFile | undefined>([
        ...removed.map((name) => [name, undefined] as const),
        ...filesOf(after),
      ]);
      expect(await writeTree(repository, changes, onto)).toBe(await writeTree(repository, filesOf(after)));
    }),
    { numRuns: 40 },
  );
});
