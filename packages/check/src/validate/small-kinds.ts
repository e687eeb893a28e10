import { duplicate, forbidden, invalid, required } from "../fault.ts";
import type { Lease, Namespace, PodDisruptionBudget, PriorityClass, RuntimeClass } from "../gen/types.ts";
import { at, entry, item, unsaid } from "../path.ts";
import { validateLabelSelector, validateLabels } from "./labels.ts";
import { validateKnownFinalizers } from "./metadata.ts";
import { dnsLabel, labelValue, qualifiedName } from "./names.ts";
import { validateAtMost100Percent, validateNumberOrPercent } from "./numbers.ts";
import { validateTolerations } from "./pod/scheduling.ts";
import { validateContainerResourceName, validateRequirements } from "./resources.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Kinds of which there is little to say. */

const path = at(undefined, "spec");

export function validateNamespace(namespace: Namespace, scope: Scope): void {
  const place = (index: number) => unsaid(at(path, "finalizers"), index);
  const finalizers = namespace.spec?.finalizers ?? [];
  for (const [index, finalizer] of finalizers.entries()) {
    invalidEach(scope, place(index), finalizer, qualifiedName(finalizer));
  }
  validateKnownFinalizers(finalizers, place, scope);
  validateSecurityLabels(namespace.metadata?.labels ?? {}, scope);
}

/** The labels of Pod Security Admission (KEP-2579), which every server has switched on. */
function validateSecurityLabels(labels: Readonly<Record<string, string>>, scope: Scope): void {
  for (const mode of ["enforce", "audit", "warn"].map((name) => `pod-security.kubernetes.io/${name}`)) {
    const refuse = (label: string, detail: string) => {
      const value = labels[label]!;
      // Admission comes after validation: what is no label at all is not looked at again.
      if (labelValue(value).length > 0) return;
      scope.report(invalid(entry(at(undefined, "metadata", "labels"), label), value, detail));
    };
    const [level, version] = [labels[mode], labels[`${mode}-version`]];
    if (level !== undefined && !["privileged", "baseline", "restricted"].includes(level)) {
      refuse(mode, "must be one of privileged, baseline, restricted");
    }
    if (version !== undefined && version !== "latest" && !/^v1\.(\d|[1-9]\d*)$/.test(version)) {
      refuse(`${mode}-version`, 'must be "latest" or "v1.x"');
    }
  }
}

export function validateDisruptionBudget(budget: PodDisruptionBudget, scope: Scope): void {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = budget.spec ?? {};
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const shown = { MinAvailable: minAvailable, MaxUnavailable: maxUnavailable };
    scope.report(invalid(path, shown, "minAvailable and maxUnavailable cannot be both set"));
  }
  for (const [field, value] of Object.entries({ minAvailable, maxUnavailable })) {
    if (value === undefined) continue;
    validateNumberOrPercent(value, at(path, field), scope);
    validateAtMost100Percent(value, at(path, field), scope);
  }
  validateLabelSelector(selector, at(path, "selector"), scope);
  if (policy !== undefined) {
    oneOf(scope, at(path, "unhealthyPodEvictionPolicy"), policy, ["AlwaysAllow", "IfHealthyBudget"]);
  }
}

const highestPriority = 1_000_000_000;
const systemClasses: Readonly<Record<string, number>> = {
  "system-node-critical": 2_000_001_000,
  "system-cluster-critical": 2_000_000_000,
};

export function validatePriorityClass(priority: PriorityClass, scope: Scope): void {
  const { value = 0, globalDefault = false, preemptionPolicy } = priority;
  const name = priority.metadata?.name ?? "";
  if (name.startsWith("system-")) {
    const fixed = systemClasses[name];
    const reserved = "priority class names with 'system-' prefix are reserved for system use only. error: ";
    const refuse = (why: string) => scope.report(forbidden(at(undefined, "metadata", "name"), reserved + why));
    if (fixed === undefined) refuse(`${name} is not a known system priority class`);
    else if (value !== fixed) refuse(`value of ${name} PriorityClass must be ${fixed}`);
    else if (globalDefault) refuse(`globalDefault of ${name} PriorityClass must be false`);
  } else if (value > highestPriority) {
    const detail = `maximum allowed value of a user defined priority is ${highestPriority}`;
    scope.report(forbidden(at(undefined, "value"), detail));
  }
  if (preemptionPolicy) {
    oneOf(scope, at(undefined, "preemptionPolicy"), preemptionPolicy, ["PreemptLowerPriority", "Never"]);
  }
}

export function validateRuntimeClass(runtime: RuntimeClass, scope: Scope): void {
  const { handler = "", overhead, scheduling } = runtime;
  if (handler === "") scope.report(required(at(undefined, "handler")));
  else invalidEach(scope, at(undefined, "handler"), handler, dnsLabel(handler));
  if (overhead !== undefined) {
    const place = at(undefined, "overhead");
    validateRequirements({ limits: overhead.podFixed ?? {} }, validateContainerResourceName, place, scope);
  }
  if (scheduling === undefined) return;
  const place = at(undefined, "scheduling");
  validateLabels(scheduling.nodeSelector, at(place, "nodeSelector"), scope);
  const tolerations = scheduling.tolerations ?? [];
  validateTolerations(tolerations, at(place, "tolerations"), scope);
  const seen = new Set<string>();
  for (const [index, toleration] of tolerations.entries()) {
    const { key = "", operator = "", value = "", effect = "" } = toleration;
    const identity = JSON.stringify([key, operator, value, effect]);
    if (seen.has(identity)) scope.report(duplicate(item(at(place, "tolerations"), index), toleration));
    seen.add(identity);
  }
}

/** The strategy and the preferred holder are behind a gate that is off (CoordinatedLeaderElection): the server drops them. */
export function validateLease(lease: Lease, scope: Scope): void {
  const { leaseDurationSeconds, leaseTransitions } = lease.spec ?? {};
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0) {
    const detail = "must be greater than 0";
    scope.report(invalid(at(path, "leaseDurationSeconds"), leaseDurationSeconds, detail));
  }
  if (leaseTransitions !== undefined && leaseTransitions < 0) {
    const detail = "must be greater than or equal to 0";
    scope.report(invalid(at(path, "leaseTransitions"), leaseTransitions, detail));
  }
}
