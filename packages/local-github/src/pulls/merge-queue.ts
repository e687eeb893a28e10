import { moveRefs } from "../git/move-refs.ts";
import { readCommit, resolveCommit } from "../git/read-commit.ts";
import type { GitHub } from "../github.ts";
import { refusalOf } from "../http/refuse.ts";
import { presentSimpleCommit } from "../present/commit.ts";
import { rulesetRules } from "../rules/active-rules.ts";
import type { MergeMethod } from "../rules/judge-merge.ts";
import { missingChecks } from "../rules/required-checks.ts";
import type { Pull, QueueEntry } from "../state/pull-rows.ts";
import type { Repository, Rule } from "../state/repository-rows.ts";
import { emit } from "../webhooks/emit.ts";
import { actorOf } from "./actor-of.ts";
import { emitPull } from "./emit-pull.ts";
import { buildMerge } from "./merge-pull.ts";

/** The rule that gives a branch a merge queue; undefined when it has none. */
export function queueRule(github: GitHub, repository: Repository, branch: string): Rule | undefined {
  return rulesetRules(github, repository, branch).find(({ rule }) => rule.type === "merge_queue")?.rule;
}

/** Puts a pull request at the end of its base branch's queue. */
export async function enqueue(github: GitHub, repository: Repository, pull: Pull, by: number): Promise<QueueEntry> {
  const entry = github.store.put("queue", {
    id: github.store.nextId(),
    repository: repository.id,
    pull: pull.id,
    branch: pull.base.ref,
    enqueuer: by,
    enqueuedAt: github.now(),
    base: undefined,
    head: undefined,
  });
  await emitPull(github, repository, { pull, action: "enqueued", sender: by });
  return entry;
}

/**
 * Moves every queue of a repository on. Each entry is merged, for trial, on top of the one before it; its checks are
 * asked for by `merge_group`; the first whose required checks pass becomes the branch's tip, and one whose checks fail
 * leaves the queue, so that those behind it are merged anew. Entries are merged one by one, whatever group size is set.
 */
export async function advanceQueues(github: GitHub, repository: Repository): Promise<void> {
  const branches = new Set(
    github.store
      .all("queue")
      .filter((row) => row.repository === repository.id)
      .map(({ branch }) => branch),
  );
  for (const branch of branches) while (await step(github, repository, branch));
}

/** One step of a queue: builds what is not built, then merges or drops the first entry. True when there may be more. */
async function step(github: GitHub, repository: Repository, branch: string): Promise<boolean> {
  const entries = github.store.of("queue", `${repository.id}:${branch}`);
  let base = await resolveCommit(github, repository.id, `heads/${branch}`);
  const limit = Number(queueRule(github, repository, branch)?.parameters?.["max_entries_to_build"] ?? 5);
  for (const entry of entries.slice(0, Math.max(1, limit))) {
    if (base === undefined) return false;
    const built: QueueEntry | undefined = entry.base === base ? entry : await build(github, repository, entry, base);
    if (built === undefined) return true;
    base = built.head;
  }
  const first = github.store.of("queue", `${repository.id}:${branch}`)[0];
  if (first?.head === undefined) return false;
  const state = checksOf(github, repository, branch, first.head);
  if (state === "waiting") return false;
  if (state === "failing") await drop(github, repository, first, { event: "dequeued", reason: "CI_FAILURE" });
  else await merge(github, repository, first);
  return true;
}

async function build(
  github: GitHub,
  repository: Repository,
  entry: QueueEntry,
  base: string,
): Promise<QueueEntry | undefined> {
  await destroyGroup(github, repository, entry, "invalidated");
  const pull = github.store.get("pulls", entry.pull)!;
  const method = String(queueRule(github, repository, entry.branch)?.parameters?.["merge_method"] ?? "MERGE");
  const wish = { actor: actorOf(github, entry.enqueuer), method: method.toLowerCase() as MergeMethod };
  try {
    const head = await buildMerge(github, repository, { pull, wish, base });
    const built = github.store.put("queue", { ...entry, base, head });
    const moves = [{ name: groupRef(github, built), before: undefined, after: head }];
    await moveRefs(github, repository, { actor: entry.enqueuer, moves });
    await emitGroup(github, repository, built, "checks_requested");
    return built;
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    await drop(
      github,
      repository,
      { ...entry, base: undefined, head: undefined },
      { event: "dequeued", reason: "MERGE_CONFLICT" },
    );
    return undefined;
  }
}

function checksOf(
  github: GitHub,
  repository: Repository,
  branch: string,
  sha: string,
): "passing" | "waiting" | "failing" {
  const rules = rulesetRules(github, repository, branch).filter(({ rule }) => rule.type === "required_status_checks");
  const missing = rules.flatMap(({ rule }) => missingChecks(github, repository, { rule, sha, behind: false }) ?? []);
  if (missing.length === 0) return "passing";
  return missing.some((text) => text.includes("failing")) ? "failing" : "waiting";
}

async function merge(github: GitHub, repository: Repository, entry: QueueEntry): Promise<void> {
  const merging = { pull: entry.pull, commit: entry.head! };
  const moves = [{ name: `refs/heads/${entry.branch}`, before: entry.base, after: entry.head }];
  const result = await moveRefs(github, repository, { actor: entry.enqueuer, moves, merging });
  if (result.updated) await destroyGroup(github, repository, entry, "merged");
}

/** Takes a pull request out of its queue, and its merge group with it. */
export async function drop(
  github: GitHub,
  repository: Repository,
  entry: QueueEntry,
  why: { readonly event: "dequeued" | "invalidated"; readonly reason: string },
): Promise<void> {
  github.store.remove("queue", entry.id);
  await destroyGroup(github, repository, entry, why.event);
  const pull = github.store.get("pulls", entry.pull)!;
  await emitPull(github, repository, {
    pull,
    action: "dequeued",
    sender: entry.enqueuer,
    more: { reason: why.reason },
  });
}

async function destroyGroup(
  github: GitHub,
  repository: Repository,
  entry: QueueEntry,
  reason: "merged" | "dequeued" | "invalidated",
): Promise<void> {
  if (entry.head === undefined) return;
  const moves = [{ name: groupRef(github, entry), before: entry.head, after: undefined }];
  await moveRefs(github, repository, { actor: entry.enqueuer, moves });
  await emitGroup(github, repository, entry, "destroyed", reason);
}

function groupRef(github: GitHub, entry: QueueEntry): string {
  const { number } = github.store.get("pulls", entry.pull)!;
  return `refs/heads/gh-readonly-queue/${entry.branch}/pr-${number}-${entry.base}`;
}

async function emitGroup(
  github: GitHub,
  repository: Repository,
  entry: QueueEntry,
  action: "checks_requested" | "destroyed",
  reason?: string,
): Promise<void> {
  const commit = await readCommit(github, repository.id, entry.head!);
  const group = {
    head_sha: entry.head,
    head_ref: groupRef(github, entry),
    base_sha: entry.base,
    base_ref: `refs/heads/${entry.branch}`,
    head_commit: presentSimpleCommit(commit!),
  };
  const payload = { merge_group: group, ...(reason === undefined ? {} : { reason }) };
  emit(github, { event: `merge_group.${action}`, repository, sender: entry.enqueuer, payload });
}
