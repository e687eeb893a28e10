import type { Commit } from "../git/read-commit.ts";
import type { GitHub } from "../github.ts";
import type { CheckRun, CheckSuite } from "../state/check-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { presentApp } from "./account.ts";
import { presentSimpleCommit } from "./commit.ts";
import { iso, isoOrNull, nodeId, repositoryUrls } from "./links.ts";
import { presentMinimalPull } from "./pull.ts";
import { presentRepository } from "./repository.ts";

/** How the runs of a suite stand together: the worst conclusion once all are completed. */
export function suiteState(runs: readonly CheckRun[]): {
  readonly status: CheckRun["status"];
  readonly conclusion: string | null;
} {
  if (runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.some(({ status }) => status !== "completed")) {
    return { status: runs.some(({ status }) => status === "in_progress") ? "in_progress" : "queued", conclusion: null };
  }
  const worst = ["failure", "timed_out", "action_required", "cancelled", "success", "neutral", "skipped"];
  const conclusion = worst.find((name) => runs.some((run) => run.conclusion === name));
  return { status: "completed", conclusion: conclusion ?? null };
}

/** The runs of a suite that count: of each name the newest. */
export function latestRuns(runs: readonly CheckRun[]): CheckRun[] {
  return [...new Map(runs.map((run) => [`${run.app} ${run.name}`, run])).values()];
}

/** A check run. */
export function presentCheckRun(github: GitHub, repository: Repository, run: CheckRun): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const url = `${api}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CheckRun", run.id),
    head_sha: run.sha,
    external_id: run.externalId ?? "",
    url,
    html_url: `${html}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${html}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion ?? null,
    started_at: iso(run.startedAt),
    completed_at: isoOrNull(run.completedAt),
    output: {
      title: run.title ?? null,
      summary: run.summary ?? null,
      text: run.text ?? null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite },
    app: presentApp(github, github.store.get("apps", run.app)!),
    pull_requests: pullsAt(github, repository, run.sha),
  };
}

/** A check suite; `commit` is the one at its head. */
export function presentCheckSuite(
  github: GitHub,
  repository: Repository,
  { suite, commit }: { readonly suite: CheckSuite; readonly commit: Commit },
): Record<string, unknown> {
  const runs = github.store.of("checkRuns", `${repository.id}:${suite.sha}`).filter((run) => run.suite === suite.id);
  const { api } = repositoryUrls(github, repository);
  return {
    id: suite.id,
    node_id: nodeId("CheckSuite", suite.id),
    head_branch: suite.branch ?? null,
    head_sha: suite.sha,
    ...suiteState(latestRuns(runs)),
    url: `${api}/check-suites/${suite.id}`,
    before: suite.before ?? "0".repeat(40),
    after: suite.sha,
    pull_requests: pullsAt(github, repository, suite.sha),
    app: presentApp(github, github.store.get("apps", suite.app)!),
    repository: presentRepository(github, repository),
    created_at: iso(suite.createdAt),
    updated_at: iso(suite.updatedAt),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: latestRuns(runs).length,
    check_runs_url: `${api}/check-suites/${suite.id}/check-runs`,
    head_commit: presentSimpleCommit(commit),
  };
}

/** A suite in a payload of its own, which shows the repository beside it. */
export function presentSuiteInPayload(
  github: GitHub,
  repository: Repository,
  shown: { readonly suite: CheckSuite; readonly commit: Commit },
): Record<string, unknown> {
  const { repository: _, ...rest } = presentCheckSuite(github, repository, shown);
  return rest;
}

/** A suite in the payload of one of its runs, where less of it is shown. */
export function presentSuiteInRun(
  github: GitHub,
  repository: Repository,
  shown: { readonly suite: CheckSuite; readonly commit: Commit },
): Record<string, unknown> {
  const {
    head_commit: _commit,
    rerequestable: _rerequestable,
    runs_rerequestable: _runs,
    latest_check_runs_count: _count,
    check_runs_url: _url,
    ...rest
  } = presentSuiteInPayload(github, repository, shown);
  return rest;
}

/** The open pull requests from this repository whose head is a commit; those of forks are not shown, as on GitHub. */
export function pullsAt(github: GitHub, repository: Repository, sha: string): Record<string, unknown>[] {
  return github.store
    .of("pulls", repository.id)
    .filter(({ state, head }) => state === "open" && head.sha === sha && head.repository === repository.id)
    .map((pull) => presentMinimalPull(github, repository, pull));
}
