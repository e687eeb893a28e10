import { diffTrees, listTree } from "@slipway/git";
import type { Repository } from "../github.ts";
import { type Size, sizeOf } from "../line/line.ts";
import type { EnvironmentHead, StageAnswer } from "../line/tasks.ts";
import { sizeOfChange } from "../size-of-change.ts";
import type { Workplace } from "../workplace.ts";
import { isAncestor, judgeHeads, type SoundHead } from "./heads.ts";
import { type Fate, nameOf } from "./outcome.ts";
import type { Step } from "./steps.ts";

/** A merge, and what it changes in the environments as they stand. */
export interface Look {
  readonly step: Step;
  /** Those that can take it. */
  readonly heads: readonly SoundHead[];
  /** Those that cannot, and why. */
  readonly apart: readonly Fate[];
  readonly answer: StageAnswer;
}

/** Looks at what a merge would change in all environments, or in those of some that have not got to it. */
export async function lookAt(
  place: Workplace,
  repository: Repository,
  { step, among }: { readonly step: Step; readonly among?: readonly string[] },
): Promise<Look> {
  const { path: mirror, tip, environments } = place.mirror(repository);
  const { commit, planned } = step;
  const judged = await judgeHeads(place, repository, { heads: await environments(), tip: (await tip()) ?? commit });
  const heads: SoundHead[] = [];
  const apart: Fate[] = [];
  for (const head of judged) {
    const { environment } = head;
    if (head.problem !== undefined) apart.push({ kind: "frozen", environment, problem: head.problem });
    else if (among === undefined || (among.includes(environment) && (await isBefore(mirror, head.at, commit))))
      heads.push(head);
    else apart.push({ kind: "past", environment });
  }
  const which =
    among === undefined ? { allBut: apart.map(nameOf) } : { only: heads.map(({ environment }) => environment) };
  const start = performance.now();
  const size = await sizeOfStep(mirror, { commit, heads });
  const answer = await place.line.run({ kind: "stage", mirror, commit, heads, which, planned }, size);
  place.metrics.observe("plan_seconds", (performance.now() - start) / 1000, { phase: "stage" });
  return { step, heads, apart, answer };
}

async function isBefore(mirror: string, one: string, other: string): Promise<boolean> {
  return one !== other && (await isAncestor(mirror, one, other));
}

/** Where something is known of every branch, only what changed since is rendered. */
async function sizeOfStep(
  mirror: string,
  { commit, heads }: { readonly commit: string; readonly heads: readonly EnvironmentHead[] },
): Promise<Size> {
  const known = heads.flatMap(({ source }) => source ?? []);
  if (heads.length === 0 || known.length < heads.length) return sizeOf((await listTree(mirror, commit)).length, true);
  const sizes = [...new Set(known)].map(async (source) =>
    sizeOfChange(mirror, commit, await diffTrees(mirror, source, commit)),
  );
  return (await Promise.all(sizes)).includes("large") ? "large" : "small";
}
