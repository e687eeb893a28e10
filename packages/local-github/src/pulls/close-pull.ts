import type { GitHub } from "../github.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { changePull } from "./change-pull.ts";
import { emitPull } from "./emit-pull.ts";

/** Closes a pull request without merging it. */
export async function closePull(github: GitHub, repository: Repository, pull: Pull, by: number): Promise<Pull> {
  leaveQueue(github, pull);
  const closed = changePull(github, pull, { state: "closed", closedAt: github.now(), autoMerge: undefined });
  await emitPull(github, repository, { pull: closed, action: "closed", sender: by });
  return closed;
}

/** Marks a pull request as merged by a commit that its base branch has now. `base` is where the branch stood before. */
export async function markMerged(
  github: GitHub,
  repository: Repository,
  {
    pull,
    by,
    commit,
    base,
  }: { readonly pull: Pull; readonly by: number; readonly commit: string; readonly base: string },
): Promise<Pull> {
  const now = github.now();
  leaveQueue(github, pull);
  const merged = changePull(github, pull, {
    state: "closed",
    base: { ...pull.base, sha: base },
    mergedAt: now,
    mergedBy: by,
    mergeCommit: commit,
    closedAt: now,
    autoMerge: undefined,
  });
  await emitPull(github, repository, { pull: merged, action: "closed", sender: by });
  return merged;
}

function leaveQueue(github: GitHub, pull: Pull): void {
  for (const entry of github.store.all("queue")) if (entry.pull === pull.id) github.store.remove("queue", entry.id);
}
