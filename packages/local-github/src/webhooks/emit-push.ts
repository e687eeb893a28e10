import { changedFiles } from "../git/diff.ts";
import { commitsBetween, isAncestor } from "../git/history.ts";
import { type Commit, readCommits, resolveCommit } from "../git/read-commit.ts";
import type { GitHub } from "../github.ts";
import { accountOf } from "../present/commit.ts";
import { iso, repositoryUrls } from "../present/links.ts";
import { presentRepository } from "../present/repository.ts";
import type { Repository } from "../state/repository-rows.ts";
import { emit, isHeard } from "./emit.ts";

/** A branch or tag that was moved; undefined stands for no ref. */
export interface RefChange {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** GitHub lists at most this many commits in a push. */
const commitLimit = 2048;
const none = "0".repeat(40);

/** Tells of a push to a branch or a tag; other refs make no event. */
export async function emitPush(
  github: GitHub,
  repository: Repository,
  { change, pusher }: { readonly change: RefChange; readonly pusher: number },
): Promise<void> {
  if (!/^refs\/(heads|tags)\//.test(change.name) || !isHeard(github, repository, "push")) return;
  const { before, after } = change;
  const account = github.store.get("accounts", pusher)!;
  const forced =
    before !== undefined && after !== undefined && !(await isAncestor(github, repository.id, before, after));
  const { html } = repositoryUrls(github, repository);
  const commits = await commitsOf(github, repository, change);
  const heads = after === undefined ? [] : await readCommits(github, repository.id, [after]);
  const shown = await Promise.all([...commits, ...heads].map((commit) => presentPushed(github, repository, commit)));
  const branch = change.name.replace(/^refs\/(heads|tags)\//, "");
  const compare =
    after === undefined || before === undefined
      ? `${html}/compare/${branch}`
      : `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`;
  const payload = {
    ref: change.name,
    before: before ?? none,
    after: after ?? none,
    created: before === undefined,
    deleted: after === undefined,
    forced,
    base_ref: null,
    compare,
    commits: shown.slice(0, commits.length),
    head_commit: heads.length === 0 ? null : shown.at(-1),
    pusher: { name: account.login, email: account.email || null },
    repository: repositoryOf(github, repository),
  };
  emit(github, { event: "push", repository, sender: pusher, payload });
}

async function commitsOf(github: GitHub, repository: Repository, { before, after }: RefChange): Promise<Commit[]> {
  if (after === undefined) return [];
  const base = before ?? (await resolveCommit(github, repository.id, `heads/${repository.defaultBranch}`));
  if (base === undefined || base === after) return [];
  const shas = await commitsBetween(github, repository.id, { base, head: after, limit: commitLimit });
  return readCommits(github, repository.id, shas);
}

async function presentPushed(github: GitHub, repository: Repository, commit: Commit): Promise<Record<string, unknown>> {
  const parent = commit.parents[0];
  const files = parent === undefined ? [] : await changedFiles(github, repository.id, parent, commit.sha);
  const paths = (...statuses: string[]) =>
    files.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  const person = ({ name, email }: Commit["author"]) => {
    const account = github.store.get("accounts", accountOf(github, email) ?? 0);
    return { name, email, ...(account === undefined ? {} : { username: account.login }) };
  };
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.replace(/\n$/, ""),
    timestamp: iso(commit.committer.date),
    url: `${repositoryUrls(github, repository).html}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: paths("added", "renamed"),
    removed: [...paths("removed"), ...files.flatMap(({ formerPath }) => formerPath ?? [])],
    modified: paths("modified", "changed"),
  };
}

/** In a push, a repository's times are seconds, and its owner has a name. */
function repositoryOf(github: GitHub, repository: Repository): Record<string, unknown> {
  const owner = github.store.get("accounts", repository.owner)!;
  const shown = presentRepository(github, repository);
  return {
    ...shown,
    owner: { ...(shown["owner"] as object), name: owner.login, email: owner.email || null },
    url: repositoryUrls(github, repository).html,
    created_at: Math.floor(repository.createdAt / 1000),
    pushed_at: Math.floor(repository.pushedAt / 1000),
    stargazers: 0,
    master_branch: repository.defaultBranch,
    custom_properties: {},
    ...(owner.kind === "Organization" ? { organization: owner.login } : {}),
  };
}
