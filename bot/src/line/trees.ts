import { readTree, type Tree } from "@slipway/git";

/** Trees of platforms that were read, kept so that the next one need only read what differs. */
export interface Trees {
  /** The tree of a commit that others will be compared with. */
  read(mirror: string, commit: string): Promise<Tree>;
  /** A tree that is looked at once, read as what differs from one that is kept. */
  readOnce(mirror: string, revision: string, known: Tree): Promise<Tree>;
}

const kept = 3;

/** What a platform is made of; nothing else of a repository is read. */
const parts = ["apps/", "environments/", "policies/"];
const options = { wanted: (path: string) => parts.some((part) => path.startsWith(part)) || isOwnersFile(path) };

/** Whether GitHub takes a file for the list of code owners. */
export function isOwnersFile(path: string): boolean {
  return ["CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"].includes(path);
}

/** Keeps the last few trees of each mirror. */
export function openTrees(): Trees {
  const byMirror = new Map<string, Tree[]>();

  async function read(mirror: string, commit: string): Promise<Tree> {
    const trees = byMirror.get(mirror) ?? [];
    const known = trees.find((tree) => tree.commit === commit);
    if (known !== undefined) return known;
    const tree = await readTree(mirror, commit, trees[0], options);
    byMirror.set(mirror, [tree, ...trees].slice(0, kept));
    return tree;
  }

  return { read, readOnce: (mirror, revision, known) => readTree(mirror, revision, known, options) };
}
