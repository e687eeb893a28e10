import { forbidden, invalid, required, unsupported } from "../fault.ts";
import type {
  CrossVersionObjectReference,
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerSpec,
  HorizontalPodAutoscalerV1,
  HPAScalingRules,
  MetricIdentifier,
  MetricSpec,
  MetricTarget,
} from "../gen/types.ts";
import { at, item, type Path, said, unsaid } from "../path.ts";
import { quantityOf, quantityText } from "../quantity.ts";
import { dnsLabel, pathSegment } from "./names.ts";
import { validateNotNegativeQuantity } from "./numbers.ts";
import { validateContainerResourceName } from "./resources.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Horizontal pod autoscalers (pkg/apis/autoscaling/validation). */

const path = at(undefined, "spec");

export function validateAutoscaler(autoscaler: HorizontalPodAutoscaler, scope: Scope): void {
  const spec = autoscaler.spec ?? {};
  validateBounds(spec, scope);
  const metrics = spec.metrics ?? [];
  for (const [index, metric] of metrics.entries()) validateMetric(metric, item(at(path, "metrics"), index), scope);
  validateScalingToZero(spec, scope);
  for (const direction of ["scaleUp", "scaleDown"] as const) {
    const rules = spec.behavior?.[direction];
    if (rules !== undefined) validateRules(rules, at(path, "behavior", direction), scope);
  }
}

export function validateAutoscalerV1(autoscaler: HorizontalPodAutoscalerV1, scope: Scope): void {
  const { targetCPUUtilizationPercentage: percentage, ...spec } = autoscaler.spec ?? {};
  validateBounds(spec, scope);
  if (percentage !== undefined && percentage < 1) {
    // The server reads the older version as the newer one.
    const place = said(unsaid(path, "targetCPUUtilizationPercentage"), "metrics[0].resource.target.averageUtilization");
    scope.report(invalid(place, percentage, "must be greater than 0"));
  }
  validateScalingToZero(spec, scope);
}

/** Of a workload with no replicas nothing can be measured in its pods. */
function validateScalingToZero({ minReplicas, metrics = [] }: HorizontalPodAutoscalerSpec, scope: Scope): void {
  if (minReplicas !== 0 || metrics.some(({ type }) => type === "Object" || type === "External")) return;
  const detail = "must specify at least one Object or External metric to support scaling to zero replicas";
  scope.report(forbidden(at(path, "metrics"), detail));
}

function validateBounds(spec: HorizontalPodAutoscalerSpec, scope: Scope): void {
  const { minReplicas = 1, maxReplicas = 0, scaleTargetRef = {} } = spec;
  if (minReplicas < 1) {
    scope.report(invalid(at(path, "minReplicas"), minReplicas, "must be greater than or equal to 1"));
  }
  if (maxReplicas === 0) scope.report(required(at(path, "maxReplicas"), "must be set and greater than 0"));
  else if (maxReplicas < 0) {
    scope.report(invalid(at(path, "maxReplicas"), maxReplicas, "must be greater than or equal to 1"));
  }
  if (maxReplicas < minReplicas) {
    const detail = "must be greater than or equal to `minReplicas`";
    scope.report(invalid(at(path, "maxReplicas"), maxReplicas, detail));
  }
  validateTarget(scaleTargetRef, scaleTargetRef.kind !== "ReplicationController", at(path, "scaleTargetRef"), scope);
}

/** What is scaled or measured; of what is scaled the server wants to know the group. */
function validateTarget(target: CrossVersionObjectReference, needsGroup: boolean, place: Path, scope: Scope): void {
  for (const field of ["kind", "name"] as const) {
    const value = target[field] ?? "";
    if (value === "") scope.report(required(at(place, field)));
    else invalidEach(scope, at(place, field), value, pathSegment(value));
  }
  const { apiVersion = "" } = target;
  if (apiVersion.split("/").length > 2) {
    const detail = `unexpected GroupVersion string: ${apiVersion}`;
    scope.report(invalid(at(place, "apiVersion"), apiVersion, detail));
  } else if (needsGroup && apiVersion.indexOf("/") < 1) {
    scope.report(invalid(at(place, "apiVersion"), apiVersion, "apiVersion must specify API group"));
  }
}

const metricKinds: Readonly<Record<string, keyof MetricSpec>> = {
  ContainerResource: "containerResource",
  External: "external",
  Object: "object",
  Pods: "pods",
  Resource: "resource",
};
const metricFields = ["object", "external", "pods", "resource", "containerResource"] as const;

function validateMetric(metric: MetricSpec, place: Path, scope: Scope): void {
  const { type = "" } = metric;
  const field = metricKinds[type];
  if (type === "") scope.report(required(at(place, "type"), "must specify a metric source type"));
  if (field === undefined) scope.report(unsupported(at(place, "type"), type, Object.keys(metricKinds)));
  const given = metricFields.filter((name) => metric[name] !== undefined);
  if (given[0] !== undefined) validateSource(metric, given[0], at(place, given[0]), scope);
  if (field !== undefined && metric[field] === undefined) {
    scope.report(required(at(place, field), "must populate information for the given metric source"));
  }
  if (given.length === 1) return;
  for (const name of given) {
    if (name !== field) scope.report(forbidden(at(place, name), "must populate the given metric source only"));
  }
}

