import { realpathSync } from "node:fs";
import { type Files, groundOf } from "@slipway/engine";
import { mergeBase, mergeTree, readTree, resolveRevision, runGit, type Tree } from "@slipway/git";
import { Refusal } from "./output.ts";

/** A tree of the repository, with the commit that it belongs to. */
export interface Revision {
  readonly commit: string;
  readonly tree: Tree;
  readonly files: Files;
}

/** Reads a revision from the object database, without a checkout. */
export async function readRevision(root: string, revision: string, known?: Tree): Promise<Revision> {
  const commit = await resolveCommit(root, revision);
  const tree = await readTree(root, commit, known);
  return { commit, tree, files: tree.files };
}

/** What merging head into base would leave. */
export async function readMerge(root: string, base: Revision, head: string): Promise<Files> {
  const commit = await resolveCommit(root, head);
  const merged = await mergeTree(root, base.commit, commit);
  if ("conflicts" in merged) throw new Refusal(`${head} cannot be merged: ${merged.conflicts.join(", ")} conflict.`);
  return (await readTree(root, merged.tree, base.tree)).files;
}

/** Where the working tree's branch left another one. */
export async function leftFrom(root: string, base: string): Promise<string> {
  const commit = await resolveCommit(root, base);
  return (await mergeBase(root, commit, await resolveCommit(root, "HEAD"))) ?? commit;
}

async function resolveCommit(root: string, revision: string): Promise<string> {
  await refuseInside(root);
  const commit = await resolveRevision(root, revision);
  if (commit === undefined) throw new Refusal(`There is no revision "${revision}" in this repository.`);
  return commit;
}

/** A platform is a whole repository: revisions are read from its top. */
async function refuseInside(root: string): Promise<void> {
  const top = await runGit(root, ["rev-parse", "--show-toplevel"]).catch(() => undefined);
  if (top === undefined)
    throw new Refusal(`${root} is in no Git repository. Make it one: git init && git add -A && git commit`);
  const path = top.toString("utf8").trim();
  if (path !== "" && realpathSync(path) !== realpathSync(root))
    throw new Refusal(`The platform in ${root} is not at the top of its repository, ${path}.`);
}

/** The branch that people merge into: as the platform says, where it exists, else HEAD. */
export async function defaultBase(root: string, files: Files): Promise<string> {
  await refuseInside(root);
  const branch = groundOf(files).platform?.value.spec.branch ?? "main";
  for (const name of [branch, `origin/${branch}`]) if ((await resolveRevision(root, name)) !== undefined) return name;
  return "HEAD";
}
