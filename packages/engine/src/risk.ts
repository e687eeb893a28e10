import type { Manifest, Value } from "kustomize-ts";

/** What a change does to what runs, the mildest first. */
export const risks = [
  "no restart",
  "restarts pods",
  "stops pods",
  "changes an immutable field",
  "opens an exposure",
  "loses data",
] as const;

export type Risk = (typeof risks)[number];

/** One risk of a change, and why. */
export interface RiskReason {
  readonly risk: Risk;
  readonly why: string;
}

/** The worst of some risks. */
export function worst(list: readonly Risk[]): Risk {
  return list.reduce<Risk>((most, risk) => (risks.indexOf(risk) > risks.indexOf(most) ? risk : most), "no restart");
}

/** What happens to what runs when an object changes; before or after is undefined when the object is new or goes away. */
export function riskOf(before: Manifest | undefined, after: Manifest | undefined): RiskReason[] {
  const kind = String((after ?? before)?.["kind"]);
  if (before === undefined) return after === undefined ? [] : exposures(kind, undefined, after);
  if (after === undefined) return removal(kind, before);
  return [
    ...immutable(kind, before, after),
    ...restarts(kind, before, after),
    ...exposures(kind, before, after),
    ...shrinks(kind, before, after),
  ];
}

const holdsData = ["PersistentVolumeClaim", "PersistentVolume", "StatefulSet", "Namespace", "CustomResourceDefinition"];
const runsPods = ["Deployment", "DaemonSet", "ReplicaSet", "Pod", "Job", "CronJob"];

function removal(kind: string, before: Manifest): RiskReason[] {
  const name = String(at(before, "metadata", "name"));
  if (holdsData.includes(kind))
    return [{ risk: "loses data", why: `the ${kind} ${name} goes away with what it holds` }];
  if (runsPods.includes(kind)) return [{ risk: "stops pods", why: `the ${kind} ${name} goes away with its pods` }];
  if (kind === "NetworkPolicy")
    return [{ risk: "opens an exposure", why: `the NetworkPolicy ${name} no longer holds` }];
  return [];
}

/** Fields that the API server refuses to change, by kind. */
const immutableFields: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Deployment: [["spec", "selector"]],
  DaemonSet: [["spec", "selector"]],
  StatefulSet: [
    ["spec", "selector"],
    ["spec", "serviceName"],
    ["spec", "volumeClaimTemplates"],
    ["spec", "podManagementPolicy"],
  ],
  Job: [
    ["spec", "template"],
    ["spec", "selector"],
    ["spec", "completions"],
    ["spec", "completionMode"],
  ],
  Service: [["spec", "clusterIP"]],
  RoleBinding: [["roleRef"]],
  ClusterRoleBinding: [["roleRef"]],
  PersistentVolumeClaim: [
    ["spec", "storageClassName"],
    ["spec", "accessModes"],
    ["spec", "volumeName"],
    ["spec", "selector"],
  ],
  StorageClass: [["provisioner"], ["parameters"], ["reclaimPolicy"], ["volumeBindingMode"]],
};

function immutable(kind: string, before: Manifest, after: Manifest): RiskReason[] {
  if (isMadeAnew(before)) return [];
  const changed = (immutableFields[kind] ?? []).filter((path) => !same(at(before, ...path), at(after, ...path)));
  const frozen =
    (kind === "ConfigMap" || kind === "Secret") &&
    at(before, "immutable") === true &&
    (["data", "binaryData", "stringData"] as const).some((path) => !same(at(before, path), at(after, path)));
  return [...changed.map((path) => path.join(".")), ...(frozen ? ["data"] : [])].map((field) => ({
    risk: "changes an immutable field",
    why: `${field} of a ${kind} cannot be changed: the API server refuses it`,
  }));
}

/** A hook that Argo CD deletes and makes again in each sync. */
function isMadeAnew(manifest: Manifest): boolean {
  return at(manifest, "metadata", "annotations", "argocd.argoproj.io/hook-delete-policy") === "BeforeHookCreation";
}

function restarts(kind: string, before: Manifest, after: Manifest): RiskReason[] {
  if (!["Deployment", "StatefulSet", "DaemonSet"].includes(kind)) return [];
  const reasons: RiskReason[] = [];
  if (!same(at(before, "spec", "template"), at(after, "spec", "template")))
    reasons.push({
      risk: "restarts pods",
      why: `the pods of ${String(at(after, "metadata", "name"))} are replaced one after the other`,
    });
  if (at(after, "spec", "replicas") === 0 && at(before, "spec", "replicas") !== 0)
    reasons.push({ risk: "stops pods", why: "no pod is left" });
  return reasons;
}

function exposures(kind: string, before: Manifest | undefined, after: Manifest): RiskReason[] {
  const fresh = (path: readonly string[]) =>
    listOf(at(after, ...path)).filter((item) => !listOf(at(before, ...path)).some((old) => same(old, item)));
  const opens = (why: string): RiskReason => ({ risk: "opens an exposure", why });
  if (kind === "HTTPRoute" || kind === "GRPCRoute") {
    const hosts = fresh(["spec", "hostnames"]).map(String);
    const others = fresh(["spec", "rules"]).length + fresh(["spec", "parentRefs"]).length;
    if (hosts.length > 0) return [opens(`${hosts.join(", ")} leads here from outside`)];
    return others > 0 ? [opens("another way leads here from outside")] : [];
  }
  if (kind === "Ingress")
    return fresh(["spec", "rules"]).length > 0 ? [opens("another way leads here from outside")] : [];
  if (kind === "Service") {
    const type = at(after, "spec", "type");
    return (type === "LoadBalancer" || type === "NodePort") && type !== at(before, "spec", "type")
      ? [opens(`the Service becomes a ${type}`)]
      : [];
  }
  if (kind === "NetworkPolicy") {
    const ways = (["ingress", "egress"] as const).filter(
      (way) => before !== undefined && fresh(["spec", way]).length > 0,
    );
    return ways.map((way) =>
      opens(way === "ingress" ? "others than before may call it" : "it may call others than before"),
    );
  }
  if (kind === "RoleBinding" || kind === "ClusterRoleBinding")
    return fresh(["subjects"]).length > 0 ? [opens("others than before have its rights")] : [];
  if (kind === "Role" || kind === "ClusterRole")
    return fresh(["rules"]).length > 0 ? [opens("it gives rights that it did not")] : [];
  return [];
}

function shrinks(kind: string, before: Manifest, after: Manifest): RiskReason[] {
  if (kind !== "PersistentVolumeClaim") return [];
  const size = ["spec", "resources", "requests", "storage"];
  return same(at(before, ...size), at(after, ...size))
    ? []
    : [{ risk: "changes an immutable field", why: "a claim may grow where its class allows it, and never shrink" }];
}

function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let current: Value | undefined = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null || Array.isArray(current)) return undefined;
    current = (current as { readonly [key: string]: Value })[step];
  }
  return current;
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function same(a: Value | undefined, b: Value | undefined): boolean {
  return canonical(a) === canonical(b);
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: Value | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical((value as { readonly [key: string]: Value })[key])}`)
      .join()}}`;
  return typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? "");
}
