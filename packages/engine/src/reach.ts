import { applicationPath } from "./branch-paths.ts";

/** One path that differs between two trees, with its contents on both sides where they are text. */
export interface PathChange {
  readonly path: string;
  readonly status: "added" | "removed" | "changed";
  readonly texts: readonly string[];
}

/** How far a change of the source may be felt: more than `affected` says of two trees, and told by the changed paths alone. */
export interface Reach {
  /** Nothing can be left out. */
  readonly everything: boolean;
  /** Services and teams whose files change, and services that come or go. */
  readonly services: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly moved: ReadonlySet<string>;
  /** Of those, the ones of which something goes: whoever refers to them fails, in files that do not change. */
  readonly gone: ReadonlySet<string>;
  /** What stands in the changed files. */
  readonly texts: readonly string[];
}

/** Sorts changed paths by what they belong to. Paths that are no part of a platform reach nothing. */
export function reachOf(changes: readonly PathChange[]): Reach {
  const services = new Set<string>();
  const teams = new Set<string>();
  const moved = new Set<string>();
  const gone = new Set<string>();
  const texts: string[] = [];
  let everything = false;
  for (const { path, status, texts: own } of changes) {
    const [top, first = "", second = "", third = "", fourth = ""] = path.split("/");
    const inEnvironment = top === "environments" && (second === "releases" || second === "settings") && fourth !== "";
    const id = inEnvironment ? `${third}/${fourth}` : `${first}/${second}`;
    if (top === "apps" && second === "team.yaml") teams.add(first);
    else if (inEnvironment || (top === "apps" && path.split("/").length > 3)) {
      services.add(id);
      // What a file beside the spec brings may be what another service of the team makes.
      if (!/\/(service|settings)\.yaml$/.test(path)) teams.add(id.slice(0, id.indexOf("/")));
      if (status !== "changed") moved.add(id);
      if (status === "removed") gone.add(id);
    } else if (top === "apps" || top === "environments" || top === "policies") everything = true;
    else continue;
    texts.push(...own);
  }
  return { everything, services, teams, moved, gone, texts };
}

/** Whether nothing is reached: none of the changed paths is part of a platform. */
export function reachesNothing({ everything, services, teams }: Reach): boolean {
  return !everything && services.size === 0 && teams.size === 0;
}

/** Whether of two changes one may alter what the other does. Rather says so once too often than misses it. */
export function meets(a: Reach, b: Reach): boolean {
  if (reachesNothing(a) || reachesNothing(b)) return false;
  return a.everything || b.everything || disturbs(a, b) || disturbs(b, a);
}

function disturbs(a: Reach, b: Reach): boolean {
  const teams = new Set([...b.services].map((id) => id.slice(0, id.indexOf("/"))));
  const applications = new Set([...b.services].map(applicationPath));
  const words = [...a.moved, ...[...a.teams].map((team) => `${team}/`)];
  return (
    [...a.services].some((id) => b.services.has(id)) ||
    [...a.teams].some((team) => b.teams.has(team) || teams.has(team)) ||
    (a.gone.size > 0 && (b.teams.size > 0 || b.moved.size > 0)) ||
    [...a.moved].some((id) => applications.has(applicationPath(id))) ||
    b.texts.some((text) => words.some((word) => text.includes(word)))
  );
}
