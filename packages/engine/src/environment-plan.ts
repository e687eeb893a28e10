import type { Manifest } from "kustomize-ts";
import { applicationPath } from "./branch-paths.ts";
import { definitionsOf } from "./definitions.ts";
import { diffObjects } from "./diff.ts";
import type { ChangedEntry } from "./digest.ts";
import type { Files } from "./files.ts";
import { compare } from "./finding.ts";
import { groundOf } from "./ground.ts";
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

/** One path of a branch that changes, with what stands there before; undefined where nothing does. */
export interface BranchChange extends ChangedEntry {
  readonly before: string | undefined;
  readonly text: string | undefined;
}

/** The services of an environment by "team/name": before, after, those that could not be built, and how many there are. */
export interface ServicesOf {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
  readonly failed: readonly string[];
  readonly total: readonly string[];
}

/** The API server of an environment that could be built. */
export function serverOf(files: Files, environment: string): Server {
  const place = groundOf(files).environments.get(environment);
  if (place === undefined) throw new Error(`The environment ${environment} was built and is not there.`);
  const definitions = definitionsOf(files).definitions as readonly Manifest[];
  return { kubernetes: place.value.spec.kubernetes, definitions };
}

/** Describes the changed paths of one environment's branch by service and object, with what each does to what runs. */
export function environmentPlan(
  { environment, server }: { readonly environment: string; readonly server: Server },
  changes: readonly BranchChange[],
  { before, after, failed, total }: ServicesOf,
): EnvironmentPlan {
  const services = new Set([...before, ...after]);
  const owners = new Map([...services].map((id) => [applicationPath(id), id]));
  const groups = new Map<string, { old: string[]; fresh: string[] }>();
  for (const { path, before: old, text } of changes) {
    const name = serviceOf(path) ?? owners.get(path) ?? path;
    const group = groups.get(name) ?? { old: [], fresh: [] };
    if (old !== undefined) group.old.push(old);
    if (text !== undefined) group.fresh.push(text);
    groups.set(name, group);
  }
  const described = [...groups].map(([name, texts]) => {
    const was = services.has(name) ? before.has(name) : texts.old.length > 0;
    const is = services.has(name) ? after.has(name) : texts.fresh.length > 0;
    return changeOf(name, texts, { was, is, server });
  });
  const broken = failed.map((name): Change => ({ name, change: "failed", risk: "no restart", objects: [] }));
  const byName = (a: Change, b: Change) => compare(a.name, b.name);
  const changedServices = [...described.filter(({ name }) => services.has(name)), ...broken].sort(byName);
  const touched = new Set(changedServices.map(({ name }) => name));
  return {
    environment,
    services: changedServices,
    platform: described.filter(({ name }) => !services.has(name)).sort(byName),
    unchanged: total.filter((id) => !touched.has(id)).length,
  };
}

/** The service that a path of a branch belongs to, as "team/name"; undefined for the teams' and the platform's paths. */
export function serviceOf(path: string): string | undefined {
  const parts = path.split("/");
  return parts.length === 3 && parts[0] !== "argocd" ? `${parts[0]}/${parts[1]}` : undefined;
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
}
