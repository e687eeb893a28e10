import type { GitHub } from "../github.ts";
import { requiredChecks } from "../rules/required-checks.ts";
import type { Protection, Repository, Rule } from "../state/repository-rows.ts";
import { presentAccount, presentApp, presentTeam } from "./account.ts";
import { repositoryUrls } from "./links.ts";

/** Classic branch protection (`branch-protection`). */
export function presentProtection(
  github: GitHub,
  repository: Repository,
  { protection, branch }: { readonly protection: Protection; readonly branch: string },
): Record<string, unknown> {
  const url = `${repositoryUrls(github, repository).api}/branches/${encodeURIComponent(branch)}/protection`;
  const find = (type: string) => protection.rules.find((rule) => rule.type === type);
  const reviews = find("pull_request");
  const checks = find("required_status_checks");
  return {
    url,
    ...(checks === undefined ? {} : { required_status_checks: presentChecks(checks, url) }),
    ...(reviews === undefined ? {} : { required_pull_request_reviews: presentReviews(reviews, url) }),
    ...(protection.pushers === undefined ? {} : { restrictions: presentPushers(github, protection, url) }),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_signatures: { url: `${url}/required_signatures`, enabled: false },
    required_linear_history: { enabled: find("required_linear_history") !== undefined },
    allow_force_pushes: { enabled: find("non_fast_forward") === undefined },
    allow_deletions: { enabled: find("deletion") === undefined },
    block_creations: { enabled: find("creation") !== undefined },
    required_conversation_resolution: { enabled: reviews?.parameters?.["required_review_thread_resolution"] === true },
    lock_branch: { enabled: false },
    allow_fork_syncing: { enabled: false },
  };
}

function presentChecks(rule: Rule, url: string): Record<string, unknown> {
  const checks = requiredChecks(rule);
  return {
    url: `${url}/required_status_checks`,
    strict: rule.parameters?.["strict_required_status_checks_policy"] === true,
    contexts: checks.map(({ context }) => context),
    contexts_url: `${url}/required_status_checks/contexts`,
    checks: checks.map(({ context, app }) => ({ context, app_id: app ?? null })),
  };
}

function presentReviews({ parameters = {} }: Rule, url: string): Record<string, unknown> {
  return {
    url: `${url}/required_pull_request_reviews`,
    dismiss_stale_reviews: parameters["dismiss_stale_reviews_on_push"] === true,
    require_code_owner_reviews: parameters["require_code_owner_review"] === true,
    require_last_push_approval: parameters["require_last_push_approval"] === true,
    required_approving_review_count: Number(parameters["required_approving_review_count"] ?? 0),
  };
}

function presentPushers(github: GitHub, { pushers }: Protection, url: string): Record<string, unknown> {
  const teams = (pushers?.teams ?? []).map((id) => github.store.get("teams", id)!);
  return {
    url: `${url}/restrictions`,
    users_url: `${url}/restrictions/users`,
    teams_url: `${url}/restrictions/teams`,
    apps_url: `${url}/restrictions/apps`,
    users: (pushers?.users ?? []).map((id) => presentAccount(github, id)),
    teams: teams.map((team) => presentTeam(github, team, "push")),
    apps: (pushers?.apps ?? []).map((id) => presentApp(github, github.store.get("apps", id)!)),
  };
}
