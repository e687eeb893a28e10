import { type Manifest, print } from "kustomize-ts";
import { admit, admitTeam } from "./admit.ts";
import type { Folder } from "./catalog.ts";
import { check } from "./check.ts";
import { type Doc, findingAt } from "./doc.ts";
import { explainManifests } from "./explain-manifests.ts";
import type { Files } from "./files.ts";
import { compare, type Finding, failed, sortFindings } from "./finding.ts";
import type { Environment, Platform, Service, Settings } from "./gen/types.ts";
import { type Ground, groundOf, namedLike, readValid, type Valid } from "./ground.ts";
import { idlePatches, kustomize, type PatchUses } from "./kustomize.ts";
import { locate } from "./locate.ts";
import { nameProblems } from "./names.ts";
import { hasKustomization, overlaysOf } from "./overlay.ts";
import { settle } from "./placement.ts";
import { clusterPolicies } from "./policy/cluster-policies.ts";
import { policiesOf } from "./policy/policies.ts";
import { foldFindings, withoutCounts } from "./policy/say.ts";
import { bootstrap, platformApplication, serviceApplication, teamProject } from "./render/argocd.ts";
import { teamObjects } from "./render/team.ts";
import { render } from "./render.ts";
import { type Context, resolve } from "./resolve.ts";
import { type Owners, own, sharedObjects } from "./shared-objects.ts";
import type { Workload } from "./workload.ts";

/** Where a service's release in an environment is taken from. */
export type From = "here" | "apps";

export interface BuildOptions {
  /** Only these services, as "team/name"; all when left out. */
  readonly services?: ReadonlySet<string>;
  /** Only these teams, and nothing of the platform's own; when left out all, or none where services are named. */
  readonly teams?: ReadonlySet<string>;
  /**
   * "here" takes what was released to the environment. "apps" takes every service as it stands in apps/, as it would be
   * once promoted.
   */
  readonly from?: From;
  /** False leaves out what judges the objects: what the API server would refuse, and what the policies have against it. */
  readonly judge?: boolean;
  /** The tree whose policies and exceptions judge; the same unless it is given. */
  readonly policies?: Files;
}

/** What one environment's branch holds, as far as it could be built. */
export interface Build {
  readonly environment: string;
  /** Path on the branch → text. */
  readonly files: ReadonlyMap<string, string>;
  /** Services that were built, as "team/name". */
  readonly built: readonly string[];
  /** Paths on the branch, or beginnings of such ending in "/" or "-", that could not be built and stay as they stand. */
  readonly kept: readonly string[];
  /** Services that could not be built, as "team/name". */
  readonly failed: readonly string[];
  /** Nothing at all could be built: the whole branch stays as it stands. */
  readonly stands: boolean;
  readonly findings: readonly Finding[];
}

/** The line for one service: a workload and its manifests, or what keeps them from being. */
export interface Built {
  readonly workload?: Workload;
  readonly manifests?: readonly Manifest[];
  readonly findings: readonly Finding[];
  /** What the patches of the environment's overlay did. */
  readonly patches?: PatchUses;
}

/**
 * Builds one environment from the files of a platform repository. A mistake in one service fails that service and no
 * other. Reads nothing but the files, and never throws for what a person wrote in them.
 */
