import { duplicate, forbidden, invalid, required, unsupported } from "../../fault.ts";
import type {
  Affinity,
  LabelSelector,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  Toleration,
  TopologySpreadConstraint,
} from "../../gen/types.ts";
import { at, item, type Path, said, unsaid } from "../../path.ts";
import { validateLabelSelector } from "../labels.ts";
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName } from "../names.ts";
import { validatePositive } from "../numbers.ts";
import { invalidEach, oneOf, type Scope } from "../scope.ts";

/** Where pods may run: affinity, tolerations, spreading. */

const obliged = "requiredDuringSchedulingIgnoredDuringExecution";
const preferred = "preferredDuringSchedulingIgnoredDuringExecution";

export function validateAffinity(affinity: Affinity, path: Path, scope: Scope): void {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  if (nodeAffinity !== undefined) {
    const place = at(path, "nodeAffinity");
    const selector = nodeAffinity[obliged];
    if (selector !== undefined) validateNodeSelector(selector, at(place, obliged), scope);
    for (const [index, { weight = 0, preference = {} }] of (nodeAffinity[preferred] ?? []).entries()) {
      const term = item(at(place, preferred), index);
      validateWeight(weight, at(term, "weight"), scope);
      validateNodeTerm(preference, false, at(term, "preference"), scope);
    }
  }
  if (podAffinity !== undefined) validatePodAffinity(podAffinity, at(path, "podAffinity"), scope);
  if (podAntiAffinity !== undefined) validatePodAffinity(podAntiAffinity, at(path, "podAntiAffinity"), scope);
}

function validateWeight(weight: number, path: Path, scope: Scope): void {
  if (weight < 1 || weight > 100) scope.report(invalid(path, weight, "must be in the range 1-100"));
}

/** A selector of nodes: of a pod, or of a persistent volume. */
export function validateNodeSelector(selector: NodeSelector, path: Path, scope: Scope): void {
  const terms = selector.nodeSelectorTerms ?? [];
  const place = at(path, "nodeSelectorTerms");
  if (terms.length === 0) scope.report(required(place, "must have at least one node selector term"));
  for (const [index, term] of terms.entries()) validateNodeTerm(term, true, item(place, index), scope);
}

/** One alternative of a node selector. In a mere preference a value may be no label's. */
function validateNodeTerm(term: NodeSelectorTerm, strict: boolean, path: Path, scope: Scope): void {
  for (const [index, requirement] of (term.matchExpressions ?? []).entries()) {
    validateNodeRequirement(requirement, strict, item(at(path, "matchExpressions"), index), scope);
  }
  for (const [index, requirement] of (term.matchFields ?? []).entries()) {
    validateNodeField(requirement, item(at(path, "matchFields"), index), scope);
  }
}

