import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import type { BypassActor, Protection, Repository, Rule, Ruleset } from "../state/repository-rows.ts";
import { globMatches } from "./glob.ts";
import { atLeast, roleOf } from "./rights.ts";

/** A rule that holds for a branch, and where it comes from. */
export interface ActiveRule {
  readonly rule: Rule;
  readonly ruleset: Ruleset | undefined;
  readonly protection: Protection | undefined;
}

/** The classic protection of a branch; of several patterns that match, a name without a star wins, then the oldest. */
export function protectionOf(github: GitHub, repository: Repository, branch: string): Protection | undefined {
  const found = github.store.of("protections", repository.id).filter(({ pattern }) => globMatches(pattern, branch));
  return found.find(({ pattern }) => pattern === branch) ?? found[0];
}

/** The rules of all rulesets for a branch, by name without `refs/heads/`. */
export function rulesetRules(github: GitHub, repository: Repository, branch: string): readonly ActiveRule[] {
  const applies = (patterns: readonly string[]) =>
    patterns.some((pattern) => {
      if (pattern === "~ALL") return true;
      if (pattern === "~DEFAULT_BRANCH") return branch === repository.defaultBranch;
      return globMatches(pattern, `refs/heads/${branch}`);
    });
  return github.store
    .of("rulesets", repository.id)
    .filter(({ include, exclude }) => applies(include) && !applies(exclude))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ rule, ruleset, protection: undefined })));
}

/** Every rule of a branch that binds an actor who pushes to it, or merges a pull request into it. */
export function activeRules(
  github: GitHub,
  repository: Repository,
  { branch, actor, by }: { readonly branch: string; readonly actor: Actor; readonly by: "push" | "merge" },
): readonly ActiveRule[] {
  const protection = protectionOf(github, repository, branch);
  const classic = protection?.rules.map((rule) => ({ rule, ruleset: undefined, protection })) ?? [];
  const binds = ({ ruleset, protection: classicProtection }: ActiveRule) => {
    if (classicProtection !== undefined) return classicProtection.enforceAdmins || !isAdmin(github, actor, repository);
    return !ruleset!.bypass.some((bypass) => {
      return (bypass.mode === "always" || by === "merge") && isBypass(github, { actor, repository, bypass });
    });
  };
  return [...classic, ...rulesetRules(github, repository, branch)].filter(binds);
}

function isAdmin(github: GitHub, actor: Actor, repository: Repository): boolean {
  return actor.kind === "user" && roleOf(github, actor.account, repository) === "admin";
}

function isBypass(
  github: GitHub,
  {
    actor,
    repository,
    bypass,
  }: { readonly actor: Actor; readonly repository: Repository; readonly bypass: BypassActor },
): boolean {
  if (bypass.kind === "app") return actor.app === bypass.actor;
  if (actor.kind !== "user") return false;
  if (bypass.kind === "team") {
    return github.store.get("teams", Number(bypass.actor))?.members[actor.account] !== undefined;
  }
  if (bypass.kind === "organization-admin") {
    return github.store.get("accounts", repository.owner)?.owners.includes(actor.account) === true;
  }
  return atLeast(roleOf(github, actor.account, repository), bypass.actor as "write" | "maintain" | "admin");
}
