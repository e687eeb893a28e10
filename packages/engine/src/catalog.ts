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
  /** Paths where a folder of folders belongs and is none: what would be inside is not known. */
  readonly obscured: readonly string[];
  /** What stands where nothing of its kind can. */
  readonly findings: readonly Finding[];
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
  const obscured: string[] = [];
  const findings: Finding[] = [];
  for (const path of [...files.keys()].sort(compare)) {
    const parts = path.split("/");
    const [top, first = "", second = "", third = "", fourth = ""] = parts;
    // A link, a submodule or an unreadable folder stands for all that a folder of its name would hold.
    const opaque = isOpaque(files.get(path));
    if (top === "apps") {
      if (parts.length < 3 && opaque) obscured.push(path);
      if (parts.length > 2) teams.add(first);
      if (parts.length > 3 || (parts.length === 3 && opaque && second !== "team.yaml"))
        addTo(services, `apps/${first}/${second}`, `${first}/${second}`, path);
      else findings.push(...misplacedInTeam(path, parts));
    } else if (top === "environments" && first !== "definitions") {
      if (parts.length > 2 || opaque) environments.add(first);
      const group = second === "releases" ? releases : second === "settings" ? settings : undefined;
      if (group === releases && parts.length > 4) teams.add(third);
      if (parts.length === 1 || (group !== undefined && (parts.length === 3 || (parts.length === 4 && opaque))))
        obscured.push(path);
      else if (group !== undefined && (parts.length > 5 || opaque))
        addTo(ofEnvironment(group, first), parts.slice(0, 5).join("/"), `${third}/${fourth}`, path);
      else if (group !== undefined && isYaml(path))
        findings.push(misplaced(path, `environments/${first}/${second}/<team>/<service>/`));
    }
  }
  return { files, environments, teams, services, releases, settings, obscured, findings };
}

function isOpaque(file: File | undefined): boolean {
  return file?.mode === "120000" || file?.mode === "160000" || file?.problem !== undefined;
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
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
