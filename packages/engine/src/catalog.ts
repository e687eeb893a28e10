import { place } from "./doc.ts";
import type { File, Files } from "./files.ts";
import { compare, type Finding } from "./finding.ts";

/** A folder with one document of a service in it: its spec, its settings, or its release. */
export interface Folder {
  /** Its path, without a slash at the end. */
  readonly path: string;
  /** The paths of everything in it. */
  readonly files: readonly string[];
}

/** What stands where in a tree, by path alone: nothing is read. Services go by "team/name". */
export interface Catalog {
  readonly files: Files;
  readonly environments: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly services: ReadonlyMap<string, Folder>;
  /** By environment. */
  readonly releases: ReadonlyMap<string, ReadonlyMap<string, Folder>>;
  readonly settings: ReadonlyMap<string, ReadonlyMap<string, Folder>>;
  /** What stands beside environment.yaml: the platform team's overlay. */
  readonly overlays: ReadonlyMap<string, Folder>;
  /** What stands where a folder should be, such as a link: what is behind it cannot be read, which is not the same as gone. */
  readonly blocked: readonly Blocked[];
  /** What stands where nothing of its kind can. */
  readonly findings: readonly Finding[];
}

/** Something that stands where folders should be. */
export interface Blocked {
  /** Undefined: it is about apps/, which every first environment follows. */
  readonly environment?: string;
  /** The services behind it: "team/service/", "team/", or "" for all. */
  readonly services: string;
}

type Building = Map<string, { path: string; files: string[] }>;

const kept = new WeakMap<Files, Catalog>();

/** Sorts the paths of a tree. The same Files object is sorted once. */
export function catalog(files: Files): Catalog {
  const before = kept.get(files);
  if (before !== undefined) return before;
  const made = sortPaths(files);
  kept.set(files, made);
  return made;
}

function sortPaths(files: Files): Catalog {
  const environments = new Set<string>();
  const teams = new Set<string>();
  const services: Building = new Map();
  const releases = new Map<string, Building>();
  const settings = new Map<string, Building>();
  const overlays: Building = new Map();
  const blocked: Blocked[] = [];
  const findings: Finding[] = [];
  for (const path of [...files.keys()].sort(compare)) {
    const parts = path.split("/");
    const hidden = blockedBy(parts, isOpaque(files.get(path)));
    if (hidden !== undefined) {
      blocked.push(hidden);
      findings.push(noFolder(path, files));
      if (parts[0] === "apps" && parts.length === 2) teams.add(parts[1] ?? "");
      if (hidden.environment !== undefined) environments.add(hidden.environment);
      continue;
    }
    const [top, first = "", second = "", third = "", fourth = ""] = parts;
    if (top === "apps") {
      if (parts.length > 2) teams.add(first);
      if (parts.length > 3) addTo(services, `apps/${first}/${second}`, `${first}/${second}`, path);
      else findings.push(...misplacedInTeam(path, parts));
    } else if (top === "environments" && parts.length > 2 && first !== "definitions") {
      environments.add(first);
      const group = second === "releases" ? releases : second === "settings" ? settings : undefined;
      if (group === releases && parts.length > 5) teams.add(third);
      if (group !== undefined && parts.length > 5)
        addTo(ofEnvironment(group, first), parts.slice(0, 5).join("/"), `${third}/${fourth}`, path);
      else if (group === undefined) addTo(overlays, `environments/${first}`, first, path);
      else if (isYaml(path)) findings.push(misplaced(path, `environments/${first}/${second}/<team>/<service>/`));
    }
  }
  return { files, environments, teams, services, releases, settings, overlays, blocked, findings };
}

/** Whether what is at a path may stand for a folder that cannot be looked into. */
function isOpaque(file: File | undefined): boolean {
  return file?.mode === "120000" || file?.mode === "160000" || file?.problem !== undefined;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Which services are behind what is at a path; undefined where files may stand. */
function blockedBy(parts: readonly string[], opaque: boolean): Blocked | undefined {
  const [top, environment = "", group, ...rest] = parts;
  if (top === "apps")
    return !opaque || parts.length > 3 || group === "team.yaml"
      ? undefined
      : { services: servicesBehind(parts.slice(1)) };
  if (top !== "environments" || parts.length < 2 || environment === "platform.yaml") return undefined;
  if (group === undefined) return opaque ? { environment, services: "" } : undefined;
  if ((group !== "releases" && group !== "settings") || rest.length > 2) return undefined;
  return opaque || rest.length === 0 ? { environment, services: servicesBehind(rest) } : undefined;
}

function servicesBehind(folders: readonly string[]): string {
  return folders.map((folder) => `${folder}/`).join("");
}

/** What is said of something that stands where a folder should be. */
export function noFolder(path: string, files: Files): Finding {
  const problem = files.get(path)?.problem;
  const saying =
    problem !== undefined
      ? ({
          code: "FILE_UNREADABLE",
          message: `The folder cannot be read: ${problem}.`,
          hint: "Make it readable.",
        } as const)
      : isOpaque(files.get(path))
        ? ({
            code: "FILE_NOT_REGULAR",
            message: "A link or a submodule stands where a folder should be.",
            hint: "Put the folder itself here: links are not followed.",
          } as const)
        : ({ code: "FILE_MISPLACED", message: "A folder should be here.", hint: "Move the file away." } as const);
  return place(path, { line: 1, column: 1 }, saying);
}

function ofEnvironment(group: Map<string, Building>, environment: string): Building {
  const existing = group.get(environment) ?? new Map();
  group.set(environment, existing);
  return existing;
}

function addTo(group: Building, folder: string, id: string, path: string): void {
  const existing = group.get(id);
  if (existing === undefined) group.set(id, { path: folder, files: [path] });
  else existing.files.push(path);
}

/** A YAML file beside the folders is somebody's spec in the wrong place; a README is not. */
function misplacedInTeam(path: string, parts: readonly string[]): Finding[] {
  if (!isYaml(path) || (parts.length === 3 && parts.at(-1) === "team.yaml")) return [];
  return [
    misplaced(
      path,
      parts.length === 3
        ? "apps/<team>/<service>/service.yaml, or team.yaml for the team"
        : "apps/<team>/<service>/service.yaml",
    ),
  ];
}

function misplaced(path: string, right: string): Finding {
  const message = "Nothing reads a file at this place.";
  return place(path, { line: 1, column: 1 }, { code: "FILE_MISPLACED", message, hint: `The place is ${right}.` });
}
