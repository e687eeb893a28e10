import { type FieldSpec, fieldSpec } from "../fields/field-spec.ts";
import type { Gvk } from "../resource/id.ts";
import { type Config, EMPTY_CONFIG, type NameReference, sortedByType } from "./config.ts";

/** Where each kind that runs containers has its pod. */
const PODS = {
  Pod: "spec",
  PodTemplate: "template/spec",
  Deployment: "spec/template/spec",
  ReplicaSet: "spec/template/spec",
  DaemonSet: "spec/template/spec",
  StatefulSet: "spec/template/spec",
  Job: "spec/template/spec",
  ReplicationController: "spec/template/spec",
  CronJob: "spec/jobTemplate/spec/template/spec",
} as const;

type PodKind = keyof typeof PODS;
type Spec = Parameters<typeof fieldSpec>[0];

const RBAC = "rbac.authorization.k8s.io";
const ADMISSION = "admissionregistration.k8s.io";

/** The same places in the pods of several kinds. */
function inPods(kinds: readonly PodKind[], paths: readonly string[], version?: { readonly Pod: string }): FieldSpec[] {
  return kinds.flatMap((kind) =>
    paths.map((path) =>
      fieldSpec({ kind, path: `${PODS[kind]}/${path}`, ...(kind === "Pod" && version && { version: version.Pod }) }),
    ),
  );
}

function specs(list: readonly Spec[]): FieldSpec[] {
  return list.map(fieldSpec);
}

function created(list: readonly Spec[]): FieldSpec[] {
  return list.map((spec) => fieldSpec({ ...spec, create: true }));
}

const METADATA_LABELS = created([
  { path: "metadata/labels" },
  { path: "spec/template/metadata/labels", version: "v1", kind: "ReplicationController" },
  { path: "spec/template/metadata/labels", kind: "Deployment" },
  { path: "spec/template/metadata/labels", kind: "ReplicaSet" },
  { path: "spec/template/metadata/labels", kind: "DaemonSet" },
  { path: "spec/template/metadata/labels", group: "apps", kind: "StatefulSet" },
  { path: "spec/volumeClaimTemplates[]/metadata/labels", group: "apps", kind: "StatefulSet" },
  { path: "spec/template/metadata/labels", group: "batch", kind: "Job" },
  { path: "spec/jobTemplate/metadata/labels", group: "batch", kind: "CronJob" },
  { path: "spec/jobTemplate/spec/template/metadata/labels", group: "batch", kind: "CronJob" },
]);

const SELECTORS = [
  ...created([
    { path: "spec/selector", version: "v1", kind: "Service" },
    { path: "spec/selector", version: "v1", kind: "ReplicationController" },
    { path: "spec/selector/matchLabels", kind: "Deployment" },
    { path: "spec/selector/matchLabels", kind: "ReplicaSet" },
    { path: "spec/selector/matchLabels", kind: "DaemonSet" },
    { path: "spec/selector/matchLabels", group: "apps", kind: "StatefulSet" },
  ]),
  ...specs([
    { path: "spec/selector/matchLabels", group: "batch", kind: "Job" },
    { path: "spec/jobTemplate/spec/selector/matchLabels", group: "batch", kind: "CronJob" },
    { path: "spec/selector/matchLabels", group: "policy", kind: "PodDisruptionBudget" },
    ...["spec", "spec/ingress/from", "spec/egress/to"].map((path) => ({
      path: `${path}/podSelector/matchLabels`,
      group: "networking.k8s.io",
      kind: "NetworkPolicy",
    })),
  ]),
  ...["Deployment", "StatefulSet"].flatMap((kind) =>
    [
      ...["podAffinity", "podAntiAffinity"].flatMap((affinity) => [
        `affinity/${affinity}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm`,
        `affinity/${affinity}/requiredDuringSchedulingIgnoredDuringExecution`,
      ]),
      "topologySpreadConstraints",
    ].map((path) => fieldSpec({ path: `spec/template/spec/${path}/labelSelector/matchLabels`, group: "apps", kind })),
  ),
];

const ANNOTATIONS = created([
  { path: "metadata/annotations" },
  { path: "spec/template/metadata/annotations", version: "v1", kind: "ReplicationController" },
  ...["Deployment", "ReplicaSet", "DaemonSet", "StatefulSet"].map((kind) => ({
    path: "spec/template/metadata/annotations",
    kind,
  })),
  { path: "spec/template/metadata/annotations", group: "batch", kind: "Job" },
  { path: "spec/jobTemplate/metadata/annotations", group: "batch", kind: "CronJob" },
  { path: "spec/jobTemplate/spec/template/metadata/annotations", group: "batch", kind: "CronJob" },
]);

