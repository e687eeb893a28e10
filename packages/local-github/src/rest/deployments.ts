import { isAncestor } from "../git/history.ts";
import { moveRefs } from "../git/move-refs.ts";
import { resolveCommit } from "../git/read-commit.ts";
import { type Call, type Handler, text } from "../http/call.ts";
import { page } from "../http/page.ts";
import { refuse } from "../http/refuse.ts";
import { latestRuns } from "../present/check.ts";
import { presentDeployment, presentDeploymentStatus, presentEnvironment } from "../present/deployment.ts";
import { mergeBranches } from "../pulls/merge-branches.ts";
import type { Deployment, DeploymentStatus } from "../state/check-rows.ts";
import { emit } from "../webhooks/emit.ts";
import { deploymentOf } from "./find.ts";

export const listDeployments: Handler = (call) => {
  const { github, repository } = call;
  const wanted = (name: string) => text(call, name) ?? "none";
  const found = github.store
    .of("deployments", repository.id)
    .filter((row) =>
      (["sha", "ref", "task", "environment"] as const).every(
        (name) => wanted(name) === "none" || row[name] === wanted(name),
      ),
    );
  return page(call, [...found].reverse(), (some) => some.map((row) => presentDeployment(github, repository, row)));
};

interface DeploymentBody {
  readonly ref: string;
  readonly task?: string;
  readonly auto_merge?: boolean;
  readonly required_contexts?: readonly string[];
  readonly payload?: unknown;
  readonly environment?: string;
  readonly description?: string | null;
  readonly transient_environment?: boolean;
  readonly production_environment?: boolean;
}

/**
 * Creates a deployment. Unless told otherwise, GitHub first merges the default branch into the ref (202, no
 * deployment), and refuses (409) while a check of the commit has not succeeded.
 */
export const createDeployment: Handler = async (call) => {
  const { github, repository, actor } = call;
  const body = call.body as DeploymentBody;
  const sha = await resolveCommit(github, repository.id, body.ref);
  if (sha === undefined) return refuse(422, `No ref found for: ${body.ref}`);
  if (body.auto_merge !== false) {
    const merged = await autoMerge(call, body.ref, sha);
    if (merged !== undefined) return { status: 202, body: { message: merged } };
  }
  refuseUnchecked(call, body, sha);
  const now = github.now();
  const environment = body.environment ?? "production";
  const deployment = github.store.put("deployments", {
    id: github.store.nextId(),
    repository: repository.id,
    sha,
    ref: body.ref,
    task: body.task ?? "deploy",
    environment,
    description: body.description ?? undefined,
    payload: body.payload ?? {},
    transient: body.transient_environment ?? false,
    production: body.production_environment ?? environment === "production",
    creator: actor.account,
    app: actor.app,
    createdAt: now,
    updatedAt: now,
  });
  environmentNamed(call, environment);
  const payload = { deployment: presentDeployment(github, repository, deployment), workflow: null, workflow_run: null };
  emit(github, { event: "deployment.created", repository, sender: actor.account, payload });
  return { status: 201, body: presentDeployment(github, repository, deployment) };
};

async function autoMerge(call: Call, ref: string, sha: string): Promise<string | undefined> {
  const { github, repository, actor } = call;
  const name = `refs/heads/${ref.replace(/^(refs\/)?heads\//, "")}`;
  const isBranch = (await resolveCommit(github, repository.id, name.replace("refs/", ""))) === sha;
  const main = await resolveCommit(github, repository.id, `heads/${repository.defaultBranch}`);
  if (!isBranch || main === undefined || (await isAncestor(github, repository.id, main, sha))) return undefined;
  const message = `Auto-merged ${repository.defaultBranch} into ${ref} on deployment.`;
  const commit = await mergeBranches(github, repository, { into: sha, from: main, actor, message });
  if (commit === undefined) return refuse(409, `Conflict merging ${repository.defaultBranch} into ${ref}`);
  await moveRefs(github, repository, { actor: actor.account, moves: [{ name, before: sha, after: commit }] });
  return message;
}

