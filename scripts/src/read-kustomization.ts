import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { File } from "kustomize-ts";
import { Refusal } from "./output.ts";

/** A kustomization on disk: the files that its build may look at, and its folder among them. */
export interface KustomizationFiles {
  readonly files: ReadonlyMap<string, File>;
  /** The folder's path among the files. */
  readonly folder: string;
  /** What the paths of the files are relative to. */
  readonly root: string;
}

/** Nothing larger is read: no cluster takes it, and Node has no string for it. */
const largest = 512 * 1024 * 1024;

/**
 * Finds a folder and every folder that a kustomization in them leads to, as far as they are on this disk. Files are read
 * when the build wants them. Links stay links, so that what they lead to counts, as with Kustomize.
 */
export function readKustomization(folder: string): KustomizationFiles {
  const start = realpathSync(folder);
  const found = new Map<string, File>();
  const seen = new Set<string>();
  const ahead = [start];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const path of addFolder(next, found, ahead)) ahead.push(...foldersNamed(path, found));
  }
  const root = sharedParent([...seen, ...[...found.keys()].map((path) => dirname(path))]);
  const inside = (path: string) => relative(root, path).split(sep).join("/");
  return { files: new Map([...found].map(([path, file]) => [inside(path), file])), folder: inside(start) || ".", root };
}

/** Adds what is in a folder, and to the folders ahead those that links in it lead to. Gives the kustomizations among it. */
function addFolder(folder: string, found: Map<string, File>, ahead: string[]): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): string[] => {
    const path = join(folder, entry.name);
    if (entry.name === ".git" || entry.name === "node_modules") return [];
    if (entry.isDirectory()) return addFolder(path, found, ahead);
    if (entry.isSymbolicLink()) addLink(path, found, ahead);
    else if (entry.isFile()) addFile(path, found);
    return isKustomization(entry.name) && found.has(path) ? [path] : [];
  });
}

/** Adds a link and what it leads to; one that leads nowhere is not there. */
function addLink(path: string, found: Map<string, File>, ahead: string[]): void {
  if (!existsSync(path)) return;
  const target = realpathSync(path);
  found.set(path, { mode: "120000", content: relative(dirname(path), target).split(sep).join("/") || "." });
  if (statSync(target).isFile()) addFile(target, found);
  else if (hasKustomization(target)) ahead.push(target);
}

function addFile(path: string, found: Map<string, File>): void {
  if (found.has(path)) return;
  let content: File["content"] | undefined;
  found.set(path, {
    mode: "100644",
    get content() {
      content ??= contentOf(path);
      return content;
    },
  });
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function contentOf(path: string): string | Uint8Array {
  const bytes = bytesOf(path);
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes;
  }
}

function bytesOf(path: string): Uint8Array {
  const { size } = statSync(path);
  if (size > largest) throw new Refusal(`${path} has ${Math.round(size / 1024 / 1024)} MB, more than 512 MB.`);
  try {
    return readFileSync(path);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refusal(`${path} cannot be read: ${error.message}.`);
  }
}

/**
 * Folders outside that a kustomization may mean: every text in it that leads to one with a kustomization in it, whatever
 * field it stands in. A single file outside is added by itself: it is refused, and that it is there is part of the words.
 */
function foldersNamed(path: string, found: Map<string, File>): string[] {
  const real = realpathSync(path);
  const content = found.get(real)?.content;
  if (typeof content !== "string") return [];
  return [...pathsIn(content)].flatMap((word) => {
    const target = resolve(dirname(real), word);
    const stat = word.length < longest ? statSync(target, { throwIfNoEntry: false }) : undefined;
    if (stat?.isFile() === true && !found.has(target) && !lstatSync(target).isSymbolicLink()) addFile(target, found);
    return stat?.isDirectory() === true && hasKustomization(target) ? [realpathSync(target)] : [];
  });
}

/** What may be a path to another folder: a word, or with spaces in it the rest of a line. */
function pathsIn(text: string): Set<string> {
  const words = text.match(/[^\s'",[\]{}#=]+/g) ?? [];
  const lines = text.split("\n").map((line) =>
    line
      .replace(/^[\s-]*/, "")
      .replace(/^path:\s*/, "")
      .trim(),
  );
  const unquoted = lines.map((line) => line.replace(/^(["'])(.*)\1$/, "$2"));
  return new Set([...words, ...unquoted].filter((path) => path.includes("/") || path === ".."));
}

/** No path is longer. */
const longest = 4096;

const kustomizations = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

function isKustomization(name: string): boolean {
  return kustomizations.includes(name);
}

function hasKustomization(folder: string): boolean {
  return kustomizations.some((name) => existsSync(join(folder, name)));
}

function sharedParent(folders: readonly string[]): string {
  const [first = "/", ...others] = folders;
  let parent = first;
  for (const folder of others)
    while (!`${folder}${sep}`.startsWith(parent === sep ? sep : `${parent}${sep}`)) parent = dirname(parent);
  return parent;
}
