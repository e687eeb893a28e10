import { isList, isObject, type Manifest, objectOr, textOr, type Value } from "./manifest.ts";
import type { AdmissionRequest } from "./request.ts";
import { type RequestOptions, requestOf } from "./request-of.ts";
import type { Draft } from "./served/fields.ts";
import { setUnknown } from "./unknown.ts";

/** Where the template of the Pods stands in the kinds that make Pods. */
const templates: Readonly<Record<string, readonly string[]>> = {
  "apps/v1 Deployment": ["spec", "template"],
  "apps/v1 ReplicaSet": ["spec", "template"],
  "apps/v1 StatefulSet": ["spec", "template"],
  "apps/v1 DaemonSet": ["spec", "template"],
  "batch/v1 Job": ["spec", "template"],
  "batch/v1 CronJob": ["spec", "jobTemplate", "spec", "template"],
  "v1 ReplicationController": ["spec", "template"],
};

/** The path of the Pod template in an object; undefined: its kind makes no Pods. */
export function podTemplatePath(object: Manifest): readonly string[] | undefined {
  const key = `${textOr(object["apiVersion"])} ${textOr(object["kind"])}`;
  return Object.hasOwn(templates, key) ? templates[key] : undefined;
}

/**
 * The request by which a controller creates a Pod of a workload: what the server decides on later, when the workload has
 * long been taken. What the controller makes up (names, hashes) is not known. Undefined: the object makes no Pods.
 */
export function podRequestOf(workload: Manifest, options: RequestOptions = {}): AdmissionRequest | undefined {
  const path = podTemplatePath(workload);
  if (path === undefined) return undefined;
  const template = objectOr(path.reduce<Value | undefined>((value, step) => objectOr(value)[step], workload));
  const metadata = objectOr(workload["metadata"]);
  const name = textOr(metadata["name"]);
  const [kind, isStateful] = [textOr(workload["kind"]), workload["kind"] === "StatefulSet"];
  const { labels, annotations, finalizers } = objectOr(template["metadata"]);
  const pod: Manifest = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      ...(isStateful ? { name: `${name}-0` } : { generateName: `${name}-` }),
      ...(metadata["namespace"] === undefined ? {} : { namespace: metadata["namespace"] }),
      ...(isObject(labels) ? { labels } : {}),
      ...(isObject(annotations) ? { annotations } : {}),
      ...(isList(finalizers) ? { finalizers } : {}),
    },
    spec: podSpec(workload, objectOr(template["spec"]), name),
  };
  const request = requestOf(pod, { ...options, operation: "CREATE", oldObject: null });
  sign(objectOr(request.object)["metadata"] as Draft, kind, name);
  if (kind === "DaemonSet")
    setUnknown(objectOr(request.object)["spec"] as Draft, "affinity", "the node that a Pod of the DaemonSet is for");
  return request;
}

function podSpec(workload: Manifest, spec: Manifest, name: string): Manifest {
  if (workload["kind"] === "DaemonSet") {
    const own = isList(spec["tolerations"]) ? spec["tolerations"] : [];
    return { ...spec, tolerations: [...own, ...daemonTolerations(spec["hostNetwork"] === true)] };
  }
  if (workload["kind"] !== "StatefulSet") return spec;
  const { serviceName, volumeClaimTemplates } = objectOr(workload["spec"]);
  const claims = (isList(volumeClaimTemplates) ? volumeClaimTemplates : []).map((claim) => {
    const claimName = textOr(objectOr(objectOr(claim)["metadata"])["name"]);
    return { name: claimName, persistentVolumeClaim: { claimName: `${claimName}-${name}-0` } };
  });
  const named = new Set(claims.map((claim) => claim.name));
  const others = (isList(spec["volumes"]) ? spec["volumes"] : []).filter(
    (volume) => !named.has(textOr(objectOr(volume)["name"])),
  );
  return {
    ...spec,
    hostname: `${name}-0`,
    ...(serviceName === undefined || serviceName === null ? {} : { subdomain: serviceName }),
    ...(claims.length + others.length === 0 ? {} : { volumes: [...claims, ...others] }),
  };
}

function daemonTolerations(hostNetwork: boolean): Value[] {
  const untilNodeIsFit = ["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"];
  const keys = hostNetwork ? [...untilNodeIsFit, "network-unavailable"] : untilNodeIsFit;
  return [
    ...["not-ready", "unreachable"].map((key) => ({ key, effect: "NoExecute" })),
    ...keys.map((key) => ({ key, effect: "NoSchedule" })),
  ].map(({ key, effect }) => ({ key: `node.kubernetes.io/${key}`, operator: "Exists", effect }));
}

/** The labels by which controllers find their Pods. */
const marks: Readonly<Record<string, readonly string[]>> = {
  Deployment: ["pod-template-hash"],
  DaemonSet: ["controller-revision-hash", "pod-template-generation"],
  StatefulSet: ["controller-revision-hash"],
  Job: ["batch.kubernetes.io/controller-uid", "controller-uid"],
  CronJob: ["batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name", "controller-uid", "job-name"],
};

/** Puts on a Pod what its controller puts on it. */
function sign(metadata: Draft, kind: string, name: string): void {
  const labels: Draft = { ...objectOr(metadata["labels"]) };
  if (kind === "Job") for (const key of ["batch.kubernetes.io/job-name", "job-name"]) labels[key] = name;
  if (kind === "StatefulSet") {
    labels["apps.kubernetes.io/pod-index"] = "0";
    labels["statefulset.kubernetes.io/pod-name"] = `${name}-0`;
  }
  for (const key of marks[kind] ?? []) setUnknown(labels, key, `the label ${key}`);
  if (Object.keys(labels).length > 0) metadata["labels"] = labels;
  if (kind === "Job" || kind === "CronJob") {
    const own = isList(metadata["finalizers"]) ? metadata["finalizers"] : [];
    metadata["finalizers"] = [...own, "batch.kubernetes.io/job-tracking"];
  }
  const owner: Draft = { controller: true, blockOwnerDeletion: true };
  for (const field of ["apiVersion", "kind", "name", "uid"])
    setUnknown(owner, field, `the ${field} of the Pod's owner`);
  metadata["ownerReferences"] = [owner];
  // Named for what stands between the workload and the Pod.
  if (kind === "Deployment" || kind === "CronJob") setUnknown(metadata, "generateName", "metadata.generateName");
}
