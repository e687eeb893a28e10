import { answerGit, mergeBase, runGit } from "@slipway/git";
import type { GitHub } from "../github.ts";
import { repositoryPath } from "./repositories.ts";

/** The commits of `head` that `base` has not, oldest first, at most `limit` of the newest. */
export async function commitsBetween(
  github: GitHub,
  repository: number,
  range: { readonly base: string; readonly head: string; readonly limit?: number },
): Promise<string[]> {
  const path = repositoryPath(github.directory, repository);
  const args = ["rev-list", "--topo-order", `--max-count=${range.limit ?? 10_000}`, `^${range.base}`, range.head];
  const listing = (await runGit(path, args)).toString();
  return listing
    .split("\n")
    .filter((line) => line !== "")
    .reverse();
}

/** How many commits each side has that the other has not. */
export async function countApart(
  github: GitHub,
  repository: number,
  base: string,
  head: string,
): Promise<{ readonly behind: number; readonly ahead: number }> {
  const path = repositoryPath(github.directory, repository);
  const counts = (await runGit(path, ["rev-list", "--left-right", "--count", `${base}...${head}`])).toString();
  const [behind = 0, ahead = 0] = counts.trim().split("\t").map(Number);
  return { behind, ahead };
}

/** Whether one commit is reachable from another. */
export async function isAncestor(github: GitHub, repository: number, one: string, other: string): Promise<boolean> {
  const path = repositoryPath(github.directory, repository);
  const args = ["merge-base", "--is-ancestor", one, other];
  return (await answerGit(path, args, { expected: [0, 1] })).exitCode === 0;
}

/** The best common ancestor of two commits. */
export function commonAncestor(github: GitHub, repository: number, one: string, other: string) {
  return mergeBase(repositoryPath(github.directory, repository), one, other);
}
