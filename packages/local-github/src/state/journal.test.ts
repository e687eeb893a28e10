import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openJournal } from "./journal.ts";
import type { Label } from "./pull-rows.ts";
import { openStore } from "./store.ts";

function file(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-journal-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "journal.jsonl");
}

async function entries(path: string): Promise<unknown[]> {
  const read: unknown[] = [];
  const journal = await openJournal(path, (entry) => void read.push(entry));
  await journal.close();
  return read;
}

test("what was appended is read again, in order, however many were on the way", async () => {
  const path = file();
  const journal = await openJournal(path, () => undefined);
  await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append(JSON.stringify({ index }))));
  await journal.close();
  expect(await entries(path)).toEqual(Array.from({ length: 50 }, (_, index) => ({ index })));
});

test("a last line that was cut short is dropped and written over", async () => {
  const path = file();
  writeFileSync(path, '{"a":1}\n{"b":2}\n{"c":');
  expect(await entries(path)).toEqual([{ a: 1 }, { b: 2 }]);
  const journal = await openJournal(path, () => undefined);
  await journal.append('{"d":4}');
  await journal.close();
  expect(readFileSync(path, "utf8")).toBe('{"a":1}\n{"b":2}\n{"d":4}\n');
});

test("a damaged line before the end is an error, not a loss", async () => {
  const path = file();
  writeFileSync(path, '{"a":1}\n{"b":\n{"c":3}\n');
  await expect(entries(path)).rejects.toThrow("Line 2 of");
});

test("lines appended while the file is replaced come after it", async () => {
  const path = file();
  const journal = await openJournal(path, () => undefined);
  await journal.append('{"old":1}');
  await Promise.all([journal.replace(() => ['{"new":1}']), journal.append('{"later":1}')]);
  await journal.close();
  expect(await entries(path)).toEqual([{ new: 1 }, { later: 1 }]);
});

const label = (id: number, name: string): Label => ({ id, repository: 1, name, color: "ededed" });

test("rows are kept, changed, removed and found by their parent after opening again", async () => {
  const path = file();
  const store = await openStore(path);
  const ids = [store.nextId(), store.nextId(), store.nextId()];
  for (const id of ids) store.put("labels", label(id, `label ${id}`));
  store.put("labels", { ...label(ids[1]!, "changed"), repository: 2 });
  store.remove("labels", ids[2]!);
  await store.close();
  const again = await openStore(path);
  expect(again.of("labels", 1)).toEqual([label(ids[0]!, `label ${ids[0]}`)]);
  expect(again.of("labels", 2)).toEqual([{ ...label(ids[1]!, "changed"), repository: 2 }]);
  expect(again.get("labels", ids[2]!)).toBeUndefined();
  expect(again.nextId()).toBeGreaterThan(ids[2]!);
  await again.close();
});

test("what was not flushed is not there, what was is, also when the process ended in between", async () => {
  const path = file();
  const store = await openStore(path);
  store.put("labels", label(store.nextId(), "kept"));
  await store.flush();
  const whole = readFileSync(path);
  store.put("labels", label(store.nextId(), "lost"));
  writeFileSync(path, whole);
  appendFileSync(path, '{"last":9,"put":[["labels",{"id":9,');
  const again = await openStore(path);
  expect(again.all("labels").map(({ name }) => name)).toEqual(["kept"]);
  await again.close();
});
