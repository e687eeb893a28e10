import { requireCommit } from "./resolve-revision.ts";
import { answerGit } from "./run-git.ts";

/** The best common ancestor of two commits; undefined when they have none. Throws when a revision names no commit. */
export async function mergeBase(repository: string, one: string, other: string): Promise<string | undefined> {
  const commits = [await requireCommit(repository, one), await requireCommit(repository, other)];
  const { exitCode, stdout } = await answerGit(repository, ["merge-base", ...commits], { expected: [0, 1] });
  return exitCode === 0 ? stdout.toString().trim() : undefined;
}
