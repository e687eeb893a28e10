import { isObject, type Manifest, objectOr } from "../manifest.ts";
import type { Operation } from "../request.ts";
import { setUnknown } from "../unknown.ts";
import { arrivePod } from "./arrive-pod.ts";
import type { Draft } from "./fields.ts";

/** What has to do with an object on its way to the policies. */
export interface Surroundings {
  readonly operation: Operation;
  /** The namespace that the object is sent to; undefined for what has none. */
  readonly namespace: string | undefined;
  /** Objects of the same namespace: service accounts and limit ranges matter to Pods. */
  readonly neighbours: readonly Manifest[];
}

/** Kinds whose generation the server counts. */
const counted: ReadonlySet<string> = new Set(
  "CronJob DaemonSet Deployment Ingress Job NetworkPolicy Pod PodDisruptionBudget ReplicaSet ReplicationController StatefulSet".split(
    " ",
  ),
);

/**
 * What happens to an object between its decoding and the policies: the server's own mutating admission, and what it sets
 * when an object is created. What it makes up (a uid, an address) is not known; what webhooks do is nobody's business here.
 */
export function arrive(object: Draft, kind: string, surroundings: Surroundings): void {
  const metadata: Draft = { ...objectOr(object["metadata"]) };
  object["metadata"] = metadata;
  if (surroundings.namespace !== undefined) metadata["namespace"] ??= surroundings.namespace;
  if (surroundings.operation === "CREATE" && counted.has(kind)) metadata["generation"] = 1;
  else if (surroundings.operation !== "CREATE") setUnknown(metadata, "generation", "metadata.generation");
  for (const field of ["uid", "creationTimestamp", "managedFields"]) setUnknown(metadata, field, `metadata.${field}`);
  if (metadata["name"] === undefined && metadata["generateName"] !== undefined)
    setUnknown(metadata, "name", "metadata.name");
  if (surroundings.operation === "CREATE") ofKind[kind]?.(object, metadata, surroundings);
}

type Arrive = (object: Draft, metadata: Draft, surroundings: Surroundings) => void;

const ofKind: Readonly<Record<string, Arrive>> = {
  DaemonSet: (_, metadata) => {
    const annotations = { ...objectOr(metadata["annotations"]), "deprecated.daemonset.template.generation": "1" };
    metadata["annotations"] = annotations;
  },
  Job: arriveJob,
  Namespace: (object) => {
    object["spec"] = { finalizers: ["kubernetes"] };
    object["status"] = { phase: "Active" };
  },
  PersistentVolume: (object, metadata) => {
    metadata["finalizers"] ??= ["kubernetes.io/pv-protection"];
    object["status"] = { phase: "Pending" };
    setUnknown(object["status"], "lastPhaseTransitionTime", "status.lastPhaseTransitionTime");
  },
  PersistentVolumeClaim: (object, metadata) => {
    metadata["finalizers"] ??= ["kubernetes.io/pvc-protection"];
    object["status"] = { phase: "Pending" };
  },
  Pod: (object, metadata, { neighbours }) => arrivePod(object, metadata, neighbours),
  Service: arriveService,
};

/** A job finds its pods by a label with its own uid. */
function arriveJob(object: Draft, metadata: Draft): void {
  const spec = { ...objectOr(object["spec"]) };
  if (spec["manualSelector"] === true) return;
  const uidLabels = ["batch.kubernetes.io/controller-uid", "controller-uid"];
  const template = objectOr(spec["template"]);
  const templateMetadata = objectOr(template["metadata"]);
  const labels: Draft = { ...objectOr(templateMetadata["labels"]) };
  const name = metadata["name"];
  if (typeof name === "string") for (const key of ["batch.kubernetes.io/job-name", "job-name"]) labels[key] = name;
  for (const key of uidLabels) setUnknown(labels, key, "the uid of the Job");
  const matchLabels: Draft = {};
  setUnknown(matchLabels, uidLabels[0] as string, "the uid of the Job");
  // Where a job has no labels of its own, it has those of its pods.
  const own = metadata["labels"];
  if (isObject(own) && own === templateMetadata["labels"]) metadata["labels"] = labels;
  spec["template"] = { ...template, metadata: { ...templateMetadata, labels } };
  spec["selector"] = { matchLabels };
  object["spec"] = spec;
}

function arriveService(object: Draft): void {
  const spec: Draft = { ...objectOr(object["spec"]) };
  object["spec"] = spec;
  if (spec["type"] === "ExternalName") return;
  const headless = spec["clusterIP"] === "None";
  const address = "the address of the Service";
  if (headless) spec["clusterIPs"] ??= ["None"];
  else if (spec["clusterIP"] === undefined)
    for (const field of ["clusterIP", "clusterIPs"]) setUnknown(spec, field, address);
  for (const field of ["ipFamilies", "ipFamilyPolicy"])
    if (spec[field] === undefined) setUnknown(spec, field, `spec.${field}`);
  const ports = spec["ports"];
  const allocates = spec["type"] === "NodePort" || spec["allocateLoadBalancerNodePorts"] === true;
  if (!allocates || !Array.isArray(ports)) return;
  spec["ports"] = ports.map((port: Manifest) => {
    const copy = { ...port };
    if (!copy["nodePort"]) setUnknown(copy, "nodePort", "the node port of the Service");
    return copy;
  });
}
