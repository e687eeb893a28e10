import { isAncestor } from "../git/history.ts";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { type ActiveRule, activeRules } from "./active-rules.ts";
import { missingChecks } from "./required-checks.ts";
import { missingReviews } from "./reviews.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

/** A merge that is asked for. */
export interface MergeRequest {
  readonly pull: Pull;
  readonly actor: Actor;
  /** Undefined: whichever is allowed. */
  readonly method: MergeMethod | undefined;
  /** Tip of the base branch. */
  readonly base: string;
  /** Whether the merge queue itself merges, which need not go through the queue. */
  readonly queued?: boolean;
}

/** What the rules of the base branch say against a merge: sentences in GitHub's words, those of rulesets apart. */
export interface Objections {
  readonly classic: readonly string[];
  readonly rulesets: readonly string[];
}

/** Judges a merge by branch protection and rulesets. Whether the trees can be merged is not asked here. */
export async function judgeMerge(github: GitHub, repository: Repository, request: MergeRequest): Promise<Objections> {
  const { pull, actor } = request;
  const rules = activeRules(github, repository, { branch: pull.base.ref, actor, by: "merge" });
  const behind = rules.length > 0 && !(await isAncestor(github, repository.id, request.base, pull.head.sha));
  const classic = new Set<string>();
  const rulesets = new Set<string>();
  for (const active of rules) {
    const messages = await judge(github, repository, { active, request, behind });
    for (const message of messages) (active.ruleset === undefined ? classic : rulesets).add(message);
  }
  return { classic: [...classic], rulesets: [...rulesets] };
}

/** Objections as one message of the API; undefined when there are none. */
export function objectionMessage({ classic, rulesets }: Objections): string | undefined {
  if (classic.length > 0) return classic.join(" ");
  if (rulesets.length > 0)
    return `Repository rule violations found\n\n${rulesets.map((text) => `${text}\n\n`).join("")}`;
  return undefined;
}

async function judge(
  github: GitHub,
  repository: Repository,
  {
    active,
    request,
    behind,
  }: { readonly active: ActiveRule; readonly request: MergeRequest; readonly behind: boolean },
): Promise<readonly string[]> {
  const { rule, protection } = active;
  const { pull, method, actor, base } = request;
  switch (rule.type) {
    case "pull_request": {
      const allowed = rule.parameters?.["allowed_merge_methods"] as readonly string[] | undefined;
      const reviews = await missingReviews(github, repository, { rule, pull, base });
      return method === undefined || allowed === undefined || allowed.includes(method)
        ? reviews
        : [...reviews, `This branch does not allow the merge method ${method}.`];
    }
    case "required_status_checks": {
      const missing =
        request.queued === true ? undefined : missingChecks(github, repository, { rule, sha: pull.head.sha, behind });
      return missing === undefined ? [] : [missing];
    }
    case "required_linear_history":
      return method === "merge" ? ["This branch must not contain merge commits."] : [];
    case "merge_queue":
      return request.queued === true ? [] : ["Changes must be made through the merge queue"];
    case "update":
      return protection !== undefined && isPusher(github, protection.pushers, actor) ? [] : [restricted(active)];
    default:
      return [];
  }
}

/** Whether an actor is among those to whom a classic protection restricts pushing. */
export function isPusher(
  github: GitHub,
  pushers: NonNullable<ActiveRule["protection"]>["pushers"],
  actor: Actor,
): boolean {
  if (pushers === undefined) return true;
  if (actor.app !== undefined) return pushers.apps.includes(actor.app);
  const teams = pushers.teams.map((team) => github.store.get("teams", team));
  return pushers.users.includes(actor.account) || teams.some((team) => team?.members[actor.account] !== undefined);
}

/** What somebody is told who may not move a restricted branch. */
export function restricted({ protection }: ActiveRule): string {
  return protection === undefined
    ? "Cannot update this protected ref."
    : "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information.";
}
