import { answerGit, mergeBase, runGit } from "@slipway/git";
import type { GitHub } from "../github.ts";
import { readCommit } from "./read-commit.ts";
import { remember } from "./remember.ts";
import { repositoryPath } from "./repositories.ts";

/** How far back the open object database is followed before Git is asked, which costs a process. */
const near = 16;

/** The commits of `head` that `base` has not, oldest first, at most `limit` of the newest. */
export function commitsBetween(
  github: GitHub,
  repository: number,
  { base, head, limit = 10_000 }: { readonly base: string; readonly head: string; readonly limit?: number },
): Promise<string[]> {
  return remember(
    github,
    `${repository} between ${base} ${head} ${limit}`,
    async () => {
      const line = await lineTo(github, repository, head, base);
      if (line !== undefined) return line.slice(0, limit).reverse();
      const args = ["rev-list", "--topo-order", `--max-count=${limit}`, `^${base}`, head];
      const listing = (await runGit(repositoryPath(github.directory, repository), args)).toString();
      return listing
        .split("\n")
        .filter((sha) => sha !== "")
        .reverse();
    },
    ({ length }) => length <= 1000,
  );
}

/** How many commits each side has that the other has not. */
export function countApart(
  github: GitHub,
  repository: number,
  base: string,
  head: string,
): Promise<{ readonly behind: number; readonly ahead: number }> {
  return remember(github, `${repository} apart ${base} ${head}`, async () => {
    const path = repositoryPath(github.directory, repository);
    const counts = (await runGit(path, ["rev-list", "--left-right", "--count", `${base}...${head}`])).toString();
    const [behind = 0, ahead = 0] = counts.trim().split("\t").map(Number);
    return { behind, ahead };
  });
}

/** Whether one commit is reachable from another. */
export function isAncestor(github: GitHub, repository: number, one: string, other: string): Promise<boolean> {
  return remember(github, `${repository} ancestor ${one} ${other}`, async () => {
    if ((await lineTo(github, repository, other, one)) !== undefined) return true;
    const args = ["merge-base", "--is-ancestor", one, other];
    return (await answerGit(repositoryPath(github.directory, repository), args, { expected: [0, 1] })).exitCode === 0;
  });
}

/** The best common ancestor of two commits; undefined when they have none. */
export function commonAncestor(
  github: GitHub,
  repository: number,
  one: string,
  other: string,
): Promise<string | undefined> {
  return remember(github, `${repository} common ${one} ${other}`, async () => {
    if ((await lineTo(github, repository, other, one)) !== undefined) return one;
    if ((await lineTo(github, repository, one, other)) !== undefined) return other;
    return mergeBase(repositoryPath(github.directory, repository), one, other);
  });
}

/** The commits from `head` back to, without, `base`, if they lie near and in one line; undefined otherwise. */
async function lineTo(github: GitHub, repository: number, head: string, base: string): Promise<string[] | undefined> {
  const line: string[] = [];
  for (let at = head; at !== base; ) {
    if (line.length === near) return undefined;
    const parents = (await readCommit(github, repository, at))?.parents ?? [];
    if (parents.length !== 1) return undefined;
    line.push(at);
    at = parents[0]!;
  }
  return line;
}
