import type { ChangedFile } from "../git/diff.ts";
import type { Commit, Signature } from "../git/read-commit.ts";
import type { GitHub } from "../github.ts";
import type { Repository } from "../state/repository-rows.ts";
import { presentAccountOrNull } from "./account.ts";
import { encodePath, gitNodeId, iso, repositoryUrls } from "./links.ts";

const unverified = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
/** What GitHub says of a commit that it made itself for an app. */
const verified = { verified: true, reason: "valid", signature: null, payload: null, verified_at: null };

/** The address that stands for GitHub itself as committer. */
export const platform = { name: "GitHub", email: "noreply@github.com" } as const;

/** The address of an account's commits when it has not told its own. */
export function noreply(id: number, login: string): string {
  return `${id}+${login}@users.noreply.github.com`;
}

/** The account that an address in a commit belongs to. */
export function accountOf(github: GitHub, email: string): number | undefined {
  return github.store.all("accounts").find((account) => account.email.toLowerCase() === email.toLowerCase())?.id;
}

/** A commit as a Git object (`git-commit`). */
export function presentGitCommit(github: GitHub, repository: Repository, commit: Commit): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  return {
    sha: commit.sha,
    node_id: gitNodeId("C", repository.id, commit.sha),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message.replace(/\n$/, ""),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/git/commits/${sha}`,
      html_url: `${html}/commit/${sha}`,
    })),
    verification: verification(commit),
  };
}

/** A commit with the accounts behind it (`commit`). */
export function presentCommit(github: GitHub, repository: Repository, commit: Commit): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  return {
    sha: commit.sha,
    node_id: gitNodeId("C", repository.id, commit.sha),
    commit: {
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message.replace(/\n$/, ""),
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: verification(commit),
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: `${html}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: presentAccountOrNull(github, accountOf(github, commit.author.email)),
    committer: presentAccountOrNull(github, accountOf(github, commit.committer.email)),
    parents: commit.parents.map((sha) => ({ sha, url: `${api}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
  };
}

/** A commit in a check suite (`simple-commit`). */
export function presentSimpleCommit(commit: Commit): Record<string, unknown> {
  const { name, email } = commit.author;
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message.replace(/\n$/, ""),
    timestamp: iso(commit.committer.date),
    author: { name, email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

/** A file that differs (`diff-entry`), seen from the commit `head`. */
export function presentChange(
  github: GitHub,
  repository: Repository,
  { head, file, patch }: { readonly head: string; readonly file: ChangedFile; readonly patch: string | undefined },
): Record<string, unknown> {
  const { api, html } = repositoryUrls(github, repository);
  const path = encodePath(file.path);
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: `${api}/contents/${path}?ref=${head}`,
    ...(patch === undefined ? {} : { patch }),
    ...(file.formerPath === undefined ? {} : { previous_filename: file.formerPath }),
  };
}

function person({ name, email, date }: Signature): Record<string, string> {
  return { name, email, date: iso(date) };
}

function verification({ committer }: Commit): Record<string, unknown> {
  return committer.email === platform.email ? verified : unverified;
}
