import { duplicate, forbidden, invalid, required, unsupported } from "../fault.ts";
import type { MatchResources, NamedRuleWithOperations, ParamKind, ParamRef, RuleWithOperations } from "../gen/types.ts";
import { at, item, type Path } from "../path.ts";
import { validateLabelSelector } from "./labels.ts";
import { dns1035Label, dnsSubdomain, pathSegment } from "./names.ts";
import { repeated } from "./repeated.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** What policies and webhooks are asked about (pkg/apis/admissionregistration/validation). */

const operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

export function validateRule(rule: RuleWithOperations, path: Path, scope: Scope): void {
  const { operations: given = [], apiGroups = [], apiVersions = [], resources = [], scope: reach } = rule;
  for (const [field, values, words] of [
    ["operations", given, "operations"],
    ["apiGroups", apiGroups, "API groups"],
    ["apiVersions", apiVersions, "API versions"],
  ] as const) {
    if (values.length === 0) scope.report(required(at(path, field)));
    if (values.length > 1 && values.includes("*")) {
      scope.report(invalid(at(path, field), values, `if '*' is present, must not specify other ${words}`));
    }
  }
  for (const [index, operation] of given.entries()) {
    oneOf(scope, item(at(path, "operations"), index), operation, operations);
  }
  for (const [index, version] of apiVersions.entries()) {
    if (version === "") scope.report(required(item(at(path, "apiVersions"), index)));
  }
  validateResources(resources, at(path, "resources"), scope);
  if (reach !== undefined) oneOf(scope, at(path, "scope"), reach, ["*", "Cluster", "Namespaced"]);
}

function validateResources(resources: readonly string[], path: Path, scope: Scope): void {
  if (resources.length === 0) scope.report(required(path));
  const [whole, everywhere] = [new Set<string>(), new Set<string>()];
  let plain = false;
  for (const [index, resource] of resources.entries()) {
    if (resource === "") {
      scope.report(required(item(path, index)));
      continue;
    }
    const slash = resource.indexOf("/");
    if (slash < 0) {
      plain = resource !== "*";
      continue;
    }
    const [name, sub] = [resource.slice(0, slash), resource.slice(slash + 1)];
    if (whole.has(name)) {
      scope.report(invalid(item(path, index), resource, `if '${name}/*' is present, must not specify ${resource}`));
    }
    if (everywhere.has(sub)) {
      scope.report(invalid(item(path, index), resource, `if '*/${sub}' is present, must not specify ${resource}`));
    }
    if (sub === "*") whole.add(name);
    if (name === "*") everywhere.add(sub);
  }
  if (resources.length > 1 && resources.includes("*/*")) {
    scope.report(invalid(path, resources, "if '*/*' is present, must not specify other resources"));
  }
  if (resources.includes("*") && plain) {
    const detail = "if '*' is present, must not specify other resources without subresources";
    scope.report(invalid(path, resources, detail));
  }
}

export function validateMatchResources(match: MatchResources, path: Path, scope: Scope): void {
  const { matchPolicy = "Equivalent", namespaceSelector, objectSelector } = match;
  oneOf(scope, at(path, "matchPolicy"), matchPolicy, ["Equivalent", "Exact"]);
  validateLabelSelector(namespaceSelector, at(path, "namespaceSelector"), scope);
  validateLabelSelector(objectSelector, at(path, "objectSelector"), scope);
  for (const field of ["resourceRules", "excludeResourceRules"] as const) {
    for (const [index, rule] of (match[field] ?? []).entries()) {
      validateNamedRule(rule, item(at(path, field), index), scope);
    }
  }
}

function validateNamedRule(rule: NamedRuleWithOperations, path: Path, scope: Scope): void {
  const names = rule.resourceNames ?? [];
  const again = repeated(names);
  for (const [index, name] of names.entries()) {
    const place = item(at(path, "resourceNames"), index);
    invalidEach(scope, place, name, pathSegment(name));
    if (again.has(index)) scope.report(duplicate(place, name));
  }
  validateRule(rule, path, scope);
}

export function validateParamKind({ apiVersion = "", kind = "" }: ParamKind, path: Path, scope: Scope): void {
  const versionPath = at(path, "apiVersion");
  const parts = apiVersion === "/" ? [""] : apiVersion.split("/");
  const [group, version] = parts.length === 1 ? ["", parts[0]!] : [parts[0]!, parts[1]!];
  if (apiVersion === "") scope.report(required(versionPath));
  else if (parts.length > 2) {
    scope.report(invalid(versionPath, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  } else {
    const joined = (value: string, messages: readonly string[]) => {
      if (messages.length > 0) scope.report(invalid(versionPath, value, messages.join(",")));
    };
    if (group !== "") joined(group, dnsSubdomain(group));
    if (version === "") scope.report(invalid(versionPath, apiVersion, "version must be specified"));
    else joined(version, dns1035Label(version));
  }
  if (kind === "") scope.report(required(at(path, "kind")));
  else {
    const messages = dns1035Label(kind.toLowerCase());
    if (messages.length === 0) return;
    const detail = `may have mixed case, but should otherwise match: ${messages.join(",")}`;
    scope.report(invalid(at(path, "kind"), kind, detail));
  }
}

export function validateParamRef(reference: ParamRef, path: Path, scope: Scope): void {
  const { name = "", selector, parameterNotFoundAction: action = "" } = reference;
  const exclusive = "name and selector are mutually exclusive";
  if (name !== "") {
    invalidEach(scope, at(path, "name"), name, pathSegment(name));
    if (selector !== undefined) scope.report(forbidden(at(path, "name"), exclusive));
  }
  if (selector !== undefined) {
    validateLabelSelector(selector, at(path, "selector"), scope);
    if (name !== "") scope.report(forbidden(at(path, "selector"), exclusive));
  }
  if (name === "" && selector === undefined) {
    scope.report(required(path, "one of name or selector must be specified"));
  }
  const actionPath = at(path, "parameterNotFoundAction");
  if (action === "") scope.report(required(actionPath));
  else if (action !== "Deny" && action !== "Allow") {
    scope.report(unsupported(actionPath, action, ["Deny", "Allow"]));
  }
}
