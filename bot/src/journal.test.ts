import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { openJournal } from "./journal.ts";

function emptyPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "journal");
}

test("what was added and not taken away is there after a restart, whatever the order", async () => {
  const path = emptyPath();
  const step = fc.tuple(fc.boolean(), fc.constantFrom("pull 1 1", "pull 1 2", "push 1", "sweep-all"));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      rmSync(path, { force: true });
      const expected = new Set<string>();
      const journal = await openJournal(path);
      for (const [adds, key] of steps) {
        if (adds) {
          await journal.add(key);
          expected.add(key);
        } else {
          journal.remove(key);
          expected.delete(key);
        }
      }
      await journal.close();
      const again = await openJournal(path);
      expect(new Set(again.keys())).toEqual(expected);
      await again.close();
    }),
    { numRuns: 30 },
  );
});

test("an added key is on the disk when its promise settles", async () => {
  const path = emptyPath();
  const journal = await openJournal(path);
  await Promise.all(Array.from({ length: 50 }, (_, at) => journal.add(`pull 1 ${at + 1}`)));
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(50);
  await journal.close();
});

test("a line that a crash cut short is dropped, at any byte", async () => {
  const path = emptyPath();
  const whole = "+pull 1 1\n+pull 1 2\n-pull 1 1\n+push 1\n";
  for (let length = 0; length <= whole.length; length += 1) {
    writeFileSync(path, whole.slice(0, length));
    const journal = await openJournal(path);
    const expected = new Set<string>();
    for (const line of whole
      .slice(0, whole.slice(0, length).lastIndexOf("\n") + 1)
      .split("\n")
      .filter(Boolean))
      if (line.startsWith("+")) expected.add(line.slice(1));
      else expected.delete(line.slice(1));
    expect(new Set(journal.keys())).toEqual(expected);
    await journal.close();
  }
});

test("lines that nobody wrote do no harm, and the file does not grow for ever", async () => {
  const path = emptyPath();
  writeFileSync(path, "+pull 1 1\n");
  appendFileSync(path, "\u0000\u0000garbage\n");
  const journal = await openJournal(path);
  expect(journal.keys()).toEqual(["pull 1 1"]);
  for (let at = 0; at < 30; at += 1) {
    await Promise.all(Array.from({ length: 500 }, (_, number) => journal.add(`pull 2 ${number}`)));
    for (let number = 0; number < 500; number += 1) journal.remove(`pull 2 ${number}`);
  }
  await journal.add("push 1");
  await journal.close();
  expect(readFileSync(path, "utf8").split("\n").length).toBeLessThan(12_000);
});
