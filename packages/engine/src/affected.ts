import type { Folder } from "./catalog.ts";
import type { File, Files } from "./files.ts";
import { type Ground, groundOf } from "./ground.ts";
import { nameProblems } from "./names.ts";
import { hasKustomization } from "./overlay.ts";

/** What a change of a tree may change in what is rendered. */
export interface Affected {
  /** Nothing can be left out. */
  readonly everything: boolean;
  /** Services to look at, as "team/name". */
  readonly services: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  /** Services whose release in apps/ is another one. */
  readonly released: ReadonlySet<string>;
}

/** Tells by the paths that differ which services and teams a change can touch; what it leaves out renders as before. */
export function affected(before: Files, after: Files): Affected {
  const services = new Set<string>();
  const teams = new Set<string>();
  const released = new Set<string>();
  const moved = new Set<string>();
  let everything = [before, after].some((files) => groundOf(files).catalog.blocked.length > 0);
  for (const path of changedPaths(before, after)) {
    const [top, first = "", second = "", third = "", fourth = ""] = path.split("/");
    if (top === "apps" && second === "team.yaml") teams.add(first);
    else if (top === "apps" && second !== "") {
      services.add(`${first}/${second}`);
      released.add(`${first}/${second}`);
      if (before.has(path) !== after.has(path)) moved.add(`${first}/${second}`);
    } else if (top === "environments" && fourth !== "" && (second === "releases" || second === "settings")) {
      services.add(`${third}/${fourth}`);
      if (second === "releases" && before.has(path) !== after.has(path)) moved.add(`${third}/${fourth}`);
    } else if (top === "environments" || top === "policies") everything = true;
  }
  const [old, fresh] = [groundOf(before), groundOf(after)];
  const places = ({ platform, environments }: Ground) => [platform === undefined, ...environments.keys()].join();
  if (places(old) !== places(fresh)) everything = true;
  for (const id of different(nameProblems(old), nameProblems(fresh))) (id.includes("/") ? services : teams).add(id);
  const cameOrWent = different(old.catalog.teams, fresh.catalog.teams);
  for (const team of cameOrWent) teams.add(team);
  for (const id of mentioning(after, [...moved, ...cameOrWent, ...[...teams].map((team) => `${team}/`)]))
    services.add(id);
  for (const files of [before, after]) for (const team of teamsOfOverlays(files, services)) teams.add(team);
  for (const files of [before, after])
    for (const id of groundOf(files).catalog.services.keys())
      if (teams.has(id.slice(0, id.indexOf("/")))) services.add(id);
  return { everything, services, teams, released };
}

/** Teams of which a touched service has a kustomization: what it brings may be what another service of them makes. */
function teamsOfOverlays(files: Files, services: ReadonlySet<string>): string[] {
  const { catalog } = groundOf(files);
  const groups = [catalog.services, ...catalog.releases.values(), ...catalog.settings.values()];
  return [...services]
    .filter((id) => groups.some((group) => hasOverlay(group.get(id))))
    .map((id) => id.slice(0, id.indexOf("/")));
}

function hasOverlay(folder: Folder | undefined): boolean {
  return folder !== undefined && hasKustomization(folder);
}

function changedPaths(before: Files, after: Files): string[] {
  const changed: string[] = [];
  for (const [path, file] of after) if (!sameFile(before.get(path), file)) changed.push(path);
  for (const path of before.keys()) if (!after.has(path)) changed.push(path);
  return changed;
}

function sameFile(a: File | undefined, b: File): boolean {
  if (a === b) return true;
  if (a === undefined || a.mode !== b.mode || a.problem !== b.problem) return false;
  if (typeof a.content === "string" || typeof b.content === "string")
    return a.content === b.content && leftOut(a) === leftOut(b);
  const [left, right] = [a.content, b.content];
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** The size of a file whose content the reader left out. */
function leftOut({ content, size }: File): number | undefined {
  return content === "" && size !== 0 ? size : undefined;
}

/** What is in one of two collections and not in the other. */
function different(one: ReadonlyMap<string, unknown> | ReadonlySet<string>, other: typeof one): string[] {
  return [...[...one.keys()].filter((key) => !other.has(key)), ...[...other.keys()].filter((key) => !one.has(key))];
}

/**
 * Services in whose files one of the words stands: a reference to a service or a team that came or went, or to a team's
 * secrets. A text with a backslash may say any word in other letters.
 */
function mentioning(files: Files, words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const ids: string[] = [];
  for (const [path, { content }] of files) {
    if (typeof content !== "string" || ![...words, "\\"].some((word) => content.includes(word))) continue;
    const parts = path.split("/");
    if (parts[0] === "apps" && parts.length > 3) ids.push(`${parts[1]}/${parts[2]}`);
    if (parts[0] === "environments" && parts.length > 5) ids.push(`${parts[3]}/${parts[4]}`);
  }
  return ids;
}
