import type { Folder } from "./catalog.ts";
import type { File, Files } from "./files.ts";
import { type Ground, groundOf, likeness } from "./ground.ts";
import { nameProblems } from "./names.ts";
import { hasKustomization } from "./overlay.ts";

/** What a change of a tree may change in what is rendered. */
export interface Affected {
  /** Nothing can be left out. */
  readonly everything: boolean;
  /** Services to look at in some environment, as "team/name". */
  readonly services: ReadonlySet<string>;
  /** The same by environment: a release or settings are of one, and what stands in apps/ is of those that follow it. */
  readonly byEnvironment: ReadonlyMap<string, ReadonlySet<string>>;
  readonly teams: ReadonlySet<string>;
  /** Services whose release in apps/ is another one. */
  readonly released: ReadonlySet<string>;
}

/** Tells by the paths that differ which services and teams a change can touch; what it leaves out renders as before. */
export function affected(before: Files, after: Files): Affected {
  const [old, fresh] = [groundOf(before), groundOf(after)];
  const byEnvironment = new Map([...fresh.environments.keys()].map((name) => [name, new Set<string>()]));
  const touch = (id: string, environments: Iterable<string>) => {
    for (const name of environments) byEnvironment.get(name)?.add(id);
  };
  /** Those of which the files of every environment are looked at. */
  const services = new Set<string>();
  const teams = new Set<string>();
  const released = new Set<string>();
  const moved = new Set<string>();
  let everything = [before, after].some((files) => groundOf(files).catalog.blocked.length > 0);
  for (const path of changedPaths(before, after)) {
    const [top, first = "", second = "", third = "", fourth = ""] = path.split("/");
    if (top === "apps" && second === "team.yaml") teams.add(first);
    else if (top === "apps" && second !== "") {
      touch(`${first}/${second}`, followers(fresh));
      released.add(`${first}/${second}`);
      if (before.has(path) !== after.has(path)) moved.add(`${first}/${second}`);
    } else if (top === "environments" && fourth !== "" && (second === "releases" || second === "settings")) {
      touch(`${third}/${fourth}`, second === "releases" ? [first] : likeThis(fresh, first));
      if (second === "releases" && before.has(path) !== after.has(path)) moved.add(`${third}/${fourth}`);
    } else if (top === "environments" || top === "policies") everything = true;
  }
  const places = ({ platform, environments }: Ground) => [platform === undefined, ...environments.keys()].join();
  if (places(old) !== places(fresh)) everything = true;
  const [clashed, clashing] = [nameProblems(old), nameProblems(fresh)];
  for (const id of different(clashed, clashing)) (id.includes("/") ? services : teams).add(id);
  // Of a name that is taken twice every environment says where it stands, which may be in apps/.
  for (const id of released) if (clashing.has(id)) services.add(id);
  const cameOrWent = different(old.catalog.teams, fresh.catalog.teams);
  for (const team of cameOrWent) teams.add(team);
  for (const id of moved) services.add(id);
  for (const id of mentioning(after, [...moved, ...cameOrWent, ...[...teams].map((team) => `${team}/`)]))
    services.add(id);
  const all = () => new Set([...services, ...released, ...[...byEnvironment.values()].flatMap((ids) => [...ids])]);
  for (const ground of [old, fresh]) for (const team of teamsOfOverlays(ground, all())) teams.add(team);
  for (const { catalog } of [old, fresh])
    for (const id of catalog.services.keys()) if (teams.has(id.slice(0, id.indexOf("/")))) services.add(id);
  for (const id of services) touch(id, byEnvironment.keys());
  return { everything, services: all(), byEnvironment, teams, released };
}

/** What has to be built of an environment: these services and teams, or when nothing is given, all. */
export function touchedIn(
  { everything, byEnvironment, teams }: Affected,
  environment: string,
): { readonly services?: ReadonlySet<string>; readonly teams?: ReadonlySet<string> } {
  return everything ? {} : { services: byEnvironment.get(environment) ?? new Set(), teams };
}

/** The environments that run what stands in apps/. */
function followers({ environments }: Ground): string[] {
  return [...environments].filter(([, { value }]) => value.spec.from === undefined).map(([name]) => name);
}

/** The environments in which the settings of one may hold. */
function likeThis({ environments }: Ground, environment: string): string[] {
  return [...environments.keys()].filter((name) => likeness(environments, name).includes(environment));
}

/** Teams of which a touched service has a kustomization: what it brings may be what another service of them makes. */
function teamsOfOverlays({ catalog }: Ground, services: ReadonlySet<string>): string[] {
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
