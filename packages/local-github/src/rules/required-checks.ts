import type { GitHub } from "../github.ts";
import { latestRuns } from "../present/check.ts";
import type { Repository, Rule } from "../state/repository-rows.ts";

/** A check that must succeed, and the app that must report it, if one is bound. */
export interface RequiredCheck {
  readonly context: string;
  readonly app: number | undefined;
}

const passing = new Set(["success", "neutral", "skipped"]);

/** The checks that a rule of type `required_status_checks` asks for. */
export function requiredChecks({ parameters }: Rule): readonly RequiredCheck[] {
  const checks = (parameters?.["required_status_checks"] ?? []) as {
    context: string;
    integration_id?: number | null;
  }[];
  return checks.map(({ context, integration_id: app }) => ({ context, app: app ?? undefined }));
}

/**
 * What stands against a commit by its required checks, in GitHub's words; undefined when nothing does. When a branch
 * must be up to date and is `behind`, every check counts as not yet reported, as GitHub has it.
 */
export function missingChecks(
  github: GitHub,
  repository: Repository,
  { rule, sha, behind }: { readonly rule: Rule; readonly sha: string; readonly behind: boolean },
): string | undefined {
  const strict = rule.parameters?.["strict_required_status_checks_policy"] === true;
  const checks = requiredChecks(rule);
  const states = checks.map((check) => ({
    check,
    state: strict && behind ? "expected" : stateOf(github, repository, check, sha),
  }));
  const missing = states.filter(({ state }) => state !== undefined);
  const [first] = missing;
  if (first === undefined) return undefined;
  if (checks.length === 1) {
    const state = first.state === "foreign" ? "was not set by the expected GitHub App" : `is ${first.state}`;
    return `Required status check "${first.check.context}" ${state}.`;
  }
  const of = `${missing.length} of ${checks.length} required status checks`;
  if (missing.length === checks.length && missing.every(({ state }) => state === "expected"))
    return `${of} are expected.`;
  const counts = new Map<string, number>();
  for (const { state } of missing) {
    const name = state === "foreign" ? "expected" : state!;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return `${of} have not succeeded: ${[...counts].map(([state, count]) => `${count} ${state}`).join(", ")}.`;
}

function stateOf(github: GitHub, repository: Repository, check: RequiredCheck, sha: string): string | undefined {
  const named = github.store.of("checkRuns", `${repository.id}:${sha}`).filter(({ name }) => name === check.context);
  const runs = latestRuns(named).filter(({ app }) => check.app === undefined || app === check.app);
  if (runs.length === 0) return named.length > 0 ? "foreign" : "expected";
  const open = runs.find(({ status }) => status !== "completed");
  if (open !== undefined) return open.status.replace("_", " ");
  return runs.every(({ conclusion }) => passing.has(conclusion ?? "")) ? undefined : "failing";
}
