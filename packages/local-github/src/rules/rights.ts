import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import type { Permissions, Role } from "../state/account-rows.ts";
import type { Repository } from "../state/repository-rows.ts";

/** The roles that a person can have in a repository, the weakest first. */
export const roles: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];
const levels = ["read", "write", "admin"];

/** What everyone may read in a public repository. */
const open = new Set([
  "metadata",
  "contents",
  "issues",
  "pull_requests",
  "checks",
  "deployments",
  "statuses",
  "actions",
]);

/** Whether a role is at least another one. */
export function atLeast(role: Role | undefined, needed: Role): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(needed);
}

/** The role of a person (or an app's bot, which has none) in a repository by ownership, invitation or team. */
export function roleOf(github: GitHub, account: number, repository: Repository): Role | undefined {
  const owner = github.store.get("accounts", repository.owner);
  if (owner === undefined || account === 0) return repository.private ? undefined : "read";
  if (owner.id === account || owner.owners.includes(account)) return "admin";
  const found: Role[] = repository.private && !owner.members.includes(account) ? [] : ["read"];
  const invited = repository.collaborators[account];
  if (invited !== undefined) found.push(invited);
  for (const team of github.store.of("teams", owner.id)) {
    const role = repository.teams[team.id];
    if (role !== undefined && team.members[account] !== undefined) found.push(role);
  }
  return found.reduce<Role | undefined>((best, role) => (atLeast(best, role) ? best : role), undefined);
}

/** Whether an actor may know that a repository exists. */
export function canSee(github: GitHub, actor: Actor, repository: Repository): boolean {
  if (!repository.private) return true;
  if (actor.kind === "installation") return isInstalled(github, actor, repository);
  if (actor.kind === "user")
    return tokenCovers(actor, repository) && roleOf(github, actor.account, repository) !== undefined;
  return false;
}

/** Whether an installation's token covers a repository. */
export function isInstalled(github: GitHub, actor: Actor, repository: Repository): boolean {
  const installation = github.store.get("installations", actor.installation ?? 0);
  if (installation === undefined || installation.account !== repository.owner) return false;
  const all = installation.repositories === "all" || installation.repositories.includes(repository.id);
  return all && tokenCovers(actor, repository);
}

function tokenCovers({ repositories }: Actor, repository: Repository): boolean {
  return repositories === undefined || repositories.includes(repository.id);
}

/** Whether permissions hold `needed`, written `contents:write`. */
export function permits(permissions: Permissions, needed: string): boolean {
  const [name = "", level = "read"] = needed.split(":");
  return levels.indexOf(permissions[name] ?? (name === "metadata" ? "read" : "")) >= levels.indexOf(level);
}

/** Whether an actor may do what needs this permission (of an app or token) and this role (of a person). */
export function may(github: GitHub, actor: Actor, repository: Repository, needed: string, role: Role): boolean {
  const [name = "", level] = needed.split(":");
  if (level === "read" && role === "read" && !repository.private && open.has(name)) return true;
  if (actor.kind === "installation") {
    return isInstalled(github, actor, repository) && permits(actor.permissions ?? {}, needed);
  }
  if (actor.kind !== "user" || !tokenCovers(actor, repository)) return false;
  const permitted = actor.permissions === undefined || permits(actor.permissions, needed);
  return permitted && atLeast(roleOf(github, actor.account, repository), role);
}
