import { admitTeam } from "./admit.ts";
import type { Files } from "./files.ts";
import { type Finding, sortFindings } from "./finding.ts";
import { type Ground, groundOf, promotionOrder } from "./ground.ts";
import { idlePatches, type PatchUses } from "./kustomize.ts";
import { nameProblems } from "./names.ts";
import { exceptionFindings } from "./policy/exceptions.ts";
import { policiesOf } from "./policy/policies.ts";
import { foldFindings, withoutCounts } from "./policy/say.ts";
import { type From, releasesOf } from "./read-service.ts";
import { type Built, buildService } from "./service.ts";
import { type Owners, own, sharedObjects } from "./shared-objects.ts";
import { sharedRoutes } from "./shared-routes.ts";
import type { Workload } from "./workload.ts";

/** How much was looked at. */
export interface Review {
  readonly environments: readonly string[];
  readonly services: number;
  readonly findings: readonly Finding[];
}

export interface ReviewOptions {
  readonly environments?: readonly string[];
  /** As "team/name". */
  readonly services?: ReadonlySet<string>;
  /** The tree whose policies and exceptions judge; the same unless it is given. */
  readonly policies?: Files;
  /** The day, as 2026-11-22: says which exceptions have expired, or are no longer needed. */
  readonly today?: string;
  /** Also say what policies only count. */
  readonly counts?: boolean;
}

/**
 * Everything that is wrong with a platform, in every environment: with what was released there, and with what stands in
 * apps/ as if it were promoted, because a mistake that only the last environment refuses belongs in the first review.
 * Only some environments or services when they are named.
 */
export function review(files: Files, options: ReviewOptions = {}): Review {
  const ground = groundOf(files);
  const { services } = options;
  const environments = options.environments ?? promotionOrder(ground.environments);
  const names = nameProblems(ground);
  const findings: Finding[] = [...ground.findings];
  if (services === undefined) {
    for (const team of ground.catalog.teams) findings.push(...(names.get(team) ?? []));
    findings.push(...policiesOf(files).findings);
    if (options.today !== undefined) findings.push(...exceptionFindings(files, options.today));
  }
  const seen = new Set<string>();
  for (const environment of environments.filter((name) => ground.environments.has(name))) {
    const patches: PatchUses[] = [];
    if (services === undefined) findings.push(...reviewTeams(ground, environment, options));
    for (const from of stagesOf(ground, environment)) {
      const owners: Owners = new Map();
      const workloads = new Map<string, Workload>();
      for (const [id, folder] of releasesOf(ground, environment, from)) {
        if (services !== undefined && !services.has(id)) continue;
        seen.add(id);
        if (from === "apps" && isReleased(ground, environment, id)) continue;
        const problems = names.get(id);
        const built: Built =
          problems !== undefined ? { findings: problems } : buildService(ground, environment, id, folder, options);
        findings.push(...built.findings);
        own(owners, id, built.manifests ?? []);
        if (built.workload !== undefined) workloads.set(id, built.workload);
        if (built.patches !== undefined) patches.push(built.patches);
      }
      findings.push(...[...sharedObjects(owners, ground).values()].flat());
      findings.push(...sharedRoutes(workloads, { ground, environment, from }));
    }
    if (services === undefined) findings.push(...idlePatches(patches));
  }
  return {
    environments,
    services: seen.size,
    findings: sortFindings(foldFindings(options.counts === true ? findings : withoutCounts(findings))),
  };
}

function reviewTeams(ground: Ground, name: string, { policies = ground.catalog.files }: ReviewOptions): Finding[] {
  const { platform } = ground;
  const environment = ground.environments.get(name);
  if (platform === undefined || environment === undefined) return [];
  return [...ground.teams.values()].flatMap((team) => admitTeam({ ground, platform, environment, team }, policies));
}

/** A first environment runs what stands in apps/; a later one has its own releases, and those of apps/ ahead of it. */
function stagesOf(ground: Ground, environment: string): readonly From[] {
  return ground.environments.get(environment)?.value.spec.from === undefined ? ["here"] : ["here", "apps"];
}

/** Whether what stands in apps/ is, file by file, what was released to an environment: then it was looked at there. */
function isReleased({ catalog }: Ground, environment: string, id: string): boolean {
  const [ahead, here] = [catalog.services.get(id), catalog.releases.get(environment)?.get(id)];
  if (ahead === undefined || here === undefined || ahead.files.length !== here.files.length) return false;
  return ahead.files.every((path) => {
    const [one, other] = [catalog.files.get(path), catalog.files.get(`${here.path}${path.slice(ahead.path.length)}`)];
    return (
      one !== undefined && typeof one.content === "string" && one.content === other?.content && one.mode === other.mode
    );
  });
}
