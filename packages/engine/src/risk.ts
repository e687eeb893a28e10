import { check } from "@slipway/check";
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

/** One object as it stands and as it is to be; undefined when it is new or goes away. */
export interface Pair {
  readonly before?: Manifest;
  readonly after?: Manifest;
}

/** The API server that a change meets: its minor version, and the CustomResourceDefinitions of its cluster. */
export interface Server {
  readonly kubernetes: string;
  readonly definitions: readonly Manifest[];
}

/** What happens to what runs when an object changes. */
export function riskOf({ before, after }: Pair, server: Server): RiskReason[] {
  const kind = String((after ?? before)?.["kind"]);
  if (before === undefined) return after === undefined ? [] : exposures(kind, undefined, after);
  if (after === undefined) return removal(kind, before);
  const changes = [...restarts(kind, before, after), ...exposures(kind, before, after)];
  if (isHookMadeAnew(after)) return changes;
  return [...(isReplaced(after) ? replacement(kind) : refusals(before, after, server)), ...changes];
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

/**
 * What the API server refuses to change of the living object, which is as it was applied before, and how to get there
 * all the same. What only its status would tell, as whether a claim may grow, counts as refused. One that Argo CD
 * replaces keeps nothing that the server or others have set in it, and only what is immutable is refused.
 */
function refusals(before: Manifest, after: Manifest, server: Server): RiskReason[] {
  const keeps = !listed(after, syncOptions).includes("Replace=true");
  return check([after], { ...server, previous: [before] })
    .filter(({ stage, code }) => stage === "change" && (keeps || code === "IMMUTABLE"))
    .map(({ path, message, hint }) => ({
      risk: "changes an immutable field",
      why: `the API server refuses it: ${path}: ${message}${hint === undefined ? "" : `. ${hint}`}`,
    }));
}

const syncOptions = "argocd.argoproj.io/sync-options";

/** A hook that Argo CD deletes and makes again in each sync, as it does where no policy is written. */
function isHookMadeAnew(after: Manifest): boolean {
  const policies = listed(after, "argocd.argoproj.io/hook-delete-policy");
  if (listed(after, "argocd.argoproj.io/hook").length === 0) return false;
  return policies.length === 0 || policies.includes("BeforeHookCreation");
}

/** An object that Argo CD deletes and makes again whenever it changes; namespaces and definitions it never does. */
function isReplaced(after: Manifest): boolean {
  const options = listed(after, syncOptions);
  const spared = ["Namespace", "CustomResourceDefinition"].includes(String(after["kind"]));
  return !spared && options.includes("Replace=true") && options.includes("Force=true");
}

function replacement(kind: string): RiskReason[] {
  const why = `Argo CD deletes the ${kind} and makes it anew at every change (sync option Force=true,Replace=true)`;
  if (["PersistentVolumeClaim", "PersistentVolume"].includes(kind)) return [{ risk: "loses data", why }];
  // The claims of a StatefulSet stay.
  return runsPods.includes(kind) || kind === "StatefulSet" ? [{ risk: "stops pods", why }] : [];
}

/** The values of an annotation that holds several. */
function listed(manifest: Manifest, annotation: string): string[] {
  const text = at(manifest, "metadata", "annotations", annotation);
  return typeof text === "string" ? text.split(",").flatMap((value) => value.trim() || []) : [];
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
