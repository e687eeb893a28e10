import type { Manifest } from "kustomize-ts";
import type { Environment, Team } from "../gen/types.ts";
import { compact } from "./object.ts";

/** What a team has in an environment before it has any service: its namespace, its limits, and who may look at it. */
export function teamObjects(team: Team, environment: Environment): Manifest[] {
  const name = team.metadata.name;
  const namespace = `${name}-${environment.metadata.name}`;
  const labels = {
    "app.kubernetes.io/managed-by": "slipway",
    "slipway.dev/team": name,
    "slipway.dev/environment": environment.metadata.name,
  };
  const metadata = (own: string) => ({ name: own, namespace, labels });
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels: { ...labels, ...podSecurity() } } },
    ...quota(team, environment).map((hard) => ({
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: metadata("team"),
      spec: { hard },
    })),
    {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: metadata("team"),
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: "400m", memory: "128Mi" },
            defaultRequest: { cpu: "100m", memory: "128Mi" },
          },
        ],
      },
    },
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: metadata("default-deny"),
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    },
    ...((team.spec.groups ?? []).length === 0
      ? []
      : [
          {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "RoleBinding",
            metadata: metadata("team-view"),
            roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
            subjects: (team.spec.groups ?? []).map((group) => ({
              apiGroup: "rbac.authorization.k8s.io",
              kind: "Group",
              name: group,
            })),
          },
        ]),
  ];
}

function podSecurity(): { [label: string]: string } {
  const modes = ["audit", "enforce", "warn"];
  return Object.fromEntries(modes.map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]));
}

function quota(team: Team, environment: Environment): Manifest[] {
  const { quota: forAll, quotas = {} } = environment.spec;
  const name = team.metadata.name;
  const limit = Object.hasOwn(quotas, name) ? quotas[name] : forAll;
  if (limit === undefined) return [];
  return [
    compact({
      "requests.cpu": limit.cpu,
      "requests.memory": limit.memory,
      pods: limit.pods === undefined ? undefined : String(limit.pods),
    }),
  ];
}
