import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { openJournal } from "./journal.ts";
import { type Key, keyText } from "./keys.ts";
import { openLog } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { openQueue, type Queue, type Run } from "./queue.ts";

const pull = (number: number): Key => ({ kind: "pull", repository: 1, pull: number });
const push: Key = { kind: "push", repository: 1 };

async function begin(run: Run): Promise<{ queue: Queue; path: string }> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-queue-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "journal");
  const queue = openQueue(await openJournal(path), { log: openLog(() => undefined), metrics: openMetrics() });
  queue.start(run);
  return { queue, path };
}

test("a key that comes again while it waits or runs is run once more, not once a time", async () => {
  const runs: number[] = [];
  const { queue } = await begin(async () => {
    runs.push(Date.now());
    await sleep(100);
    return undefined;
  });
  for (let at = 0; at < 20; at += 1) {
    await queue.add(pull(1));
    await sleep(5);
  }
  await queue.idle();
  expect(runs.length).toBe(2);
});

test("the same thing never runs twice at once, and different things do", async () => {
  let [now, most] = [0, 0];
  const going = new Set<string>();
  const { queue } = await begin(async (key) => {
    const turn = key.kind === "again" ? "pull 1 1" : keyText(key);
    expect(going.has(turn)).toBe(false);
    going.add(turn);
    now += 1;
    most = Math.max(most, now);
    await sleep(30);
    now -= 1;
    going.delete(turn);
    return undefined;
  });
  await queue.add(pull(1));
  await queue.add({ kind: "again", repository: 1, pull: 1 });
  await queue.add(pull(2));
  await queue.add(push);
  await queue.idle();
  expect(most).toBe(3);
});

test("what fails is tried again later, and told how often", async () => {
  const attempts: number[] = [];
  const { queue } = await begin(async (_key, attempt) => {
    attempts.push(attempt);
    if (attempt < 3) throw new Error("not yet");
    return undefined;
  });
  await queue.add(push);
  await queue.idle();
  expect(attempts).toEqual([1, 2, 3]);
});

test("what is pushed goes before what is planned, and what is planned before what is swept", async () => {
  const order: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), "slipway-queue-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const queue = openQueue(await openJournal(join(folder, "journal")), {
    log: openLog(() => undefined),
    metrics: openMetrics(),
  });
  await queue.add({ kind: "sweep", repository: 1 });
  await queue.add(pull(1));
  await queue.add(push);
  queue.start(async ({ kind }) => {
    order.push(kind);
    return undefined;
  });
  await queue.idle();
  expect(order).toEqual(["push", "pull", "sweep"]);
});

test("a stop lets what runs end, begins nothing, and leaves the rest in the journal", async () => {
  const ended: string[] = [];
  const { queue, path } = await begin(async (key) => {
    await sleep(200);
    ended.push(keyText(key));
    return undefined;
  });
  await queue.add(push);
  await sleep(20);
  const stopped = queue.stop(5_000);
  await queue.add(pull(7));
  await stopped;
  expect(ended).toEqual(["push 1"]);
  const left = openQueue(await openJournal(path), { log: openLog(() => undefined), metrics: openMetrics() });
  const seen: string[] = [];
  left.start(async (key) => {
    seen.push(keyText(key));
    return undefined;
  });
  await left.idle();
  expect(seen).toEqual(["pull 1 7"]);
  expect(readFileSync(path, "utf8")).toContain("pull 1 7");
});

test("a stop does not wait for ever", async () => {
  const { queue } = await begin(() => new Promise(() => undefined));
  await queue.add(push);
  await queue.stop(50);
});
