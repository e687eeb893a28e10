import { forbidden, invalid, required, unsupported, verbatim } from "../fault.ts";
import type {
  ControllerRevision,
  DaemonSet,
  Deployment,
  LabelSelector,
  PodTemplateSpec,
  ReplicaSet,
  ReplicationController,
} from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import { isObject } from "../manifest.ts";
import { at, type Path } from "../path.ts";
import { type Selector, selectorOf, shownSelector, validateLabelSelector } from "./labels.ts";
import { numberOrPercent, validateAtMost100Percent, validateNotNegative, validateNumberOrPercent } from "./numbers.ts";
import { validateLastingPods, validateSelects, validateTemplate } from "./pod/template.ts";
import type { Scope } from "./scope.ts";

/** Workloads that keep pods running (pkg/apis/apps/validation); StatefulSets have a file of their own. */

const spec = at(undefined, "spec");

/** A workload's selector, which must select something. Gives what it selects, or nothing where that makes no sense. */
export function validateOwnSelector(
  selector: LabelSelector | undefined,
  kind: string,
  path: Path,
  scope: Scope,
): Selector | undefined {
  if (selector === undefined) scope.report(required(path));
  else {
    validateLabelSelector(selector, path, scope);
    refuseEmpty(selector, kind, path, scope);
  }
  return selectorOf(selector);
}

function refuseEmpty(selector: LabelSelector, kind: string, path: Path, scope: Scope): void {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (Object.keys(matchLabels).length + matchExpressions.length > 0) return;
  scope.report(invalid(path, shownSelector(selector), `empty selector is invalid for ${kind}`));
}

export function validateDeployment(deployment: Deployment, scope: Scope): void {
  const { selector, template = {}, strategy = {}, ...rest } = deployment.spec ?? {};
  validateNotNegative(rest.replicas, at(spec, "replicas"), scope);
  const selects = validateOwnSelector(selector, "deployment", at(spec, "selector"), scope);
  validateReplicated("ReplicaSet", { selector, selects, template }, scope);
  const strategyPath = at(spec, "strategy");
  const update = strategy.rollingUpdate;
  if (strategy.type === "Recreate") {
    if (update !== undefined) {
      const detail = "may not be specified when strategy `type` is 'Recreate'";
      scope.report(forbidden(at(strategyPath, "rollingUpdate"), detail));
    }
  } else if (strategy.type === "RollingUpdate") {
    validateDeploymentUpdateStrategy(update ?? {}, at(strategyPath, "rollingUpdate"), scope);
  } else if (strategy.type !== undefined) {
    scope.report(unsupported(strategyPath, shownStrategy(strategy), ["Recreate", "RollingUpdate"]));
  }
  const { minReadySeconds = 0, revisionHistoryLimit, progressDeadlineSeconds } = rest;
  validateNotNegative(minReadySeconds, at(spec, "minReadySeconds"), scope);
  validateNotNegative(revisionHistoryLimit, at(spec, "revisionHistoryLimit"), scope);
  validateNotNegative(progressDeadlineSeconds, at(spec, "progressDeadlineSeconds"), scope);
  if (progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds) {
    const detail = "must be greater than minReadySeconds";
    scope.report(invalid(at(spec, "progressDeadlineSeconds"), progressDeadlineSeconds, detail));
  }
}

/** A strategy as the server shows it, in the words of its own type. */
function shownStrategy(strategy: {
  type?: string;
  rollingUpdate?: { maxUnavailable?: number | string; maxSurge?: number | string };
}): unknown {
  const { type, rollingUpdate: update } = strategy;
  const shown = { MaxUnavailable: update?.maxUnavailable ?? 0, MaxSurge: update?.maxSurge ?? 0 };
  return verbatim(goJson({ Type: type, RollingUpdate: update === undefined ? null : shown }));
}

function validateDeploymentUpdateStrategy(
  { maxUnavailable = 0, maxSurge = 0 }: { maxUnavailable?: number | string; maxSurge?: number | string },
  path: Path,
  scope: Scope,
): void {
  validateNumberOrPercent(maxUnavailable, at(path, "maxUnavailable"), scope);
  validateNumberOrPercent(maxSurge, at(path, "maxSurge"), scope);
  if (numberOrPercent(maxUnavailable) === 0 && numberOrPercent(maxSurge) === 0) {
    scope.report(invalid(at(path, "maxUnavailable"), maxUnavailable, "may not be 0 when `maxSurge` is 0"));
  }
  validateAtMost100Percent(maxUnavailable, at(path, "maxUnavailable"), scope);
}

