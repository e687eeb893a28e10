import { invalid, required, unsupported } from "../fault.ts";
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, Subject } from "../gen/types.ts";
import { at, item, type Path } from "../path.ts";
import { selectorOf, validateLabelSelector } from "./labels.ts";
import { dnsSubdomain, pathSegment } from "./names.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Roles and who has them (pkg/apis/rbac/validation). */

const group = "rbac.authorization.k8s.io";

export function validateRole(role: Role, scope: Scope): void {
  validateRules(role.rules ?? [], true, scope);
}

export function validateClusterRole(role: ClusterRole, scope: Scope): void {
  validateRules(role.rules ?? [], false, scope);
  if (role.aggregationRule === undefined) return;
  const selectors = role.aggregationRule.clusterRoleSelectors ?? [];
  const place = at(undefined, "aggregationRule", "clusterRoleSelectors");
  if (selectors.length === 0) {
    scope.report(required(place, "at least one clusterRoleSelector required if aggregationRule is non-nil"));
  }
  for (const [index, selector] of selectors.entries()) {
    validateLabelSelector(selector, item(place, index), scope);
    if (selectorOf(selector) === undefined) {
      scope.report(invalid(item(place, index), null, "invalid label selector."));
    }
  }
}

function validateRules(rules: readonly PolicyRule[], namespaced: boolean, scope: Scope): void {
  for (const [index, rule] of rules.entries()) {
    const { verbs = [], apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
    const place = item(at(undefined, "rules"), index);
    if (verbs.length === 0) scope.report(required(at(place, "verbs"), "verbs must contain at least one value"));
    if (nonResourceURLs.length > 0) {
      const urls = at(place, "nonResourceURLs");
      if (namespaced) {
        scope.report(invalid(urls, nonResourceURLs, "namespaced rules cannot apply to non-resource URLs"));
      }
      if (apiGroups.length + resources.length + resourceNames.length > 0) {
        const detail = "rules cannot apply to both regular resources and non-resource URLs";
        scope.report(invalid(urls, nonResourceURLs, detail));
      }
      continue;
    }
    if (apiGroups.length === 0) {
      scope.report(required(at(place, "apiGroups"), "resource rules must supply at least one api group"));
    }
    if (resources.length === 0) {
      scope.report(required(at(place, "resources"), "resource rules must supply at least one resource"));
    }
  }
}

export function validateRoleBinding(binding: RoleBinding, scope: Scope): void {
  validateBinding(binding, true, scope);
}

export function validateClusterRoleBinding(binding: ClusterRoleBinding, scope: Scope): void {
  validateBinding(binding, false, scope);
}

function validateBinding(binding: RoleBinding, namespaced: boolean, scope: Scope): void {
  const { apiGroup = group, kind = "", name = "" } = binding.roleRef ?? {};
  const role = at(undefined, "roleRef");
  oneOf(scope, at(role, "apiGroup"), apiGroup, [group]);
  oneOf(scope, at(role, "kind"), kind, namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]);
  if (name === "") scope.report(required(at(role, "name")));
  else invalidEach(scope, at(role, "name"), name, pathSegment(name));
  for (const [index, subject] of (binding.subjects ?? []).entries()) {
    validateSubject(subject, namespaced, item(at(undefined, "subjects"), index), scope);
  }
}

function validateSubject(subject: Subject, namespaced: boolean, place: Path, scope: Scope): void {
  const { kind = "", name = "", namespace = "", apiGroup = "" } = subject;
  if (name === "") scope.report(required(at(place, "name")));
  if (kind === "ServiceAccount") {
    if (name !== "") invalidEach(scope, at(place, "name"), name, dnsSubdomain(name));
    if (apiGroup !== "") scope.report(unsupported(at(place, "apiGroup"), apiGroup, [""]));
    if (!namespaced && namespace === "") scope.report(required(at(place, "namespace")));
  } else if (kind === "User" || kind === "Group") oneOf(scope, at(place, "apiGroup"), apiGroup, [group]);
  else scope.report(unsupported(at(place, "kind"), kind, ["ServiceAccount", "User", "Group"]));
}
