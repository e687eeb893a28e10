import type { GroupVersionKind, GroupVersionResource, Manifest } from "../src/manifest.ts";
import { compileMatch, match } from "../src/match.ts";
import type { MatchResources } from "../src/policy.ts";
import type { Operation } from "../src/request.ts";

/** A request against matchConstraints. */
export interface MatchingCase {
  readonly env: "matching";
  readonly name: string;
  readonly matchConstraints: MatchResources;
  readonly request: {
    readonly kind: GroupVersionKind;
    readonly resource: GroupVersionResource;
    readonly subResource: string;
    readonly namespace: string;
    readonly name: string;
    readonly operation: Operation;
  };
  readonly object: Manifest | null;
  readonly equivalentResources: readonly (GroupVersionResource & {
    readonly subresource: string;
    readonly kind: GroupVersionKind;
  })[];
  readonly expect: { readonly matches?: boolean; readonly matchKind?: GroupVersionKind; readonly error?: string };
}

/** What is wrong with our match, if anything. */
export function judgeMatching({ matchConstraints, request, object, equivalentResources, expect }: MatchingCase) {
  const got = match(compileMatch(matchConstraints), {
    ...request,
    object,
    oldObject: null,
    namespaceObject: { metadata: {} },
    equivalents: equivalentResources.map(({ group, version, resource, subresource, kind }) => ({
      resource: { group, version, resource },
      subResource: subresource,
      kind,
    })),
  });
  const right =
    expect.error !== undefined
      ? got.is === "error" && got.message.includes(expect.error)
      : (got.is === "yes") === expect.matches &&
        (got.is !== "yes" || expect.matchKind === undefined || isSame(got.kind, expect.matchKind));
  return right ? undefined : `${JSON.stringify(got)}, not ${JSON.stringify(expect)}`;
}

function isSame(a: GroupVersionKind, b: GroupVersionKind): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}
