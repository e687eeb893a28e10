import { ownComments, sayInComment, withOutcome } from "./comment.ts";
import type { Repository } from "./github.ts";
import { hear, react } from "./hear.ts";
import { hiddenPrefix } from "./mirror.ts";
import { type Pull, readPushCheck } from "./pulls.ts";
import type { Workplace } from "./workplace.ts";

/** Looks after a pull request that is closed: its hidden refs go, and its comment says what became of the merge. */
export async function closedPull(place: Workplace, repository: Repository, pull: Pull): Promise<undefined> {
  const mirror = place.mirror(repository);
  const prefix = `${hiddenPrefix}plan/${pull.number}/`;
  const left = [...(await mirror.hidden()).keys()].filter((name) => name.startsWith(prefix));
  if (left.length > 0) await mirror.pushHidden(new Map(left.map((name) => [name, undefined])));
  if (pull.state !== "merged" || pull.mergeCommit === undefined) return undefined;
  await answerYes(place, repository, pull);
  const [comment] = ownComments(pull);
  if (comment === undefined) return undefined;
  const reader = await place.github.client(repository, "read");
  const check = await readPushCheck(reader, place.app.id, pull.mergeCommit);
  if (check === undefined) return undefined;
  const client = await place.github.client(repository, "report");
  await sayInComment({ client, repository, pull, memory: place.memory }, withOutcome(comment.body, check.summary));
  return undefined;
}

/** A push that waits is confirmed on the merged pull request: whoever says so is answered, and the push is looked at again. */
async function answerYes(place: Workplace, repository: Repository, pull: Pull): Promise<void> {
  const mirror = place.mirror(repository);
  if (pull.base !== undefined && !(await mirror.has([pull.base]))) await mirror.fetch();
  const { fresh } = await hear(place, repository, pull);
  if (fresh.length === 0) return;
  await place.enqueue({ kind: "push", repository: repository.id });
  await react(place, repository, fresh);
}
