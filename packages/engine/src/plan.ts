import { type Affected, affected } from "./affected.ts";
<<<<<<< HEAD
import { applicationPath, keeper } from "./branch-paths.ts";
import { digest } from "./digest.ts";
import { type BranchChange, type ChangeKind, type EnvironmentPlan, environmentPlan } from "./environment-plan.ts";
=======
import { applicationPath, isKept } from "./branch-paths.ts";
import { definitionsOf } from "./definitions.ts";
import { diffObjects } from "./diff.ts";
import { type ChangedEntry, digest } from "./digest.ts";
>>>>>>> 7175a1928c86d11b4a103243c339682ff546c768
import type { Files } from "./files.ts";
import { compare, type Finding, sortFindings } from "./finding.ts";
import { groundOf, promotionOrder } from "./ground.ts";
import { type Build, build } from "./line.ts";
import { policiesOf } from "./policy/policies.ts";
import { foldFindings } from "./policy/say.ts";
import { releasesOf } from "./read-service.ts";
import { review } from "./review.ts";
<<<<<<< HEAD
=======
import { type Risk, type RiskReason, riskOf, type Server, worst } from "./risk.ts";
import { readManifests } from "./yaml.ts";

export type ChangeKind = "added" | "changed" | "removed" | "failed";

/** What happens to one object. */
export interface ObjectChange {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly change: "added" | "changed" | "removed";
  readonly risk: Risk;
  readonly reasons: readonly RiskReason[];
  readonly diff: readonly string[];
}

/** What happens to one service in one environment, or to what a team or the platform has there. */
export interface Change {
  /** "team/name" of a service; the path on the branch for everything else. */
  readonly name: string;
  /** A failed one could not be built: it stays as it stands. */
  readonly change: ChangeKind;
  readonly risk: Risk;
  readonly objects: readonly ObjectChange[];
}

export interface EnvironmentPlan {
  readonly environment: string;
  readonly services: readonly Change[];
  readonly platform: readonly Change[];
  /** Services that stay as they are. */
  readonly unchanged: number;
}
>>>>>>> 7175a1928c86d11b4a103243c339682ff546c768

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
<<<<<<< HEAD
    return compareBuilds(old, fresh, servicesIn(after, environment), changes);
=======
    return compareBuilds(old, fresh, { after, entries });
>>>>>>> 7175a1928c86d11b4a103243c339682ff546c768
  });
  const promoted = environments.flatMap((environment) => {
    if (groundOf(after).environments.get(environment)?.value.spec.from === undefined || touched.released.size === 0)
      return [];
    const services = touched.released;
    const fresh = build(after, environment, { services, from: "apps", policies });
    const old = build(after, environment, { services, policies });
    findings.push(...fresh.findings);
    return [compareBuilds(withoutGone(old, fresh), fresh, { after, entries: [] })];
  });
  const summary = summaryOf(now, before, after);
  return {
    plan: {
      digest: digest(changes),
      summary,
      now,
      promoted,
      findings: sortFindings(foldFindings([...findings, ...wouldDeny(before, after, findings)])),
    },
    changes,
  };
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
  const { services, teams } = touched;
  return build(files, environment, touched.everything ? { policies } : { services, teams, policies });
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

<<<<<<< HEAD
/** Gathers the paths that differ, and describes them. */
function compareBuilds(old: Build, fresh: Build, all: readonly string[], changes: BranchChange[]): EnvironmentPlan {
=======
/** The service that a path of a branch belongs to, as "team/name"; undefined for the teams' and the platform's paths. */
function serviceOf(path: string): string | undefined {
  const parts = path.split("/");
  return parts.length === 3 && parts[0] !== "argocd" ? `${parts[0]}/${parts[1]}` : undefined;
}

/** Compares what an environment was and is built to, and notes each entry of its branch that differs. */
function compareBuilds(
  old: Build,
  fresh: Build,
  { after, entries }: { after: Files; entries: ChangedEntry[] },
): EnvironmentPlan {
>>>>>>> 7175a1928c86d11b4a103243c339682ff546c768
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
<<<<<<< HEAD
  changes.push(...mine);
  return environmentPlan(environment, mine, {
    before: new Set([...old.built, ...old.failed]),
    after: new Set(fresh.built),
    failed: fresh.failed,
    total: all,
  });
=======
  const existed = new Set([...old.built, ...old.failed]);
  const services = new Set([...existed, ...fresh.built]);
  const server = serverOf(after, environment);
  const changes = [...groups].map(([name, texts]) => {
    const was = services.has(name) ? existed.has(name) : texts.old.length > 0;
    const is = services.has(name) ? fresh.built.includes(name) : texts.fresh.length > 0;
    return changeOf(name, texts, { was, is, server });
  });
  const failed = fresh.failed.map((name): Change => ({ name, change: "failed", risk: "no restart", objects: [] }));
  const byName = (a: Change, b: Change) => compare(a.name, b.name);
  const changedServices = [...changes.filter(({ name }) => services.has(name)), ...failed].sort(byName);
  const touched = new Set(changedServices.map(({ name }) => name));
  return {
    environment,
    services: changedServices,
    platform: changes.filter(({ name }) => !services.has(name)).sort(byName),
    unchanged: all.filter((id) => !touched.has(id)).length,
  };
}

/** The API server of an environment that could be built. */
function serverOf(files: Files, environment: string): Server {
  const place = groundOf(files).environments.get(environment);
  if (place === undefined) throw new Error(`The environment ${environment} was built and is not there.`);
  const definitions = definitionsOf(files).definitions as readonly Manifest[];
  return { kubernetes: place.value.spec.kubernetes, definitions };
}

function changeOf(
  name: string,
  texts: { old: readonly string[]; fresh: readonly string[] },
  { was, is, server }: { was: boolean; is: boolean; server: Server },
): Change {
  const objects = diffObjects(texts.old.flatMap(readManifests), texts.fresh.flatMap(readManifests)).map(
    ({ diff, ...pair }): ObjectChange => {
      const { before, after } = pair;
      // Where the pods go as well, nothing is laid open when their NetworkPolicy goes.
      const reasons = riskOf(pair, server).filter(({ risk }) => is || risk !== "opens an exposure");
      const shown = (after ?? before) as Manifest;
      const metadata = shown["metadata"] as { readonly [field: string]: string };
      return {
        apiVersion: String(shown["apiVersion"]),
        kind: String(shown["kind"]),
        ...(metadata["namespace"] === undefined ? {} : { namespace: metadata["namespace"] }),
        name: String(metadata["name"]),
        change: before === undefined ? "added" : after === undefined ? "removed" : "changed",
        risk: worst(reasons.map(({ risk }) => risk)),
        reasons,
        diff,
      };
    },
  );
  return {
    name,
    change: !was ? "added" : is ? "changed" : "removed",
    // Of what could not be read before, nothing but its going is known.
    risk: was && !is && texts.old.length === 0 ? "stops pods" : worst(objects.map(({ risk }) => risk)),
    objects,
  };
>>>>>>> 7175a1928c86d11b4a103243c339682ff546c768
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
