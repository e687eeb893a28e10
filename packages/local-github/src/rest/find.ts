import type { GitHub } from "../github.ts";
import { type Call, number } from "../http/call.ts";
import { notFound } from "../http/refuse.ts";
import type { CheckRun, Deployment } from "../state/check-rows.ts";
import type { Comment, Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";

/** The pull request of a number; undefined when there is none. */
export function findPull(github: GitHub, repository: Repository, wanted: number): Pull | undefined {
  return github.store.of("pulls", repository.id).find((pull) => pull.number === wanted);
}

/** The pull request that the path names, by `pull_number` or `issue_number`. */
export function pullOf(call: Call): Pull {
  const wanted = number(call, call.parameters["pull_number"] === undefined ? "issue_number" : "pull_number");
  return findPull(call.github, call.repository, wanted) ?? notFound();
}

/** The comment that the path names. */
export function commentOf(call: Call): Comment {
  const comment = call.github.store.get("comments", number(call, "comment_id"));
  const pull = call.github.store.get("pulls", comment?.pull ?? 0);
  return comment === undefined || pull?.repository !== call.repository.id || isTooNew(call, comment)
    ? notFound()
    : comment;
}

/** The check run that the path names. */
export function checkRunOf(call: Call): CheckRun {
  const run = call.github.store.get("checkRuns", number(call, "check_run_id"));
  return run === undefined || run.repository !== call.repository.id ? notFound() : run;
}

/** The deployment that the path names. */
export function deploymentOf(call: Call): Deployment {
  const deployment = call.github.store.get("deployments", number(call, "deployment_id"));
  return deployment === undefined || deployment.repository !== call.repository.id ? notFound() : deployment;
}

/** The rows that a reader sees who lags behind, as a `lag` fault has it. */
export function settled<T extends { readonly createdAt: number }>(call: Call, rows: readonly T[]): readonly T[] {
  return call.lag === 0 ? rows : rows.filter((row) => !isTooNew(call, row));
}

function isTooNew(call: Call, { createdAt }: { readonly createdAt: number }): boolean {
  return createdAt > call.github.now() - call.lag;
}
