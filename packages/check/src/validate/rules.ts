import {
  validateAdmissionBinding,
  validateAdmissionPolicy,
  validateMutatingBinding,
  validateMutatingPolicy,
} from "./admission.ts";
import { validateApiService } from "./api-service.ts";
import {
  validateControllerRevision,
  validateDaemonSet,
  validateDeployment,
  validateReplicaSet,
  validateReplicationController,
} from "./apps.ts";
import { validateAutoscaler, validateAutoscalerV1 } from "./autoscaling.ts";
import { validateCronJob, validateJob } from "./batch.ts";
import { validateConfigMap, validateSecret } from "./configuration.ts";
import { validateDefinition } from "./definition.ts";
import { validateDeviceClaim, validateDeviceClaimTemplate, validateDeviceClass } from "./device-claim.ts";
import { validateEndpointSlice, validateEndpoints } from "./endpoints.ts";
import { validateFlowSchema } from "./flow-schema.ts";
import { validateIngress } from "./ingress.ts";
import type { MetadataRules } from "./metadata.ts";
import { dns1035Label, dnsLabel, dnsSubdomain, pathSegment } from "./names.ts";
import { validateIngressClass, validateNetworkPolicy } from "./networking.ts";
import { validatePod, validatePodTemplate } from "./pod.ts";
import { validatePriorityLevel } from "./priority-level.ts";
import { validateLimitRange, validateResourceQuota } from "./quota.ts";
import { validateClusterRole, validateClusterRoleBinding, validateRole, validateRoleBinding } from "./rbac.ts";
import type { Scope } from "./scope.ts";
import { validateService } from "./service.ts";
import { validateServiceRange } from "./service-range.ts";
import {
  validateDisruptionBudget,
  validateLease,
  validateNamespace,
  validatePriorityClass,
  validateRuntimeClass,
} from "./small-kinds.ts";
import { validateStatefulSet } from "./stateful-set.ts";
import { validateClaim, validateDriver, validateStorageClass, validateVolume } from "./storage.ts";
import { validateAttributesClass, validateStorageCapacity } from "./storage-kinds.ts";
import { validateWebhooks } from "./webhooks.ts";

/** What the server asks of the objects of a kind, beside their types. */
export interface KindRules {
  readonly name: (minor: number) => (name: string) => string[];
  readonly knownFinalizers: boolean;
  /** An object may come without a name. */
  readonly nameless?: boolean;
  /** `living` is the object that the new one takes the place of. */
  readonly validate: Rule;
}

type Rule = (object: never, scope: Scope, living?: never) => void;

const subdomain = () => dnsSubdomain;
const segment = () => pathSegment;
const label = () => dnsLabel;

/** Kinds of groups that share the core group's rules for metadata. */
function known(validate: Rule, name: KindRules["name"] = subdomain): KindRules {
  return { name, knownFinalizers: true, validate };
}

function plain(validate: Rule, name: KindRules["name"] = subdomain): KindRules {
  return { name, knownFinalizers: false, validate };
}

const nothingMore = () => undefined;

