import { runGit } from "@slipway/git";
import { isAncestor } from "../git/history.ts";
import { bringCommit, repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import { protectionOf, rulesetRules } from "../rules/active-rules.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Intent, Repository } from "../state/repository-rows.ts";
import type { RefChange } from "../webhooks/emit-push.ts";
import { changePull } from "./change-pull.ts";
import { closePull, markMerged } from "./close-pull.ts";
import { emitPull } from "./emit-pull.ts";
import { emitReview } from "./emit-review.ts";
import { baseTip } from "./pull-facts.ts";

/** Does for pull requests what follows from the move of a branch, be it their head's or their base's. */
export async function afterPush(
  github: GitHub,
  repository: Repository,
  {
    change,
    pusher,
    merging,
  }: {
    readonly change: RefChange;
    readonly pusher: number;
    readonly merging: Intent["merging"];
  },
): Promise<void> {
  const branch = change.name.replace("refs/heads/", "");
  const open = github.store.all("pulls").filter(({ state }) => state === "open");
  for (const pull of open.filter((row) => row.repository === repository.id && row.base.ref === branch)) {
    await afterBaseMoved(github, repository, { pull, change, pusher, merging });
  }
  for (const { id } of open.filter(({ head }) => head.repository === repository.id && head.ref === branch)) {
    const pull = github.store.get("pulls", id)!;
    if (pull.state === "open") await afterHeadMoved(github, { pull, change, pusher });
  }
  github.changed(repository.id);
}

async function afterBaseMoved(
  github: GitHub,
  repository: Repository,
  {
    pull,
    change,
    pusher,
    merging,
  }: {
    readonly pull: Pull;
    readonly change: RefChange;
    readonly pusher: number;
    readonly merging: Intent["merging"];
  },
): Promise<void> {
  if (change.after === undefined) {
    await closePull(github, repository, pull, pusher);
    return;
  }
  const base = change.before ?? pull.base.sha;
  if (merging?.pull === pull.id) {
    await markMerged(github, repository, { pull, by: pusher, commit: merging.commit, base });
  } else if (await isAncestor(github, repository.id, pull.head.sha, change.after)) {
    await markMerged(github, repository, { pull, by: pusher, commit: change.after, base });
  }
}

async function afterHeadMoved(
  github: GitHub,
  { pull, change, pusher }: { readonly pull: Pull; readonly change: RefChange; readonly pusher: number },
): Promise<void> {
  const repository = github.store.get("repositories", pull.repository)!;
  if (change.after === undefined) {
    await closePull(github, repository, pull, pusher);
    return;
  }
  await setHeadRef(github, pull, change.after);
  const base = await baseTip(github, repository, pull);
  const moved = changePull(github, pull, {
    head: { ...pull.head, sha: change.after },
    base: { ...pull.base, sha: base },
    pusher,
  });
  await dismissStale(github, repository, moved, pusher);
  const more = { before: pull.head.sha, after: change.after };
  await emitPull(github, repository, { pull: moved, action: "synchronize", sender: pusher, more });
}

/** Points `refs/pull/<number>/head` at the head, bringing the commit from a fork when it comes from one. */
export async function setHeadRef(github: GitHub, pull: Pull, sha: string): Promise<void> {
  const path = repositoryPath(github.directory, pull.repository);
  const ref = `refs/pull/${pull.number}/head`;
  if (pull.head.repository === pull.repository || pull.head.repository === undefined) {
    await runGit(path, ["update-ref", ref, sha]);
  } else {
    await bringCommit(repositoryPath(github.directory, pull.head.repository), path, sha, ref);
  }
}

/** Takes back approvals of an older head where the base branch's rules ask for it. */
async function dismissStale(github: GitHub, repository: Repository, pull: Pull, pusher: number): Promise<void> {
  const classic = protectionOf(github, repository, pull.base.ref)?.rules ?? [];
  const rules = [...classic, ...rulesetRules(github, repository, pull.base.ref).map(({ rule }) => rule)];
  if (!rules.some(({ parameters }) => parameters?.["dismiss_stale_reviews_on_push"] === true)) return;
  for (const review of github.store.of("reviews", pull.id)) {
    if (review.state !== "APPROVED") continue;
    const dismissed = github.store.put("reviews", { ...review, state: "DISMISSED", updatedAt: github.now() });
    await emitReview(github, repository, { pull, review: dismissed, action: "dismissed", sender: pusher });
  }
}
