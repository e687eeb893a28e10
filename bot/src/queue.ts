import type { Journal } from "./journal.ts";
import { type Key, type Kind, keyText, readKey, turnOf } from "./keys.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Does what a key asks for. Gives the milliseconds after which it wants to be called again, if it does. */
export type Run = (key: Key, attempt: number) => Promise<number | undefined>;

/** Keys that wait for their turn, each at most once. */
export interface Queue {
  /** Settles when the key is on the disk. One that waits already is not added twice; one that runs will run again. */
  add(key: Key): Promise<void>;
  /** Begins to run keys, those first that a process before this one left. */
  start(run: Run): void;
  /** Lets nothing begin any more, and waits so many milliseconds for what runs. What is left stays in the journal. */
  stop(grace: number): Promise<void>;
  /** Settles when nothing waits and nothing runs. */
  idle(): Promise<void>;
  /** How many keys wait or run, by kind, and for how many milliseconds the oldest has waited. */
  depth(): { readonly byKind: ReadonlyMap<Kind, number>; readonly oldest: number };
}

interface Item {
  readonly key: Key;
  readonly turn: string;
  running: boolean;
  /** Asked for again while it ran. */
  dirty: boolean;
  readonly since: number;
  notBefore: number;
  attempts: number;
}

/** How many of a kind run at once, the most urgent kind first. Planning itself has workers of its own that limit it. */
const limits: Readonly<Record<Kind, number>> = {
  again: 8,
  push: 4,
  pull: 24,
  group: 4,
  base: 2,
  sweep: 2,
  "sweep-all": 1,
};
const urgency = Object.keys(limits) as Kind[];

/** Milliseconds between two beginnings of the same thing, after a first one that need not wait. */
const spacing: Readonly<Partial<Record<Kind, number>>> = { pull: 1_500 };

const longestPause = 5 * 60_000;

/** Milliseconds on a clock that nobody can put forward or back. */
const clock = () => performance.now();

/** A queue over a journal. */
export function openQueue(journal: Journal, { log, metrics }: { readonly log: Log; readonly metrics: Metrics }): Queue {
  const items = new Map<string, Item>();
  const turns = new Set<string>();
  const lastStart = new Map<string, number>();
  const running = new Set<Promise<void>>();
  const waiters: (() => void)[] = [];
  let run: Run | undefined;
  let timer: NodeJS.Timeout | undefined;

  function enqueue(key: Key): void {
    const known = items.get(keyText(key));
    if (known === undefined) {
      const now = clock();
      items.set(keyText(key), {
        key,
        turn: turnOf(key),
        running: false,
        dirty: false,
        since: now,
        notBefore: 0,
        attempts: 0,
      });
    } else {
      metrics.count("jobs_coalesced_total", { kind: key.kind });
      if (known.running) known.dirty = true;
      // What failed and waits for its next attempt may be worth one now.
      else if (known.attempts > 0) known.notBefore = Math.min(known.notBefore, clock() + 1_000);
    }
    pump();
  }

  function pump(): void {
    if (run === undefined) return;
    clearTimeout(timer);
    const now = clock();
    const counts = new Map<Kind, number>();
    for (const { key, running } of items.values()) if (running) counts.set(key.kind, (counts.get(key.kind) ?? 0) + 1);
    let next = Number.POSITIVE_INFINITY;
    for (const kind of urgency)
      for (const item of items.values()) {
        if (item.key.kind !== kind || item.running || turns.has(item.turn)) continue;
        const spaced = (lastStart.get(item.turn) ?? Number.NEGATIVE_INFINITY) + (spacing[kind] ?? 0);
        const due = Math.max(item.notBefore, spaced);
        if (due > now) next = Math.min(next, due);
        else if ((counts.get(kind) ?? 0) < limits[kind]) {
          counts.set(kind, (counts.get(kind) ?? 0) + 1);
          begin(item, now);
        }
      }
    if (next < Number.POSITIVE_INFINITY) timer = setTimeout(pump, next - now);
  }

  function begin(item: Item, now: number): void {
    item.running = true;
    turns.add(item.turn);
    remember(item.turn, now);
    const work = runItem(item).finally(() => {
      running.delete(work);
      turns.delete(item.turn);
      pump();
      if (items.size === 0) for (const done of waiters.splice(0)) done();
    });
    running.add(work);
  }

  async function runItem(item: Item): Promise<void> {
    const { kind } = item.key;
    const text = keyText(item.key);
    const start = clock();
    let outcome = "done";
    try {
      const pause = await run?.(item.key, item.attempts + 1);
      item.attempts = 0;
      if (pause !== undefined) outcome = "again";
      settle(item, text, pause);
    } catch (error) {
      item.attempts += 1;
      const pause = Math.min(longestPause, 1_000 * 2 ** (item.attempts - 1)) * (0.5 + Math.random() / 2);
      outcome = "failed";
      log.error("job failed", { job: text, attempt: item.attempts, pause: Math.round(pause), error });
      settle(item, text, pause);
    }
    const seconds = (clock() - start) / 1000;
    metrics.count("jobs_total", { kind, outcome });
    metrics.observe("job_seconds", seconds, { kind });
    log.info("job", { job: text, outcome, milliseconds: Math.round(seconds * 1000) });
  }

  function settle(item: Item, text: string, pause: number | undefined): void {
    item.running = false;
    if (item.dirty || pause !== undefined) {
      item.notBefore = item.dirty ? 0 : clock() + (pause ?? 0);
      item.dirty = false;
      return;
    }
    items.delete(text);
    journal.remove(text);
  }

  /** A first start is free, so that what comes alone is done at once: only the second in a row waits. */
  function remember(turn: string, now: number): void {
    for (const [known, at] of lastStart) if (now - at > 10_000) lastStart.delete(known);
    lastStart.set(turn, now);
  }

  for (const text of journal.keys()) {
    const key = readKey(text);
    if (key === undefined) journal.remove(text);
    else enqueue(key);
  }

  return {
    add(key) {
      // Taken up before it is on the disk: a job that ends meanwhile would otherwise take the key with it.
      const written = journal.add(keyText(key));
      enqueue(key);
      return written;
    },
    start(work) {
      run = work;
      pump();
    },
    async stop(grace) {
      run = undefined;
      clearTimeout(timer);
      let late: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((done) => {
        late = setTimeout(done, grace);
      });
      await Promise.race([Promise.allSettled([...running]), enough]);
      clearTimeout(late);
    },
    idle: () => (items.size === 0 ? Promise.resolve() : new Promise((done) => waiters.push(done))),
    depth() {
      const byKind = new Map<Kind, number>(urgency.map((kind) => [kind, 0]));
      let oldest = 0;
      for (const { key, since, running } of items.values()) {
        byKind.set(key.kind, (byKind.get(key.kind) ?? 0) + 1);
        if (!running) oldest = Math.max(oldest, clock() - since);
      }
      return { byKind, oldest };
    },
  };
}
