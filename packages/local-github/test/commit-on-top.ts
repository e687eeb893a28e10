import { updateRefs, writeCommit, writeTree } from "@slipway/git";
import { repositoryPath } from "../src/git/repositories.ts";

/** Moves a branch by Git alone, as a process does that is killed right after. */
export async function commitOnTop(
  directory: string,
  repository: number,
  name: string,
  before: string,
): Promise<string> {
  const path = repositoryPath(directory, repository);
  const tree = await writeTree(path, new Map([["b.txt", { mode: "100644", content: "b\n" }]]));
  const author = { name: "Bob", email: "bob@example.com" };
  const after = await writeCommit(path, { tree, parents: [before], message: "On top\n", author, date: new Date(0) });
  await updateRefs(path, [{ name, before, after }]);
  return after;
}
