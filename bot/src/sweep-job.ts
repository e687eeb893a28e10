import { readCommands } from "./commands.ts";
import type { Repository } from "./github.ts";
import { planHolds } from "./holds.ts";
import { hiddenPrefix } from "./mirror.ts";
import { listOpenPulls, type Pull } from "./pulls.ts";
import { missingRule } from "./required.ts";
import { remember, type Workplace } from "./workplace.ts";

/**
 * Looks through a repository for what no event told of, or none that arrived: pull requests without a plan that holds,
 * commands that nobody answered, merges that were not pushed, hidden refs of pull requests that are closed.
 */
export async function sweepJob(place: Workplace, repository: Repository): Promise<undefined> {
  const pulls = await openPulls(place, repository);
  if (pulls === undefined) return undefined;
  await lookAtRules(place, repository);
  await enqueueStale(place, repository, pulls);
  await place.enqueue({ kind: "push", repository: repository.id });
  const mirror = place.mirror(repository);
  const open = new Set(pulls.map(({ number }) => number));
  const hidden = await mirror.remoteHidden();
  const left = [...hidden.keys()].filter((name) => {
    const number = new RegExp(`^${hiddenPrefix}plan/(\\d+)/`).exec(name)?.[1];
    return number !== undefined && !open.has(Number(number));
  });
  if (left.length > 0) await mirror.pushHidden(new Map(left.map((name) => [name, undefined])), hidden);
  await mirror.tidy();
  return undefined;
}

async function lookAtRules(place: Workplace, repository: Repository): Promise<void> {
  const client = await place.github.client(repository, "read");
  const missing = await missingRule(client, { branch: repository.defaultBranch, app: place.app.id });
  const { warnings } = place.memory;
  if (missing === undefined) warnings.delete(String(repository.id));
  else remember(warnings, String(repository.id), missing);
  if (missing !== undefined) place.log.warn("the check can be passed by", { missing });
}

/** After a move of the default branch: only the pull requests that could feel it are looked at again. */
export async function baseJob(place: Workplace, repository: Repository): Promise<undefined> {
  const pulls = await openPulls(place, repository);
  if (pulls !== undefined) await enqueueStale(place, repository, pulls);
  return undefined;
}

async function openPulls(place: Workplace, repository: Repository): Promise<Pull[] | undefined> {
  const client = await place.github.client(repository, "read");
  return listOpenPulls(client, place.app.id, repository.defaultBranch);
}

async function enqueueStale(place: Workplace, repository: Repository, pulls: readonly Pull[]): Promise<void> {
  const mirror = place.mirror(repository);
  const { reaches } = place.memory;
  const waiting = place.memory.waiting.get(String(repository.id));
  const bases = new Set(pulls.flatMap(({ base }) => base ?? []));
  if (!(await mirror.has([...bases]))) await mirror.fetch();
  for (const pull of pulls) {
    if (!hasUnanswered(pull) && (await planHolds(mirror, pull, { reaches, waiting })))
      place.metrics.count("plans_spared_total");
    else await place.enqueue({ kind: "pull", repository: repository.id, pull: pull.number });
  }
}

function hasUnanswered({ comments }: Pull): boolean {
  return comments.some(
    ({ genuine, mine, answered, body }) => genuine && !mine && !answered && readCommands(body).length > 0,
  );
}
