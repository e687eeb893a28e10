import { type Catalog, catalog, type Folder, noFolder } from "./catalog.ts";
import { definitionsOf } from "./definitions.ts";
import { type Doc, findingAt, place, valueAt } from "./doc.ts";
import type { Files } from "./files.ts";
import { compare, type Finding, failed } from "./finding.ts";
import type { Environment, Platform, Team } from "./gen/types.ts";
import { load } from "./load.ts";
import { either, suggest } from "./suggest.ts";
import type { SchemaName } from "./validate/schema.ts";
import { validate } from "./validate.ts";

/** A document that is valid, with its typed value. */
export interface Valid<T> {
  readonly doc: Doc;
  readonly value: T;
}

/** What all services of a tree stand on. */
export interface Ground {
  readonly catalog: Catalog;
  readonly platform?: Valid<Platform>;
  /** The environments that are right, by name. */
  readonly environments: ReadonlyMap<string, Valid<Environment>>;
  /** The teams that are right, by name. */
  readonly teams: ReadonlyMap<string, Valid<Team>>;
  /** What is wrong with the platform, the environments, the teams, and the places of files. */
  readonly findings: readonly Finding[];
}

const kept = new WeakMap<Files, Ground>();

/** Reads the platform, its environments and teams. Never throws for what is in the files. */
export function groundOf(files: Files): Ground {
  const before = kept.get(files);
  if (before !== undefined) return before;
  const made = makeGround(catalog(files));
  kept.set(files, made);
  return made;
}

function makeGround(found: Catalog): Ground {
  const findings = [...found.findings];
  const platform = readValid<Platform>(found.files, "environments/platform.yaml", "platform", findings);
  const environments = new Map<string, Valid<Environment>>();
  for (const name of sorted(found.environments)) {
    const valid = readValid<Environment>(found.files, `environments/${name}/environment.yaml`, "environment", findings);
    if (valid !== undefined && namedLike(valid.doc, { name }, findings)) environments.set(name, valid);
  }
  const teams = new Map<string, Valid<Team>>();
  for (const name of sorted(found.teams)) {
    const valid = readValid<Team>(found.files, `apps/${name}/team.yaml`, "team", findings);
    if (valid !== undefined && namedLike(valid.doc, { name }, findings)) teams.set(name, valid);
  }
  const sound = soundEnvironments(environments, found, findings);
  for (const environment of sound.values()) findings.push(...quotasOfNobody(environment, found));
  findings.push(...strays(found), ...definitionsOf(found.files).findings);
  return { catalog: found, ...(platform === undefined ? {} : { platform }), environments: sound, teams, findings };
}

function sorted(names: Iterable<string>): string[] {
  return [...names].sort(compare);
}

/** Reads one document and holds it against its schema; what is wrong goes to the findings, and nothing is given. */
export function readValid<T>(
  files: Files,
  path: string,
  schema: SchemaName,
  findings: Finding[],
): Valid<T> | undefined {
  const file = files.get(path);
  if (file === undefined) {
    findings.push(missingFile(files, path));
    return undefined;
  }
  const { doc, findings: flaws } = load(path, file);
  const judged = doc === undefined ? flaws : [...flaws, ...validate(doc, schema)];
  findings.push(...judged);
  return doc === undefined || failed(judged) ? undefined : { doc, value: doc.value as T };
}

function missingFile(files: Files, path: string): Finding {
  for (let above = path.lastIndexOf("/"); above > 0; above = path.lastIndexOf("/", above - 1)) {
    const folder = path.slice(0, above);
    if (files.has(folder)) return noFolder(folder, files);
  }
  const twin = [...files.keys()].find((other) => other.toLowerCase().replace(/\.yml$/, ".yaml") === path.toLowerCase());
  const message = `There is no ${path}.`;
  const hint = twin === undefined ? "Add it, or delete the folder." : `Rename ${twin}.`;
  return place(path, { line: 1, column: 1 }, { code: "FILE_MISSING", message, hint });
}

/** Whether metadata says what the folders say. */
export function namedLike(doc: Doc, folders: { readonly [field: string]: string }, findings: Finding[]): boolean {
  let right = true;
  for (const [field, folder] of Object.entries(folders)) {
    const written = valueAt(doc.value, ["metadata", field]);
    if (written === folder) continue;
    right = false;
    const message = `metadata.${field} is ${JSON.stringify(written)} and the folder is "${folder}".`;
    findings.push(
      findingAt(doc, ["metadata", field], { code: "NAME_MISMATCH", message, hint: "Give both the same name." }),
    );
  }
  return right;
}

