import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitFiles, setBranch, temporaryFolder, temporaryRepository } from "../test/repository.ts";
import { initRepository, readRefs, updateRefs } from "./index.ts";

const main = "refs/heads/main";
const dev = "refs/heads/env/dev";

async function twoCommits(repository: string): Promise<[string, string]> {
  const first = await commitFiles(repository, { a: "1" });
  return [first, await commitFiles(repository, { a: "2" }, [first])];
}

test("creates, moves and deletes, all at once", async () => {
  const repository = await temporaryRepository();
  const [first, second] = await twoCommits(repository);
  const create = [main, dev].map((name) => ({ name, before: undefined, after: first }));
  expect(await updateRefs(repository, create)).toEqual({ updated: true });
  const change = [
    { name: main, before: first, after: second },
    { name: dev, before: first, after: undefined },
  ];
  expect(await updateRefs(repository, change)).toEqual({ updated: true });
  expect(await readRefs(repository)).toEqual(new Map([[main, second]]));
});

test("moves none when one stands elsewhere, and says where", async () => {
  const repository = await temporaryRepository();
  const [first, second] = await twoCommits(repository);
  await setBranch(repository, "main", first);
  await setBranch(repository, "env/dev", second);
  const change = [
    { name: main, before: first, after: second },
    { name: dev, before: first, after: await commitFiles(repository, { a: "3" }) },
  ];
  expect(await updateRefs(repository, change)).toEqual({ updated: false, name: dev, found: second });
  const create = { name: main, before: undefined, after: second };
  expect(await updateRefs(repository, [create])).toEqual({ updated: false, name: main, found: first });
  const gone = { name: "refs/heads/gone", before: first, after: second };
  expect(await updateRefs(repository, [gone])).toEqual({ updated: false, name: gone.name, found: undefined });
  expect((await readRefs(repository, [main])).get(main)).toBe(first);
});

test("refs that already stand where they shall are a success", async () => {
  const repository = await temporaryRepository();
  const [first, second] = await twoCommits(repository);
  await setBranch(repository, "main", second);
  expect(await updateRefs(repository, [{ name: main, before: first, after: second }])).toEqual({ updated: true });
  const verify = { name: dev, before: undefined, after: undefined };
  expect(await updateRefs(repository, [verify])).toEqual({ updated: true });
});

test("of many writers from one place exactly one wins", async () => {
  const repository = await temporaryRepository();
  const [first] = await twoCommits(repository);
  await setBranch(repository, "main", first);
  const heads = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => commitFiles(repository, { a: `race ${n}` }, [first])));
  const results = await Promise.all(
    heads.map((after) => updateRefs(repository, [{ name: main, before: first, after }])),
  );
  expect(results.filter(({ updated }) => updated)).toHaveLength(1);
  const winner = heads[results.findIndex(({ updated }) => updated)];
  for (const result of results) if (!result.updated) expect(result).toMatchObject({ name: main, found: winner });
});

test("an object that is not there is an error and no conflict", async () => {
  const repository = await temporaryRepository();
  const absent = { name: main, before: undefined, after: "1".repeat(40) };
  await expect(updateRefs(repository, [absent])).rejects.toThrow("update-ref");
  const [first] = await twoCommits(repository);
  await setBranch(repository, "main", first);
  const below = { name: "refs/heads/main/below", before: undefined, after: first };
  await expect(updateRefs(repository, [below])).rejects.toThrow("update-ref");
});

test.each([
  "main",
  "refs/heads/",
  "refs/heads/-x",
  "refs/heads/a b",
  "refs/heads/a\nb",
  "refs/heads/a.lock",
  "refs/heads/../x",
])("refuses the ref name %j", async (name) => {
  const repository = await temporaryRepository();
  const [first] = await twoCommits(repository);
  await expect(updateRefs(repository, [{ name, before: undefined, after: first }])).rejects.toThrow("full name");
});

test("refuses a branch that a work tree has checked out", async () => {
  const folder = join(temporaryFolder(), "work");
  await initRepository(folder, { bare: false });
  writeFileSync(join(folder, "a"), "1");
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  for (const args of [
    ["add", "a"],
    [...identity, "commit", "-qm", "One"],
  ]) {
    expect(spawnSync("git", ["-C", folder, ...args]).status).toBe(0);
  }
  const before = (await readRefs(folder)).get(main);
  const after = await commitFiles(folder, { a: "2" });
  await expect(updateRefs(folder, [{ name: main, before, after }])).rejects.toThrow("main is checked out in");
  expect(await updateRefs(folder, [{ name: dev, before: undefined, after }])).toEqual({ updated: true });
});
