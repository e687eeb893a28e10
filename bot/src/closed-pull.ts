import { ownComments, sayInComment, withOutcome } from "./comment.ts";
import type { Repository } from "./github.ts";
import { hear, react } from "./hear.ts";
import { hiddenPrefix } from "./mirror.ts";
import { readSeal } from "./plan-seal.ts";
import { type Pull, readPushCheck } from "./pulls.ts";
import type { Workplace } from "./workplace.ts";

/** Looks after a pull request that is closed: its hidden refs go, and its comment says what became of the merge. */
export async function closedPull(place: Workplace, repository: Repository, pull: Pull): Promise<undefined> {
  const mirror = place.mirror(repository);
  const prefix = `${hiddenPrefix}plan/${pull.number}/`;
  const left = [...(await mirror.hidden()).keys()].filter((name) => name.startsWith(prefix));
  if (left.length > 0) await mirror.pushHidden(new Map(left.map((name) => [name, undefined])));
  if (pull.state !== "merged" || pull.mergeCommit === undefined) return undefined;
  const reader = await place.github.client(repository, "read");
  const check = await readPushCheck(reader, place.app.id, pull.mergeCommit);
  await answerYes(place, repository, { pull, summary: check?.summary ?? "" });
  const [comment] = ownComments(pull);
  if (comment === undefined || check === undefined) return undefined;
  const client = await place.github.client(repository, "report");
  await sayInComment({ client, repository, pull, memory: place.memory }, withOutcome(comment.body, check.summary));
  return undefined;
}

/**
 * A push that waits is confirmed on the merged pull request: whoever says so is answered, and the push is looked at
 * again. Nothing else can be asked for there any more. `summary`: what the check of the push asks for.
 */
async function answerYes(
  place: Workplace,
  repository: Repository,
  { pull, summary }: { readonly pull: Pull; readonly summary: string },
): Promise<void> {
  const mirror = place.mirror(repository);
  if (pull.base !== undefined && !(await mirror.has([pull.base]))) await mirror.fetch();
  const { fresh, asked } = await hear(place, repository, pull);
  if (fresh.length === 0) return;
  const planned = readSeal(pull.check?.externalId ?? "")?.digest ?? "";
  const counts = (confirm: string) => planned.startsWith(confirm) || summary.includes(`--plan ${confirm.slice(0, 32)}`);
  const heard = new Set(
    asked.flatMap(({ comment, confirm }) => (confirm !== undefined && counts(confirm) ? comment : [])),
  );
  if (heard.size > 0) await place.enqueue({ kind: "push", repository: repository.id });
  const answers = fresh.map((one) =>
    one.reaction === "rocket" && !heard.has(one.comment) ? { ...one, reaction: "-1" as const } : one,
  );
  await react(place, repository, answers);
}