/** Environments whose from and like lead somewhere and not in a circle. */
function soundEnvironments(
  all: ReadonlyMap<string, Valid<Environment>>,
  found: Catalog,
  findings: Finding[],
): Map<string, Valid<Environment>> {
  const sound = new Map<string, Valid<Environment>>();
  for (const [name, valid] of all) {
    const problems = (["from", "like"] as const).flatMap((field) => leadsNowhere(name, field, all, found));
    findings.push(...problems);
    if (problems.length === 0) sound.set(name, valid);
  }
  return sound;
}

function leadsNowhere(
  name: string,
  field: "from" | "like",
  all: ReadonlyMap<string, Valid<Environment>>,
  found: Catalog,
): Finding[] {
  const { doc, value } = all.get(name) as Valid<Environment>;
  const target = value.spec[field];
  if (target === undefined) return [];
  if (!found.environments.has(target)) {
    const guess = suggest(target, sorted(found.environments));
    const hint = guess === undefined ? `There are ${either(sorted(found.environments))}.` : `Did you mean "${guess}"?`;
    return [
      findingAt(doc, ["spec", field], {
        code: "ENVIRONMENT_UNKNOWN",
        message: `There is no environment "${target}".`,
        hint,
      }),
    ];
  }
  const way = [name];
  for (let next: string | undefined = target; next !== undefined; next = all.get(next)?.value.spec[field]) {
    if (next === name)
      return [
        findingAt(doc, ["spec", field], {
          code: "ENVIRONMENT_CYCLE",
          message: `${[...way, name].join(" → ")} goes in a circle.`,
          hint: `Leave ${field} out of the first of them.`,
        }),
      ];
    if (way.includes(next)) return [];
    way.push(next);
  }
  return [];
}

/** Quotas of teams that do not exist. */
function quotasOfNobody({ doc, value }: Valid<Environment>, found: Catalog): Finding[] {
  const strangers = Object.keys(value.spec.quotas ?? {}).filter((team) => !found.teams.has(team));
  return strangers.map((team) => {
    const message = `There is no team "${team}" for this quota.`;
    const guess = suggest(team, sorted(found.teams));
    const hint = guess === undefined ? "Add the team, or take the quota away." : `Did you mean "${guess}"?`;
    return findingAt(
      doc,
      ["spec", "quotas", team],
      { code: "TEAM_UNKNOWN", severity: "warning", message, hint },
      "key",
    );
  });
}

/** Settings of services that do not exist, and releases where none are taken. */
function strays(found: Catalog): Finding[] {
  const findings: Finding[] = [];
  for (const [environment, folders] of found.settings)
    for (const [id, folder] of folders)
      if (!found.services.has(id) && found.releases.get(environment)?.has(id) !== true) {
        const guess = suggest(id, [...found.services.keys()]);
        const hint = guess === undefined ? "Delete the folder, or add the service." : `Did you mean "${guess}"?`;
        findings.push(
          folderFinding(folder, "settings.yaml", {
            code: "SETTINGS_UNUSED",
            message: `There is no service "${id}" for these settings.`,
            hint,
          }),
        );
      }
  return findings;
}

function folderFinding(
  folder: Folder,
  file: string,
  saying: { code: "SETTINGS_UNUSED"; message: string; hint: string },
): Finding {
  const path = folder.files.includes(`${folder.path}/${file}`)
    ? `${folder.path}/${file}`
    : (folder.files[0] ?? folder.path);
  return place(path, { line: 1, column: 1 }, { ...saying, severity: "warning" });
}

/** The environments that a release of apps/ reaches, the first ones first; each after the one it comes from. */
export function promotionOrder(environments: ReadonlyMap<string, Valid<Environment>>): string[] {
  const depth = (name: string): number => {
    const from = environments.get(name)?.value.spec.from;
    return from === undefined ? 0 : 1 + depth(from);
  };
  return [...environments.keys()].sort((a, b) => depth(a) - depth(b) || compare(a, b));
}

/** An environment, and those whose settings hold where it has none, the nearest first. */
export function likeness(environments: Ground["environments"], environment: string): string[] {
  const way: string[] = [];
  for (let name: string | undefined = environment; name !== undefined && !way.includes(name); ) {
    way.push(name);
    name = environments.get(name)?.value.spec.like;
  }
  return way;
}

/** The settings of a service that hold in an environment. */
export function settingsOf(ground: Ground, environment: string, id: string): Folder | undefined {
  const all = likeness(ground.environments, environment).map((name) => ground.catalog.settings.get(name)?.get(id));
  return all.find((folder) => folder !== undefined);
}
