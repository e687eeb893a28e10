import { type NewFile, writeCommit, writeTree } from "@slipway/git";
import { moveRefs } from "../git/move-refs.ts";
import { observeRefs } from "../git/observe-refs.ts";
import { resolveCommit } from "../git/read-commit.ts";
import { copyRefs, createRepositoryFiles, repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import { findRepository } from "../http/authorize.ts";
import { roles } from "../rules/rights.ts";
import type { Role } from "../state/account-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNamed } from "./accounts.ts";

/** What may be said of a new repository; what is left out is as on GitHub, except that it is public. */
export interface RepositorySettings {
  readonly private?: boolean;
  readonly defaultBranch?: string;
  readonly description?: string;
  readonly mergeMethods?: Repository["mergeMethods"];
  readonly allowAutoMerge?: boolean;
  readonly deleteBranchOnMerge?: boolean;
}

/** The repository of a full name, `owner/name`. Throws when there is none. */
export function repositoryNamed(github: GitHub, fullName: string): Repository {
  const [owner = "", name = ""] = fullName.split("/");
  const repository = findRepository(github, owner, name);
  if (repository === undefined) throw new Error(`There is no repository ${fullName}.`);
  return repository;
}

/** Makes an empty repository, or changes the settings of the one that is there. */
export async function createRepository(
  github: GitHub,
  fullName: string,
  settings: RepositorySettings = {},
): Promise<Repository> {
  const [owner = "", name = ""] = fullName.split("/");
  if (!/^[\w.-]+$/.test(name) || /^\.+$/.test(name) || name.endsWith(".git"))
    throw new Error(`${fullName} cannot be a repository.`);
  const found = findRepository(github, owner, name);
  if (found !== undefined) return github.store.put("repositories", { ...found, ...settings });
  const now = github.now();
  const repository = github.store.put("repositories", {
    id: github.store.nextId(),
    owner: accountNamed(github, owner).id,
    name,
    private: settings.private ?? false,
    defaultBranch: settings.defaultBranch ?? "main",
    parent: undefined,
    description: settings.description,
    collaborators: {},
    teams: {},
    mergeMethods: settings.mergeMethods ?? ["merge", "squash", "rebase"],
    allowAutoMerge: settings.allowAutoMerge ?? false,
    deleteBranchOnMerge: settings.deleteBranchOnMerge ?? false,
    nextNumber: 1,
    createdAt: now,
    pushedAt: now,
  });
  await createRepositoryFiles(repositoryPath(github.directory, repository.id), repository.defaultBranch);
  return repository;
}

/** Makes a person's or organization's fork of a repository, with all its branches and tags. */
export async function fork(github: GitHub, fullName: string, login: string): Promise<Repository> {
  const parent = repositoryNamed(github, fullName);
  const { private: hidden, defaultBranch } = parent;
  const made = await createRepository(github, `${login}/${parent.name}`, { private: hidden, defaultBranch });
  const row = github.store.put("repositories", { ...made, parent: parent.id });
  await copyRefs(repositoryPath(github.directory, parent.id), repositoryPath(github.directory, row.id));
  await github.exclusive(row.id, () => observeRefs(github, row.id));
  return row;
}

/** Gives people and teams their roles in a repository; `none` takes a role away. */
export function grant(
  github: GitHub,
  fullName: string,
  roles: {
    readonly users?: Readonly<Record<string, Role | "none">>;
    readonly teams?: Readonly<Record<string, Role | "none">>;
  },
): Repository {
  const repository = repositoryNamed(github, fullName);
  const teams = github.store.of("teams", repository.owner);
  const users = Object.entries(roles.users ?? {}).map(
    ([login, role]) => [accountNamed(github, login).id, role] as const,
  );
  const groups = Object.entries(roles.teams ?? {}).map(([slug, role]) => {
    const team = teams.find((one) => one.slug === slug);
    if (team === undefined) throw new Error(`There is no team ${slug} beside ${fullName}.`);
    return [team.id, role] as const;
  });
  return github.store.put("repositories", {
    ...repository,
    collaborators: withRoles(repository.collaborators, users),
    teams: withRoles(repository.teams, groups),
  });
}

function withRoles(
  before: Readonly<Record<string, Role>>,
  changes: readonly (readonly [number, Role | "none"])[],
): Record<string, Role> {
  const after = { ...before };
  for (const [id, role] of changes) {
    if (role !== "none" && !roles.includes(role)) throw new Error(`${role} is no role: ${roles.join(", ")} are.`);
    if (role === "none") delete after[id];
    else after[id] = role;
  }
  return after;
}

/** A commit to be made as somebody's push. */
export interface CommitWish {
  readonly branch: string;
  /** Who commits and pushes. */
  readonly by: string;
  readonly message: string;
  /** Contents by path; undefined removes a file or a whole folder. */
  readonly files: Readonly<Record<string, string | undefined>>;
  /** Branch that a new branch begins at; the default branch unless told. */
  readonly from?: string;
}

/** Commits files onto a branch, making it if need be, with all that follows from a push. Asks no rule. Gives the commit. */
export async function commitFiles(github: GitHub, fullName: string, wish: CommitWish): Promise<string> {
  const repository = repositoryNamed(github, fullName);
  const account = accountNamed(github, wish.by);
  const path = repositoryPath(github.directory, repository.id);
  const tip = await resolveCommit(github, repository.id, `heads/${wish.branch}`);
  const parent = tip ?? (await resolveCommit(github, repository.id, `heads/${wish.from ?? repository.defaultBranch}`));
  const [onto] = parent === undefined ? [] : await github.objects(repository.id).info([`${parent}^{tree}`]);
  const files = Object.entries(wish.files).map(([name, content]): [string, NewFile | undefined] => {
    return [name, content === undefined ? undefined : { mode: "100644", content }];
  });
  const commit = await writeCommit(path, {
    tree: await writeTree(path, new Map(files), onto?.oid),
    parents: parent === undefined ? [] : [parent],
    message: `${wish.message}\n`,
    author: { name: account.name, email: account.email },
    date: new Date(github.now()),
  });
  const moves = [{ name: `refs/heads/${wish.branch}`, before: tip, after: commit }];
  const result = await moveRefs(github, repository, { actor: account.id, moves });
  if (!result.updated) throw new Error(`The branch ${wish.branch} was moved by somebody else meanwhile.`);
  return commit;
}
