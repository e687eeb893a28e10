import type { Manifest } from "kustomize-ts";
import { isMap } from "../doc.ts";
import { compare } from "../finding.ts";
import type { Json } from "../yaml.ts";
import { objectsWith, type PolicySet } from "./policies.ts";

const ownGroup = "slipway.dev";

/**
 * What an environment's cluster gets of a set of policies: those on its own kinds (not on ours, which it does not have),
 * their bindings and parameters, and the namespaces that the parameters stand in; exceptions as match conditions.
 */
export function clusterPolicies(set: PolicySet, environment: string): Manifest[] {
  const sources = [...set.sources].filter(([, { policy }]) => !isOurs(policy.value));
  const objects = objectsWith({ ...set, sources: new Map(sources) }, environment) as Manifest[];
  const namespaces = new Set(objects.flatMap((object) => namespaceOf(object as Json) ?? []));
  return [...[...namespaces].sort(compare).map((name) => namespaceFor(name)), ...objects];
}

function namespaceFor(name: string): Manifest {
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { "app.kubernetes.io/managed-by": "slipway" } },
  };
}

function namespaceOf(value: Json): string | undefined {
  const namespace = isMap(value) && isMap(value["metadata"]) ? value["metadata"]["namespace"] : undefined;
  return typeof namespace === "string" ? namespace : undefined;
}

/** Whether a policy is about our own kinds alone. */
function isOurs(policy: Json): boolean {
  const spec = isMap(policy) && isMap(policy["spec"]) ? policy["spec"] : {};
  const constraints = isMap(spec["matchConstraints"]) ? spec["matchConstraints"] : {};
  const rules = Array.isArray(constraints["resourceRules"]) ? constraints["resourceRules"].filter(isMap) : [];
  const groups = rules.flatMap(({ apiGroups }) => (Array.isArray(apiGroups) ? apiGroups : []));
  return groups.length > 0 && groups.every((group) => group === ownGroup);
}
