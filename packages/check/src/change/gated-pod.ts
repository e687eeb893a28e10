import { invalid } from "../fault.ts";
import type { NodeAffinity, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from "../gen/types.ts";
import type { Value } from "../manifest.ts";
import { at, item, type Path } from "../path.ts";
import { sameValue } from "../same-value.ts";
import type { Scope } from "../validate/scope.ts";
import { refusal, ways } from "./refusal.ts";

const obliged = "requiredDuringSchedulingIgnoredDuringExecution";

/**
 * Where a pod that a gate holds back may go (KEP-3838): it has no node yet, so that its choice may still become
 * narrower, and never wider.
 */
export function changePlacing(after: PodSpec, before: PodSpec, path: Path, scope: Scope): void {
  const selector = after.nodeSelector ?? {};
  if (!Object.entries(before.nodeSelector ?? {}).every(([key, value]) => selector[key] === value)) {
    const detail = "only additions to spec.nodeSelector are allowed (no mutations or deletions)";
    const fault = invalid(at(path, "nodeSelector"), after.nodeSelector ?? null, detail);
    scope.report(refusal(fault, ways.anew));
  }
  const [is, was] = [after.affinity?.nodeAffinity, before.affinity?.nodeAffinity];
  changeTerms(termsOf(is), termsOf(was), at(path, "affinity", "nodeAffinity", obliged, "nodeSelectorTerms"), scope);
}

function termsOf(affinity: NodeAffinity | undefined): readonly NodeSelectorTerm[] {
  return affinity?.[obliged]?.nodeSelectorTerms ?? [];
}

function changeTerms(
  after: readonly NodeSelectorTerm[],
  before: readonly NodeSelectorTerm[],
  path: Path,
  scope: Scope,
): void {
  if (before.length === 0) return;
  if (before.length !== after.length) {
    const detail = "no additions/deletions to non-empty NodeSelectorTerms list are allowed";
    scope.report(refusal(invalid(path, after, detail), ways.anew));
    return;
  }
  for (const [index, term] of before.entries()) {
    if (isNarrower(after[index] ?? {}, term)) continue;
    const detail = "only additions are allowed (no mutations or deletions)";
    scope.report(refusal(invalid(item(path, index), after[index], detail), ways.anew));
  }
}

/** An empty term selects nothing: whatever is added to it selects more. */
function isNarrower(after: NodeSelectorTerm, before: NodeSelectorTerm): boolean {
  const lists = (["matchExpressions", "matchFields"] as const).map((field) => [
    after[field] ?? [],
    before[field] ?? [],
  ]);
  if (lists.every(([, was]) => was?.length === 0)) return lists.every(([is]) => is?.length === 0);
  return lists.every(([is = [], was = []]) => beginsWith(is, was));
}

function beginsWith(list: readonly NodeSelectorRequirement[], start: readonly NodeSelectorRequirement[]): boolean {
  return start.every((one, index) => sameValue(one as Value, list[index] as Value | undefined));
}
