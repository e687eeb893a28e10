import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openJournal } from "./journal.ts";
import { type Key, keyText } from "./keys.ts";
import { openLog } from "./log.ts";
import { openMetrics } from "./metrics.ts";
import { openQueue, type Queue, type Run } from "./queue.ts";

const pull = (number: number): Key => ({ kind: "pull", repository: 1, pull: number });
const push: Key = { kind: "push", repository: 1 };

async function openQueueAt(path: string): Promise<Queue> {
  const journal = await openJournal(path);
  onTestFinished(() => journal.close());
  return openQueue(journal, { log: openLog(() => undefined), metrics: openMetrics() });
}

/** A queue in which these wait, and which has not begun. */
async function fill(keys: readonly Key[]): Promise<{ queue: Queue; path: string }> {
  const folder = mkdtempSync(join(tmpdir(), "slipway-queue-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "journal");
  const queue = await openQueueAt(path);
  for (const key of keys) await queue.add(key);
  return { queue, path };
}

async function begin(run: Run): Promise<{ queue: Queue; path: string }> {
  const filled = await fill([]);
  filled.queue.start(run);
  return filled;
}

/** Something to wait for, and what lets it pass. */
function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((done) => {
    open = done;
  });
  return { passed, open };
}

test("a key that comes again while it runs is run once more, not once a time", async () => {
  let runs = 0;
  const { passed, open } = gate();
  const { queue } = await begin(async () => {
    runs += 1;
    await passed;
    return undefined;
  });
  for (let at = 0; at < 20; at += 1) await queue.add(pull(1));
  open();
  await queue.idle();
  expect(runs).toBe(2);
});

test("a key that comes again while it waits is run once", async () => {
  const order: string[] = [];
  const { queue } = await fill([pull(1), pull(1), pull(1)]);
  queue.start(async (key) => {
    order.push(keyText(key));
    return undefined;
  });
  await queue.idle();
  expect(order).toEqual(["pull 1 1"]);
});

test("the same thing never runs twice at once, and different things do", async () => {
  const going = new Set<string>();
  const three = gate();
  const { queue } = await begin(async (key) => {
    const turn = key.kind === "again" ? "pull 1 1" : keyText(key);
    expect(going.has(turn)).toBe(false);
    going.add(turn);
    if (going.size === 3) three.open();
    await three.passed;
    going.delete(turn);
    return undefined;
  });
  await queue.add(pull(1));
  await queue.add({ kind: "again", repository: 1, pull: 1 });
  await queue.add(pull(2));
  await queue.add(push);
  await queue.idle();
  expect(going.size).toBe(0);
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
  const { queue } = await fill([{ kind: "sweep", repository: 1 }, pull(1), push]);
  queue.start(async ({ kind }) => {
    order.push(kind);
    return undefined;
  });
  await queue.idle();
  expect(order).toEqual(["push", "pull", "sweep"]);
});

test("a stop lets what runs end, begins nothing, and leaves the rest in the journal", async () => {
  const ended: string[] = [];
  const [begun, end] = [gate(), gate()];
  const { queue, path } = await begin(async (key) => {
    begun.open();
    await end.passed;
    ended.push(keyText(key));
    return undefined;
  });
  await queue.add(push);
  await begun.passed;
  const stopped = queue.stop(60_000);
  await queue.add(pull(7));
  end.open();
  await stopped;
  expect(ended).toEqual(["push 1"]);
  const left = await openQueueAt(path);
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

test("a clock that is put back or forward holds nothing up", async () => {
  const days = 86_400_000;
  const real = Date.now;
  onTestFinished(() => {
    Date.now = real;
  });
  const attempts: number[] = [];
  const { queue } = await begin(async (_key, attempt) => {
    attempts.push(attempt);
    // What has begun, what waits for its next attempt and what waits for its spacing all know an hour that is over.
    Date.now = () => real() - attempts.length * days;
    if (attempts.length < 3) throw new Error("not yet");
    return undefined;
  });
  await queue.add(pull(1));
  await queue.idle();
  await queue.add(pull(1));
  await queue.idle();
  expect(attempts).toEqual([1, 2, 3, 1]);
  await queue.stop(0);
  expect(queue.depth().oldest).toBe(0);
});
