import { readCommit, resolveCommit } from "../git/read-commit.ts";
import type { GitHub } from "../github.ts";
import { refuse } from "../http/refuse.ts";
import { latestRuns, presentCheckRun, presentSuiteInRun, suiteState } from "../present/check.ts";
import type { Annotation, CheckRun } from "../state/check-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { emit } from "../webhooks/emit.ts";
import { addSuite, emitSuite, findSuite } from "./create-check-suites.ts";

/** What a request says of a check run, as the REST API has it. */
export interface CheckRunFields {
  readonly name?: string;
  readonly head_sha?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: "queued" | "in_progress" | "completed";
  readonly started_at?: string;
  readonly conclusion?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary?: string;
    readonly text?: string;
    readonly annotations?: readonly Annotation[];
  };
  readonly actions?: CheckRun["actions"];
}

/** Adds a check run to a commit. */
export async function createCheckRun(
  github: GitHub,
  repository: Repository,
  { app, fields }: { readonly app: number; readonly fields: CheckRunFields },
): Promise<CheckRun> {
  const sha = await resolveCommit(github, repository.id, fields.head_sha ?? "");
  if (sha === undefined || sha !== fields.head_sha) {
    return refuse(422, `No commit found for SHA: ${fields.head_sha}`);
  }
  const suite =
    findSuite(github, repository, app, sha) ??
    addSuite(github, repository, { app, sha, before: undefined, branch: branchAt(github, repository, sha) });
  const blank: CheckRun = {
    id: github.store.nextId(),
    suite: suite.id,
    repository: repository.id,
    app,
    sha,
    name: fields.name ?? "",
    status: "queued",
    conclusion: undefined,
    externalId: undefined,
    detailsUrl: undefined,
    title: undefined,
    summary: undefined,
    text: undefined,
    annotations: [],
    actions: [],
    startedAt: github.now(),
    completedAt: undefined,
  };
  forgetOld(github, repository, blank);
  const run = github.store.put("checkRuns", merge(github, blank, fields));
  await announce(github, repository, { before: undefined, run });
  return run;
}

/** Changes a check run; annotations are added to those that are there. */
export async function updateCheckRun(
  github: GitHub,
  repository: Repository,
  { before, fields }: { readonly before: CheckRun; readonly fields: CheckRunFields },
): Promise<CheckRun> {
  const run = github.store.put("checkRuns", merge(github, before, fields));
  await announce(github, repository, { before, run });
  return run;
}

function merge(github: GitHub, before: CheckRun, fields: CheckRunFields): CheckRun {
  const { output } = fields;
  const conclusion =
    fields.status !== undefined && fields.status !== "completed" ? undefined : (fields.conclusion ?? before.conclusion);
  const status = fields.conclusion === undefined ? (fields.status ?? before.status) : "completed";
  if (status === "completed" && conclusion === undefined)
    refuse(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
  const completedAt =
    fields.completed_at === undefined ? (before.completedAt ?? github.now()) : Date.parse(fields.completed_at);
  return {
    ...before,
    name: fields.name ?? before.name,
    status,
    conclusion,
    externalId: fields.external_id ?? before.externalId,
    detailsUrl: fields.details_url ?? before.detailsUrl,
    title: output?.title ?? before.title,
    summary: output?.summary ?? before.summary,
    text: output?.text ?? before.text,
    annotations: [...before.annotations, ...(output?.annotations ?? [])],
    actions: fields.actions ?? before.actions,
    startedAt: fields.started_at === undefined ? before.startedAt : Date.parse(fields.started_at),
    completedAt: status === "completed" ? completedAt : undefined,
  };
}

async function announce(
  github: GitHub,
  repository: Repository,
  { before, run }: { readonly before: CheckRun | undefined; readonly run: CheckRun },
): Promise<void> {
  const sender = github.store.get("apps", run.app)!.bot;
  if (before === undefined) await emitCheckRun(github, repository, { run, action: "created", sender });
  const completed =
    run.status === "completed" && (before?.status !== "completed" || before.conclusion !== run.conclusion);
  if (!completed) return;
  await emitCheckRun(github, repository, { run, action: "completed", sender });
  const suite = github.store.get("checkSuites", run.suite)!;
  const runs = github.store.of("checkRuns", `${repository.id}:${run.sha}`).filter((other) => other.suite === suite.id);
  if (suiteState(latestRuns(runs)).status === "completed") {
    const done = github.store.put("checkSuites", { ...suite, updatedAt: github.now() });
    await emitSuite(github, repository, done, "completed", sender);
  }
  github.changed(repository.id);
}

/** Tells of a check run: of a button or a wish to run again, only the app whose run it is. */
export async function emitCheckRun(
  github: GitHub,
  repository: Repository,
  {
    run,
    action,
    sender,
    identifier,
  }: {
    readonly run: CheckRun;
    readonly action: "created" | "completed" | "rerequested" | "requested_action";
    readonly sender: number;
    readonly identifier?: string;
  },
): Promise<void> {
  const suite = github.store.get("checkSuites", run.suite)!;
  const commit = await readCommit(github, repository.id, run.sha);
  if (commit === undefined) return;
  const payload = {
    check_run: {
      ...presentCheckRun(github, repository, run),
      check_suite: presentSuiteInRun(github, repository, { suite, commit }),
    },
    ...(identifier === undefined ? {} : { requested_action: { identifier } }),
  };
  const mine = action === "rerequested" || action === "requested_action";
  emit(github, { event: `check_run.${action}`, repository, sender, payload, ...(mine ? { only: run.app } : {}) });
}

function branchAt(github: GitHub, repository: Repository, sha: string): string | undefined {
  const ref = github.store
    .of("refs", repository.id)
    .find(({ name, oid }) => oid === sha && name.startsWith("refs/heads/"));
  return ref?.name.replace("refs/heads/", "");
}

/** GitHub keeps a limited number of runs of one name in a suite. */
function forgetOld(github: GitHub, repository: Repository, { suite, name, sha }: CheckRun): void {
  const runs = github.store
    .of("checkRuns", `${repository.id}:${sha}`)
    .filter((run) => run.suite === suite && run.name === name);
  const surplus = runs.length - github.limits.checkRunsPerSuite + 1;
  for (const { id } of runs.slice(0, Math.max(0, surplus))) github.store.remove("checkRuns", id);
}
