import { type Affected, touchedIn } from "./affected.ts";
import { applicationPath, keeper } from "./branch-paths.ts";
import { blobId, type ChangedEntry } from "./digest.ts";
import type { Files } from "./files.ts";
import { compare, type Finding, sortFindings } from "./finding.ts";
import { groundOf, promotionOrder } from "./ground.ts";
import { type Build, build } from "./line.ts";

/** The file of a branch that names the source commit, as Argo CD's own hydrator writes it: no part of what is rendered. */
export const metadataFile = "hydrator.metadata";

/** The branch of one environment, as it should be. */
export interface Branch {
  readonly environment: string;
  /** Path → text or bytes of the whole tree. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Services whose files were kept because they could not be built. */
  readonly failed: readonly string[];
}

/**
 * What the branches of all environments should hold for a source. What could not be built stays as it stands on the
 * branch before; only what is gone from the source is gone from the branch. An environment that cannot be read at all
 * has no branch here: it stays as it is.
 */
export function branches(
  source: Files,
  previous: ReadonlyMap<string, Files>,
): { branches: Branch[]; findings: readonly Finding[] } {
  const ground = groundOf(source);
  const builds = promotionOrder(ground.environments).map((environment) => build(source, environment));
  return {
    branches: builds.filter(({ stands }) => !stands).map((made) => branchOf(made, previous.get(made.environment))),
    findings: sortFindings([...ground.findings, ...builds.flatMap(({ findings }) => findings)]),
  };
}

function branchOf(made: Build, before: Files | undefined): Branch {
  const files = new Map<string, string | Uint8Array>(made.files);
  const isKept = keeper(made.kept);
  for (const [path, file] of before ?? []) if (isKept(path)) files.set(path, file.content);
  const sorted = new Map([...files].sort(([a], [b]) => compare(a, b)));
  return { environment: made.environment, files: sorted, failed: made.failed };
}

/**
 * What has to change on a branch so that it holds a build, by path. `standing` has the blob of every path that stands on
 * the branch. What could not be built stays, and so does the file that names the source. With `touched`, the build is of
 * what it names alone, and no other path is looked at.
 */
export function branchChanges(made: Build, standing: ReadonlyMap<string, string>, touched?: Affected): ChangedEntry[] {
  const { environment } = made;
  if (made.stands) return [];
  const changes: ChangedEntry[] = [];
  for (const [path, text] of made.files)
    if (blobId(text) !== standing.get(path)) changes.push({ environment, path, text });
  const isKept = keeper(made.kept);
  const isTouched = touched === undefined ? () => true : toucher(touchedIn(touched, environment));
  for (const path of standing.keys())
    if (!made.files.has(path) && path !== metadataFile && isTouched(path) && !isKept(path))
      changes.push({ environment, path, text: undefined });
  return changes.sort((a, b) => compare(a.path, b.path));
}

function toucher({ services, teams = new Set() }: ReturnType<typeof touchedIn>): (path: string) => boolean {
  if (services === undefined) return () => true;
  const named = new Set([
    ...[...services].map(applicationPath),
    ...[...teams].flatMap((team) => [`platform/${team}.yaml`, `argocd/projects/${team}.yaml`]),
  ]);
  return (path) => named.has(path) || services.has(path.split("/", 2).join("/"));
}