export function build(files: Files, environment: string, options: BuildOptions = {}): Build {
  const ground = groundOf(files);
  const place = ground.environments.get(environment);
  if (ground.platform === undefined || place === undefined)
    return {
      environment,
      files: new Map(),
      built: [],
      kept: [],
      failed: [],
      stands: true,
      findings: sortFindings(ground.findings),
    };
  const out = new Map<string, string>();
  const kept: string[] = [];
  const findings: Finding[] = [...ground.findings];
  const base = { platform: ground.platform, environment: place };
  if (options.services === undefined) {
    buildPlatform(base, out);
    findings.push(...buildPolicies(files, environment, { out, kept }));
  }
  buildTeams(ground, base, options.teams ?? (options.services === undefined ? ground.catalog.teams : new Set()), {
    out,
    kept,
    findings,
    options,
  });
  const names = nameProblems(ground);
  const hidden = behindLinks(ground, environment, options.from ?? "here");
  const built: string[] = [];
  const broken: string[] = [];
  const patches: PatchUses[] = [];
  const owners: Owners = new Map();
  kept.push(...hidden.flatMap(pathsOf));
  for (const [id, folder] of releasesOf(ground, environment, options.from ?? "here")) {
    if (options.services !== undefined && !options.services.has(id)) continue;
    const result = hidden.some((services) => `${id}/`.startsWith(services))
      ? { findings: [] }
      : names.has(id)
        ? { findings: names.get(id) ?? [] }
        : buildService(ground, environment, id, folder, options);
    findings.push(...result.findings);
    const application = applicationPath(id);
    if (result.workload === undefined || result.manifests === undefined) {
      broken.push(id);
      kept.push(`${id}/`, application);
      continue;
    }
    built.push(id);
    own(owners, id, result.manifests);
    if (result.patches !== undefined) patches.push(result.patches);
    out.set(`${id}/manifest.yaml`, print(result.manifests));
    out.set(application, print([serviceApplication(result.workload, base.platform.value, place.value)]));
  }
  for (const [id, problems] of sharedObjects(owners, ground)) {
    findings.push(...problems);
    broken.push(id);
    built.splice(built.indexOf(id), 1);
    kept.push(`${id}/`, applicationPath(id));
    out.delete(`${id}/manifest.yaml`);
    out.delete(applicationPath(id));
  }
  if (options.services === undefined) findings.push(...idlePatches(patches));
  return {
    environment,
    files: out,
    built,
    kept,
    failed: broken,
    stands: false,
    findings: sortFindings(foldFindings(withoutCounts(findings))),
  };
}

interface Base {
  readonly platform: Valid<Platform>;
  readonly environment: Valid<Environment>;
}

function buildPlatform(base: Base, out: Map<string, string>): void {
  const [platform, environment] = [base.platform.value, base.environment.value];
  out.set("bootstrap.yaml", print(bootstrap(platform, environment)));
  out.set("argocd/platform.yaml", print([platformApplication(platform, environment)]));
}

/** The policies for the cluster's own admission. While something is wrong with one of them, all stay as they stand. */
function buildPolicies(
  files: Files,
  environment: string,
  { out, kept }: { out: Map<string, string>; kept: string[] },
): readonly Finding[] {
  const set = policiesOf(files);
  const objects = clusterPolicies(set, environment);
  if (failed(set.findings)) kept.push("platform/policies.yaml");
  else if (objects.length > 0) out.set("platform/policies.yaml", print(objects));
  return set.findings;
}

function buildTeams(
  ground: Ground,
  base: Base,
  teams: ReadonlySet<string>,
  {
    out,
    kept,
    findings,
    options,
  }: { out: Map<string, string>; kept: string[]; findings: Finding[]; options: BuildOptions },
): void {
  const [platform, environment] = [base.platform.value, base.environment.value];
  for (const name of [...teams].filter((team) => ground.catalog.teams.has(team)).sort(compare)) {
    const team = ground.teams.get(name);
    const problems = nameProblems(ground).get(name) ?? [];
    findings.push(...problems);
    if (team === undefined || problems.length > 0) {
      kept.push(`platform/${name}.yaml`, `argocd/projects/${name}.yaml`);
      continue;
    }
    const { judge = true, policies = ground.catalog.files } = options;
    if (judge) findings.push(...admitTeam({ ground, ...base, team }, policies));
    out.set(`platform/${name}.yaml`, print(teamObjects(team.value, environment)));
    out.set(`argocd/projects/${name}.yaml`, print([teamProject(name, platform, environment)]));
  }
}

/** The services of an environment that cannot be read because a link stands in their way, as beginnings of "team/service/". */
function behindLinks(ground: Ground, environment: string, from: From): string[] {
  const follows = from === "apps" || ground.environments.get(environment)?.value.spec.from === undefined;
  const like = ground.environments.get(environment)?.value.spec.like;
  return ground.catalog.blocked
    .filter((one) => (one.environment === undefined ? follows : [environment, like].includes(one.environment)))
    .map(({ services }) => services);
}

