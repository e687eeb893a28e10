import type { GitHub } from "../github.ts";
import type { Account, App, Installation, Team } from "../state/account-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { apiUrl, iso, isoOrNull, nodeId } from "./links.ts";

/** A person, bot or organization as others show it (`simple-user`). */
export function presentAccount(github: GitHub, id: number): Record<string, unknown> {
  const account = github.store.get("accounts", id)!;
  const url = `${apiUrl(github)}/users/${encodeURIComponent(account.login)}`;
  const page = account.kind === "Bot" ? `apps/${account.login.replace("[bot]", "")}` : account.login;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.kind, account.id),
    avatar_url: `${github.url}/avatars/${account.id}`,
    gravatar_id: "",
    url,
    html_url: `${github.url}/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.kind,
    user_view_type: "public",
    site_admin: false,
  };
}

/** The same, or null for nobody. */
export function presentAccountOrNull(github: GitHub, id: number | undefined): Record<string, unknown> | null {
  return id === undefined ? null : presentAccount(github, id);
}

/** An organization in a payload (`organization-simple`). */
export function presentOrganization(github: GitHub, account: Account): Record<string, unknown> {
  const url = `${apiUrl(github)}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId("Organization", account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${github.url}/avatars/${account.id}`,
    description: null,
  };
}

/** How somebody stands to a repository, as shown beside what they wrote. */
export function association(github: GitHub, account: number, repository: Repository): string {
  const owner = github.store.get("accounts", repository.owner);
  if (owner?.id === account) return "OWNER";
  if (owner?.members.includes(account) === true) return "MEMBER";
  if (repository.collaborators[account] !== undefined) return "COLLABORATOR";
  const merged = github.store
    .of("pulls", repository.id)
    .some(({ user, mergedAt }) => user === account && mergedAt !== undefined);
  return merged ? "CONTRIBUTOR" : "NONE";
}

/** An app (`integration`). */
export function presentApp(github: GitHub, app: App): Record<string, unknown> {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId("App", app.id),
    owner: presentAccount(github, app.owner),
    name: app.name,
    description: "",
    external_url: github.url,
    html_url: `${github.url}/apps/${app.slug}`,
    created_at: iso(app.createdAt),
    updated_at: iso(app.createdAt),
    permissions: app.permissions,
    events: app.events,
  };
}

/** An app's installation on an account. */
export function presentInstallation(github: GitHub, installation: Installation): Record<string, unknown> {
  const app = github.store.get("apps", installation.app)!;
  const account = github.store.get("accounts", installation.account)!;
  const settings = account.kind === "Organization" ? `organizations/${account.login}/settings` : "settings";
  return {
    id: installation.id,
    client_id: app.clientId,
    account: presentAccount(github, account.id),
    repository_selection: installation.repositories === "all" ? "all" : "selected",
    access_tokens_url: `${apiUrl(github)}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${apiUrl(github)}/installation/repositories`,
    html_url: `${github.url}/${settings}/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.kind,
    permissions: installation.permissions,
    events: app.events,
    created_at: iso(installation.createdAt),
    updated_at: iso(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspendedAt === undefined ? null : presentAccount(github, installation.account),
    suspended_at: isoOrNull(installation.suspendedAt),
  };
}

/** A team (`team-simple`), with its permission in a repository. */
export function presentTeam(github: GitHub, team: Team, permission = "pull"): Record<string, unknown> {
  const organization = github.store.get("accounts", team.organization)!;
  const url = `${apiUrl(github)}/organizations/${organization.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId("Team", team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: "closed",
    notification_setting: "notifications_enabled",
    url,
    html_url: `${github.url}/orgs/${organization.login}/teams/${team.slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    permission,
    type: "organization",
    organization_id: organization.id,
    parent: null,
  };
}
