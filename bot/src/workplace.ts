import type { Reach } from "@slipway/engine";
import type { GitHub, Repository } from "./github.ts";
import type { Key } from "./keys.ts";
import type { Line } from "./line/line.ts";
import type { Waiting } from "./line/tasks.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Mirror } from "./mirror.ts";

/** What every job works with. */
export interface Workplace {
  readonly github: GitHub;
  /** The bot's own app: only its checks and commits count as the bot's. */
  readonly app: { readonly id: number; readonly slug: string };
  readonly line: Line;
  readonly mirror: (repository: Repository) => Mirror;
  readonly enqueue: (key: Key) => Promise<void>;
  readonly memory: Memory;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What is remembered to save work. All of it may be lost at any time: what it is for can be found out again. */
export interface Memory {
  /** The comments that were just made, by `repository/pull`, because GitHub's lists may lack them for a moment. */
  readonly comments: Map<string, number>;
  /** The commit whose render each environment branch holds, by its head: known better than the branch itself says it. */
  readonly sources: Map<string, string>;
  /** Heads of environment branches that were found to be the bot's own. */
  readonly trusted: Set<string>;
  /** The environments that lag behind, by repository; nothing until it has been looked at. */
  readonly waiting: Map<string, readonly Waiting[]>;
  /** What is missing so that nothing is merged past the check, by repository. */
  readonly warnings: Map<string, string>;
  /** How far the difference of two commits may be felt, by `mirror before after`. */
  readonly reaches: Map<string, Promise<Reach | undefined>>;
}

/** Nothing is remembered yet. */
export function openMemory(): Memory {
  return {
    comments: new Map(),
    sources: new Map(),
    trusted: new Set(),
    waiting: new Map(),
    warnings: new Map(),
    reaches: new Map(),
  };
}

/** Sets an entry, and lets go of the oldest ones when there are very many. */
export function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > 10_000) for (const old of [...map.keys()].slice(0, 1_000)) map.delete(old);
}
