import { readRefs } from "@slipway/git";
import { createCheckSuites } from "../checks/create-check-suites.ts";
import type { GitHub } from "../github.ts";
import { afterPush } from "../pulls/after-push.ts";
import type { Intent, Repository } from "../state/repository-rows.ts";
import { emitPush, type RefChange } from "../webhooks/emit-push.ts";
import { repositoryPath } from "./repositories.ts";

/**
 * Looks at a repository's refs, or at the named ones, and does what follows from those that moved since the last look: events, pull requests,
 * check suites. Git is the truth, so it does not matter who moved them: a push, the API, another process, or this one
 * before it was killed. To be run under the repository's lock.
 */
export async function observeRefs(github: GitHub, id: number, names?: readonly string[]): Promise<void> {
  const found = await lookUp(github, id, names);
  const known = new Map(github.store.of("refs", id).map((ref) => [ref.name, ref.oid]));
  const looked = names ?? [...new Set([...known.keys(), ...found.keys()])];
  const changes = looked
    .filter((name) => !name.startsWith("refs/pull/"))
    .map((name): RefChange => ({ name, before: known.get(name), after: found.get(name) }))
    .filter(({ before, after }) => before !== after)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  if (changes.length === 0) return;
  const intents = github.store.of("intents", id);
  const repository = github.store.put("repositories", {
    ...github.store.get("repositories", id)!,
    pushedAt: github.now(),
  });
  for (const change of changes) {
    await follow(github, repository, change, intents);
    // Only now is it seen: killed before, the next process does all this again rather than half of it.
    record(github, id, change);
  }
}

async function lookUp(
  github: GitHub,
  id: number,
  names: readonly string[] | undefined,
): Promise<ReadonlyMap<string, string>> {
  if (names === undefined) return readRefs(repositoryPath(github.directory, id));
  const infos = await github.objects(id).info(names);
  return new Map(infos.flatMap((info, index) => (info === undefined ? [] : [[names[index]!, info.oid]])));
}

function record(github: GitHub, repository: number, { name, after }: RefChange): void {
  const id = `${repository}:${name}`;
  if (after === undefined) github.store.remove("refs", id);
  else github.store.put("refs", { id, repository, name, oid: after });
}

async function follow(
  github: GitHub,
  repository: Repository,
  change: RefChange,
  intents: readonly Intent[],
): Promise<void> {
  const intent = intents.find(({ moves }) =>
    moves.some(({ name, oid }) => name === change.name && oid === (change.after ?? "")),
  );
  const pusher = intent?.actor ?? repository.owner;
  await emitPush(github, repository, { change, pusher });
  if (!change.name.startsWith("refs/heads/")) return;
  await createCheckSuites(github, repository, change);
  await afterPush(github, repository, { change, pusher, merging: intent?.merging });
}
