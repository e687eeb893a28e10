import { isObject, type Manifest, objectOr, textOr, type Value } from "../manifest.ts";
import type { Draft } from "./fields.ts";
import { tagOf } from "./image.ts";

/**
 * What the server fills in: pkg/apis/<group>/<version>/defaults.go and the `+default` marks of the types, by type. First
 * what is always the same, then what depends on other fields.
 */

const container = { terminationMessagePath: "/dev/termination-log", terminationMessagePolicy: "File" };
const volume = { defaultMode: 0o644 };
const rbac = "rbac.authorization.k8s.io";

export const constants: Readonly<Record<string, Manifest>> = {
  "core.v1.Container": container,
  "core.v1.EphemeralContainer": container,
  "core.v1.ContainerPort": { protocol: "TCP" },
  "core.v1.ServicePort": { protocol: "TCP" },
  "core.v1.EndpointPort": { protocol: "TCP" },
  "core.v1.PodSpec": {
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: "default-scheduler",
  },
  "core.v1.Probe": { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  "core.v1.GRPCAction": { service: "" },
  "core.v1.HTTPGetAction": { path: "/", scheme: "HTTP" },
  "core.v1.SecretVolumeSource": volume,
  "core.v1.ConfigMapVolumeSource": volume,
  "core.v1.DownwardAPIVolumeSource": volume,
  "core.v1.ProjectedVolumeSource": volume,
  "core.v1.ServiceAccountTokenProjection": { expirationSeconds: 3600 },
  "core.v1.HostPathVolumeSource": { type: "" },
  "core.v1.ISCSIVolumeSource": { iscsiInterface: "default" },
  "core.v1.RBDVolumeSource": { pool: "rbd", user: "admin", keyring: "/etc/ceph/keyring" },
  "core.v1.AzureDiskVolumeSource": { cachingMode: "ReadWrite", fsType: "ext4", readOnly: false, kind: "Shared" },
  "core.v1.ScaleIOVolumeSource": { storageMode: "ThinProvisioned", fsType: "xfs" },
  "core.v1.ObjectFieldSelector": { apiVersion: "v1" },
  "core.v1.Secret": { type: "Opaque" },
  "core.v1.PersistentVolumeSpec": { persistentVolumeReclaimPolicy: "Retain", volumeMode: "Filesystem" },
  "core.v1.PersistentVolumeClaimSpec": { volumeMode: "Filesystem" },
  "core.v1.ReplicationControllerSpec": { replicas: 1 },
  "core.v1.ServiceSpec": { sessionAffinity: "None", type: "ClusterIP" },
  "apps.v1.DeploymentSpec": { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
  "apps.v1.DeploymentStrategy": { type: "RollingUpdate" },
  "apps.v1.RollingUpdateDeployment": { maxUnavailable: "25%", maxSurge: "25%" },
  "apps.v1.DaemonSetSpec": { revisionHistoryLimit: 10 },
  "apps.v1.DaemonSetUpdateStrategy": { type: "RollingUpdate" },
  "apps.v1.RollingUpdateDaemonSet": { maxUnavailable: 1, maxSurge: 0 },
  "apps.v1.ReplicaSetSpec": { replicas: 1 },
  "apps.v1.StatefulSetSpec": {
    podManagementPolicy: "OrderedReady",
    persistentVolumeClaimRetentionPolicy: {},
    replicas: 1,
    revisionHistoryLimit: 10,
  },
  "apps.v1.RollingUpdateStatefulSetStrategy": { partition: 0 },
  "apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": { whenDeleted: "Retain", whenScaled: "Retain" },
  "autoscaling.v1.HorizontalPodAutoscalerSpec": { minReplicas: 1 },
  "autoscaling.v2.HorizontalPodAutoscalerSpec": {
    minReplicas: 1,
    metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } } }],
  },
  "batch.v1.CronJobSpec": {
    concurrencyPolicy: "Allow",
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  },
  "batch.v1.PodFailurePolicyOnPodConditionsPattern": { status: "True" },
  "discovery.v1.EndpointPort": { name: "", protocol: "TCP" },
  "networking.v1.IngressClassParametersReference": { scope: "Cluster" },
  "networking.v1.NetworkPolicyPort": { protocol: "TCP" },
  "rbac.v1.RoleRef": { apiGroup: rbac },
  "scheduling.v1.PriorityClass": { preemptionPolicy: "PreemptLowerPriority" },
  "storage.v1.StorageClass": { reclaimPolicy: "Delete", volumeBindingMode: "Immediate" },
  "storage.v1.CSIDriverSpec": {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: "ReadWriteOnceWithFSType",
    volumeLifecycleModes: ["Persistent"],
    requiresRepublish: false,
    seLinuxMount: false,
  },
};

