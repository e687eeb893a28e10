import { diffTrees, runGit } from "@slipway/git";
import type { Client, Repository } from "../github.ts";
import { readSeal } from "../plan-seal.ts";
import { type Pull, readPull } from "../pulls.ts";
import type { Workplace } from "../workplace.ts";

/** One merge to be pushed: the commit that it left on the default branch, and the pull request, if it was one. */
export interface Step {
  readonly commit: string;
  readonly pull: Pull | undefined;
  /** What its check says that people saw; undefined when nobody saw a plan. */
  readonly planned: { readonly base: string; readonly head: string; readonly digest: string } | undefined;
}

/** More commits behind than this are taken in one step, up to the last of them. */
const mostSteps = 25;
const parts = ["apps/", "environments/", "policies/"];

/**
 * The merges since some commits were rendered, the oldest first, as far as they change the platform; the tip always is
 * the last one. Commits of one pull request are one step.
 */
export async function stepsTo(
  place: Workplace,
  repository: Repository,
  { tip, sources }: { readonly tip: string; readonly sources: readonly string[] },
): Promise<Step[]> {
  const mirror = place.mirror(repository).path;
  const client = await place.github.client(repository, "read");
  const commits = await commitsSince(mirror, tip, sources);
  const steps: Step[] = [];
  for (const commit of commits) {
    const step = await stepOf(place, client, commit);
    // The commits of a pull request that was rebased: the last of them is what was planned.
    if (step.pull !== undefined && steps.at(-1)?.pull?.number === step.pull.number) steps.pop();
    steps.push(step);
  }
  return steps;
}

/** The commits on the default branch's own line after the newest of the sources, as far as they change the platform. */
async function commitsSince(mirror: string, tip: string, sources: readonly string[]): Promise<string[]> {
  if (sources.length === 0) return [tip];
  const args = ["rev-list", "--first-parent", `--max-count=${mostSteps * 40}`, tip];
  const line = (await runGit(mirror, args)).toString().trim().split("\n");
  const at = line.findIndex((commit) => sources.includes(commit));
  if (at === -1) return [tip];
  const since = line.slice(0, at + 1).reverse();
  const changing: string[] = [];
  for (const [index, commit] of since.entries()) {
    const before = since[index - 1];
    if (before === undefined) continue;
    const differences = await diffTrees(mirror, before, commit);
    if (differences.some(({ path }) => parts.some((part) => path.startsWith(part)))) changing.push(commit);
  }
  const last = changing.at(-1) === tip ? changing : [...changing, tip];
  return last.length > mostSteps ? last.slice(-mostSteps) : last;
}

interface Associated {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
}

async function stepOf(place: Workplace, client: Client, commit: string): Promise<Step> {
  const found = await client.rest<Associated[]>("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
    commit_sha: commit,
  });
  const merged = found.filter((pull) => pull.merged_at !== null);
  const own = merged.find((pull) => pull.merge_commit_sha === commit) ?? merged[0];
  const pull = own === undefined ? undefined : await readPull(client, place.app.id, own.number);
  if (pull === undefined) return { commit, pull, planned: undefined };
  const seal = pull.check?.completed === true ? readSeal(pull.check.externalId) : undefined;
  const planned = seal?.digest === undefined ? undefined : { base: seal.base, head: pull.head, digest: seal.digest };
  return { commit, pull, planned };
}
