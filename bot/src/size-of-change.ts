import { reachOf } from "@slipway/engine";
import { listTree, type TreeDifference } from "@slipway/git";
import { type Size, sizeOf } from "./line/line.ts";

/** How much a change is: where it may be felt everywhere, as a change of a policy is, all files of the commit count. */
export async function sizeOfChange(
  mirror: string,
  commit: string,
  differences: readonly TreeDifference[],
): Promise<Size> {
  const words = { A: "added", D: "removed" } as const;
  const changes = differences.map(({ path, status }) => ({
    path,
    status: status === "A" || status === "D" ? words[status] : ("changed" as const),
    texts: [],
  }));
  if (!reachOf(changes).everything) return sizeOf(differences.length);
  return sizeOf((await listTree(mirror, commit)).length, true);
}