function validateSource(metric: MetricSpec, field: (typeof metricFields)[number], place: Path, scope: Scope): void {
  const source = metric[field]!;
  const target = source.target ?? {};
  const targetPath = at(place, "target");
  if (field === "object") {
    validateTarget(metric.object?.describedObject ?? {}, false, at(place, "describedObject"), scope);
  }
  if ("metric" in source || field === "object" || field === "external" || field === "pods") {
    validateIdentifier((source as { metric?: MetricIdentifier }).metric ?? {}, at(place, "metric"), scope);
  }
  if (field === "resource" && !metric.resource?.name) {
    scope.report(required(at(place, "name"), "must specify a resource name"));
  }
  if (field === "containerResource") validateContainerResource(metric, place, scope);
  validateMetricTarget(target, targetPath, scope);
  validateTargetKind(field, target, targetPath, scope);
}

function validateContainerResource({ containerResource = {} }: MetricSpec, place: Path, scope: Scope): void {
  const { name = "", container = "" } = containerResource;
  if (name === "") scope.report(required(at(place, "name"), "must specify a resource name"));
  else validateContainerResourceName(name, at(place, "name"), scope);
  if (container === "") scope.report(required(at(place, "container"), "must specify a container"));
  else invalidEach(scope, at(place, "container"), container, dnsLabel(container));
}

/** Which of the targets a source of metrics needs, and which it cannot have together. */
function validateTargetKind(field: string, target: MetricTarget, place: Path, scope: Scope): void {
  const { value, averageValue, averageUtilization } = target;
  if (field === "pods") {
    if (averageValue !== undefined) return;
    scope.report(required(at(place, "averageValue"), "must specify a positive target averageValue"));
  } else if (field === "object" || field === "external") {
    if (value === undefined && averageValue === undefined) {
      const either =
        field === "object"
          ? "must set either a target value or averageValue"
          : "must set either a target value for metric or a per-pod target";
      scope.report(required(at(place, "averageValue"), either));
    }
    if (field === "external" && value !== undefined && averageValue !== undefined) {
      const detail = "may not set both a target value for metric and a per-pod target";
      scope.report(forbidden(at(place, "value"), detail));
    }
  } else if (averageUtilization === undefined && averageValue === undefined) {
    const detail = "must set either a target raw value or a target utilization";
    scope.report(required(at(place, "averageUtilization"), detail));
  } else if (averageUtilization !== undefined && averageValue !== undefined) {
    const detail = "may not set both a target raw value and a target utilization";
    scope.report(forbidden(at(place, "averageValue"), detail));
  }
}

function validateIdentifier({ name = "" }: MetricIdentifier, place: Path, scope: Scope): void {
  if (name === "") scope.report(required(at(place, "name"), "must specify a metric name"));
  else invalidEach(scope, at(place, "name"), name, pathSegment(name));
}

function validateMetricTarget(target: MetricTarget, place: Path, scope: Scope): void {
  const { type = "", value, averageValue, averageUtilization } = target;
  if (type === "") scope.report(required(at(place, "type"), "must specify a metric target type"));
  if (!["Utilization", "Value", "AverageValue"].includes(type)) {
    scope.report(invalid(at(place, "type"), type, "must be either Utilization, Value, or AverageValue"));
  }
  for (const [field, amount] of Object.entries({ value, averageValue })) {
    if (amount === undefined || quantityOf(amount).nano > 0n) continue;
    scope.report(invalid(at(place, field), quantityText(quantityOf(amount)), "must be positive"));
  }
  if (averageUtilization !== undefined && averageUtilization < 1) {
    scope.report(invalid(at(place, "averageUtilization"), averageUtilization, "must be greater than 0"));
  }
}

function validateRules(rules: HPAScalingRules, place: Path, scope: Scope): void {
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const windowPath = at(place, "stabilizationWindowSeconds");
  if (window !== undefined && window < 0) {
    scope.report(invalid(windowPath, window, "must be greater than or equal to zero"));
  }
  if ((window ?? 0) > 3600) scope.report(invalid(windowPath, window, "must be less than or equal to 3600"));
  if (selectPolicy !== undefined) oneOf(scope, at(place, "selectPolicy"), selectPolicy, ["Disabled", "Max", "Min"]);
  if (policies.length === 0) scope.report(required(at(place, "policies"), "must specify at least one Policy"));
  for (const [index, { type = "", value = 0, periodSeconds = 0 }] of policies.entries()) {
    const policy = item(at(place, "policies"), index);
    oneOf(scope, at(policy, "type"), type, ["Percent", "Pods"]);
    for (const [field, number] of Object.entries({ value, periodSeconds })) {
      if (number <= 0) scope.report(invalid(at(policy, field), number, "must be greater than zero"));
    }
    if (periodSeconds > 1800) {
      scope.report(invalid(at(policy, "periodSeconds"), periodSeconds, "must be less than or equal to 1800"));
    }
  }
  if (tolerance !== undefined && scope.minor >= 35) {
    validateNotNegativeQuantity(quantityOf(tolerance), at(place, "tolerance"), scope);
  }
}
