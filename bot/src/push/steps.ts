import { runGit } from "@slipway/git";
import type { Repository } from "../github.ts";
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

/** More commits behind than this are taken in one step, up to the oldest of the last ones. */
const mostSteps = 25;
const farthest = 1_000;
const parts = ["apps", "environments", "policies"];

/**
 * The merges after the oldest of some commits, the oldest first, as far as they change the platform, and `last`, which is
 * the tip of the default branch. Commits of one pull request are one step: the last of them is what was planned.
 */
export async function stepsTo(
  place: Workplace,
  repository: Repository,
  { last, after }: { readonly last: Step; readonly after: readonly string[] },
): Promise<Step[]> {
  const commits = await commitsAfter(place.mirror(repository).path, last.commit, after);
  const steps: Step[] = [];
  for (const commit of [...commits.filter((one) => one !== last.commit), last.commit]) {
    const step = commit === last.commit ? last : await stepOf(place, repository, commit);
    if (step.pull !== undefined && steps.at(-1)?.pull?.number === step.pull.number) steps.pop();
    steps.push(step);
  }
  return steps;
}

/** The commits on the default branch's own line after the oldest of some, as far as they change the platform. */
async function commitsAfter(mirror: string, tip: string, after: readonly string[]): Promise<string[]> {
  if (after.length === 0) return [];
  const list = async (...args: readonly string[]): Promise<string[]> => {
    const text = (await runGit(mirror, ["rev-list", "--first-parent", ...args])).toString().trim();
    return text === "" ? [] : text.split("\n");
  };
  const line = await list(`--max-count=${farthest}`, tip);
  const places = after.map((commit) => line.indexOf(commit));
  const oldest = line[places.includes(-1) ? line.length - 1 : Math.max(...places)] ?? tip;
  return (await list(`--max-count=${mostSteps}`, tip, `^${oldest}`, "--", ...parts)).reverse();
}

interface Associated {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
}

/** The step that a commit of the default branch is, with the pull request that it merged. */
export async function stepOf(place: Workplace, repository: Repository, commit: string): Promise<Step> {
  const client = await place.github.client(repository, "read");
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
