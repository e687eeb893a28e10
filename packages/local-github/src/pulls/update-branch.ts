import { moveRefs } from "../git/move-refs.ts";
import { bringCommit, repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { refuse } from "../http/refuse.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { mergeBranches } from "./merge-branches.ts";
import { baseTip } from "./pull-facts.ts";

/** Merges the base branch into a pull request's head, which may be in a fork, as "Update branch" does; gives the new head. */
export async function updateBranch(
  github: GitHub,
  {
    pull,
    head,
    actor,
    expected,
  }: {
    readonly pull: Pull;
    readonly head: Repository;
    readonly actor: Actor;
    readonly expected: string | undefined;
  },
): Promise<string> {
  const repository = github.store.get("repositories", pull.repository)!;
  const raced = "expected head sha didn\u2019t match current head ref.";
  if (expected !== undefined && expected !== pull.head.sha) return refuse(422, raced);
  const from = await baseTip(github, repository, pull);
  const message = `Merge branch '${pull.base.ref}' into ${pull.head.ref}`;
  const commit = await mergeBranches(github, repository, { into: pull.head.sha, from, actor, message });
  if (commit === undefined) return refuse(422, "merge conflict between base and head");
  if (head.id !== repository.id) {
    await bringCommit(
      repositoryPath(github.directory, repository.id),
      repositoryPath(github.directory, head.id),
      commit,
    );
  }
  const moves = [{ name: `refs/heads/${pull.head.ref}`, before: pull.head.sha, after: commit }];
  const result = await moveRefs(github, head, { actor: actor.account, moves });
  return result.updated ? commit : refuse(422, raced);
}
