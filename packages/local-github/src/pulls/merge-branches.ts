import { mergeTree, writeCommit } from "@slipway/git";
import { repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { noreply, platform } from "../present/commit.ts";
import type { Repository } from "../state/repository-rows.ts";

/** Makes the commit that merges one commit into another; undefined when they conflict. Moves nothing. */
export async function mergeBranches(
  github: GitHub,
  repository: Repository,
  {
    into,
    from,
    actor,
    message,
  }: { readonly into: string; readonly from: string; readonly actor: Actor; readonly message: string },
): Promise<string | undefined> {
  const path = repositoryPath(github.directory, repository.id);
  const merged = await mergeTree(path, into, from);
  if ("conflicts" in merged) return undefined;
  const account = github.store.get("accounts", actor.account)!;
  return writeCommit(path, {
    tree: merged.tree,
    parents: [into, from],
    message: `${message}\n`,
    author: { name: account.name, email: account.email || noreply(account.id, account.login) },
    committer: platform,
    date: new Date(github.now()),
  });
}
