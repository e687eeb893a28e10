import { emitSuite } from "../checks/create-check-suites.ts";
import { emitCheckRun } from "../checks/write-check-run.ts";
import type { GitHub } from "../github.ts";
import { emitReview } from "../pulls/emit-review.ts";
import type { CheckRun } from "../state/check-rows.ts";
import type { Review } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNamed } from "./accounts.ts";

/** What a person does on GitHub's pages for which no served operation exists. */

function runOf(github: GitHub, id: number): { readonly run: CheckRun; readonly repository: Repository } {
  const run = github.store.get("checkRuns", id);
  if (run === undefined) throw new Error(`There is no check run ${id}.`);
  return { run, repository: github.store.get("repositories", run.repository)! };
}

/** Presses a button of a check run. Throws when it has none of that identifier. */
export async function pressButton(github: GitHub, login: string, checkRun: number, identifier: string): Promise<void> {
  const { run, repository } = runOf(github, checkRun);
  if (!run.actions.some((action) => action.identifier === identifier))
    throw new Error(`The check run has no button ${identifier}.`);
  await emitCheckRun(github, repository, {
    run,
    action: "requested_action",
    sender: accountNamed(github, login).id,
    identifier,
  });
}

/** Asks for a check run to be run again. */
export async function rerunCheck(github: GitHub, login: string, checkRun: number): Promise<void> {
  const { run, repository } = runOf(github, checkRun);
  const waiting = github.store.put("checkRuns", {
    ...run,
    status: "queued",
    conclusion: undefined,
    completedAt: undefined,
  });
  await emitCheckRun(github, repository, {
    run: waiting,
    action: "rerequested",
    sender: accountNamed(github, login).id,
  });
}

/** Asks for all checks of a suite to be run again. */
export async function rerunSuite(github: GitHub, login: string, checkSuite: number): Promise<void> {
  const suite = github.store.get("checkSuites", checkSuite);
  if (suite === undefined) throw new Error(`There is no check suite ${checkSuite}.`);
  const repository = github.store.get("repositories", suite.repository)!;
  await emitSuite(github, repository, suite, "rerequested", accountNamed(github, login).id);
}

/** Dismisses a review. */
export async function dismissReview(github: GitHub, login: string, id: number): Promise<void> {
  const before = github.store.get("reviews", id);
  if (before === undefined) throw new Error(`There is no review ${id}.`);
  const review: Review = github.store.put("reviews", { ...before, state: "DISMISSED", updatedAt: github.now() });
  const pull = github.store.get("pulls", review.pull)!;
  const repository = github.store.get("repositories", pull.repository)!;
  await emitReview(github, repository, { pull, review, action: "dismissed", sender: accountNamed(github, login).id });
}
