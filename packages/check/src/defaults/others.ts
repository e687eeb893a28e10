import type {
  APIServiceReference,
  ClusterRoleBinding,
  CSIDriver,
  DeviceSubRequest,
  EndpointSlicePort,
  ExactDeviceRequest,
  ExemptPriorityLevelConfiguration,
  FlowSchema,
  IngressClass,
  LimitedPriorityLevelConfiguration,
  MatchResources,
  MutatingWebhook,
  NamedRuleWithOperations,
  NetworkPolicy,
  PriorityClass,
  QueuingConfiguration,
  RoleBinding,
  ServiceReference,
  StorageClass,
  Subject,
  ValidatingAdmissionPolicy,
  ValidatingWebhook,
} from "../gen/types.ts";

/** What the server fills in for networking, roles, storage, scheduling and admission. */

const rbac = "rbac.authorization.k8s.io";

function defaultPolicyTypes({ spec }: NetworkPolicy): void {
  if (spec === undefined || (spec.policyTypes ?? []).length > 0) return;
  spec.policyTypes = (spec.egress ?? []).length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function defaultBinding({ roleRef }: RoleBinding | ClusterRoleBinding): void {
  if (roleRef !== undefined) roleRef.apiGroup ||= rbac;
}

function defaultSubject(subject: Subject): void {
  if (subject.kind === "User" || subject.kind === "Group") subject.apiGroup ||= rbac;
}

function defaultMatch(match: MatchResources | ValidatingWebhook | MutatingWebhook): void {
  match.matchPolicy ??= "Equivalent";
  match.namespaceSelector ??= {};
  match.objectSelector ??= {};
}

function defaultWebhook(webhook: ValidatingWebhook | MutatingWebhook): void {
  defaultMatch(webhook);
  webhook.failurePolicy ??= "Fail";
  webhook.timeoutSeconds ??= 10;
}

function defaultScope(rule: NamedRuleWithOperations): void {
  rule.scope ??= "*";
}

function defaultFailurePolicy({ spec }: ValidatingAdmissionPolicy): void {
  if (spec !== undefined) spec.failurePolicy ??= "Fail";
}

function defaultIngressClass({ spec }: IngressClass): void {
  if (spec?.parameters !== undefined) spec.parameters.scope ??= "Cluster";
}

function defaultStorageClass(storage: StorageClass): void {
  storage.reclaimPolicy ??= "Delete";
  storage.volumeBindingMode ??= "Immediate";
}

function defaultDriver({ spec = {} }: CSIDriver): void {
  spec.attachRequired ??= true;
  spec.podInfoOnMount ??= false;
  spec.storageCapacity ??= false;
  spec.fsGroupPolicy ??= "ReadWriteOnceWithFSType";
  if ((spec.volumeLifecycleModes ?? []).length === 0) spec.volumeLifecycleModes = ["Persistent"];
  spec.requiresRepublish ??= false;
}

function defaultDeviceRequest(request: ExactDeviceRequest | DeviceSubRequest): void {
  request.allocationMode ||= "ExactCount";
  if (request.allocationMode === "ExactCount") request.count ||= 1;
}

/** By the type that they are for. */
export const otherDefaults = {
  "admissionregistration.v1.MatchResources": defaultMatch,
  "admissionregistration.v1.MutatingAdmissionPolicy": defaultFailurePolicy,
  "admissionregistration.v1.MutatingWebhook": (webhook: MutatingWebhook) => {
    defaultWebhook(webhook);
    webhook.reinvocationPolicy ??= "Never";
  },
  "admissionregistration.v1.NamedRuleWithOperations": defaultScope,
  "admissionregistration.v1.RuleWithOperations": defaultScope,
  "admissionregistration.v1.ServiceReference": (service: ServiceReference) => {
    service.port ??= 443;
  },
  "admissionregistration.v1.ValidatingAdmissionPolicy": defaultFailurePolicy,
  "admissionregistration.v1.ValidatingWebhook": defaultWebhook,
  "apiregistration.v1.ServiceReference": (service: APIServiceReference) => {
    service.port ??= 443;
  },
  "discovery.v1.EndpointPort": (port: EndpointSlicePort) => {
    port.name ??= "";
    port.protocol ??= "TCP";
  },
  "flowcontrol.v1.FlowSchema": (schema: FlowSchema) => {
    schema.spec ??= {};
    schema.spec.matchingPrecedence ||= 1000;
  },
  "flowcontrol.v1.ExemptPriorityLevelConfiguration": (exempt: ExemptPriorityLevelConfiguration) => {
    exempt.nominalConcurrencyShares ??= 0;
    exempt.lendablePercent ??= 0;
  },
  "flowcontrol.v1.LimitedPriorityLevelConfiguration": (limited: LimitedPriorityLevelConfiguration) => {
    limited.nominalConcurrencyShares ??= 30;
    limited.lendablePercent ??= 0;
  },
  "flowcontrol.v1.QueuingConfiguration": (queuing: QueuingConfiguration) => {
    queuing.queues ||= 64;
    queuing.handSize ||= 8;
    queuing.queueLengthLimit ||= 50;
  },
  "networking.v1.IngressClass": defaultIngressClass,
  "networking.v1.NetworkPolicy": defaultPolicyTypes,
  "networking.v1.NetworkPolicyPort": (port: { protocol?: string }) => {
    port.protocol ??= "TCP";
  },
  "rbac.v1.ClusterRoleBinding": defaultBinding,
  "rbac.v1.RoleBinding": defaultBinding,
  "rbac.v1.Subject": defaultSubject,
  "resource.v1.DeviceSubRequest": defaultDeviceRequest,
  "resource.v1.ExactDeviceRequest": defaultDeviceRequest,
  "scheduling.v1.PriorityClass": (priority: PriorityClass) => {
    priority.preemptionPolicy ??= "PreemptLowerPriority";
  },
  "storage.v1.CSIDriver": defaultDriver,
  "storage.v1.StorageClass": defaultStorageClass,
};
