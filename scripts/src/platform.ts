import type { Files, Ground } from "@slipway/engine";
import { either, groundOf, promotionOrder, suggest } from "@slipway/engine";
import { Refusal } from "./output.ts";
import { findRoot, readPlatform } from "./read.ts";

/** Which part of a platform a command is about. */
export interface Selection {
  readonly env?: string;
  readonly team?: string;
  readonly service?: string;
}

/** The platform that the working folder stands in. */
export function openPlatform(): { root: string; files: Files } {
  const root = platformRoot();
  return { root, files: readPlatform(root) };
}

/** The root of the platform that the working folder stands in. */
export function platformRoot(): string {
  const root = findRoot(process.cwd());
  if (root === undefined)
    throw new Refusal(
      "This is no platform: neither this folder nor one above it has environments/platform.yaml.\nGo to one, or make one: slipway init my-platform",
    );
  return root;
}

/** The environments that are selected, in the order of promotion. */
export function selectEnvironments(ground: Ground, { env }: Selection): string[] {
  const all = promotionOrder(ground.environments);
  if (env === undefined) return all;
  if (all.includes(env) || ground.catalog.environments.has(env)) return [env];
  throw new Refusal(`There is no environment "${env}". ${guess(env, all)}`);
}

/** The services that are selected, as "team/name"; undefined: all. */
export function selectServices(files: Files, { team, service }: Selection): ReadonlySet<string> | undefined {
  if (team === undefined && service === undefined) return undefined;
  const { catalog } = groundOf(files);
  const ids = [
    ...new Set([
      ...catalog.services.keys(),
      ...[...catalog.releases.values()].flatMap((folders) => [...folders.keys()]),
    ]),
  ];
  if (team !== undefined && !catalog.teams.has(team))
    throw new Refusal(`There is no team "${team}". ${guess(team, [...catalog.teams])}`);
  const chosen = ids.filter(
    (id) =>
      (team === undefined || id.startsWith(`${team}/`)) &&
      (service === undefined || id === service || id.split("/")[1] === service),
  );
  if (chosen.length === 0) throw new Refusal(`There is no service "${service ?? team}". ${guess(service ?? "", ids)}`);
  return new Set(chosen);
}

function guess(written: string, allowed: readonly string[]): string {
  const near = suggest(written, allowed);
  return near === undefined ? `There are ${either(allowed.slice(0, 20))}.` : `Did you mean "${near}"?`;
}
