import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockDirectory } from "./lock-directory.ts";

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-lock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a folder has one bot at a time, and is free again when it is let go", async () => {
  const folder = emptyFolder();
  const unlock = await lockDirectory(folder);
  await expect(lockDirectory(folder)).rejects.toThrow(`Another bot, process ${process.pid}, works in ${folder}.`);
  await unlock();
  await (await lockDirectory(folder))();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ["nobody", ""],
  ["garbage", "\0\0\0"],
  ["a process that is gone", "4194305 77\n"],
  ["a process that has the number of a living one", `${process.ppid} 1\n`],
  ["a process that had our own number", `${process.pid} 1\n`],
])("the mark of %s does not count", async (_who, mark) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "lock.7"), mark);
  const unlock = await lockDirectory(folder);
  expect(readdirSync(folder)).toEqual(["lock.8"]);
  expect(readFileSync(join(folder, "lock.8"), "utf8")).toMatch(new RegExp(`^${process.pid} \\d*\n$`));
  await unlock();
});

test("of many that come at once to a mark that does not count, one gets in", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "lock.7"), "4194305 77\n");
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(folder)));
  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(["lock.8"]);
});
