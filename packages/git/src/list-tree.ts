import { pathOf, records } from "./records.ts";
import { runGit } from "./run-git.ts";

/** One path of a tree, without its content. */
export interface TreeEntry {
  readonly path: string;
  /** Git's mode: 100644, 100755 (executable), 120000 (symbolic link), 160000 (submodule). */
  readonly mode: string;
  readonly oid: string;
}

/**
 * Lists the files of a tree (a commit or a tree, by its full object id) with all its folders, in Git's order. Reads no
 * file. Throws when there is no such object.
 */
export async function listTree(repository: string, oid: string): Promise<TreeEntry[]> {
  const listing = await runGit(repository, ["ls-tree", "-r", "-z", "--full-tree", fullId(oid)]);
  return [...records(listing)].map((record) => {
    // "100644 blob <oid>\t<path>"
    const tab = record.indexOf(0x09);
    const [mode = "", , blob = ""] = record.toString("latin1", 0, tab).split(" ");
    return { path: pathOf(record.subarray(tab + 1)), mode, oid: blob };
  });
}

/** A path that two trees have differently; one that is gone has the status D. */
export interface TreeDifference extends TreeEntry {
  readonly status: "A" | "D" | "M" | "T";
}

/** The paths in which two trees (commits or trees, by full object ids) differ, a rename as a deletion and an addition. */
export async function diffTrees(repository: string, before: string, after: string): Promise<TreeDifference[]> {
  const args = ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", fullId(before), fullId(after)];
  const differences: TreeDifference[] = [];
  let change: string[] | undefined;
  for (const record of records(await runGit(repository, args))) {
    if (change === undefined) {
      // ":100644 100644 <oid before> <oid after> M", then the path in a record of its own
      change = record.toString("latin1").split(" ");
      continue;
    }
    const [, mode = "", , oid = "", status = ""] = change;
    differences.push({ path: pathOf(record), mode, oid, status: status as TreeDifference["status"] });
    change = undefined;
  }
  return differences;
}

function fullId(oid: string): string {
  if (!/^[0-9a-f]{40,64}$/.test(oid)) throw new Error(`${JSON.stringify(oid)} is not a full object id.`);
  return oid;
}
