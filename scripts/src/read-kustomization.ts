import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { File } from "kustomize-ts";

/** A kustomization on disk: the files that its build may look at, and its folder among them. */
export interface KustomizationFiles {
  readonly files: ReadonlyMap<string, File>;
  /** The folder's path among the files. */
  readonly folder: string;
  /** What the paths of the files are relative to. */
  readonly root: string;
}

/** Files larger than this are listed and not read: no manifest is. */
const largest = 64 * 1024 * 1024;

/**
 * Reads a folder and every folder that a kustomization in them leads to, as far as they are on this disk. Links are
 * followed, as Kustomize follows them.
 */
export function readKustomization(folder: string): KustomizationFiles {
  const start = realpathSync(folder);
  const found = new Map<string, File>();
  const seen = new Set<string>();
  const ahead = [start];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const path of addFolder(next, found, new Set())) ahead.push(...foldersNamed(path, found));
  }
  const root = sharedParent([...seen, ...[...found.keys()].map((path) => dirname(path))]);
  const inside = (path: string) => relative(root, path).split(sep).join("/");
  return { files: new Map([...found].map(([path, file]) => [inside(path), file])), folder: inside(start) || ".", root };
}

/** Adds what is in a folder. Gives the kustomizations among it. */
function addFolder(folder: string, found: Map<string, File>, above: ReadonlySet<string>): string[] {
  const real = realpathSync(folder);
  if (above.has(real)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): string[] => {
    const path = join(folder, entry.name);
    if (entry.name === ".git" || entry.name === "node_modules") return [];
    if (!existsSync(path)) return [];
    if (statSync(path).isDirectory()) return addFolder(path, found, new Set([...above, real]));
    if (!statSync(path).isFile() || found.has(path)) return [];
    found.set(path, { mode: "100644", content: statSync(path).size > largest ? "" : contentOf(path) });
    return /^kustomization(\.ya?ml)?$/i.test(entry.name) ? [path] : [];
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function contentOf(path: string): string | Uint8Array {
  const bytes = readFileSync(path);
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes;
  }
}

/**
 * Folders outside that a kustomization may mean: every text in it that leads to one with a kustomization in it, whatever
 * field it stands in. A single file outside is added by itself: it is refused, and that it is there is part of the words.
 */
function foldersNamed(path: string, found: Map<string, File>): string[] {
  const content = found.get(path)?.content;
  if (typeof content !== "string") return [];
  const words = content.match(/(?:\.\.?\/|[\w.-]+\/|\.\.$|\.\.(?=\s))[^\s'",[\]{}#]*/gm) ?? [];
  return words.flatMap((word) => {
    const target = resolve(dirname(path), word);
    const stat = statSync(target, { throwIfNoEntry: false });
    if (stat?.isFile() === true && !found.has(target))
      found.set(target, { mode: "100644", content: stat.size > largest ? "" : contentOf(target) });
    return stat?.isDirectory() === true && kustomizations.some((name) => existsSync(join(target, name)))
      ? [realpathSync(target)]
      : [];
  });
}

const kustomizations = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

function sharedParent(folders: readonly string[]): string {
  const [first = "/", ...others] = folders;
  let parent = first;
  for (const folder of others)
    while (!`${folder}${sep}`.startsWith(parent === sep ? sep : `${parent}${sep}`)) parent = dirname(parent);
  return parent;
}
