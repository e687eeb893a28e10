import type {
  AzureDiskVolumeSource,
  ConfigMap,
  Container,
  HostPathVolumeSource,
  HTTPGetAction,
  LimitRangeItem,
  Namespace,
  ObjectFieldSelector,
  PersistentVolumeClaimSpec,
  PersistentVolumeSpec,
  Pod,
  PodSpec,
  Probe,
  ReplicationController,
  Secret,
  Service,
  ServiceAccountTokenProjection,
  Volume,
} from "../gen/types.ts";
import { podAmounts } from "../pod-amounts.ts";
import { quantityText } from "../quantity.ts";

/** What the server fills in for the kinds of the core group (pkg/apis/core/v1/defaults.go). */

function defaultContainer(container: Container): void {
  container.imagePullPolicy ||= pullPolicyOf(container.image ?? "");
  container.terminationMessagePath ||= "/dev/termination-log";
  container.terminationMessagePolicy ||= "File";
}

/** The newest image is always pulled. What has no tag and no digest is the newest. */
function pullPolicyOf(image: string): string {
  const name = image.slice(image.lastIndexOf("/") + 1);
  return name.includes("@") || (name.includes(":") && !name.endsWith(":latest")) ? "IfNotPresent" : "Always";
}

function defaultPodSpec(spec: PodSpec): void {
  spec.dnsPolicy ||= "ClusterFirst";
  spec.restartPolicy ||= "Always";
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= 30;
  spec.schedulerName ||= "default-scheduler";
  // Two names of one field: what is said under one holds under the other.
  spec.serviceAccountName ||= spec.serviceAccount || "";
  if (spec.serviceAccountName === "") delete spec.serviceAccountName;
  else spec.serviceAccount = spec.serviceAccountName;
}

function defaultPod({ spec }: Pod): void {
  if (spec === undefined) return;
  spec.enableServiceLinks ??= true;
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    const { limits } = container.resources ?? {};
    if (limits !== undefined) container.resources!.requests = { ...limits, ...container.resources?.requests };
    if (!spec.hostNetwork) continue;
    for (const port of container.ports ?? []) port.hostPort ||= port.containerPort ?? 0;
  }
  defaultPodRequests(spec);
}

/** A pod that as a whole has limits asks for what its containers ask for together, or else for its limits. */
function defaultPodRequests(spec: PodSpec): void {
  const { resources } = spec;
  const limits = Object.entries(resources?.limits ?? {});
  if (resources === undefined || limits.length === 0) return;
  const sums = [...podAmounts(spec, "requests")].filter(([name]) => name === "cpu" || name === "memory");
  const shared = limits.filter(([name]) => name === "cpu" || name === "memory" || name.startsWith("hugepages-"));
  const summed = sums.map(([name, sum]) => [name, quantityText(sum)]);
  resources.requests = { ...Object.fromEntries(shared), ...Object.fromEntries(summed), ...resources.requests };
}

function defaultAzureDisk(disk: AzureDiskVolumeSource): void {
  disk.cachingMode ??= "ReadWrite";
  disk.kind ??= "Shared";
  disk.fsType ??= "ext4";
  disk.readOnly ??= false;
}

const volumeKeys = new Set(["name"]);

function defaultVolume(volume: Volume): void {
  if (Object.keys(volume).every((key) => volumeKeys.has(key))) volume.emptyDir = {};
  if (volume.image !== undefined) volume.image.pullPolicy ||= pullPolicyOf(volume.image.reference ?? "");
}

function defaultProbe(probe: Probe): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
}

function defaultHttpGet(action: HTTPGetAction): void {
  action.path ||= "/";
  action.scheme ||= "HTTP";
}

function defaultMode(source: { defaultMode?: number }): void {
  source.defaultMode ??= 0o644;
}

function defaultProtocol(port: { protocol?: string }): void {
  port.protocol ||= "TCP";
}

