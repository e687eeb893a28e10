import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { type File, type Files, largestSpec } from "@slipway/engine";

/** The folders that make up a platform. */
const tops = ["apps", "environments", "policies"];

/** The nearest folder at or above one that has environments/platform.yaml. Undefined: there is none. */
export function findRoot(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "environments/platform.yaml"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The files of a platform in the working tree. Links are not followed. */
export function readPlatform(root: string): Files {
  const files = new Map<string, File>();
  for (const top of tops) addFolder(root, top, files);
  return files;
}

/** What one service is made of and stands on: its files, its team, all environments, and the services that it names. */
export function readService(root: string, id: string): Files {
  const [team = "", name = ""] = id.split("/");
  const files = new Map<string, File>();
  addFile(root, "environments/platform.yaml", files);
  addFolder(root, `apps/${team}/${name}`, files);
  for (const environment of foldersIn(root, "environments"))
    for (const entry of entriesOf(root, `environments/${environment}`, files)) {
      const path = `environments/${environment}/${entry.name}`;
      const isGroup = entry.name === "releases" || entry.name === "settings";
      if (!entry.isDirectory()) addFile(root, path, files);
      else addFolder(root, isGroup ? `${path}/${id}` : path, files);
    }
  const texts = [...files.values()].map(({ content }) => (typeof content === "string" ? content : ""));
  for (const other of foldersIn(root, "apps"))
    if (other === team || texts.some((text) => text.includes(other))) addFile(root, `apps/${other}/team.yaml`, files);
  const mentioned = new Set(texts.flatMap((text) => text.match(/[a-z][-a-z0-9]*\/[a-z][-a-z0-9]*/g) ?? []));
  for (const reference of [...mentioned, ...sameApplication(id)]) {
    addFile(root, `apps/${reference}/service.yaml`, files);
    for (const environment of foldersIn(root, "environments"))
      addFile(root, `environments/${environment}/releases/${reference}/service.yaml`, files);
  }
  return files;
}

/** The services whose Applications would have the same name: the dash between team and service at another place. */
function sameApplication(id: string): string[] {
  const words = id.replace("/", "-").split("-");
  return words.slice(1).map((_, index) => `${words.slice(0, index + 1).join("-")}/${words.slice(index + 1).join("-")}`);
}

function foldersIn(root: string, folder: string): string[] {
  const path = join(root, folder);
  return existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
    : [];
}

function addFolder(root: string, folder: string, files: Map<string, File>): void {
  if (!existsSync(join(root, folder))) return;
  if (!lstatSync(join(root, folder)).isDirectory()) {
    addFile(root, folder, files);
    return;
  }
  for (const entry of entriesOf(root, folder, files)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(root, path, files);
    else addFile(root, path, files);
  }
}

/** What is in a folder; one that cannot be read stands among the files, with the reason. */
function entriesOf(root: string, folder: string, files: Map<string, File>): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    files.set(folder, { mode: "100644", content: "", problem: (error as NodeJS.ErrnoException).code ?? "unknown" });
    return [];
  }
}

function addFile(root: string, path: string, files: Map<string, File>): void {
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return;
  if (stat.isSymbolicLink()) files.set(path, { mode: "120000", content: readlinkSync(join(root, path)) });
  else if (!stat.isFile()) files.set(path, { mode: "160000", content: "" });
  else files.set(path, fileOnDisk(join(root, path), stat.size, (stat.mode & 0o100) === 0 ? "100644" : "100755"));
}

/** A file with its content; one that is too large for a spec is not read, one that cannot be read says why. */
function fileOnDisk(path: string, size: number, mode: string): File {
  if (size > largestSpec) return { mode, size, content: "" };
  try {
    return { mode, content: textOrBytes(readFileSync(path)) };
  } catch (error) {
    return { mode, content: "", problem: (error as NodeJS.ErrnoException).code ?? "unknown" };
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text when the bytes are UTF-8 without NUL, else the bytes. */
function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  if (bytes.includes(0)) return bytes;
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes;
  }
}

/** A single file by any path, for documents that belong to no platform. Undefined: there is none. */
export function readFile(path: string): File | undefined {
  const files = new Map<string, File>();
  addFile(dirname(resolve(path)), relative(dirname(resolve(path)), resolve(path)), files);
  return [...files.values()][0];
}

/** A path as the tree has it: relative to the root, with slashes. Undefined: it is outside. */
export function pathIn(root: string, path: string): string | undefined {
  const inside = relative(root, resolve(path)).split(sep).join("/");
  return inside.startsWith("../") || inside === ".." ? undefined : inside;
}