/** The rules of types, each on a value whose fields may be replaced, but not changed inside. */
export const rules: Readonly<Record<string, (draft: Draft) => void>> = {
  "apps.v1.DeploymentStrategy": rollingUpdate,
  "apps.v1.DaemonSetUpdateStrategy": rollingUpdate,
  "apps.v1.StatefulSetSpec": (spec) => {
    const templates = spec["volumeClaimTemplates"];
    if (Array.isArray(templates)) spec["volumeClaimTemplates"] = templates.map(claimTemplate);
  },
  "apps.v1.StatefulSetUpdateStrategy": (strategy) => {
    if (strategy["type"]) return;
    strategy["type"] = "RollingUpdate";
    strategy["rollingUpdate"] ??= {};
  },
  "autoscaling.v2.HorizontalPodAutoscalerBehavior": (behavior) => {
    behavior["scaleUp"] = { ...scaleUp, ...withoutNulls(behavior["scaleUp"]) };
    behavior["scaleDown"] = { ...scaleDown, ...withoutNulls(behavior["scaleDown"]) };
  },
  "batch.v1.Job": (job) => {
    const spec = withoutNulls(job["spec"]);
    const labels = objectOr(objectOr(spec["template"])["metadata"])["labels"];
    const metadata = objectOr(job["metadata"]);
    if (isObject(labels) && Object.keys(objectOr(metadata["labels"])).length === 0)
      job["metadata"] = { ...metadata, labels };
    job["spec"] = {
      ...(spec["completions"] === undefined && spec["parallelism"] === undefined ? { completions: 1 } : {}),
      parallelism: 1,
      backoffLimit: spec["backoffLimitPerIndex"] === undefined ? 6 : 2147483647,
      completionMode: "NonIndexed",
      suspend: false,
      podReplacementPolicy: spec["podFailurePolicy"] === undefined ? "TerminatingOrFailed" : "Failed",
      manualSelector: false,
      ...spec,
    };
  },
  "core.v1.Container": pullPolicy,
  "core.v1.EphemeralContainer": pullPolicy,
  "core.v1.ImageVolumeSource": (image) => {
    image["pullPolicy"] ||= pullPolicyOf(textOr(image["reference"]));
  },
  "core.v1.LimitRangeItem": (limit) => {
    if (limit["type"] !== "Container") return;
    limit["default"] = { ...objectOr(limit["max"]), ...objectOr(limit["default"]) };
    limit["defaultRequest"] = {
      ...objectOr(limit["min"]),
      ...objectOr(limit["default"]),
      ...objectOr(limit["defaultRequest"]),
    };
  },
  "core.v1.Namespace": (namespace) => {
    const metadata = objectOr(namespace["metadata"]);
    const name = textOr(metadata["name"]);
    if (name === "") return;
    const labels = { ...objectOr(metadata["labels"]), "kubernetes.io/metadata.name": name };
    namespace["metadata"] = { ...metadata, labels };
  },
  "core.v1.Pod": (pod) => {
    const spec = objectOr(pod["spec"]);
    const each = (list: Value | undefined) =>
      Array.isArray(list) ? { list: list.map((one) => podContainer(objectOr(one), spec["hostNetwork"] === true)) } : {};
    const [init, main] = [each(spec["initContainers"]), each(spec["containers"])];
    pod["spec"] = {
      ...spec,
      enableServiceLinks: spec["enableServiceLinks"] ?? true,
      ...(init.list === undefined ? {} : { initContainers: init.list }),
      ...(main.list === undefined ? {} : { containers: main.list }),
    };
  },
  "core.v1.PodSpec": (spec) => {
    // Two names of one field: what is said under one holds under the other.
    const name = spec["serviceAccountName"] || spec["serviceAccount"];
    if (name) spec["serviceAccountName"] = spec["serviceAccount"] = name;
  },
  "core.v1.ReplicationController": (controller) => {
    const spec = objectOr(controller["spec"]);
    const metadata = objectOr(controller["metadata"]);
    const labels = objectOr(objectOr(spec["template"])["metadata"])["labels"];
    if (!isObject(labels)) return;
    if (Object.keys(objectOr(spec["selector"])).length === 0) controller["spec"] = { ...spec, selector: labels };
    if (Object.keys(objectOr(metadata["labels"])).length === 0) controller["metadata"] = { ...metadata, labels };
  },
  "core.v1.Secret": (secret) => {
    const { stringData, ...rest } = secret;
    if (!isObject(stringData)) return;
    const encoded = Object.entries(stringData).map(([key, text]) => [key, base64(textOr(text))] as const);
    secret["data"] = { ...objectOr(rest["data"]), ...Object.fromEntries(encoded) };
    delete secret["stringData"];
  },
  "core.v1.ServiceSpec": (spec) => {
    const type = spec["type"];
    const external = type === "LoadBalancer" || type === "NodePort";
    const hasExternalIps = Array.isArray(spec["externalIPs"]) && spec["externalIPs"].length > 0;
    if (spec["sessionAffinity"] === "None") delete spec["sessionAffinityConfig"];
    const config = objectOr(objectOr(spec["sessionAffinityConfig"])["clientIP"]);
    if (spec["sessionAffinity"] === "ClientIP" && (config["timeoutSeconds"] ?? null) === null)
      spec["sessionAffinityConfig"] = { clientIP: { timeoutSeconds: 10800 } };
    if (external || (type === "ClusterIP" && hasExternalIps)) spec["externalTrafficPolicy"] ||= "Cluster";
    if (external || type === "ClusterIP") spec["internalTrafficPolicy"] ??= "Cluster";
    if (type === "LoadBalancer") spec["allocateLoadBalancerNodePorts"] ??= true;
  },
  "core.v1.ServicePort": (port) => {
    port["targetPort"] ||= port["port"] ?? 0;
  },
  "core.v1.Volume": (volume) => {
    if (Object.keys(volume).every((field) => field === "name")) volume["emptyDir"] = {};
  },
  "networking.v1.NetworkPolicySpec": (spec) => {
    if (Array.isArray(spec["policyTypes"]) && spec["policyTypes"].length > 0) return;
    const egress = Array.isArray(spec["egress"]) && spec["egress"].length > 0;
    spec["policyTypes"] = egress ? ["Ingress", "Egress"] : ["Ingress"];
  },
  "rbac.v1.Subject": (subject) => {
    if (subject["kind"] === "User" || subject["kind"] === "Group") subject["apiGroup"] ||= rbac;
  },
};

