import { print } from "kustomize-ts";
import { admitTeam } from "./admit.ts";
import { applicationPath, pathsOf } from "./branch-paths.ts";
import type { Files } from "./files.ts";
import { compare, type Finding, failed, sortFindings } from "./finding.ts";
import type { Environment, Platform } from "./gen/types.ts";
import { type Ground, groundOf, likeness, type Valid } from "./ground.ts";
import { idlePatches, type PatchUses } from "./kustomize.ts";
import { nameProblems } from "./names.ts";
import { clusterPolicies } from "./policy/cluster-policies.ts";
import { policiesOf } from "./policy/policies.ts";
import { foldFindings, withoutCounts } from "./policy/say.ts";
import { type From, releasesOf } from "./read-service.ts";
import { bootstrap, platformApplication, serviceApplication, teamProject } from "./render/argocd.ts";
import { teamObjects } from "./render/team.ts";
import { buildService, type Judging } from "./service.ts";
import { type Owners, own, sharedObjects } from "./shared-objects.ts";
import { sharedRoutes } from "./shared-routes.ts";
import type { Workload } from "./workload.ts";

export interface BuildOptions extends Judging {
  /** Only these services, as "team/name"; all when left out. */
  readonly services?: ReadonlySet<string>;
  /** Only these teams, and nothing of the platform's own; when left out all, or none where services are named. */
  readonly teams?: ReadonlySet<string>;
  /**
   * "here" takes what was released to the environment. "apps" takes every service as it stands in apps/, as it would be
   * once promoted.
   */
  readonly from?: From;
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
  const workloads = new Map<string, Workload>();
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
    workloads.set(id, result.workload);
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
  if (options.judge !== false)
    findings.push(...sharedRoutes(workloads, { ground, environment, from: options.from ?? "here" }));
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
  const read = likeness(ground.environments, environment);
  return ground.catalog.blocked
    .filter((one) => (one.environment === undefined ? follows : read.includes(one.environment)))
    .map(({ services }) => services);
}
