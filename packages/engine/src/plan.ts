import { type Affected, affected, touchedIn } from "./affected.ts";
import { applicationPath, keeper } from "./branch-paths.ts";
import { digest } from "./digest.ts";
import {
  type BranchChange,
  type ChangeKind,
  type EnvironmentPlan,
  environmentPlan,
  serverOf,
} from "./environment-plan.ts";
import type { Files } from "./files.ts";
import { compare, type Finding, sortFindings } from "./finding.ts";
import { groundOf, promotionOrder } from "./ground.ts";
import { type Build, build } from "./line.ts";
import { policiesOf } from "./policy/policies.ts";
import { foldFindings } from "./policy/say.ts";
import { releasesOf } from "./read-service.ts";
import { review } from "./review.ts";

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
  const policies = before;
  const touched = affected(before, after);
  const environments = promotionOrder(new Map([...groundOf(before).environments, ...groundOf(after).environments]));
  const changes: BranchChange[] = [];
  const findings: Finding[] = [...groundOf(after).findings];
  const now = environments.map((environment) => {
    const [old, fresh] = [before, after].map((files) => buildTouched(files, environment, touched, policies)) as [
      Build,
      Build,
    ];
    findings.push(...fresh.findings);
    return compareBuilds(old, fresh, { after, changes });
  });
  const promoted = environments.flatMap((environment) => {
    if (groundOf(after).environments.get(environment)?.value.spec.from === undefined || touched.released.size === 0)
      return [];
    const services = touched.released;
    const fresh = build(after, environment, { services, from: "apps", policies });
    const old = build(after, environment, { services, policies });
    findings.push(...fresh.findings);
    return [compareBuilds(withoutGone(old, fresh), fresh, { after, changes: [] })];
  });
  const summary = summaryOf(now, before, after);
  return {
    plan: {
      digest: digest(changes),
      summary,
      now,
      promoted,
      findings: sortFindings(foldFindings([...withoutOld(findings, before), ...wouldDeny(before, after, findings)])),
    },
    changes,
  };
}

/** Without what was warned of before the change, of what all services stand on: it is no matter of the change. */
function withoutOld(findings: readonly Finding[], before: Files): Finding[] {
  const text = ({ code, file, message }: Finding) => JSON.stringify([code, file, message]);
  const old = new Set(groundOf(before).findings.map(text));
  return findings.filter((finding) => finding.severity === "error" || !old.has(text(finding)));
}

/** What the policies of a change would deny once they are merged, where those that judge the change do not. */
function wouldDeny(before: Files, after: Files, findings: readonly Finding[]): Finding[] {
  if (policiesOf(before) === policiesOf(after)) return [];
  const text = ({ code, file, line, message }: Finding) => JSON.stringify([code, file, line, message]);
  const known = new Set(findings.map(text));
  const later = review(after).findings.filter(
    (finding) => finding.code === "POLICY_DENIES" && !known.has(text(finding)),
  );
  return later.map((finding) => ({ ...finding, severity: "warning", code: "POLICY_WOULD_DENY" }));
}

function buildTouched(files: Files, environment: string, touched: Affected, policies: Files): Build {
  return build(files, environment, { ...touchedIn(touched, environment), policies });
}

function servicesIn(files: Files, environment: string): string[] {
  const ground = groundOf(files);
  return ground.environments.has(environment) ? releasesOf(ground, environment, "here").map(([id]) => id) : [];
}

/** Promoting adds and changes; a service that is gone from apps/ is not promoted away. */
function withoutGone(old: Build, fresh: Build): Build {
  const promoted = new Set([...fresh.built, ...fresh.failed]);
  const gone = new Set(
    old.built.filter((id) => !promoted.has(id)).flatMap((id) => [`${id}/manifest.yaml`, applicationPath(id)]),
  );
  const files = new Map([...old.files].filter(([path]) => !gone.has(path)));
  const still = (id: string) => promoted.has(id);
  return { ...old, files, kept: [], built: old.built.filter(still), failed: old.failed.filter(still) };
}

/** Gathers the paths that differ, and describes them. */
function compareBuilds(
  old: Build,
  fresh: Build,
  { after, changes }: { readonly after: Files; readonly changes: BranchChange[] },
): EnvironmentPlan {
  const environment = fresh.environment;
  const all = servicesIn(after, environment);
  if (fresh.stands) return { environment, services: [], platform: [], unchanged: all.length };
  // What could not be built before stands on the branch all the same: when its spec is gone, it goes.
  const stood = new Set([
    ...old.failed.map((id) => `${id}/manifest.yaml`),
    ...old.kept.filter((path) => path.endsWith(".yaml")),
  ]);
  const isKept = keeper(fresh.kept);
  const mine: BranchChange[] = [];
  for (const path of [...new Set([...old.files.keys(), ...stood, ...fresh.files.keys()])].sort(compare)) {
    const [before, text] = [old.files.get(path), fresh.files.get(path)];
    if ((before !== text || stood.has(path)) && !isKept(path)) mine.push({ environment, path, before, text });
  }
  changes.push(...mine);
  return environmentPlan({ environment, server: serverOf(after, environment) }, mine, {
    before: new Set([...old.built, ...old.failed]),
    after: new Set(fresh.built),
    failed: fresh.failed,
    total: all,
  });
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