function rollingUpdate(strategy: Draft): void {
  if (strategy["type"] === "RollingUpdate") strategy["rollingUpdate"] ??= {};
}

function claimTemplate(template: Manifest): Manifest {
  return { kind: "PersistentVolumeClaim", apiVersion: "v1", ...template, status: { phase: "Pending" } };
}

const byPercent = { type: "Percent", value: 100, periodSeconds: 15 };
const scaleUp = {
  stabilizationWindowSeconds: 0,
  selectPolicy: "Max",
  policies: [{ type: "Pods", value: 4, periodSeconds: 15 }, byPercent],
};
const scaleDown = { selectPolicy: "Max", policies: [byPercent] };

function withoutNulls(value: Value | undefined): Manifest {
  return Object.fromEntries(Object.entries(objectOr(value)).filter(([, inner]) => inner !== null));
}

function pullPolicy(container: Draft): void {
  container["imagePullPolicy"] ||= pullPolicyOf(textOr(container["image"]));
}

function pullPolicyOf(image: string): string {
  return tagOf(image) === "latest" ? "Always" : "IfNotPresent";
}

/** In a Pod, not in a template of one: requests are the limits where there are none, host ports those of the container. */
function podContainer(container: Manifest, hostNetwork: boolean): Manifest {
  const resources = objectOr(container["resources"]);
  const limits = resources["limits"];
  const ports = container["ports"];
  return {
    ...container,
    ...(isObject(limits)
      ? { resources: { ...resources, requests: { ...limits, ...objectOr(resources["requests"]) } } }
      : {}),
    ...(hostNetwork && Array.isArray(ports)
      ? { ports: ports.map((port) => ({ ...port, hostPort: port.hostPort || port.containerPort })) }
      : {}),
  };
}

function base64(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
