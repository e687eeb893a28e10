import { changedFiles } from "../git/diff.ts";
import { commonAncestor } from "../git/history.ts";
import type { GitHub } from "../github.ts";
import type { Pull, Review } from "../state/pull-rows.ts";
import type { Repository, Rule } from "../state/repository-rows.ts";
import { type CodeOwners, type OwnerRule, ownerOf, readCodeOwners } from "./code-owners.ts";
import { atLeast, roleOf } from "./rights.ts";

/** Of each reviewer with write access the review that counts: the last that approves, refuses or was dismissed. */
export function standingReviews(github: GitHub, repository: Repository, pull: Pull): readonly Review[] {
  const last = new Map<number, Review>();
  for (const review of github.store.of("reviews", pull.id)) {
    if (review.user === pull.user || review.state === "COMMENTED" || review.state === "PENDING") continue;
    if (atLeast(roleOf(github, review.user, repository), "write")) last.set(review.user, review);
  }
  return [...last.values()];
}

/** What stands against merging by a rule of type `pull_request`, in GitHub's words. */
export async function missingReviews(
  github: GitHub,
  repository: Repository,
  { rule, pull, base }: { readonly rule: Rule; readonly pull: Pull; readonly base: string },
): Promise<readonly string[]> {
  const parameters = rule.parameters ?? {};
  const standing = standingReviews(github, repository, pull);
  const approvals = standing.filter(({ state }) => state === "APPROVED");
  const needed = Number(parameters["required_approving_review_count"] ?? 0);
  const messages: string[] = [];
  const refusals = standing.filter(({ state }) => state === "CHANGES_REQUESTED").length;
  if (needed > 0 && refusals > 0) {
    messages.push(
      `${refusals} ${refusals === 1 ? "review" : "reviews"} requesting changes by reviewers with write access.`,
    );
  }
  if (approvals.length < needed) {
    messages.push(
      `At least ${needed} approving ${needed === 1 ? "review is" : "reviews are"} required by reviewers with write access.`,
    );
  }
  if (parameters["require_code_owner_review"] === true) {
    const waiting = await missingOwners(github, repository, { pull, base, approvals });
    if (waiting.length > 0) messages.push(`Waiting on code owner review from ${waiting.join(", ")}.`);
  }
  const fresh = approvals.some(({ user, commit }) => user !== pull.pusher && commit === pull.head.sha);
  if (parameters["require_last_push_approval"] === true && !fresh) {
    const pusher = github.store.get("accounts", pull.pusher)?.login ?? "the last pusher";
    messages.push(`New changes require approval from someone other than ${pusher} because they were the last pusher.`);
  }
  const open = github.store.of("reviewComments", pull.id).some(({ resolvedBy }) => resolvedBy === undefined);
  if (parameters["required_review_thread_resolution"] === true && open) {
    messages.push("A conversation must be resolved before this pull request can be merged.");
  }
  return messages;
}

/** The rules of CODEOWNERS that own something the pull request changes, each once. The base branch's file decides. */
export async function ownersOfPull(
  github: GitHub,
  repository: Repository,
  pull: Pull,
  base: string,
): Promise<readonly OwnerRule[]> {
  const owners = await readCodeOwners(github, repository, base);
  if (owners === undefined) return [];
  const from = (await commonAncestor(github, repository.id, base, pull.head.sha)) ?? base;
  const files = await changedFiles(github, repository.id, from, pull.head.sha);
  const paths = files.flatMap(({ path, formerPath }) => (formerPath === undefined ? [path] : [formerPath, path]));
  return [...new Set(paths.flatMap((path) => ownersFor(owners, path)))];
}

function ownersFor(owners: CodeOwners, path: string): OwnerRule[] {
  const rule = ownerOf(owners, path);
  return rule === undefined ? [] : [rule];
}

async function missingOwners(
  github: GitHub,
  repository: Repository,
  { pull, base, approvals }: { readonly pull: Pull; readonly base: string; readonly approvals: readonly Review[] },
): Promise<string[]> {
  const approvers = new Set(approvals.map(({ user }) => user));
  const owning = await ownersOfPull(github, repository, pull, base);
  const waiting = owning.filter(({ users, teams }) => {
    const members = teams.flatMap((team) => Object.keys(github.store.get("teams", team)?.members ?? {}).map(Number));
    return ![...users, ...members].some((owner) => approvers.has(owner));
  });
  return [...new Set(waiting.flatMap((rule) => namesOf(github, rule)))];
}

function namesOf(github: GitHub, { users, teams }: OwnerRule): string[] {
  const people = users.map((user) => github.store.get("accounts", user)!.login);
  const groups = teams.map((id) => {
    const team = github.store.get("teams", id)!;
    return `${github.store.get("accounts", team.organization)!.login}/${team.slug}`;
  });
  return [...people, ...groups];
}
