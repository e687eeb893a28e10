import { type Affected, affected } from "./affected.ts";
import { digest } from "./digest.ts";
import { type BranchChange, type ChangeKind, type EnvironmentPlan, environmentPlan } from "./environment-plan.ts";
import type { Files } from "./files.ts";
import { compare, type Finding, sortFindings } from "./finding.ts";
import { groundOf, promotionOrder } from "./ground.ts";
import { keeper } from "./kept.ts";
import { applicationPath, type Build, build, releasesOf } from "./line.ts";

/** What a change of the repository does: now, and once it is promoted. */
export interface Plan {
  /** SHA-256 over the changed entries "environment path blob" of what merging pushes; a deleted one has "-" for its blob. */
  readonly digest: string;
  /** Services by what happens to them in any environment, now. */
  readonly summary: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly failed: number;
    readonly unchanged: number;
  };
  /** What merging pushes. */
  readonly now: readonly EnvironmentPlan[];
  /** What would change in each later environment once the releases of this change are promoted. */
  readonly promoted: readonly EnvironmentPlan[];
  readonly findings: readonly Finding[];
}

/**
 * Compares what two trees of a platform repository render to, per environment, service and object. Renders only what
 * the difference of the trees can touch. Reads nothing else, and never throws for what a person wrote.
 */
export function plan(before: Files, after: Files): Plan {
  return planChanges(before, after).plan;
}

/** The same, with every path of the branches that merging changes. */
export function planChanges(before: Files, after: Files): { plan: Plan; changes: readonly BranchChange[] } {
  const touched = affected(before, after);
  const environments = promotionOrder(new Map([...groundOf(before).environments, ...groundOf(after).environments]));
  const changes: BranchChange[] = [];
  const findings: Finding[] = [...groundOf(after).findings];
  const now = environments.map((environment) => {
    const [old, fresh] = [before, after].map((files) => buildTouched(files, environment, touched)) as [Build, Build];
    findings.push(...fresh.findings);
    return compareBuilds(old, fresh, servicesIn(after, environment), changes);
  });
  const promoted = environments.flatMap((environment) => {
    if (groundOf(after).environments.get(environment)?.value.spec.from === undefined || touched.released.size === 0)
      return [];
    const services = touched.released;
    const fresh = build(after, environment, { services, from: "apps" });
    const old = build(after, environment, { services });
    findings.push(...fresh.findings);
    const compared = compareBuilds(withoutGone(old, fresh), fresh, servicesIn(after, environment), []);
    return [compared];
  });
  const summary = summaryOf(now, before, after);
  return { plan: { digest: digest(changes), summary, now, promoted, findings: sortFindings(findings) }, changes };
}

function buildTouched(files: Files, environment: string, touched: Affected): Build {
  return build(files, environment, touched.everything ? {} : { services: touched.services, teams: touched.teams });
}

function servicesIn(files: Files, environment: string): string[] {
  const ground = groundOf(files);
  return ground.environments.has(environment) ? releasesOf(ground, environment, "here").map(([id]) => id) : [];
}

/** Promoting adds and changes; a service that is gone from apps/ is not promoted away. */
function withoutGone(old: Build, fresh: Build): Build {
  const promoted = new Set([...fresh.built, ...fresh.failed]);
  const gone = new Set(old.built.filter((id) => !promoted.has(id)).flatMap(pathsOf));
  const files = new Map([...old.files].filter(([path]) => !gone.has(path)));
  const stays = (ids: readonly string[]) => ids.filter((id) => promoted.has(id));
  return { ...old, files, built: stays(old.built), failed: stays(old.failed) };
}

/** Gathers the paths that differ, and describes them. A service that is gone takes along what was kept of it while it failed. */
function compareBuilds(old: Build, fresh: Build, all: readonly string[], changes: BranchChange[]): EnvironmentPlan {
  const environment = fresh.environment;
  if (fresh.stands) return { environment, services: [], platform: [], unchanged: all.length };
  const mine: BranchChange[] = [];
  const isKept = keeper(fresh.kept);
  const left = old.failed.filter((id) => !fresh.built.includes(id) && !fresh.failed.includes(id)).flatMap(pathsOf);
  for (const path of [...new Set([...old.files.keys(), ...fresh.files.keys(), ...left])].sort(compare)) {
    const [before, text] = [old.files.get(path), fresh.files.get(path)];
    if ((before === text && !left.includes(path)) || isKept(path)) continue;
    mine.push({ environment, path, before, text });
  }
  changes.push(...mine);
  return environmentPlan(environment, mine, {
    before: new Set([...old.built, ...old.failed]),
    after: new Set(fresh.built),
    failed: fresh.failed,
    total: all,
  });
}

function pathsOf(id: string): string[] {
  return [`${id}/manifest.yaml`, applicationPath(id)];
}

function summaryOf(now: readonly EnvironmentPlan[], before: Files, after: Files): Plan["summary"] {
  const all = new Set<string>();
  for (const files of [before, after]) {
    const { services, releases } = groundOf(files).catalog;
    for (const folders of [services, ...releases.values()]) for (const id of folders.keys()) all.add(id);
  }
  const order: readonly ChangeKind[] = ["failed", "added", "changed", "removed"];
  const kinds = new Map<string, ChangeKind>();
  for (const { name, change } of now.flatMap(({ services }) => services)) {
    const known = kinds.get(name);
    if (known === undefined || order.indexOf(change) < order.indexOf(known)) kinds.set(name, change);
  }
  const count = (kind: ChangeKind) => [...kinds.values()].filter((one) => one === kind).length;
  return {
    added: count("added"),
    changed: count("changed"),
    removed: count("removed"),
    failed: count("failed"),
    unchanged: all.size - kinds.size,
  };
}