const NAMESPACES = specs([
  { path: "metadata/name", kind: "Namespace", create: true },
  { path: "spec/service/namespace", group: "apiregistration.k8s.io", kind: "APIService", create: true },
  {
    path: "spec/conversion/webhook/clientConfig/service/namespace",
    group: "apiextensions.k8s.io",
    kind: "CustomResourceDefinition",
  },
]);

const IMAGES = created(
  ["spec", "spec/template/spec"].flatMap((pod) => [
    { path: `${pod}/containers[]/image` },
    { path: `${pod}/initContainers[]/image` },
  ]),
);

const REPLICAS = created(
  ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map((kind) => ({ path: "spec/replicas", kind })),
);

/** The kinds whose config maps and secrets Kustomize follows; it leaves ReplicationController out. */
const CONFIGURED: readonly PodKind[] = [
  "Pod",
  "PodTemplate",
  "Deployment",
  "ReplicaSet",
  "DaemonSet",
  "StatefulSet",
  "Job",
  "CronJob",
];
/** The kinds whose other names it follows; it leaves PodTemplate and ReplicaSet out. */
const NAMED: readonly PodKind[] = [
  "Pod",
  "StatefulSet",
  "Deployment",
  "ReplicationController",
  "CronJob",
  "Job",
  "DaemonSet",
];

const CONTAINERS = ["containers", "initContainers"];
const RESOURCE_NAMES = ["Role", "ClusterRole"].map((kind) => ({ path: "rules/resourceNames", kind }));

function references(target: Partial<Gvk>, referrers: readonly FieldSpec[]): NameReference {
  return { group: "", version: "", kind: "", ...target, referrers };
}

const NAME_REFERENCES = [
  ...["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"].map((kind) =>
    references({ kind }, specs([{ path: "spec/scaleTargetRef/name", kind: "HorizontalPodAutoscaler" }])),
  ),
  references({ kind: "ConfigMap", version: "v1" }, [
    ...inPods(
      CONFIGURED,
      [
        "volumes/configMap/name",
        ...CONTAINERS.map((containers) => `${containers}/env/valueFrom/configMapKeyRef/name`),
        ...CONTAINERS.map((containers) => `${containers}/envFrom/configMapRef/name`),
        "volumes/projected/sources/configMap/name",
      ],
      { Pod: "v1" },
    ),
    ...specs([
      { path: "spec/configSource/configMap", kind: "Node" },
      ...RESOURCE_NAMES,
      { path: "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap", kind: "Ingress" },
    ]),
  ]),
  references({ kind: "Secret", version: "v1" }, [
    ...inPods(
      CONFIGURED,
      [
        "volumes/secret/secretName",
        ...CONTAINERS.map((containers) => `${containers}/env/valueFrom/secretKeyRef/name`),
        ...CONTAINERS.map((containers) => `${containers}/envFrom/secretRef/name`),
        "imagePullSecrets/name",
        "volumes/projected/sources/secret/name",
      ],
      { Pod: "v1" },
    ),
    ...specs([
      { path: "spec/tls/secretName", kind: "Ingress" },
      { path: "metadata/annotations/ingress.kubernetes.io\\/auth-secret", kind: "Ingress" },
      { path: "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret", kind: "Ingress" },
      { path: "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret", kind: "Ingress" },
      { path: "imagePullSecrets/name", kind: "ServiceAccount" },
      ...["secretName", "adminSecretName", "userSecretName", "secretRef"].map((parameter) => ({
        path: `parameters/${parameter}`,
        kind: "StorageClass",
      })),
      ...RESOURCE_NAMES,
      {
        path: "spec/template/spec/containers/env/valueFrom/secretKeyRef/name",
        group: "serving.knative.dev",
        version: "v1",
        kind: "Service",
      },
      { path: "spec/azureFile/secretName", kind: "PersistentVolume" },
    ]),
  ]),
  references(
    { kind: "Service", version: "v1" },
    specs([
      { path: "spec/serviceName", group: "apps", kind: "StatefulSet" },
      { path: "spec/rules/http/paths/backend/serviceName", kind: "Ingress" },
      { path: "spec/backend/serviceName", kind: "Ingress" },
      { path: "spec/rules/http/paths/backend/service/name", kind: "Ingress" },
      { path: "spec/defaultBackend/service/name", kind: "Ingress" },
      { path: "spec/service/name", group: "apiregistration.k8s.io", kind: "APIService" },
      { path: "webhooks/clientConfig/service", group: ADMISSION, kind: "ValidatingWebhookConfiguration" },
      { path: "webhooks/clientConfig/service", group: ADMISSION, kind: "MutatingWebhookConfiguration" },
    ]),
  ),
  references({ kind: "Role", group: RBAC }, specs([{ path: "roleRef/name", kind: "RoleBinding", group: RBAC }])),
  references(
    { kind: "ClusterRole", group: RBAC },
    specs(["RoleBinding", "ClusterRoleBinding"].map((kind) => ({ path: "roleRef/name", kind, group: RBAC }))),
  ),
  references({ kind: "ServiceAccount", version: "v1" }, [
    ...specs(["RoleBinding", "ClusterRoleBinding"].map((kind) => ({ path: "subjects", kind, group: RBAC }))),
    ...inPods(NAMED, ["serviceAccountName"]),
  ]),
  references(
    { kind: "PersistentVolumeClaim", version: "v1" },
    inPods(NAMED, ["volumes/persistentVolumeClaim/claimName"]),
  ),
  references(
    { kind: "PersistentVolume", version: "v1" },
    specs([
      { path: "spec/volumeName", kind: "PersistentVolumeClaim" },
      { path: "rules/resourceNames", kind: "ClusterRole" },
    ]),
  ),
  references(
    { kind: "StorageClass", version: "v1", group: "storage.k8s.io" },
    specs([
      { path: "spec/storageClassName", kind: "PersistentVolume" },
      { path: "spec/storageClassName", kind: "PersistentVolumeClaim" },
      { path: "spec/volumeClaimTemplates/spec/storageClassName", kind: "StatefulSet" },
    ]),
  ),
  references(
    { kind: "PriorityClass", version: "v1", group: "scheduling.k8s.io" },
    inPods(NAMED, ["priorityClassName"]),
  ),
  references(
    // Kustomize's own slip: no group is called that, so nothing is ever found.
    { kind: "IngressClass", version: "v1", group: "networking.k8s.io/v1" },
    specs([{ path: "spec/ingressClassName", kind: "Ingress" }]),
  ),
  references(
    { kind: "ValidatingAdmissionPolicy", group: ADMISSION },
    specs([{ path: "spec/policyName", kind: "ValidatingAdmissionPolicyBinding", group: ADMISSION }]),
  ),
];

