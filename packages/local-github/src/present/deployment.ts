import type { GitHub } from "../github.ts";
import type { Deployment, DeploymentStatus, Environment } from "../state/check-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { presentAccount, presentApp } from "./account.ts";
import { iso, nodeId, repositoryUrls } from "./links.ts";

/** A deployment. */
export function presentDeployment(
  github: GitHub,
  repository: Repository,
  deployment: Deployment,
): Record<string, unknown> {
  const { api } = repositoryUrls(github, repository);
  const url = `${api}/deployments/${deployment.id}`;
  const statuses = github.store.of("deploymentStatuses", deployment.id);
  return {
    url,
    id: deployment.id,
    node_id: nodeId("Deployment", deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: statuses.at(-1)?.environment || deployment.environment,
    description: deployment.description ?? null,
    creator: presentAccount(github, deployment.creator),
    created_at: iso(deployment.createdAt),
    updated_at: iso(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: appOrNull(github, deployment.app),
  };
}

/** A status of a deployment. */
export function presentDeploymentStatus(
  github: GitHub,
  repository: Repository,
  status: DeploymentStatus,
): Record<string, unknown> {
  const { api } = repositoryUrls(github, repository);
  const deployment = `${api}/deployments/${status.deployment}`;
  return {
    url: `${deployment}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DeploymentStatus", status.id),
    state: status.state,
    creator: presentAccount(github, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: iso(status.createdAt),
    updated_at: iso(status.createdAt),
    deployment_url: deployment,
    repository_url: api,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: appOrNull(github, status.app),
  };
}

/** An environment that deployments go to. */
export function presentEnvironment(
  github: GitHub,
  repository: Repository,
  environment: Environment,
): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const name = encodeURIComponent(environment.name);
  return {
    id: environment.id,
    node_id: nodeId("Environment", environment.id),
    name: environment.name,
    url: `${api}/environments/${name}`,
    html_url: `${html}/deployments/activity_log?environments_filter=${name}`,
    created_at: iso(environment.createdAt),
    updated_at: iso(environment.updatedAt),
    protection_rules: [],
    deployment_branch_policy: null,
  };
}

/** The app that deployed, here without its client's id. */
function appOrNull(github: GitHub, id: number | undefined): Record<string, unknown> | null {
  if (id === undefined) return null;
  const { client_id: _, ...app } = presentApp(github, github.store.get("apps", id)!);
  return app;
}
