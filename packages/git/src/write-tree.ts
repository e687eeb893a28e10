import { blobId, objectId } from "./blob-id.ts";
import { type Objects, openObjects } from "./open-objects.ts";
import { foldCase, pathProblem } from "./path-problem.ts";
import { type NewObject, writeObjects } from "./write-objects.ts";

/** A file to be written. With `oid`, a blob of that id that the repository has is used and `content` not looked at. */
export interface NewFile {
  readonly mode: string;
  readonly content: string | Uint8Array;
  readonly oid?: string;
  readonly size?: number;
}

/** What stands under one name of a directory: what the tree has there now, or is to have. */
interface Entry {
  readonly mode: string;
  readonly oid: string;
}

/** The wanted changes below one name: a file to write, a removal of what is there, changes further down. */
interface Change {
  file?: Entry;
  remove?: boolean;
  readonly below: Map<string, Change>;
}

const folder = "40000";

/**
 * Writes a tree and gives its object id. `files` are all its files; with `onto`, the id of a tree, they are changes to
 * that tree, where undefined removes the file or the whole folder of that path, and only the touched folders are read.
 * An empty tree is written as such; folders that become empty vanish. Regular files only (100644, 100755).
 * Throws, before anything is written, for a path that is unsafe on any system (see pathProblem), for two names that
 * differ in case alone, and for a path that is a file and a folder.
 */
export async function writeTree(
  repository: string,
  files: ReadonlyMap<string, NewFile | undefined>,
  onto?: string,
): Promise<string> {
  const objects = openObjects(repository);
  try {
    const made = new Map<string, NewObject>();
    const change = await changeOf(objects, files, made);
    const top = await apply(objects, { path: "", base: onto, change, made });
    const tree = top ?? addTree(made, []);
    const wanted = [...made.values()];
    const known = await objects.info(wanted.map(({ oid }) => oid));
    await writeObjects(
      repository,
      wanted.filter((_, index) => known[index] === undefined),
    );
    return tree;
  } finally {
    objects.close();
  }
}

/** Arranges the files as changes by folder; new blobs are added to `made`. */
async function changeOf(
  objects: Objects,
  files: ReadonlyMap<string, NewFile | undefined>,
  made: Map<string, NewObject>,
): Promise<Change> {
  const present = await presentBlobs(objects, files);
  const top: Change = { below: new Map() };
  for (const [path, file] of files) {
    const problem = pathProblem(path);
    if (problem !== undefined) throw new Error(problem);
    let change = top;
    for (const name of path.split("/")) {
      const next: Change = change.below.get(name) ?? { below: new Map() };
      change.below.set(name, next);
      change = next;
    }
    if (file === undefined) change.remove = true;
    else change.file = { mode: fileMode(path, file), oid: blobOf(file, present, made) };
  }
  return top;
}

async function presentBlobs(
  objects: Objects,
  files: ReadonlyMap<string, NewFile | undefined>,
): Promise<ReadonlySet<string>> {
  const oids = new Set<string>();
  for (const file of files.values()) if (file?.oid !== undefined) oids.add(file.oid);
  const infos = await objects.info([...oids]);
  return new Set(infos.flatMap((info) => (info?.type === "blob" ? [info.oid] : [])));
}

function fileMode(path: string, { mode }: NewFile): string {
  if (mode !== "100644" && mode !== "100755") {
    throw new Error(`The file ${path} has the mode ${mode}; only 100644 and 100755 are written.`);
  }
  return mode;
}

function blobOf(file: NewFile, present: ReadonlySet<string>, made: Map<string, NewObject>): string {
  if (file.oid !== undefined && present.has(file.oid)) return file.oid;
  const content = typeof file.content === "string" ? Buffer.from(file.content) : file.content;
  if (file.size !== undefined && file.size !== content.length) {
    throw new Error(`The blob ${file.oid} is not in the repository, and its content was not read.`);
  }
  const oid = blobId(content);
  if (!made.has(oid)) made.set(oid, { type: "blob", oid, content });
  return oid;
}

