import type { GitHub } from "../github.ts";
import { refusalOf } from "../http/refuse.ts";
import type { Pull } from "../state/pull-rows.ts";
import { actorOf } from "./actor-of.ts";
import { mergePull } from "./merge-pull.ts";
import { advanceQueues } from "./merge-queue.ts";
import { pullFacts } from "./pull-facts.ts";

const running = new WeakMap<GitHub, Map<number, Promise<void>>>();

/**
 * Does what waited for something to change in a repository: merges pull requests with auto-merge whose requirements
 * are met, and moves its merge queues on. Runs one after the other for each repository.
 */
export function advance(github: GitHub, repository: number): Promise<void> {
  const rounds = running.get(github) ?? new Map<number, Promise<void>>();
  running.set(github, rounds);
  const before = rounds.get(repository) ?? Promise.resolve();
  const round = before.then(() => once(github, repository));
  rounds.set(
    repository,
    round.catch(() => undefined),
  );
  return round;
}

async function once(github: GitHub, id: number): Promise<void> {
  const repository = github.store.get("repositories", id);
  if (repository === undefined) return;
  for (const pull of github.store.of("pulls", id)) {
    if (pull.state === "open" && pull.autoMerge !== undefined) await autoMerge(github, pull);
  }
  await advanceQueues(github, repository);
  await github.store.flush();
}

async function autoMerge(github: GitHub, pull: Pull): Promise<void> {
  const repository = github.store.get("repositories", pull.repository)!;
  const { by, method, title, message } = pull.autoMerge!;
  const { state } = await pullFacts(github, repository, pull, true);
  if (state !== "clean" && state !== "unstable") return;
  try {
    await mergePull(github, repository, pull, {
      actor: actorOf(github, by),
      method,
      title,
      message,
      sha: pull.head.sha,
    });
  } catch (error) {
    // Something changed between looking and merging; the change brings this up again.
    if (refusalOf(error) === undefined) throw error;
  }
}
