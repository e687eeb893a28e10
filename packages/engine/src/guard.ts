import { type BranchChange, type EnvironmentPlan, serviceOf } from "./environment-plan.ts";

/** What about a change asks for a second pair of eyes. */
export const guardRules = [
  "deletes many services",
  "deletes what holds data",
  "stops a service",
  "empties a service",
  "changes many services",
] as const;

export type GuardRule = (typeof guardRules)[number];

/** One reason not to push to an environment before an owner who is not the author has said yes. */
export interface GuardReason {
  readonly environment: string;
  readonly rule: GuardRule;
  /** What it is about, with counts and names, in one sentence. */
  readonly why: string;
}

/** From where on a change is large. Shares are of the services that stand in the environment. */
export interface GuardLimits {
  readonly deletions: number;
  readonly deletionShare: number;
  /** A share is looked at from this many services on, so that one of three is not a third of the company. */
  readonly fewestDeletions: number;
  readonly changeShare: number;
  readonly fewestChanges: number;
}

export const guardLimits: GuardLimits = {
  deletions: 10,
  deletionShare: 0.05,
  fewestDeletions: 3,
  changeShare: 0.25,
  fewestChanges: 10,
};

/** What a change is held against. */
export interface GuardFacts {
  /** The changed paths of the environment's branch that the plan describes. */
  readonly changes: readonly BranchChange[];
  /** How many services stand on the branch before: where nothing stands, there is nothing to lose. */
  readonly standing: number;
  /** The environment takes every merge as it comes, so that stopping a service there is everyday work. */
  readonly follows: boolean;
}

/** Why a change of an environment needs to be confirmed; nothing when it does not. */
export function guard(
  plan: EnvironmentPlan,
  { changes, standing, follows }: GuardFacts,
  limits: GuardLimits = guardLimits,
): GuardReason[] {
  const { environment } = plan;
  if (standing === 0) return [];
  const reason = (rule: GuardRule, why: string): GuardReason => ({ environment, rule, why });
  const removed = plan.services.filter(({ change }) => change === "removed").map(({ name }) => name);
  const changed = plan.services.filter(({ change }) => change === "changed");
  const reasons: GuardReason[] = [];
  const share = removed.length / standing;
  if (removed.length > limits.deletions || (removed.length >= limits.fewestDeletions && share > limits.deletionShare))
    reasons.push(
      reason("deletes many services", `${removed.length} of ${standing} services are deleted: ${listed(removed)}.`),
    );
  const lost = lostObjects(plan);
  if (lost.length > 0) reasons.push(reason("deletes what holds data", `What holds data goes away: ${listed(lost)}.`));
  const stopped = changed.filter(({ objects }) => objects.some(stops)).map(({ name }) => name);
  if (stopped.length > 0 && !follows) reasons.push(reason("stops a service", `No pod is left of ${listed(stopped)}.`));
  const emptied = changes.filter(({ text }) => text?.trim() === "").flatMap(({ path }) => serviceOf(path) ?? []);
  if (emptied.length > 0)
    reasons.push(reason("empties a service", `Nothing is left of ${listed(emptied)}, which is still in the source.`));
  const touched = changed.length + removed.length;
  if (touched >= limits.fewestChanges && touched / standing > limits.changeShare)
    reasons.push(reason("changes many services", `${touched} of ${standing} services change at once.`));
  return reasons;
}

function lostObjects({ services, platform }: EnvironmentPlan): string[] {
  return [...services, ...platform].flatMap(({ objects }) =>
    objects
      .filter(({ change, risk }) => change === "removed" && risk === "loses data")
      .map(({ kind, namespace, name }) =>
        namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`,
      ),
  );
}

function stops({ change, reasons }: EnvironmentPlan["services"][number]["objects"][number]): boolean {
  return change === "changed" && reasons.some(({ risk }) => risk === "stops pods");
}

const mostNames = 5;

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  return `${names.slice(0, mostNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
