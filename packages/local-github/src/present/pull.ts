import type { GitHub } from "../github.ts";
import type { PullFacts } from "../pulls/pull-facts.ts";
import type { Pull, Review } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { association, presentAccount, presentAccountOrNull, presentTeam } from "./account.ts";
import { presentLabels } from "./issue.ts";
import { fullName, iso, isoOrNull, nodeId, repositoryUrls } from "./links.ts";
import { presentRepository } from "./repository.ts";

/** A pull request in a list (`pull-request-simple`). */
export function presentPull(github: GitHub, repository: Repository, pull: Pull): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const url = `${api}/pulls/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const page = `${html}/pull/${pull.number}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: presentAccount(github, pull.user),
    body: pull.body ?? null,
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.updatedAt),
    closed_at: isoOrNull(pull.closedAt),
    merged_at: isoOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.reviewers.map((id) => presentAccount(github, id)),
    requested_teams: pull.teamReviewers.map((id) => presentTeam(github, github.store.get("teams", id)!)),
    labels: presentLabels(github, repository, pull),
    milestone: null,
    draft: pull.draft,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${api}/statuses/${pull.head.sha}`,
    head: presentHead(github, pull),
    base: {
      label: `${github.store.get("accounts", repository.owner)!.login}:${pull.base.ref}`,
      ref: pull.base.ref,
      sha: pull.base.sha,
      user: presentAccount(github, repository.owner),
      repo: presentRepository(github, repository),
    },
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: `${api}/statuses/${pull.head.sha}` },
    },
    author_association: association(github, pull.user, repository),
    auto_merge: presentAutoMerge(github, pull),
    active_lock_reason: null,
  };
}

/** A pull request by itself (`pull-request`), with what was computed from Git. */
export function presentFullPull(
  github: GitHub,
  repository: Repository,
  { pull, facts }: { readonly pull: Pull; readonly facts: PullFacts },
): Record<string, unknown> {
  return {
    ...presentPull(github, repository, pull),
    merge_commit_sha: pull.mergeCommit ?? facts.testMerge ?? null,
    merged: pull.mergedAt !== undefined,
    mergeable: facts.mergeable,
    rebaseable: facts.mergeable,
    mergeable_state: facts.state,
    merged_by: presentAccountOrNull(github, pull.mergedBy),
    comments: github.store.of("comments", pull.id).length,
    review_comments: github.store.of("reviewComments", pull.id).length,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: facts.commits,
    additions: facts.additions,
    deletions: facts.deletions,
    changed_files: facts.changedFiles,
  };
}

/** A pull request beside a check (`pull-request-minimal`). */
export function presentMinimalPull(github: GitHub, repository: Repository, pull: Pull): Record<string, unknown> {
  const { api } = repositoryUrls(github, repository);
  const side = (of: Repository) => ({ id: of.id, url: repositoryUrls(github, of).api, name: of.name });
  const source = github.store.get("repositories", pull.head.repository ?? 0) ?? repository;
  return {
    id: pull.id,
    number: pull.number,
    url: `${api}/pulls/${pull.number}`,
    head: { ref: pull.head.ref, sha: pull.head.sha, repo: side(source) },
    base: { ref: pull.base.ref, sha: pull.base.sha, repo: side(repository) },
  };
}

/** A review (`pull-request-review`). */
export function presentReview(
  github: GitHub,
  repository: Repository,
  { pull, review }: { readonly pull: Pull; readonly review: Review },
): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const page = `${html}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${api}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: presentAccount(github, review.user),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    author_association: association(github, review.user, repository),
    _links: { html: { href: page }, pull_request: { href: url } },
    ...(review.submittedAt === undefined ? {} : { submitted_at: iso(review.submittedAt) }),
    commit_id: review.commit,
  };
}

function presentHead(github: GitHub, { head }: Pull): Record<string, unknown> {
  const source = head.repository === undefined ? undefined : github.store.get("repositories", head.repository);
  return {
    label: `${github.store.get("accounts", head.owner)!.login}:${head.ref}`,
    ref: head.ref,
    sha: head.sha,
    user: presentAccount(github, head.owner),
    repo: source === undefined ? null : presentRepository(github, source),
  };
}

function presentAutoMerge(github: GitHub, { autoMerge, number, title }: Pull): Record<string, unknown> | null {
  if (autoMerge === undefined) return null;
  return {
    enabled_by: presentAccount(github, autoMerge.by),
    merge_method: autoMerge.method,
    commit_title: autoMerge.title ?? `${title} (#${number})`,
    commit_message: autoMerge.message ?? "",
  };
}

/** `owner:branch` of a pull request's head, as lists are filtered by it. */
export function headLabel(github: GitHub, { head }: Pull): string {
  return `${github.store.get("accounts", head.owner)!.login}:${head.ref}`;
}

/** `owner/name#number`, for messages. */
export function pullName(github: GitHub, repository: Repository, pull: Pull): string {
  return `${fullName(github, repository)}#${pull.number}`;
}
