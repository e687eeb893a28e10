import { refuse } from "./refusal.ts";

/** One file of a tree: its mode as Git writes it (`120000` is a symbolic link), and its text or bytes. */
export type File = { readonly mode: string; readonly content: string | Uint8Array };

/** The files of a tree by path: relative to one root, with `/` between the parts. */
export type Files = ReadonlyMap<string, File>;

/** Larger YAML files are refused: parsing them would take the memory of the process, and no cluster would take them. */
const MAX_YAML = 16 * 1024 * 1024;

type Tree = { readonly folders: ReadonlySet<string>; readonly hasLinks: boolean };

const trees = new WeakMap<Files, Tree>();

/** What the tree holds beside its files; worked out once for each tree. */
function treeOf(files: Files): Tree {
  const known = trees.get(files);
  if (known !== undefined) return known;
  const folders = new Set([""]);
  let hasLinks = false;
  for (const [path, file] of files) {
    if (file.mode === "120000") hasLinks = true;
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  const tree = { folders, hasLinks };
  trees.set(files, tree);
  return tree;
}

/** What stands at a path that has no links in it. */
export function kindOf(files: Files, path: string): "file" | "folder" | undefined {
  if (files.has(path)) return "file";
  return treeOf(files).folders.has(path) ? "folder" : undefined;
}

/**
 * The path that `path`, seen from `folder`, leads to, without `.`, `..` and links. A path from the root begins with `/`.
 * The root is its own parent, like that of a disk. Gives undefined for a circle of links, and for a link out of the tree.
 */
export function resolvePath(files: Files, folder: string, path: string): string | undefined {
  const ahead = (path.startsWith("/") ? path : `${folder}/${path}`).split("/").reverse();
  const { hasLinks } = treeOf(files);
  const behind: string[] = [];
  let links = 0;
  while (ahead.length > 0) {
    const part = ahead.pop()!;
    if (part === "" || part === ".") continue;
    if (part === "..") {
      behind.pop();
      continue;
    }
    behind.push(part);
    const file = hasLinks ? files.get(behind.join("/")) : undefined;
    if (file?.mode !== "120000") continue;
    const target = textOfFile(file);
    if (target === undefined || target.startsWith("/") || ++links > 40) return undefined;
    behind.pop();
    ahead.push(...target.split("/").reverse());
  }
  return behind.join("/");
}

/** The text of a file; undefined when its bytes are not UTF-8. */
export function textOfFile(file: File): string | undefined {
  if (typeof file.content === "string") return file.content;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file.content);
  } catch {
    return undefined;
  }
}

/** The text of a YAML file, with line feeds for line ends. Refuses other bytes than UTF-8, and files out of all size. */
export function yamlOf(file: File, path: string): string {
  if (file.content.length > MAX_YAML) {
    const size = `${(file.content.length / 1024 / 1024).toFixed(0)} MB`;
    refuse("FILE_TOO_LARGE", `'/${path}' has ${size}, more than 16 MB of YAML`, "Split the file.", { file: path });
  }
  const text = textOfFile(file);
  if (text !== undefined) return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  return refuse("YAML_MALFORMED", "yaml: invalid leading UTF-8 octet", "Save the file as UTF-8.", { file: path });
}
