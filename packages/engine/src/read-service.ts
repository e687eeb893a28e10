import type { Folder } from "./catalog.ts";
import { type Doc, findingAt } from "./doc.ts";
import { compare, type Finding, failed } from "./finding.ts";
import type { Service, Settings } from "./gen/types.ts";
import { type Ground, namedLike, readValid, settingsOf, type Valid } from "./ground.ts";
import { hasKustomization } from "./overlay.ts";
import type { Context } from "./resolve/context.ts";

/** Where a service's release in an environment is taken from. */
export type From = "here" | "apps";

/** The folders that an environment runs: what was promoted there, and in a first environment what stands in apps/. */
export function foldersOf(ground: Ground, environment: string, from: From): ReadonlyMap<string, Folder> {
  const place = ground.environments.get(environment);
  const follows = from === "apps" || place?.value.spec.from === undefined;
  return follows ? ground.catalog.services : (ground.catalog.releases.get(environment) ?? new Map<string, Folder>());
}

/** The same as a list, by name. */
export function releasesOf(ground: Ground, environment: string, from: From): [string, Folder][] {
  return [...foldersOf(ground, environment, from)].sort(([a], [b]) => compare(a, b));
}

/** What a service is made of and what it stands on; without a context it cannot be resolved. */
export interface Read {
  readonly spec?: Valid<Service> | undefined;
  readonly settings?: Valid<Settings> | undefined;
  readonly context?: Context;
  readonly findings: Finding[];
}

/** Reads what a service is made of: its spec, its settings, and what it stands on. */
export function readService(ground: Ground, environment: string, id: string, folder: Folder): Read {
  const [team = "", name = ""] = id.split("/");
  const findings: Finding[] = [];
  const files = ground.catalog.files;
  const spec = readValid<Service>(files, `${folder.path}/service.yaml`, "service", findings);
  const right = spec !== undefined && namedLike(spec.doc, { name, team }, findings);
  const settings = readSettings(ground, environment, id, findings);
  if (right && spec.value.kind === "Manifests" && !hasKustomization(folder)) findings.push(noObjects(spec.doc));
  const owner = ground.teams.get(team);
  const released = releasedIn(ground, environment);
  const [platform, place] = [ground.platform, ground.environments.get(environment)];
  if (!right || failed(findings) || owner === undefined || platform === undefined || place === undefined)
    return { findings };
  return { spec, settings, findings, context: { ground, platform, environment: place, team: owner, released } };
}

function noObjects(doc: Doc): Finding {
  const message = "There is no kustomization.yaml beside it, which brings the objects.";
  return findingAt(doc, ["kind"], {
    code: "FILE_MISSING",
    message,
    hint: "Add one that names them under resources.",
  });
}

function readSettings(
  ground: Ground,
  environment: string,
  id: string,
  findings: Finding[],
): Valid<Settings> | undefined {
  const { catalog } = ground;
  const folder = settingsOf(ground, environment, id);
  if (folder === undefined) return undefined;
  if (!catalog.files.has(`${folder.path}/settings.yaml`) && hasKustomization(folder)) return undefined;
  const [team = "", name = ""] = id.split("/");
  const settings = readValid<Settings>(catalog.files, `${folder.path}/settings.yaml`, "settings", findings);
  if (settings !== undefined) namedLike(settings.doc, { name, team }, findings);
  return settings;
}

function releasedIn(ground: Ground, environment: string): { has(id: string): boolean } {
  const follows = ground.environments.get(environment)?.value.spec.from === undefined;
  return follows ? ground.catalog.services : (ground.catalog.releases.get(environment) ?? new Map());
}
