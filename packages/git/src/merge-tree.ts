import { requireCommit } from "./resolve-revision.ts";
import { answerGit } from "./run-git.ts";

/** The merged tree, or the paths that conflict, sorted. */
export type MergeResult = { readonly tree: string } | { readonly conflicts: readonly string[] };

/**
 * Merges two commits in the object database as `git merge` would (strategy ort), without a work tree and without
 * making a commit. Throws when a revision names no commit, or the two have no common ancestor.
 */
export async function mergeTree(repository: string, base: string, head: string): Promise<MergeResult> {
  const commits = [await requireCommit(repository, base), await requireCommit(repository, head)];
  const args = ["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ...commits];
  const { exitCode, stdout } = await answerGit(repository, args, { expected: [0, 1] });
  const [tree = "", ...paths] = stdout.toString().split("\0");
  if (exitCode === 0) return { tree };
  return { conflicts: [...new Set(paths.filter((path) => path !== ""))].sort() };
}