function defaultService({ spec = {} }: Service): void {
  spec.sessionAffinity ||= "None";
  if (spec.sessionAffinity === "None") delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === "ClientIP" && spec.sessionAffinityConfig?.clientIP?.timeoutSeconds === undefined) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } };
  }
  spec.type ||= "ClusterIP";
  for (const port of spec.ports ?? []) if (!port.targetPort) port.targetPort = port.port ?? 0;
  const balanced = spec.type === "LoadBalancer";
  const external = balanced || spec.type === "NodePort";
  if (external || (spec.type === "ClusterIP" && (spec.externalIPs ?? []).length > 0)) {
    spec.externalTrafficPolicy ||= "Cluster";
  }
  if (external || spec.type === "ClusterIP") spec.internalTrafficPolicy ??= "Cluster";
  if (balanced) spec.allocateLoadBalancerNodePorts ??= true;
}

function defaultLimit(limit: LimitRangeItem): void {
  if (limit.type !== "Container") return;
  limit.default = { ...limit.max, ...limit.default };
  limit.defaultRequest = { ...limit.min, ...limit.default, ...limit.defaultRequest };
}

function defaultReplicationController(controller: ReplicationController): void {
  if (controller.spec !== undefined) controller.spec.replicas ??= 1;
  const labels = controller.spec?.template?.metadata?.labels;
  if (labels === undefined) return;
  const { selector = {} } = controller.spec!;
  if (Object.keys(selector).length === 0) controller.spec!.selector = labels;
}

function defaultNamespace(namespace: Namespace): void {
  const name = namespace.metadata?.name;
  if (!name) return;
  namespace.metadata!.labels = { ...namespace.metadata!.labels, "kubernetes.io/metadata.name": name };
}

function defaultVolumeMode(spec: PersistentVolumeClaimSpec | PersistentVolumeSpec): void {
  spec.volumeMode ??= "Filesystem";
}

/** By the type that they are for. */
export const coreDefaults = {
  "core.v1.ConfigMap": (map: ConfigMap) => {
    map.data ??= {};
  },
  "core.v1.ConfigMapVolumeSource": defaultMode,
  "core.v1.Container": defaultContainer,
  "core.v1.ContainerPort": defaultProtocol,
  "core.v1.DownwardAPIVolumeSource": defaultMode,
  "core.v1.EphemeralContainer": defaultContainer,
  "core.v1.EndpointPort": defaultProtocol,
  "core.v1.HTTPGetAction": defaultHttpGet,
  "core.v1.HostPathVolumeSource": (source: HostPathVolumeSource) => {
    source.type ??= "";
  },
  "core.v1.LimitRangeItem": defaultLimit,
  "core.v1.Namespace": defaultNamespace,
  "core.v1.ObjectFieldSelector": (selector: ObjectFieldSelector) => {
    selector.apiVersion ||= "v1";
  },
  "core.v1.PersistentVolumeClaimSpec": defaultVolumeMode,
  "core.v1.PersistentVolumeSpec": (spec: PersistentVolumeSpec) => {
    defaultVolumeMode(spec);
    spec.persistentVolumeReclaimPolicy ||= "Retain";
  },
  "core.v1.AzureDiskVolumeSource": defaultAzureDisk,
  "core.v1.Pod": defaultPod,
  "core.v1.PodSpec": defaultPodSpec,
  "core.v1.Probe": defaultProbe,
  "core.v1.ProjectedVolumeSource": defaultMode,
  "core.v1.ReplicationController": defaultReplicationController,
  "core.v1.Secret": (secret: Secret) => {
    secret.type ||= "Opaque";
  },
  "core.v1.SecretVolumeSource": defaultMode,
  "core.v1.Service": defaultService,
  "core.v1.ServiceAccountTokenProjection": (token: ServiceAccountTokenProjection) => {
    token.expirationSeconds ??= 3600;
  },
  "core.v1.ServicePort": defaultProtocol,
  "core.v1.Volume": defaultVolume,
};