const IN_CONTAINERS = CONTAINERS.flatMap((containers) =>
  ["args", "command", "env/value", "volumeMounts/mountPath"].map((field) => `${containers}/${field}`),
);

const VARIABLES = [
  ...inPods(["CronJob", "StatefulSet"], IN_CONTAINERS),
  ...inPods(["DaemonSet", "Deployment", "Job", "Pod", "ReplicaSet"], [...IN_CONTAINERS, "volumes/nfs/server"]),
  ...specs([
    { path: "spec/jobTemplate/spec/template/volumes/nfs/server", kind: "CronJob" },
    { path: "spec/volumeClaimTemplates/spec/nfs/server", kind: "StatefulSet" },
    { path: "spec/template/metadata/annotations", kind: "Deployment" },
    { path: "spec/rules/host", kind: "Ingress" },
    { path: "spec/tls/hosts", kind: "Ingress" },
    { path: "spec/tls/secretName", kind: "Ingress" },
    { path: "spec/ports/port", kind: "Service" },
    { path: "spec/ports/targetPort", kind: "Service" },
    { path: "spec/nfs/server", kind: "PersistentVolume" },
    { path: "metadata/labels" },
    { path: "metadata/annotations" },
  ]),
];

/** Kustomize's defaults. */
export const DEFAULT_CONFIG: Config = {
  ...EMPTY_CONFIG,
  namePrefix: specs([{ path: "metadata/name" }]),
  nameSuffix: specs([{ path: "metadata/name" }]),
  namespace: sortedByType(NAMESPACES),
  commonLabels: sortedByType([...SELECTORS, ...METADATA_LABELS]),
  templateLabels: sortedByType(METADATA_LABELS),
  commonAnnotations: sortedByType(ANNOTATIONS),
  nameReference: sortedByType(NAME_REFERENCES),
  varReference: sortedByType(VARIABLES),
  images: sortedByType(IMAGES),
  replicas: sortedByType(REPLICAS),
};
