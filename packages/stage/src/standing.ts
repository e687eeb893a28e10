import { listTree, openObjects } from "@slipway/git";
import { readTrailers, type Trailers } from "./trailers.ts";

/** An environment's branch as it stands. Without a head, there is no branch yet. */
export interface Standing {
  readonly environment: string;
  readonly head: string | undefined;
  readonly tree: string | undefined;
  /** Path → the id of the blob that stands there. */
  readonly blobs: ReadonlyMap<string, string>;
  readonly trailers: Trailers;
}

/** Reads an environment's branch by the commit it names; undefined: there is none. Reads no file of it. */
export async function readStanding(
  repository: string,
  environment: string,
  head: string | undefined,
): Promise<Standing> {
  if (head === undefined) return { environment, head, tree: undefined, blobs: new Map(), trailers: [] };
  const entries = await listTree(repository, head);
  const { tree, message } = await readCommit(repository, head);
  const blobs = new Map(entries.map(({ path, oid }) => [path, oid]));
  return { environment, head, tree, blobs, trailers: readTrailers(message) };
}

async function readCommit(repository: string, oid: string): Promise<{ tree: string; message: string }> {
  const objects = openObjects(repository);
  try {
    const [content] = await objects.contents([oid]);
    const text = content?.toString() ?? "";
    const end = text.indexOf("\n\n");
    const tree = /^tree ([0-9a-f]{40,64})\n/.exec(text)?.[1];
    if (tree === undefined || end === -1) throw new Error(`${oid} in ${repository} is no commit.`);
    return { tree, message: text.slice(end + 2) };
  } finally {
    objects.close();
  }
}
