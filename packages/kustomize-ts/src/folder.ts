import { type File, type Files, kindOf, resolvePath } from "./files.ts";
import { refuse } from "./refusal.ts";

/** A folder that is being built, and the one whose kustomization named it. Loads nothing from outside itself. */
export type Folder = {
  readonly files: Files;
  readonly path: string;
  readonly referrer?: Folder;
  /** Files of the whole tree may be loaded, not only those in the folder. */
  readonly unrestricted: boolean;
};

/** The path as messages name it: from the root of the files. */
export function shown(path: string): string {
  return `/${path}`;
}

/** The folder at the beginning of a build. */
export function openFolder(files: Files, path: string, unrestricted: boolean): Folder {
  const resolved = resolvePath(files, "", path);
  const kind = resolved === undefined ? undefined : kindOf(files, resolved);
  if (resolved !== undefined && kind === "folder") return { files, path: resolved, unrestricted };
  const message =
    kind === "file" ? `'${path}': file is not directory` : `not a valid directory: '${path}' doesn't exist`;
  return refuse(
    "KUSTOMIZATION_MISSING",
    `must build at directory: ${message}`,
    "Name a folder that has a kustomization.yaml.",
    kind === "file" ? { file: resolved! } : undefined,
  );
}

/** The folder that a kustomization names. Refuses remote ones, folders that are not there, and circles. */
export function subfolder(folder: Folder, path: string): Folder {
  const fix = "Name a file, or a folder with a kustomization.yaml, of this repository.";
  if (path === "") return refuse("FILE_MISSING", "new root cannot be empty", fix);
  refuseRemote(path);
  if (path.startsWith("/")) return refuse("FILE_MISSING", `new root '${path}' cannot be absolute`, fix);
  const resolved = resolvePath(folder.files, folder.path, path);
  const kind = resolved === undefined ? undefined : kindOf(folder.files, resolved);
  const name = shown(resolved ?? path);
  if (resolved === undefined || kind === undefined) {
    return refuse("FILE_MISSING", `must build at directory: not a valid directory: '${name}' doesn't exist`, fix);
  }
  if (kind === "file") return refuse("FILE_MISSING", `must build at directory: '${name}': file is not directory`, fix);
  for (let visited: Folder | undefined = folder; visited !== undefined; visited = visited.referrer) {
    if (!isWithin(visited.path, resolved)) continue;
    const message = `cycle detected: candidate root '${name}' contains visited root '${shown(visited.path)}'`;
    refuse("FOLDER_CYCLE", message, "A kustomization may not build a folder that contains it.");
  }
  return { files: folder.files, path: resolved, referrer: folder, unrestricted: folder.unrestricted };
}

/** A file that a kustomization names, with its path. Refuses remote ones, those outside the folder, and folders. */
export function load(folder: Folder, path: string): { readonly path: string; readonly file: File } {
  if (/^https?:/i.test(path)) refuseRemote(path);
  const resolved = resolvePath(folder.files, folder.path, path);
  const kind = resolved === undefined ? undefined : kindOf(folder.files, resolved);
  const name = shown(resolved ?? path);
  const fix = "Check the path; it counts from the kustomization's folder.";
  if (resolved === undefined || kind === undefined) return refuse("FILE_MISSING", `'${name}' doesn't exist`, fix);
  if (kind === "folder") return refuse("FILE_MISSING", `'${name}' must resolve to a file`, fix);
  if (!folder.unrestricted && !isWithin(resolved, folder.path)) {
    const message = `security; file '${name}' is not in or below '${shown(folder.path)}'`;
    refuse("OUTSIDE_ROOT", message, "Move the file into the folder, or make its folder a base or a component.");
  }
  return { path: resolved, file: folder.files.get(resolved)! };
}

function isWithin(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

function refuseRemote(path: string): void {
  if (!isRemote(path)) return;
  refuse(
    "REMOTE_REFUSED",
    `'${path}' is remote, and a build loads nothing from the network`,
    "Copy the files into this repository and name their folder.",
  );
}

/** Whether Kustomize would fetch the path over the network: a URL, or a Git repository as Git or GitHub name one. */
export function isRemote(path: string): boolean {
  const rest = path.replace(/\?.*$/s, "").replace(/^git::/i, "");
  if (/^(?:https?|ssh|file):\/\//i.test(rest)) return true;
  const host = /^(?:[a-zA-Z][a-zA-Z0-9-]*@[^/:]+[/:]|github\.com[/:])(.*)$/is.exec(rest);
  return host !== null && /_git\/|\/\/|\.git|[^/]\/[^/]/.test(host[1]!);
}
