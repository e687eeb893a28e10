import { refusalOf } from "./ask.ts";
import type { Repository } from "./github.ts";
import { groupJob } from "./group-job.ts";
import { type Key, keyText } from "./keys.ts";
import { pullJob } from "./pull-job.ts";
import { pushJob } from "./push-job.ts";
import type { Repositories } from "./repositories.ts";
import { baseJob, sweepJob } from "./sweep-job.ts";
import type { Workplace } from "./workplace.ts";

/** What keys are run with. */
export interface Running {
  readonly place: Workplace;
  readonly repositories: Repositories;
}

/** Runs the job of a key. Gives the milliseconds after which to run it again, where GitHub or the job itself asks for that. */
export async function runKey(running: Running, key: Key, attempt: number): Promise<number | undefined> {
  const log = running.place.log.with({ job: keyText(key) });
  try {
    if (key.kind !== "sweep-all") return await runIn(running, key, attempt);
    for (const { id } of await running.repositories.refresh())
      await running.place.enqueue({ kind: "sweep", repository: id });
    return undefined;
  } catch (error) {
    const retryAfter = refusalOf(error)?.retryAfter;
    if (retryAfter === undefined) throw error;
    log.warn("GitHub asked for patience", { milliseconds: retryAfter, error });
    return retryAfter;
  }
}

async function runIn(
  { place, repositories }: Running,
  key: Exclude<Key, { readonly kind: "sweep-all" }>,
  attempt: number,
): Promise<number | undefined> {
  const repository = await repositories.find(key.repository);
  // The app is not installed there any more.
  if (repository === undefined) return undefined;
  const log = place.log.with({ job: keyText(key), repository: `${repository.owner}/${repository.name}` });
  const here = { ...place, log };
  try {
    return await jobOf(here, repository, { key, attempt });
  } catch (error) {
    if (refusalOf(error)?.retryAfter === undefined)
      await recover({ place: here, repositories }, repository, { error, attempt });
    throw error;
  }
}

async function jobOf(
  place: Workplace,
  repository: Repository,
  { key, attempt }: { readonly key: Exclude<Key, { readonly kind: "sweep-all" }>; readonly attempt: number },
): Promise<number | undefined> {
  switch (key.kind) {
    case "pull":
    case "again":
      return pullJob(place, repository, { number: key.pull, again: key.kind === "again", attempt });
    case "group":
      return groupJob(place, repository, key);
    case "push":
      return pushJob(place, repository);
    case "base":
      return baseJob(place, repository);
    case "sweep":
      return sweepJob(place, repository);
  }
}

/** So that the next attempt can do better: whatever is known is looked up anew, and the mirror is put right. */
async function recover(
  { place, repositories }: Running,
  repository: Repository,
  { error, attempt }: { readonly error: unknown; readonly attempt: number },
): Promise<void> {
  const refusal = refusalOf(error);
  try {
    // A token is no longer good, or the repository was renamed or transferred, which Git does not tell apart.
    place.github.forget(repository);
    if (refusal === undefined || refusal.status === 404) await repositories.refresh();
    const mended = refusal === undefined && attempt > 1 ? await place.mirror(repository).mend() : undefined;
    if (mended !== undefined) place.log.warn("the mirror was put right", { mended });
  } catch (further) {
    place.log.warn("nothing could be put right", { error: further });
  }
}
