import { isUtf8 } from "node:buffer";
import type { File, Tree } from "./files.ts";
import { diffTrees, listTree, type TreeEntry } from "./list-tree.ts";
import { type Objects, openObjects } from "./open-objects.ts";

/** Limits of one reading. */
export interface ReadOptions {
  /** A blob of more bytes is listed with its size and without content; 1 MiB unless told. */
  readonly maxBytes?: number;
  /** More bytes of content than this in one reading are refused; 1 GiB unless told. */
  readonly maxTotalBytes?: number;
  /** Which paths are read; all when left out. With a tree known earlier, the same as that was read with. */
  readonly wanted?: (path: string) => boolean;
}

/**
 * Reads the tree of a revision (a commit, or a bare tree) from the object database; never from a work tree.
 * With `known`, a Tree read earlier from this repository, only what differs is read, and every unchanged path keeps
 * the same File object. Paths that are not UTF-8 are listed with their odd bytes as `\xNN`.
 * Throws when the revision does not exist or Git fails.
 */
export async function readTree(
  repository: string,
  revision: string,
  known?: Tree,
  options: ReadOptions = {},
): Promise<Tree> {
  const objects = openObjects(repository);
  try {
    const names = [`${revision}^{tree}`, `${revision}^{commit}`, ...(known === undefined ? [] : [known.tree])];
    const [tree, commit, before] = await objects.info(names);
    if (tree === undefined) throw new Error(`There is no commit ${JSON.stringify(revision)} in ${repository}.`);
    if (known?.tree === tree.oid) return { commit: commit?.oid, tree: tree.oid, files: known.files };
    const files =
      known === undefined || before === undefined
        ? await readAll(repository, objects, tree.oid, options)
        : await readChanged(repository, objects, { known, tree: tree.oid, options });
    return { commit: commit?.oid, tree: tree.oid, files };
  } finally {
    objects.close();
  }
}

async function readAll(
  repository: string,
  objects: Objects,
  tree: string,
  options: ReadOptions,
): Promise<ReadonlyMap<string, File>> {
  const { wanted = () => true } = options;
  const entries = (await listTree(repository, tree)).filter(({ path }) => wanted(path));
  const files = await readFiles(objects, entries, options);
  return new Map(entries.map(({ path }, index) => [path, files[index]!]));
}

async function readChanged(
  repository: string,
  objects: Objects,
  { known, tree, options }: { known: Tree; tree: string; options: ReadOptions },
): Promise<ReadonlyMap<string, File>> {
  const files = new Map(known.files);
  const entries: TreeEntry[] = [];
  const { wanted = () => true } = options;
  for (const { status, path, mode, oid } of await diffTrees(repository, known.tree, tree)) {
    if (!wanted(path)) continue;
    if (status === "D") files.delete(path);
    else entries.push({ path, mode, oid });
  }
  const changed = await readFiles(objects, entries, options);
  for (const [index, { path }] of entries.entries()) files.set(path, changed[index]!);
  return files;
}

async function readFiles(objects: Objects, entries: readonly TreeEntry[], options: ReadOptions): Promise<File[]> {
  const { maxBytes = 1024 * 1024, maxTotalBytes = 1024 * 1024 * 1024 } = options;
  const oids = [...new Set(entries.filter(({ mode }) => mode !== "160000").map(({ oid }) => oid))];
  const infos = await objects.info(oids);
  const sizes = new Map(oids.map((oid, index) => [oid, infos[index]?.size]));
  const wanted = oids.filter((oid) => (sizes.get(oid) ?? 0) <= maxBytes);
  const total = wanted.reduce((sum, oid) => sum + (sizes.get(oid) ?? 0), 0);
  if (total > maxTotalBytes) {
    throw new Error(`The tree holds ${total} bytes of content; at most ${maxTotalBytes} are read at once.`);
  }
  const blobs = await objects.contents(wanted);
  const contents = new Map(wanted.map((oid, index) => [oid, contentOf(oid, blobs[index])]));
  return entries.map(({ mode, oid }) => ({ mode, oid, size: sizes.get(oid) ?? 0, content: contents.get(oid) ?? "" }));
}

function contentOf(oid: string, blob: Buffer | undefined): string | Uint8Array {
  if (blob === undefined) throw new Error(`The repository lacks the object ${oid}; it is damaged.`);
  // A copy, because the buffer is a view of a larger one that should not be kept alive.
  return isUtf8(blob) && !blob.includes(0) ? blob.toString() : Uint8Array.from(blob);
}
