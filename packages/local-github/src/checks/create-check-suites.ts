import { readCommit } from "../git/read-commit.ts";
import type { GitHub } from "../github.ts";
import { presentSuiteInPayload } from "../present/check.ts";
import type { CheckSuite } from "../state/check-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { emit } from "../webhooks/emit.ts";
import type { RefChange } from "../webhooks/emit-push.ts";

/** Opens a check suite on a pushed commit for every app that may write checks there, and tells each of its own. */
export async function createCheckSuites(
  github: GitHub,
  repository: Repository,
  { name, before, after }: RefChange,
): Promise<void> {
  if (after === undefined) return;
  for (const { app, account, repositories, permissions } of github.store.all("installations")) {
    const covered = account === repository.owner && (repositories === "all" || repositories.includes(repository.id));
    if (!covered || permissions["checks"] !== "write" || findSuite(github, repository, app, after) !== undefined)
      continue;
    const suite = addSuite(github, repository, { app, sha: after, before, branch: name.replace("refs/heads/", "") });
    await emitSuite(github, repository, suite, "requested");
  }
}

/** The suite of an app on a commit; undefined when there is none yet. */
export function findSuite(github: GitHub, repository: Repository, app: number, sha: string): CheckSuite | undefined {
  return github.store.of("checkSuites", `${repository.id}:${sha}`).find((suite) => suite.app === app);
}

/** Adds an app's suite to a commit. */
export function addSuite(
  github: GitHub,
  repository: Repository,
  suite: Pick<CheckSuite, "app" | "sha" | "before" | "branch">,
): CheckSuite {
  const now = github.now();
  return github.store.put("checkSuites", {
    ...suite,
    id: github.store.nextId(),
    repository: repository.id,
    createdAt: now,
    updatedAt: now,
  });
}

/** Tells an app of one of its suites; of a completed one everyone who asked is told. */
export async function emitSuite(
  github: GitHub,
  repository: Repository,
  suite: CheckSuite,
  action: "requested" | "rerequested" | "completed",
  sender: number = repository.owner,
): Promise<void> {
  const commit = await readCommit(github, repository.id, suite.sha);
  if (commit === undefined) return;
  const payload = { check_suite: presentSuiteInPayload(github, repository, { suite, commit }) };
  const event = `check_suite.${action}` as const;
  emit(github, { event, repository, sender, payload, ...(action === "completed" ? {} : { only: suite.app }) });
}
