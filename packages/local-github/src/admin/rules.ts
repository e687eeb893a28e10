import type { GitHub } from "../github.ts";
import type { BypassActor, Protection, Rule, Ruleset } from "../state/repository-rows.ts";
import { accountNamed } from "./accounts.ts";
import { repositoryNamed } from "./repositories.ts";

/** Classic branch protection, in GitHub's terms. */
export interface ProtectionSettings {
  /** Checks by name, or with the slug of the app that must report them. */
  readonly requiredChecks?: readonly (string | { readonly name: string; readonly app: string })[];
  /** The head must hold everything that the base has. */
  readonly strict?: boolean;
  readonly reviews?: {
    readonly approvals: number;
    readonly dismissStale?: boolean;
    readonly codeOwners?: boolean;
    readonly lastPush?: boolean;
  };
  readonly resolveConversations?: boolean;
  readonly linearHistory?: boolean;
  readonly enforceAdmins?: boolean;
  readonly allowForcePushes?: boolean;
  readonly allowDeletions?: boolean;
  /** Logins, team slugs and app slugs that alone may push. */
  readonly pushers?: {
    readonly users?: readonly string[];
    readonly teams?: readonly string[];
    readonly apps?: readonly string[];
  };
}

/** Protects the branches of a pattern, in place of the protection that they had. */
export function protectBranch(
  github: GitHub,
  repository: string,
  pattern: string,
  settings: ProtectionSettings = {},
): Protection {
  const { id } = repositoryNamed(github, repository);
  const found = github.store.of("protections", id).find((row) => row.pattern === pattern);
  return github.store.put("protections", {
    id: found?.id ?? github.store.nextId(),
    repository: id,
    pattern,
    rules: rulesOf(github, settings),
    enforceAdmins: settings.enforceAdmins ?? false,
    pushers: pushersOf(github, repository, settings.pushers),
  });
}

/** Takes a pattern's protection away. */
export function unprotectBranch(github: GitHub, repository: string, pattern: string): void {
  const { id } = repositoryNamed(github, repository);
  for (const row of github.store.of("protections", id))
    if (row.pattern === pattern) github.store.remove("protections", row.id);
}

function rulesOf(github: GitHub, settings: ProtectionSettings): Rule[] {
  const { requiredChecks, reviews, resolveConversations = false } = settings;
  const rules: Rule[] = [];
  if (reviews !== undefined || resolveConversations) {
    const parameters = {
      required_approving_review_count: reviews?.approvals ?? 0,
      dismiss_stale_reviews_on_push: reviews?.dismissStale ?? false,
      require_code_owner_review: reviews?.codeOwners ?? false,
      require_last_push_approval: reviews?.lastPush ?? false,
      required_review_thread_resolution: resolveConversations,
    };
    rules.push({ type: "pull_request", parameters });
  }
  if (requiredChecks !== undefined) {
    const checks = requiredChecks.map((check) =>
      typeof check === "string"
        ? { context: check }
        : { context: check.name, integration_id: appId(github, check.app) },
    );
    const parameters = {
      required_status_checks: checks,
      strict_required_status_checks_policy: settings.strict ?? false,
    };
    rules.push({ type: "required_status_checks", parameters });
  }
  if (settings.linearHistory === true) rules.push({ type: "required_linear_history" });
  if (settings.allowForcePushes !== true) rules.push({ type: "non_fast_forward" });
  if (settings.allowDeletions !== true) rules.push({ type: "deletion" });
  if (settings.pushers !== undefined) rules.push({ type: "update" });
  return rules;
}

function appId(github: GitHub, slug: string): number {
  const [app] = github.store.of("apps", slug);
  if (app === undefined) throw new Error(`There is no app ${slug}.`);
  return app.id;
}

function pushersOf(github: GitHub, repository: string, pushers: ProtectionSettings["pushers"]): Protection["pushers"] {
  if (pushers === undefined) return undefined;
  const teams = github.store.of("teams", repositoryNamed(github, repository).owner);
  return {
    users: (pushers.users ?? []).map((login) => accountNamed(github, login).id),
    teams: teams.filter(({ slug }) => pushers.teams?.includes(slug) === true).map(({ id }) => id),
    apps: (pushers.apps ?? []).map((slug) => appId(github, slug)),
  };
}

/** A ruleset for branches. */
export interface RulesetSettings {
  readonly name: string;
  /** Patterns of full ref names, `~DEFAULT_BRANCH` or `~ALL`. */
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  /** Rules in the words of the REST API: `{type, parameters}`. */
  readonly rules: readonly Rule[];
  readonly bypass?: readonly BypassActor[];
}

/** The types of rules that are enforced. */
const enforced = new Set([
  "creation",
  "deletion",
  "merge_queue",
  "non_fast_forward",
  "pull_request",
  "required_linear_history",
  "required_status_checks",
  "update",
]);

/** Adds a ruleset, in place of the one of that name. Throws for a type of rule that would not be enforced. */
export function addRuleset(github: GitHub, repository: string, settings: RulesetSettings): Ruleset {
  const unknown = settings.rules.find(({ type }) => !enforced.has(type));
  if (unknown !== undefined) throw new Error(`local-github does not enforce rules of the type ${unknown.type}.`);
  const { id } = repositoryNamed(github, repository);
  const found = github.store.of("rulesets", id).find((row) => row.name === settings.name);
  return github.store.put("rulesets", {
    id: found?.id ?? github.store.nextId(),
    repository: id,
    name: settings.name,
    include: settings.include,
    exclude: settings.exclude ?? [],
    rules: settings.rules.map(withDefaults),
    bypass: settings.bypass ?? [],
  });
}

/** What GitHub fills in when a rule's parameters are left out. */
const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  pull_request: {
    allowed_merge_methods: ["merge", "squash", "rebase"],
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 0,
    required_review_thread_resolution: false,
  },
  required_status_checks: { required_status_checks: [], strict_required_status_checks_policy: false },
  update: { update_allows_fetch_and_merge: false },
  merge_queue: {
    check_response_timeout_minutes: 60,
    grouping_strategy: "ALLGREEN",
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: "MERGE",
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
  },
};

function withDefaults({ type, parameters }: Rule): Rule {
  const filled = defaults[type];
  return filled === undefined ? { type } : { type, parameters: { ...filled, ...parameters } };
}

/** Removes a ruleset by its name. */
export function removeRuleset(github: GitHub, repository: string, name: string): void {
  const { id } = repositoryNamed(github, repository);
  for (const row of github.store.of("rulesets", id)) if (row.name === name) github.store.remove("rulesets", row.id);
}