interface Replicated {
  readonly selector: LabelSelector | undefined;
  readonly selects: Selector | undefined;
  readonly template: PodTemplateSpec;
}

/** Pods of which there are several; of a selector that makes no sense nothing more is said. */
function validateReplicated(kind: string, { selector, selects, template }: Replicated, scope: Scope): void {
  const path = at(spec, "template");
  if (selects === undefined) {
    scope.report(invalid(at(spec, "selector"), shownSelector(selector ?? {}), "invalid label selector"));
    return;
  }
  validateSelects(selects, template, path, scope);
  validateTemplate(template, path, scope);
  validateLastingPods(kind, template, path, scope);
}

export function validateReplicaSet(set: ReplicaSet, scope: Scope): void {
  const { selector, template = {}, replicas, minReadySeconds } = set.spec ?? {};
  validateNotNegative(replicas, at(spec, "replicas"), scope);
  validateNotNegative(minReadySeconds, at(spec, "minReadySeconds"), scope);
  const selects = validateOwnSelector(selector, "deployment", at(spec, "selector"), scope);
  validateReplicated("ReplicaSet", { selector, selects, template }, scope);
}

export function validateReplicationController(controller: ReplicationController, scope: Scope): void {
  const { selector = {}, template, replicas, minReadySeconds } = controller.spec ?? {};
  validateNotNegative(minReadySeconds, at(spec, "minReadySeconds"), scope);
  validateNotNegative(replicas, at(spec, "replicas"), scope);
  const wanted = Object.entries(selector);
  if (wanted.length === 0) scope.report(required(at(spec, "selector")));
  if (template === undefined) scope.report(required(at(spec, "template")));
  else {
    const selects: Selector = (labels) => wanted.every(([key, value]) => labels[key] === value);
    validateReplicated("ReplicationController", { selector: undefined, selects, template }, scope);
  }
}

export function validateDaemonSet(set: DaemonSet, scope: Scope): void {
  const { selector, template = {}, updateStrategy = {}, minReadySeconds, revisionHistoryLimit } = set.spec ?? {};
  if (selector !== undefined) validateLabelSelector(selector, at(spec, "selector"), scope);
  const selects = selectorOf(selector);
  if (selects !== undefined) validateSelects(selects, template, at(spec, "template"), scope);
  if (selector !== undefined) refuseEmpty(selector, "daemonset", at(spec, "selector"), scope);
  validateTemplate(template, at(spec, "template"), scope);
  validateLastingPods("DaemonSet", template, at(spec, "template"), scope);
  validateNotNegative(minReadySeconds, at(spec, "minReadySeconds"), scope);
  validateDaemonSetStrategy(updateStrategy, at(spec, "updateStrategy"), scope);
  validateNotNegative(revisionHistoryLimit, at(spec, "revisionHistoryLimit"), scope);
}

function validateDaemonSetStrategy(
  strategy: NonNullable<NonNullable<DaemonSet["spec"]>["updateStrategy"]>,
  path: Path,
  scope: Scope,
): void {
  const { type, rollingUpdate } = strategy;
  if (type === undefined || type === "OnDelete") return;
  if (type !== "RollingUpdate") {
    scope.report(unsupported(path, shownStrategy(strategy), ["RollingUpdate", "OnDelete"]));
    return;
  }
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const [unavailablePath, surgePath] = [
    at(path, "rollingUpdate", "maxUnavailable"),
    at(path, "rollingUpdate", "maxSurge"),
  ];
  validateNumberOrPercent(maxUnavailable, unavailablePath, scope);
  validateNumberOrPercent(maxSurge, surgePath, scope);
  validateAtMost100Percent(maxUnavailable, unavailablePath, scope);
  validateAtMost100Percent(maxSurge, surgePath, scope);
  const [unavailable, surge] = [numberOrPercent(maxUnavailable) !== 0, numberOrPercent(maxSurge) !== 0];
  if (unavailable && surge) {
    scope.report(invalid(surgePath, maxSurge, "may not be set when maxUnavailable is non-zero"));
  } else if (!unavailable && !surge) scope.report(required(unavailablePath, "cannot be 0 when maxSurge is 0"));
}

export function validateControllerRevision(revision: ControllerRevision, scope: Scope): void {
  validateNotNegative(revision.revision ?? 0, at(undefined, "revision"), scope);
  const { data } = revision;
  if (data === undefined || data === null) scope.report(required(at(undefined, "data"), "data is mandatory"));
  else if (!isObject(data)) scope.report(required(at(undefined, "data"), "data must be a valid JSON object"));
}
