import { type CheckRunFields, createCheckRun, updateCheckRun } from "../checks/write-check-run.ts";
import { readCommit, resolveCommit } from "../git/read-commit.ts";
import { type Call, type Handler, text } from "../http/call.ts";
import { page } from "../http/page.ts";
import { refuse } from "../http/refuse.ts";
import { latestRuns, presentCheckRun, presentCheckSuite } from "../present/check.ts";
import { checkRunOf } from "./find.ts";

export const createRun: Handler = async (call) => {
  const { github, repository, actor } = call;
  const run = await createCheckRun(github, repository, { app: actor.app!, fields: call.body as CheckRunFields });
  return { status: 201, body: presentCheckRun(github, repository, run) };
};

/** Changes a run; only the app that made it may. */
export const updateRun: Handler = async (call) => {
  const { github, repository, actor } = call;
  const before = checkRunOf(call);
  if (before.app !== actor.app)
    return refuse(
      403,
      `Invalid app_id \`${actor.app}\` - check run can only be modified by the GitHub App that created it.`,
    );
  const run = await updateCheckRun(github, repository, { before, fields: (call.body ?? {}) as CheckRunFields });
  return { status: 200, body: presentCheckRun(github, repository, run) };
};

export const listRuns: Handler = async (call) => {
  const { github, repository } = call;
  const sha = await commitOf(call);
  const all = github.store.of("checkRuns", `${repository.id}:${sha}`);
  const counted = text(call, "filter") === "all" ? all : latestRuns(all);
  const found = counted.filter((run) => {
    const { check_name: name = run.name, status = run.status, app_id: app = run.app } = call.parameters;
    return run.name === name && run.status === status && run.app === app;
  });
  const newest = [...found].reverse();
  return page(call, newest, (some) => ({
    total_count: newest.length,
    check_runs: some.map((run) => presentCheckRun(github, repository, run)),
  }));
};

export const listSuites: Handler = async (call) => {
  const { github, repository } = call;
  const sha = await commitOf(call);
  const commit = await readCommit(github, repository.id, sha);
  const runs = github.store.of("checkRuns", `${repository.id}:${sha}`);
  const found = github.store.of("checkSuites", `${repository.id}:${sha}`).filter((suite) => {
    const { app_id: app = suite.app, check_name: name } = call.parameters;
    return suite.app === app && (name === undefined || runs.some((run) => run.suite === suite.id && run.name === name));
  });
  return page(call, found, (some) => ({
    total_count: found.length,
    check_suites: some.map((suite) => presentCheckSuite(github, repository, { suite, commit: commit! })),
  }));
};

async function commitOf(call: Call): Promise<string> {
  const ref = text(call, "ref")!;
  const sha = await resolveCommit(call.github, call.repository.id, ref);
  return sha ?? refuse(422, `No commit found for SHA: ${ref}`);
}
