import { type RefUpdateResult, updateRefs } from "@slipway/git";
import type { GitHub } from "../github.ts";
import type { Intent, Repository } from "../state/repository-rows.ts";
import type { RefChange } from "../webhooks/emit-push.ts";
import { observeRefs } from "./observe-refs.ts";
import { repositoryPath } from "./repositories.ts";

/** Remembers who is about to move which refs, so that what is seen afterwards, even after a crash, has its author. */
export async function intend(
  github: GitHub,
  repository: Repository,
  intent: Pick<Intent, "actor" | "moves" | "merging">,
): Promise<Intent> {
  const row = github.store.put("intents", { ...intent, id: github.store.nextId(), repository: repository.id });
  await github.store.flush();
  return row;
}

/**
 * Moves refs of a repository, all or none, each from where it is expected, and tells of it. With `merging`, the move is
 * the merge of that pull request.
 */
export function moveRefs(
  github: GitHub,
  repository: Repository,
  {
    actor,
    moves,
    merging,
  }: {
    readonly actor: number;
    readonly moves: readonly RefChange[];
    readonly merging?: Intent["merging"];
  },
): Promise<RefUpdateResult> {
  return github.exclusive(repository.id, async () => {
    const wanted = moves.map(({ name, after = "" }) => ({ name, oid: after }));
    const intent = await intend(github, repository, { actor, moves: wanted, merging });
    try {
      const result = await updateRefs(repositoryPath(github.directory, repository.id), moves);
      const names = moves.map(({ name }) => name);
      if (result.updated) await observeRefs(github, repository.id, names);
      return result;
    } finally {
      github.store.remove("intents", intent.id);
    }
  });
}
