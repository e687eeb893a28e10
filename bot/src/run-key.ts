import { refusalOf } from "./github.ts";
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
export async function runKey({ place, repositories }: Running, key: Key, attempt: number): Promise<number | undefined> {
  if (key.kind === "sweep-all") {
    for (const { id } of await repositories.refresh()) await place.enqueue({ kind: "sweep", repository: id });
    return undefined;
  }
  const repository = await repositories.find(key.repository);
  // The app is not installed there any more.
  if (repository === undefined) return undefined;
  const log = place.log.with({ job: keyText(key), repository: `${repository.owner}/${repository.name}` });
  const here = { ...place, log };
  try {
    switch (key.kind) {
      case "pull":
      case "again":
        return await pullJob(here, repository, { number: key.pull, again: key.kind === "again", attempt });
      case "group":
        return await groupJob(here, repository, key);
      case "push":
        return await pushJob(here, repository);
      case "base":
        return await baseJob(here, repository);
      case "sweep":
        return await sweepJob(here, repository);
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.retryAfter !== undefined) {
      log.warn("GitHub asked for patience", { milliseconds: refusal.retryAfter, error });
      return refusal.retryAfter;
    }
    // Renamed, transferred, or a token is no longer good: what is known of it is looked up anew.
    place.github.forget(repository);
    if (refusal?.status === 404) await repositories.refresh();
    throw error;
  }
}
