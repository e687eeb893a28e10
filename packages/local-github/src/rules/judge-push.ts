import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { repositoryUrls } from "../present/links.ts";
import type { Repository } from "../state/repository-rows.ts";
import { type ActiveRule, activeRules } from "./active-rules.ts";
import { isPusher, type Objections, restricted } from "./judge-merge.ts";
import { missingChecks } from "./required-checks.ts";

/** A ref's move that somebody asks for; undefined stands for no ref. */
export interface Move {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What the rules say to a push, and what they ask of the commits, which only Git can tell. */
export interface PushJudgement extends Objections {
  /** Sentences that hold when the move is no fast-forward, and when it brings merge commits. */
  readonly unlessFastForward: readonly string[];
  readonly unlessLinear: readonly string[];
  readonly byRuleset: boolean;
}

/** Judges a move of a ref, by Git or by the API, that is not the merge of a pull request. */
export function judgePush(github: GitHub, repository: Repository, actor: Actor, move: Move): PushJudgement {
  const branch = /^refs\/heads\/(.+)$/.exec(move.name)?.[1];
  const none = { classic: [], rulesets: [], unlessFastForward: [], unlessLinear: [], byRuleset: false };
  if (branch === undefined) return none;
  const locked = queuedHead(github, repository, branch);
  if (locked) return { ...none, classic: [queuedMessage] };
  const rules = activeRules(github, repository, { branch, actor, by: "push" });
  const said = rules.map((active) => ({ active, message: judge(github, { repository, actor, active, move }) }));
  const messages = (ruleset: boolean) => [
    ...new Set(
      said.flatMap(({ active, message }) =>
        message !== undefined && (active.ruleset !== undefined) === ruleset ? [message] : [],
      ),
    ),
  ];
  const updating = move.before !== undefined && move.after !== undefined;
  const has = (type: string) => updating && rules.some(({ rule }) => rule.type === type);
  return {
    classic: messages(false),
    rulesets: messages(true),
    unlessFastForward: has("non_fast_forward") ? ["Cannot force-push to this branch"] : [],
    unlessLinear: has("required_linear_history") ? ["This branch must not contain merge commits."] : [],
    byRuleset: rules.some(({ ruleset }) => ruleset !== undefined),
  };
}

const queuedMessage =
  "A pull request for this branch has been added to a merge queue. Branches that are queued for merging cannot be updated. To modify this branch, dequeue the associated pull request.";

/** Whether a branch is the head of a pull request in a merge queue. */
function queuedHead(github: GitHub, repository: Repository, branch: string): boolean {
  return github.store.all("queue").some(({ pull }) => {
    const head = github.store.get("pulls", pull)?.head;
    return head?.repository === repository.id && head.ref === branch;
  });
}

function judge(
  github: GitHub,
  {
    repository,
    actor,
    active,
    move,
  }: { readonly repository: Repository; readonly actor: Actor; readonly active: ActiveRule; readonly move: Move },
): string | undefined {
  const { rule, protection } = active;
  const creating = move.before === undefined;
  const deleting = move.after === undefined;
  switch (rule.type) {
    case "creation":
      return creating ? "Cannot create ref due to creations being restricted." : undefined;
    case "deletion":
      return deleting ? "Cannot delete this branch" : undefined;
    case "update":
      if (protection !== undefined) return isPusher(github, protection.pushers, actor) ? undefined : restricted(active);
      return creating || deleting ? undefined : restricted(active);
    case "pull_request":
      return creating || deleting ? undefined : "Changes must be made through a pull request.";
    case "merge_queue":
      return creating || deleting ? undefined : "Changes must be made through the merge queue";
    case "required_status_checks": {
      const excused = creating && rule.parameters?.["do_not_enforce_on_create"] === true;
      return deleting || excused
        ? undefined
        : missingChecks(github, repository, { rule, sha: move.after, behind: false });
    }
    default:
      return undefined;
  }
}

/** How a person at a terminal is told that a push was refused. */
export function pushRefusal(
  github: GitHub,
  repository: Repository,
  {
    name,
    messages,
    byRuleset,
  }: { readonly name: string; readonly messages: readonly string[]; readonly byRuleset: boolean },
): string {
  if (!byRuleset) {
    return [
      `error: GH006: Protected branch update failed for ${name}.`,
      ...messages.map((text) => `error: ${text}`),
    ].join("\n");
  }
  const page = `${repositoryUrls(github, repository).html}/rules?ref=${encodeURIComponent(name)}`;
  const list = messages.map((text) => `- ${text}\n`);
  return [
    `error: GH013: Repository rule violations found for ${name}.`,
    `Review all repository rules at ${page}`,
    "",
    ...list,
  ].join("\n");
}
