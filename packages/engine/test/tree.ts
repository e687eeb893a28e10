import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { File, Files } from "../src/files.ts";

/** What a test writes for a file: its text, its bytes, or the whole File; undefined for one that is not there. */
export type Content = string | Uint8Array | File | undefined;

/** A tree from path → content. */
export function tree(contents: { readonly [path: string]: Content }): Files {
  return change(new Map(), contents);
}

/** A copy of a tree in which some files are others; every other path keeps its File object. */
export function change(files: Files, contents: { readonly [path: string]: Content }): Files {
  const changed = new Map(files);
  for (const [path, content] of Object.entries(contents)) {
    if (content === undefined) changed.delete(path);
    else changed.set(path, fileOf(content));
  }
  return changed;
}

function fileOf(content: Exclude<Content, undefined>): File {
  return typeof content === "string" || content instanceof Uint8Array ? { mode: "100644", content } : content;
}

/** The same tree in another order and with other File objects, so that nothing kept for the first is found again. */
export function anew(files: Files, order: (paths: string[]) => string[] = (paths) => paths): Files {
  return new Map(order([...files.keys()]).map((path) => [path, { ...(files.get(path) as File) }]));
}

const repository = join(import.meta.dirname, "../../..");

/** The sample platform of this repository, as it stands on disk. */
export function sample(): Files {
  const files = new Map<string, File>();
  for (const top of ["apps", "environments", "policies"])
    for (const entry of readdirSync(join(repository, top), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile())
        files.set(path.slice(repository.length + 1), { mode: "100644", content: readFileSync(path, "utf8") });
    }
  return files;
}