/** The folder at `path` after the change, by its tree's id; undefined when nothing is left in it. */
async function apply(
  objects: Objects,
  {
    path,
    base,
    change,
    made,
  }: { path: string; base: string | undefined; change: Change; made: Map<string, NewObject> },
): Promise<string | undefined> {
  const entries = base === undefined ? new Map<string, Entry>() : await readFolder(objects, base);
  const results = await Promise.all(
    [...change.below].map(async ([name, next]): Promise<[string, Entry | undefined]> => {
      const here = path === "" ? name : `${path}/${name}`;
      const before = next.remove === true ? undefined : entries.get(name);
      if (next.below.size === 0) return [name, leafOf(here, before, next)];
      const below = before?.mode === folder ? before.oid : undefined;
      const tree = await apply(objects, { path: here, base: below, change: next, made });
      return [name, nodeOf(here, { before, next, tree })];
    }),
  );
  for (const [name, entry] of results) {
    if (entry === undefined) entries.delete(name);
    else entries.set(name, entry);
  }
  refuseCollisions(path, entries, change);
  return entries.size === 0 ? undefined : addTree(made, sorted(entries));
}

/** A name below which nothing changes: a file written, or something removed. */
function leafOf(path: string, before: Entry | undefined, { file, remove }: Change): Entry | undefined {
  if (file === undefined || remove === true) return file;
  if (before?.mode === folder) throw conflict(path);
  return file;
}

/** A name below which something changes: a folder, or the file that takes the place of a folder wholly removed. */
function nodeOf(
  path: string,
  { before, next, tree }: { before: Entry | undefined; next: Change; tree: string | undefined },
): Entry | undefined {
  if (tree === undefined) return next.file ?? (before?.mode === folder ? undefined : before);
  if (next.file !== undefined || (before !== undefined && before.mode !== folder)) throw conflict(path);
  return { mode: folder, oid: tree };
}

function conflict(path: string): Error {
  return new Error(`The path ${path} cannot be a file and a folder at once.`);
}

function refuseCollisions(path: string, entries: ReadonlyMap<string, Entry>, change: Change): void {
  const seen = new Map<string, string>();
  for (const name of entries.keys()) {
    const folded = foldCase(name);
    const other = seen.get(folded);
    if (other !== undefined && (change.below.has(name) || change.below.has(other))) {
      const where = path === "" ? "" : ` in ${path}`;
      throw new Error(`The names ${other} and ${name}${where} are the same where case does not count.`);
    }
    seen.set(folded, name);
  }
}

/** Git's order of a tree's entries: by bytes, a folder as if its name ended in a slash. */
function sorted(entries: ReadonlyMap<string, Entry>): [string, Entry][] {
  const keyed = [...entries].map(([name, entry]) => {
    return { key: Buffer.from(entry.mode === folder ? `${name}/` : name), name, entry };
  });
  keyed.sort((a, b) => a.key.compare(b.key));
  return keyed.map(({ name, entry }) => [name, entry]);
}

function addTree(made: Map<string, NewObject>, entries: readonly [string, Entry][]): string {
  const parts = entries.flatMap(([name, { mode, oid }]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, "hex")]);
  const content = Buffer.concat(parts);
  const oid = objectId("tree", content);
  if (!made.has(oid)) made.set(oid, { type: "tree", oid, content });
  return oid;
}

async function readFolder(objects: Objects, oid: string): Promise<Map<string, Entry>> {
  const [content] = await objects.contents([oid]);
  if (content === undefined) throw new Error(`There is no tree ${oid} in the repository.`);
  const entries = new Map<string, Entry>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const zero = content.indexOf(0, space);
    const name = content.toString("utf8", space + 1, zero);
    entries.set(name, {
      mode: content.toString("latin1", at, space),
      oid: content.toString("hex", zero + 1, zero + 21),
    });
    at = zero + 21;
  }
  return entries;
}
