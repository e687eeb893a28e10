import { isKept } from "./branch-paths.ts";
import type { Files } from "./files.ts";
import { compare, type Finding, sortFindings } from "./finding.ts";
import { groundOf, promotionOrder } from "./ground.ts";
import { type Build, build } from "./line.ts";

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
  for (const [path, file] of before ?? []) if (isKept(made.kept, path)) files.set(path, file.content);
  const sorted = new Map([...files].sort(([a], [b]) => compare(a, b)));
  return { environment: made.environment, files: sorted, failed: made.failed };
}
