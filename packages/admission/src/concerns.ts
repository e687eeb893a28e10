import type { Policies } from "./compile.ts";
import { type Kind, resourceOf } from "./kinds.ts";

const kept = new WeakMap<Policies, Map<string, boolean>>();

/**
 * Whether any rule of any policy could be about a kind, in whatever version and whatever is done to it: a quick way to
 * leave out what no policy looks at.
 */
export function concerns(policies: Policies, kind: Kind): boolean {
  const known = kept.get(policies) ?? new Map<string, boolean>();
  kept.set(policies, known);
  const { group, resource } = resourceOf(kind);
  const key = `${group}/${resource}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const takes = (items: readonly string[] | undefined, wanted: string) =>
    items?.some((item) => [wanted, "*"].includes(item.split("/", 1)[0] ?? "")) === true;
  const found = policies.policies.some(({ matcher }) =>
    matcher.rules.some((rule) => takes(rule.apiGroups, group) && takes(rule.resources, resource)),
  );
  known.set(key, found);
  return found;
}