/** The paths on a branch of the services that begin so. */
function pathsOf(services: string): string[] {
  const [team, name] = services.split("/").filter((part) => part !== "");
  if (team === undefined) return [""];
  return name === undefined
    ? [services, `argocd/applications/${team}-`]
    : [services, applicationPath(`${team}/${name}`)];
}

/** Where the Application of a service stands on a branch. */
export function applicationPath(id: string): string {
  return `argocd/applications/${id.replace("/", "-")}.yaml`;
}

/** Whether a path of a branch is one of those that stay as they stand. */
export function isKept(kept: readonly string[], path: string): boolean {
  return kept.some((one) => (/[/-]$/.test(one) || one === "" ? path.startsWith(one) : path === one));
}

/** The folders that an environment runs: what was promoted there, and in a first environment what stands in apps/. */
export function releasesOf(ground: Ground, environment: string, from: From): [string, Folder][] {
  const place = ground.environments.get(environment);
  const follows = from === "apps" || place?.value.spec.from === undefined;
  const folders = follows
    ? ground.catalog.services
    : (ground.catalog.releases.get(environment) ?? new Map<string, Folder>());
  return [...folders].sort(([a], [b]) => compare(a, b));
}

/** Takes one service through the line in one environment. */
export function buildService(
  ground: Ground,
  environment: string,
  id: string,
  folder: Folder,
  { judge = true, policies = ground.catalog.files }: Pick<BuildOptions, "judge" | "policies"> = {},
): Built {
  const read = readService(ground, environment, id, folder);
  const { workload, findings } = resolveService(read);
  if (workload === undefined || read.spec === undefined || read.context === undefined) return { findings };
  const overlays = overlaysOf(ground, environment, id, folder);
  const overlaid = kustomize(render(workload), overlays);
  findings.push(...overlaid.findings);
  if (overlaid.manifests === undefined) return { findings };
  const settled = settle(overlaid.manifests, workload, ground, read.spec);
  findings.push(...settled.findings);
  if (failed(findings)) return { findings };
  const { manifests } = settled;
  if (judge) {
    const explained = () => explainManifests(workload, { manifests, overlays });
    const otherwise = { file: read.spec.doc.file, ...locate(read.spec.doc.text, ["kind"]) };
    const kubernetes = read.context.environment.value.spec.kubernetes;
    findings.push(...check(manifests, { files: ground.catalog.files, kubernetes, otherwise, explain: explained }));
    const written = { spec: read.spec.doc, settings: read.settings?.doc };
    if (!failed(findings))
      findings.push(...admit(manifests, { written, workload, context: read.context, policies, explain: explained }));
  }
  if (failed(findings)) return { findings };
  return { workload, manifests, findings, patches: overlaid.patches };
}

/** The first half of the line for one service: nothing is rendered. */
export function resolveService(read: Read): { workload?: Workload; findings: Finding[] } {
  if (read.context === undefined || read.spec === undefined) return { findings: read.findings };
  const { workload, findings } = resolve(read.spec.doc, read.settings?.doc, read.context);
  return { ...(workload === undefined ? {} : { workload }), findings: [...read.findings, ...findings] };
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
  if (right && !ground.catalog.teams.has(team)) findings.push(noTeam(spec.doc, team));
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

function noTeam(doc: Doc, team: string): Finding {
  const hint = `Add apps/${team}/team.yaml, or delete this release.`;
  return findingAt(doc, ["metadata", "team"], { code: "TEAM_UNKNOWN", message: `There is no team "${team}".`, hint });
}

function readSettings(
  ground: Ground,
  environment: string,
  id: string,
  findings: Finding[],
): Valid<Settings> | undefined {
  const { catalog, environments } = ground;
  const own = catalog.settings.get(environment)?.get(id);
  const like = environments.get(environment)?.value.spec.like;
  const folder = own ?? (like === undefined ? undefined : catalog.settings.get(like)?.get(id));
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
