import type { GitHub } from "../github.ts";
import type { Comment, Label, Pull, Reaction } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { association, presentAccount, presentApp } from "./account.ts";
import { iso, isoOrNull, nodeId, repositoryUrls } from "./links.ts";

/** The reactions there are, with the name that each has in a summary. */
export const reactionContents = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"] as const;

/** A label. */
export function presentLabel(github: GitHub, repository: Repository, label: Label): Record<string, unknown> {
  return {
    id: label.id,
    node_id: nodeId("Label", label.id),
    url: `${repositoryUrls(github, repository).api}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: null,
  };
}

/** The labels that a pull request wears. */
export function presentLabels(github: GitHub, repository: Repository, pull: Pull): Record<string, unknown>[] {
  return pull.labels.map((id) => presentLabel(github, repository, github.store.get("labels", id)!));
}

/** How often each reaction was given to a comment. */
export function reactionSummary(reactions: readonly Reaction[], url: string): Record<string, unknown> {
  const counts = reactionContents.map((content) => [
    content,
    reactions.filter((row) => row.content === content).length,
  ]);
  return { url, total_count: reactions.length, ...Object.fromEntries(counts) };
}

/** A comment in the conversation of a pull request. */
export function presentComment(github: GitHub, repository: Repository, comment: Comment): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const pull = github.store.get("pulls", comment.pull)!;
  const url = `${api}/issues/comments/${comment.id}`;
  const app = comment.app === undefined ? undefined : github.store.get("apps", comment.app);
  return {
    url,
    html_url: `${html}/pull/${pull.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${pull.number}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: presentAccount(github, comment.user),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    body: comment.body,
    author_association: association(github, comment.user, repository),
    reactions: reactionSummary(github.store.of("reactions", comment.id), `${url}/reactions`),
    performed_via_github_app: app === undefined ? null : presentApp(github, app),
  };
}

/** A pull request as the issue that it also is, as payloads of `issue_comment` show it. */
export function presentIssue(github: GitHub, repository: Repository, pull: Pull): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const url = `${api}/issues/${pull.number}`;
  const page = `${html}/pull/${pull.number}`;
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    number: pull.number,
    title: pull.title,
    user: presentAccount(github, pull.user),
    labels: presentLabels(github, repository, pull),
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: github.store.of("comments", pull.id).length,
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.updatedAt),
    closed_at: isoOrNull(pull.closedAt),
    author_association: association(github, pull.user, repository),
    active_lock_reason: null,
    draft: pull.draft,
    pull_request: {
      url: `${api}/pulls/${pull.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: isoOrNull(pull.mergedAt),
    },
    body: pull.body ?? null,
    reactions: reactionSummary([], `${url}/reactions`),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
  };
}
