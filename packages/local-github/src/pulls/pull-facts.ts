import { mergeTree, runGit, writeCommit } from "@slipway/git";
import { changedFiles } from "../git/diff.ts";
import { commitsBetween, commonAncestor, isAncestor } from "../git/history.ts";
import { resolveCommit } from "../git/read-commit.ts";
import { repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import { anonymous } from "../http/actor.ts";
import { latestRuns } from "../present/check.ts";
import { noreply } from "../present/commit.ts";
import { judgeMerge } from "../rules/judge-merge.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";

/** What is known of a pull request from Git and from the rules. */
export interface PullFacts {
  /** Null while it is not known yet, and once the pull request is closed. */
  readonly mergeable: boolean | null;
  /** clean, dirty, blocked, behind, unstable, draft or unknown. */
  readonly state: string;
  /** The commit that a merge would make, which `refs/pull/<n>/merge` names. */
  readonly testMerge: string | undefined;
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
}

type Merge = { readonly commit: string } | { readonly conflicts: readonly string[] };
type Size = Pick<PullFacts, "commits" | "additions" | "deletions" | "changedFiles">;

const remembered = 2000;
const trials = new WeakMap<GitHub, Map<string, Merge | Promise<Merge>>>();

/** Where the base branch of a pull request stands; of a merged one, where it stood before. */
export async function baseTip(github: GitHub, repository: Repository, pull: Pull): Promise<string> {
  if (pull.mergedAt !== undefined) return pull.base.sha;
  return (await resolveCommit(github, repository.id, `heads/${pull.base.ref}`)) ?? pull.base.sha;
}

/**
 * What is known of a pull request now. Whether it can be merged is computed after the first question, as on GitHub:
 * until then it is null. With `wait`, the answer is awaited.
 */
export async function pullFacts(github: GitHub, repository: Repository, pull: Pull, wait = false): Promise<PullFacts> {
  const base = await baseTip(github, repository, pull);
  const size = await sizeOf(github, repository, base, pull.head.sha);
  if (pull.state === "closed") return { ...size, mergeable: null, state: "unknown", testMerge: undefined };
  const merge = testMerge(github, repository, pull, base);
  const known = merge instanceof Promise && !wait ? undefined : await merge;
  if (known === undefined) return { ...size, mergeable: null, state: "unknown", testMerge: undefined };
  if ("conflicts" in known) return { ...size, mergeable: false, state: "dirty", testMerge: undefined };
  return { ...size, mergeable: true, state: await stateOf(github, repository, pull, base), testMerge: known.commit };
}

/** Merges a pull request's head into its base, as a trial; started at the first call for these two commits. */
export function testMerge(github: GitHub, repository: Repository, pull: Pull, base: string): Merge | Promise<Merge> {
  const merges = trials.get(github) ?? new Map<string, Merge | Promise<Merge>>();
  trials.set(github, merges);
  const key = `${repository.id}:${pull.number}:${base}:${pull.head.sha}`;
  const found = merges.get(key);
  if (found !== undefined) return found;
  const work = tryMerge(github, repository, pull, base);
  merges.set(key, work);
  if (merges.size > remembered) merges.delete(merges.keys().next().value!);
  work.then(
    (merge) => merges.set(key, merge),
    () => merges.delete(key),
  );
  github.later(async () => void (await work));
  return work;
}

async function tryMerge(github: GitHub, repository: Repository, pull: Pull, base: string): Promise<Merge> {
  const path = repositoryPath(github.directory, repository.id);
  if ((await commonAncestor(github, repository.id, base, pull.head.sha)) === undefined) return { conflicts: [] };
  const merged = await mergeTree(path, base, pull.head.sha);
  if ("conflicts" in merged) return merged;
  const user = github.store.get("accounts", pull.user)!;
  const commit = await writeCommit(path, {
    tree: merged.tree,
    parents: [base, pull.head.sha],
    message: `Merge ${pull.head.sha} into ${base}`,
    author: { name: user.name, email: user.email || noreply(user.id, user.login) },
    date: new Date(github.now()),
  });
  await runGit(path, ["update-ref", `refs/pull/${pull.number}/merge`, commit]);
  return { commit };
}

async function sizeOf(github: GitHub, repository: Repository, base: string, head: string): Promise<Size> {
  const from = (await commonAncestor(github, repository.id, base, head)) ?? base;
  const [files, commits] = await Promise.all([
    changedFiles(github, repository.id, from, head),
    commitsBetween(github, repository.id, { base, head }),
  ]);
  return {
    commits: commits.length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
}

async function stateOf(github: GitHub, repository: Repository, pull: Pull, base: string): Promise<string> {
  if (pull.draft) return "draft";
  const { classic, rulesets } = await judgeMerge(github, repository, {
    pull,
    actor: anonymous,
    method: undefined,
    base,
  });
  const runs = latestRuns(github.store.of("checkRuns", `${repository.id}:${pull.head.sha}`));
  const ok = runs.every(({ conclusion }) => ["success", "neutral", "skipped"].includes(conclusion ?? ""));
  if (classic.length + rulesets.length === 0) return ok ? "clean" : "unstable";
  const behind = !(await isAncestor(github, repository.id, base, pull.head.sha));
  return behind && ok && [...classic, ...rulesets].every((text) => /required status check.* expected\.$/i.test(text))
    ? "behind"
    : "blocked";
}