/** By the type of the kind, which is one for each of its versions. */
const rules: Readonly<Record<string, KindRules>> = {
  "admissionregistration.v1.MutatingAdmissionPolicy": plain(validateMutatingPolicy),
  "admissionregistration.v1.MutatingAdmissionPolicyBinding": plain(validateMutatingBinding),
  "admissionregistration.v1.MutatingWebhookConfiguration": plain(validateWebhooks),
  "admissionregistration.v1.ValidatingAdmissionPolicy": plain(validateAdmissionPolicy),
  "admissionregistration.v1.ValidatingAdmissionPolicyBinding": plain(validateAdmissionBinding),
  "admissionregistration.v1.ValidatingWebhookConfiguration": plain(validateWebhooks),
  "apiregistration.v1.APIService": plain(validateApiService, segment),
  "apiextensions.v1.CustomResourceDefinition": plain(validateDefinition),
  "apps.v1.ControllerRevision": known(validateControllerRevision),
  "apps.v1.DaemonSet": known(validateDaemonSet),
  "apps.v1.Deployment": known(validateDeployment),
  "apps.v1.ReplicaSet": known(validateReplicaSet),
  "apps.v1.StatefulSet": known(validateStatefulSet, label),
  "autoscaling.v1.HorizontalPodAutoscaler": known(validateAutoscalerV1),
  "autoscaling.v2.HorizontalPodAutoscaler": known(validateAutoscaler),
  "batch.v1.CronJob": known(validateCronJob),
  "batch.v1.Job": known(validateJob),
  "coordination.v1.Lease": plain(validateLease),
  "core.v1.ConfigMap": known(validateConfigMap),
  "core.v1.Endpoints": known(validateEndpoints),
  // The server names one that has no name.
  "core.v1.LimitRange": { ...known(validateLimitRange), nameless: true },
  "core.v1.Namespace": known(validateNamespace, label),
  "core.v1.PersistentVolume": known(validateVolume),
  "core.v1.PersistentVolumeClaim": known(validateClaim),
  "core.v1.Pod": known(validatePod),
  "core.v1.PodTemplate": known(validatePodTemplate),
  "core.v1.ReplicationController": known(validateReplicationController),
  "core.v1.ResourceQuota": known(validateResourceQuota),
  "core.v1.Secret": known(validateSecret),
  "core.v1.Service": known(validateService, (minor) => (minor >= 36 ? dnsLabel : dns1035Label)),
  "core.v1.ServiceAccount": known(nothingMore),
  "discovery.v1.EndpointSlice": known(validateEndpointSlice),
  "flowcontrol.v1.FlowSchema": known(validateFlowSchema),
  "flowcontrol.v1.PriorityLevelConfiguration": known(validatePriorityLevel),
  "networking.v1.Ingress": known(validateIngress),
  "networking.v1.IngressClass": known(validateIngressClass),
  "networking.v1.NetworkPolicy": known(validateNetworkPolicy),
  "networking.v1.ServiceCIDR": known(validateServiceRange),
  "node.v1.RuntimeClass": plain(validateRuntimeClass),
  "policy.v1.PodDisruptionBudget": plain(validateDisruptionBudget, segment),
  "rbac.v1.ClusterRole": known(validateClusterRole, segment),
  "rbac.v1.ClusterRoleBinding": known(validateClusterRoleBinding, segment),
  "rbac.v1.Role": known(validateRole, segment),
  "rbac.v1.RoleBinding": known(validateRoleBinding, segment),
  "resource.v1.DeviceClass": known(validateDeviceClass),
  "resource.v1.ResourceClaim": known(validateDeviceClaim),
  "resource.v1.ResourceClaimTemplate": known(validateDeviceClaimTemplate),
  "scheduling.v1.PriorityClass": known(validatePriorityClass),
  "storage.v1.CSIDriver": known(validateDriver),
  "storage.v1.CSIStorageCapacity": known(validateStorageCapacity),
  "storage.v1.StorageClass": known(validateStorageClass),
  "storage.v1.VolumeAttributesClass": known(validateAttributesClass),
};

/** The types that rules are written on: with all that they reach they are declared in gen/types.ts. */
export const ruledTypes: readonly string[] = Object.keys(rules);

/** The rules of a type; of a kind that has none here only the metadata is looked at. */
export function rulesOf(type: string): KindRules {
  return rules[type] ?? plain(nothingMore, segment);
}

/** Kinds of whose generations the server keeps count: whatever is written there is lost. */
const counted: ReadonlySet<string> = new Set([
  "admissionregistration.v1.MutatingAdmissionPolicy",
  "admissionregistration.v1.MutatingAdmissionPolicyBinding",
  "admissionregistration.v1.MutatingWebhookConfiguration",
  "admissionregistration.v1.ValidatingAdmissionPolicy",
  "admissionregistration.v1.ValidatingAdmissionPolicyBinding",
  "admissionregistration.v1.ValidatingWebhookConfiguration",
  "apiextensions.v1.CustomResourceDefinition",
  "apps.v1.DaemonSet",
  "apps.v1.Deployment",
  "apps.v1.ReplicaSet",
  "apps.v1.StatefulSet",
  "batch.v1.CronJob",
  "batch.v1.Job",
  "core.v1.Pod",
  "core.v1.PodTemplate",
  "core.v1.ReplicationController",
  "discovery.v1.EndpointSlice",
  "flowcontrol.v1.FlowSchema",
  "flowcontrol.v1.PriorityLevelConfiguration",
  "networking.v1.Ingress",
  "networking.v1.IngressClass",
  "networking.v1.NetworkPolicy",
  "policy.v1.PodDisruptionBudget",
  "resource.v1.DeviceClass",
  "scheduling.v1.PriorityClass",
]);

export function metadataRules(type: string, namespaced: boolean, minor: number): MetadataRules {
  const { knownFinalizers, name, nameless = false } = rulesOf(type);
  const isOther = rules[type] === undefined;
  return { namespaced, name: name(minor), knownFinalizers, nameless, counted: isOther || counted.has(type) };
}
