import { duplicate, forbidden, invalid, required } from "../fault.ts";
import type { LimitRange, LimitRangeItem, ResourceQuota, ResourceQuotaSpec } from "../gen/types.ts";
import { at, entry, item, type Path } from "../path.ts";
import { type Quantity, quantityOf, quantityText } from "../quantity.ts";
import { qualifiedName } from "./names.ts";
import {
  type Amounts,
  isQuotaName,
  overcommits,
  validateAmount,
  validateContainerResourceName,
  validateResourceName,
} from "./resources.ts";
import { invalidEach, type Scope } from "./scope.ts";

/** Quotas and limit ranges (pkg/apis/core/validation). */

const path = at(undefined, "spec");

export function validateResourceQuota(quota: ResourceQuota, scope: Scope): void {
  const spec = quota.spec ?? {};
  for (const [name, amount] of Object.entries(spec.hard ?? {})) {
    const place = entry(at(path, "hard"), name);
    validateResourceName(name, place, scope);
    if (!name.includes("/") && !isQuotaName(name)) {
      scope.report(invalid(place, name, "must be a standard resource for quota"));
    }
    validateAmount(name, quantityOf(amount), place, scope);
  }
  validateScopes(spec, scope);
  validateScopeSelector(spec, scope);
}

const podCounts = ["pods"];
const podResources = ["cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];
const claimResources = ["persistentvolumeclaims", "requests.storage"];
const anyPod = [...podCounts, ...podResources];

/** The resources that a scope can count. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  BestEffort: podCounts,
  CrossNamespacePodAffinity: anyPod,
  NotBestEffort: anyPod,
  NotTerminating: anyPod,
  PriorityClass: anyPod,
  Terminating: anyPod,
  VolumeAttributesClass: claimResources,
};
const opposites = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
];

function unfit(name: string, spec: ResourceQuotaSpec): string[] {
  const counted = scopes[name];
  if (counted === undefined) return [];
  return Object.keys(spec.hard ?? {}).filter((resource) => isQuotaName(resource) && !counted.includes(resource));
}

function validateScopes(spec: ResourceQuotaSpec, scope: Scope): void {
  const given = spec.scopes ?? [];
  const place = at(path, "scopes");
  for (const name of given) {
    if (scopes[name] === undefined) scope.report(invalid(place, given, "unsupported scope"));
    for (const _ of unfit(name, spec)) scope.report(invalid(place, given, "unsupported scope applied to resource"));
  }
  if (opposites.some((pair) => pair.every((name) => given.includes(name)))) {
    scope.report(invalid(place, given, "conflicting scopes"));
  }
}

function validateScopeSelector(spec: ResourceQuotaSpec, scope: Scope): void {
  const requirements = spec.scopeSelector?.matchExpressions ?? [];
  // The server does not say which of the requirements it means.
  const place = at(path, "scopeSelector", "matchExpressions");
  for (const { scopeName = "", operator = "", values = [] } of requirements) {
    if (scopes[scopeName] === undefined) scope.report(invalid(at(place, "scopeName"), scopeName, "unsupported scope"));
    for (const _ of unfit(scopeName, spec)) {
      scope.report(invalid(place, spec.scopeSelector, "unsupported scope applied to resource"));
    }
    const valued = ["PriorityClass", "VolumeAttributesClass"].includes(scopeName) || scopes[scopeName] === undefined;
    if (!valued && operator !== "Exists") {
      const detail =
        "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";
      scope.report(invalid(at(place, "operator"), operator, detail));
    }
    validateScopeValues(operator, values, place, scope);
  }
  const names = requirements.map(({ scopeName = "" }) => scopeName);
  if (opposites.some((pair) => pair.every((name) => names.includes(name)))) {
    scope.report(invalid(place, spec.scopes ?? null, "conflicting scopes"));
  }
}

function validateScopeValues(operator: string, values: readonly string[], place: Path, scope: Scope): void {
  if (operator === "In" || operator === "NotIn") {
    if (values.length > 0) return;
    const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    scope.report(required(at(place, "values"), detail));
  } else if (operator === "Exists" || operator === "DoesNotExist") {
    if (values.length === 0) return;
    const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    scope.report(invalid(at(place, "values"), values, detail));
  } else scope.report(invalid(at(place, "operator"), operator, "not a valid selector operator"));
}

export function validateLimitRange(range: LimitRange, scope: Scope): void {
  const types = new Set<string>();
  for (const [index, limit] of (range.spec?.limits ?? []).entries()) {
    const place = item(at(path, "limits"), index);
    const { type = "" } = limit;
    validateLimitType(type, at(place, "type"), scope);
    if (types.has(type)) scope.report(duplicate(at(place, "type"), type));
    types.add(type);
    validateLimitNames(limit, place, scope);
    if (type === "PersistentVolumeClaim" && storageOf(limit.min) === undefined && storageOf(limit.max) === undefined) {
      const detail = "either minimum or maximum storage value is required, but neither was provided";
      scope.report(required(at(place, "limits"), detail));
    }
    validateLimitAmounts(limit, place, scope);
  }
}

const storageOf = (amounts: Amounts | undefined) => amounts?.["storage"];

function validateLimitType(type: string, place: Path, scope: Scope): void {
  const messages = qualifiedName(type);
  invalidEach(scope, place, type, messages);
  if (messages.length > 0 || type.includes("/")) return;
  if (["Pod", "Container", "PersistentVolumeClaim"].includes(type)) return;
  scope.report(invalid(place, type, "must be a standard limit type or fully qualified"));
}

const limitFields = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"] as const;

function validateLimitNames(limit: LimitRangeItem, place: Path, scope: Scope): void {
  const container = limit.type === "Pod" || limit.type === "Container";
  for (const field of limitFields) {
    const names = Object.keys(limit[field] ?? {});
    if (limit.type === "Pod" && field.startsWith("default")) {
      if (names.length > 0) scope.report(forbidden(at(place, field), "may not be specified when `type` is 'Pod'"));
      continue;
    }
    for (const name of names) {
      const here = entry(at(place, field), name);
      if (container) validateContainerResourceName(name, here, scope);
      else validateResourceName(name, here, scope);
    }
  }
}

/** How the server words two amounts in the wrong order, which field it names and whose value it shows. */
interface Order {
  readonly words: readonly [low: string, high: string];
  readonly field: (typeof limitFields)[number];
  readonly shown: "low" | "high";
}

/** For each resource: least ≤ default request ≤ default ≤ most. */
function validateLimitAmounts(limit: LimitRangeItem, place: Path, scope: Scope): void {
  const pod = limit.type === "Pod";
  const names = new Set(limitFields.flatMap((field) => Object.keys(limit[field] ?? {})));
  for (const name of names) {
    const amount = (field: (typeof limitFields)[number]) =>
      limit[field]?.[name] === undefined ? undefined : quantityOf(limit[field][name]);
    const [min, max, ratio] = [amount("min"), amount("max"), amount("maxLimitRequestRatio")];
    const [usual, request] = pod ? [] : [amount("default"), amount("defaultRequest")];
    const order = (low: Quantity | undefined, high: Quantity | undefined, { words, field, shown }: Order) => {
      if (low === undefined || high === undefined || low.nano <= high.nano) return;
      const detail = `${words[0]} value ${quantityText(low)} is greater than ${words[1]} value ${quantityText(high)}`;
      scope.report(invalid(entry(at(place, field), name), quantityText(shown === "low" ? low : high), detail));
    };
    order(min, max, { words: ["min", "max"], field: "min", shown: "low" });
    order(min, request, { words: ["min", "default request"], field: "defaultRequest", shown: "high" });
    order(request, max, { words: ["default request", "max"], field: "defaultRequest", shown: "low" });
    order(request, usual, { words: ["default request", "default limit"], field: "defaultRequest", shown: "low" });
    order(min, usual, { words: ["min", "default"], field: "default", shown: "low" });
    order(usual, max, { words: ["default", "max"], field: "default", shown: "high" });
    validateRatio(ratio, [min, max], entry(at(place, "maxLimitRequestRatio"), name), scope);
    if (!overcommits(name) && usual !== undefined && request !== undefined && usual.nano !== request.nano) {
      const detail = `default value ${quantityText(usual)} must equal to defaultRequest value ${quantityText(request)} in ${name}`;
      scope.report(invalid(entry(at(place, "defaultRequest"), name), quantityText(request), detail));
    }
  }
}

function validateRatio(
  ratio: Quantity | undefined,
  [min, max]: (Quantity | undefined)[],
  place: Path,
  scope: Scope,
): void {
  if (ratio === undefined) return;
  const text = quantityText(ratio);
  if (ratio.nano < 1_000_000_000n) scope.report(invalid(place, text, `ratio ${text} is less than 1`));
  if (min === undefined || max === undefined) return;
  const limit = Number(max.nano) / Number(min.nano);
  if (Number(ratio.nano) / 1e9 <= limit) return;
  scope.report(invalid(place, text, `ratio ${text} is greater than max/min = ${limit.toFixed(6)}`));
}