function validateNodeRequirement(
  { key = "", operator = "", values = [] }: NodeSelectorRequirement,
  strict: boolean,
  path: Path,
  scope: Scope,
): void {
  const place = at(path, "values");
  if (["In", "NotIn"].includes(operator)) {
    if (values.length === 0) {
      scope.report(required(place, "must be specified when `operator` is 'In' or 'NotIn'"));
    }
  } else if (["Exists", "DoesNotExist"].includes(operator)) {
    if (values.length > 0) {
      scope.report(forbidden(place, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    }
  } else if (["Gt", "Lt"].includes(operator)) {
    if (values.length !== 1) {
      scope.report(required(place, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    }
  } else scope.report(invalid(at(path, "operator"), operator, "not a valid selector operator"));
  invalidEach(scope, at(path, "key"), key, qualifiedName(key));
  if (!strict) return;
  for (const [index, value] of values.entries()) invalidEach(scope, item(place, index), value, labelValue(value));
}

function validateNodeField(
  { key = "", operator = "", values = [] }: NodeSelectorRequirement,
  path: Path,
  scope: Scope,
): void {
  if (!["In", "NotIn"].includes(operator)) {
    scope.report(invalid(at(path, "operator"), operator, "not a valid selector operator"));
  } else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    scope.report(required(at(path, "values"), detail));
  }
  if (key !== "metadata.name") scope.report(invalid(at(path, "key"), key, "not a valid field selector key"));
  else {
    for (const [index, value] of values.entries()) {
      invalidEach(scope, item(at(path, "values"), index), value, dnsSubdomain(value));
    }
  }
}

function validatePodAffinity(affinity: PodAffinity, path: Path, scope: Scope): void {
  for (const [index, term] of (affinity[obliged] ?? []).entries()) {
    validatePodTerm(term, item(at(path, obliged), index), scope);
  }
  for (const [index, { weight = 0, podAffinityTerm = {} }] of (affinity[preferred] ?? []).entries()) {
    const place = item(at(path, preferred), index);
    validateWeight(weight, at(place, "weight"), scope);
    validatePodTerm(podAffinityTerm, at(place, "podAffinityTerm"), scope);
  }
}

function validatePodTerm(term: PodAffinityTerm, path: Path, scope: Scope): void {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = "" } = term;
  validateLabelSelector(labelSelector, at(path, "labelSelector"), scope);
  validateLabelSelector(namespaceSelector, at(path, "namespaceSelector"), scope);
  for (const [index, name] of namespaces.entries()) {
    invalidEach(scope, said(unsaid(unsaid(path, "namespaces"), index), "namespace"), name, dnsLabel(name));
  }
  validateLabelKeys(term.matchLabelKeys ?? [], term.mismatchLabelKeys ?? [], labelSelector, { path, scope });
  if (topologyKey === "") scope.report(required(at(path, "topologyKey"), "can not be empty"));
  invalidEach(scope, at(path, "topologyKey"), topologyKey, qualifiedName(topologyKey));
}

/** Labels of the pod itself that a selector takes over. */
function validateLabelKeys(
  match: readonly string[],
  mismatch: readonly string[],
  selector: LabelSelector | undefined,
  { path, scope }: { path: Path; scope: Scope },
): void {
  for (const [field, keys] of Object.entries({ matchLabelKeys: match, mismatchLabelKeys: mismatch })) {
    if (keys.length > 0 && selector === undefined) {
      scope.report(forbidden(at(path, field), "must not be specified when labelSelector is not set"));
      continue;
    }
    for (const [index, key] of keys.entries())
      invalidEach(scope, item(at(path, field), index), key, qualifiedName(key));
  }
  const known = new Set(Object.keys(selector?.matchLabels ?? {}));
  for (const { key = "" } of selector?.matchExpressions ?? []) {
    const index = match.lastIndexOf(key);
    if (index >= 0 && known.has(key)) {
      scope.report(invalid(item(path, index), key, "exists in both matchLabelKeys and labelSelector"));
    }
    known.add(key);
  }
  for (const [index, key] of match.entries()) {
    if (!mismatch.includes(key)) continue;
    const detail = "exists in both matchLabelKeys and mismatchLabelKeys";
    scope.report(invalid(item(at(path, "matchLabelKeys"), index), key, detail));
  }
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

export function validateTolerations(tolerations: readonly Toleration[], path: Path, scope: Scope): void {
  for (const [index, toleration] of tolerations.entries()) {
    const { key = "", operator = "", value = "", effect = "", tolerationSeconds } = toleration;
    const place = item(path, index);
    if (key !== "") invalidEach(scope, at(place, "key"), key, qualifiedName(key));
    else if (operator !== "Exists") {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      scope.report(invalid(at(place, "operator"), operator, detail));
    }
    if (tolerationSeconds !== undefined && effect !== "NoExecute") {
      scope.report(invalid(at(place, "effect"), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    if (operator === "" || operator === "Equal") {
      const messages = labelValue(value);
      if (messages.length > 0) scope.report(invalid(at(place, "operator"), value, messages.join(";")));
    } else if (operator === "Exists") {
      if (value !== "") {
        scope.report(invalid(at(place, "operator"), value, "value must be empty when `operator` is 'Exists'"));
      }
    } else {
      // Comparing operators are behind a gate that is off; the server names them all the same.
      const named = operator === "Lt" || operator === "Gt" ? ["Lt", "Gt"] : [];
      scope.report(unsupported(at(place, "operator"), operator, ["Equal", "Exists", ...named]));
    }
    if (effect !== "") oneOf(scope, at(place, "effect"), effect, effects);
  }
}

export function validateSpread(constraints: readonly TopologySpreadConstraint[], path: Path, scope: Scope): void {
  const last = new Map(
    constraints.map(({ topologyKey = "", whenUnsatisfiable = "" }, index) => [
      `${topologyKey} ${whenUnsatisfiable}`,
      index,
    ]),
  );
  for (const [index, constraint] of constraints.entries()) {
    const { maxSkew = 0, topologyKey = "", whenUnsatisfiable = "", minDomains, labelSelector } = constraint;
    const place = item(path, index);
    validatePositive(maxSkew, at(place, "maxSkew"), scope);
    if (topologyKey === "") scope.report(required(at(place, "topologyKey"), "can not be empty"));
    oneOf(scope, at(place, "whenUnsatisfiable"), whenUnsatisfiable, ["DoNotSchedule", "ScheduleAnyway"]);
    // The server tells of the first, not of the second.
    if (last.get(`${topologyKey} ${whenUnsatisfiable}`)! > index) {
      const shown = `{${topologyKey}, ${whenUnsatisfiable}}`;
      scope.report(duplicate(said(place, "{topologyKey, whenUnsatisfiable}"), shown));
    }
    if (minDomains !== undefined) {
      validatePositive(minDomains, at(place, "minDomains"), scope);
      if (whenUnsatisfiable !== "DoNotSchedule") {
        const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
        scope.report(invalid(at(place, "minDomains"), minDomains, detail));
      }
    }
    for (const field of ["nodeAffinityPolicy", "nodeTaintsPolicy"] as const) {
      const policy = constraint[field];
      if (policy !== undefined) oneOf(scope, at(place, field), policy, ["Honor", "Ignore"]);
    }
    validateLabelKeys(constraint.matchLabelKeys ?? [], [], labelSelector, { path: place, scope });
    validateLabelSelector(labelSelector, at(place, "labelSelector"), scope);
  }
}