function refuseUnchecked(
  { github, repository }: Call,
  { ref, required_contexts: contexts }: DeploymentBody,
  sha: string,
): void {
  const runs = latestRuns(github.store.of("checkRuns", `${repository.id}:${sha}`));
  const asked = contexts === undefined ? runs : contexts.map((context) => runs.find(({ name }) => name === context));
  const done = asked.every((run) => ["success", "neutral", "skipped"].includes(run?.conclusion ?? ""));
  if (!done) refuse(409, `Conflict: Commit status checks failed for ${ref}.`);
}

export const listStatuses: Handler = (call) => {
  const { github, repository } = call;
  const statuses = [...github.store.of("deploymentStatuses", deploymentOf(call).id)].reverse();
  return page(call, statuses, (some) => some.map((row) => presentDeploymentStatus(github, repository, row)));
};

interface StatusBody {
  readonly state: string;
  readonly description?: string;
  readonly environment?: string;
  readonly environment_url?: string;
  readonly log_url?: string;
  readonly target_url?: string;
  readonly auto_inactive?: boolean;
}

/** Adds a status; a success makes earlier deployments of the same environment inactive, production ones excepted. */
export const createStatus: Handler = (call) => {
  const { github, repository } = call;
  const deployment = deploymentOf(call);
  const body = call.body as StatusBody;
  const environment = body.environment ?? deployment.environment;
  if (body.state === "success" && body.auto_inactive !== false) retire(call, deployment, environment);
  const status = addStatus(call, deployment, body);
  environmentNamed(call, environment);
  return { status: 201, body: presentDeploymentStatus(github, repository, status) };
};

function retire(call: Call, deployment: Deployment, environment: string): void {
  for (const other of call.github.store.of("deployments", call.repository.id)) {
    const last = call.github.store.of("deploymentStatuses", other.id).at(-1);
    const same = (last?.environment ?? other.environment) === environment && other.id !== deployment.id;
    if (same && last?.state === "success" && !other.transient && !other.production)
      addStatus(call, other, { state: "inactive" });
  }
}

function addStatus({ github, repository, actor }: Call, deployment: Deployment, body: StatusBody): DeploymentStatus {
  const status = github.store.put("deploymentStatuses", {
    id: github.store.nextId(),
    deployment: deployment.id,
    state: body.state,
    description: body.description ?? "",
    environment: body.environment ?? deployment.environment,
    environmentUrl: body.environment_url ?? "",
    logUrl: body.log_url ?? body.target_url ?? "",
    creator: actor.account,
    app: actor.app,
    createdAt: github.now(),
  });
  const shown = github.store.put("deployments", { ...deployment, updatedAt: github.now() });
  const payload = {
    deployment_status: presentDeploymentStatus(github, repository, status),
    deployment: presentDeployment(github, repository, shown),
    check_run: null,
    workflow: null,
    workflow_run: null,
  };
  emit(github, { event: "deployment_status.created", repository, sender: actor.account, payload });
  return status;
}

export const listEnvironments: Handler = (call) => {
  const { github, repository } = call;
  const all = github.store.of("environments", repository.id);
  return page(call, all, (some) => ({
    total_count: all.length,
    environments: some.map((row) => presentEnvironment(github, repository, row)),
  }));
};

/** Makes an environment. Protection of it is not served, and asking for it is refused rather than passed over. */
export const putEnvironment: Handler = (call) => {
  const body = (call.body ?? {}) as Record<string, unknown>;
  const asked = Object.entries(body).find(
    ([, value]) => value !== null && value !== 0 && value !== false && !isEmpty(value),
  );
  if (asked !== undefined) return refuse(501, `local-github does not serve ${asked[0]} of environments.`);
  const environment = environmentNamed(call, text(call, "environment_name")!);
  return { status: 200, body: presentEnvironment(call.github, call.repository, environment) };
};

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function environmentNamed({ github, repository }: Call, name: string) {
  const found = github.store
    .of("environments", repository.id)
    .find((row) => row.name.toLowerCase() === name.toLowerCase());
  const now = github.now();
  return (
    found ??
    github.store.put("environments", {
      id: github.store.nextId(),
      repository: repository.id,
      name,
      createdAt: now,
      updatedAt: now,
    })
  );
}
