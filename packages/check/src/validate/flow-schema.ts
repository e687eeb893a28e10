import { forbidden, invalid, required, unsupported, verbatim } from "../fault.ts";
import type {
  FlowSchema,
  FlowSubject,
  NonResourcePolicyRule,
  PolicyRulesWithSubjects,
  ResourcePolicyRule,
} from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import { at, item, type Path } from "../path.ts";
import { dnsLabel, dnsSubdomain } from "./names.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Which requests wait together (pkg/apis/flowcontrol/validation). The two that every server has are not looked at closer. */

const path = at(undefined, "spec");
const lowestPrecedence = 10_000;
const verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

export function validateFlowSchema(schema: FlowSchema, scope: Scope): void {
  const { matchingPrecedence = 0, distinguisherMethod, priorityLevelConfiguration, rules = [] } = schema.spec ?? {};
  const precedence = (detail: string) =>
    scope.report(invalid(at(path, "matchingPrecedence"), matchingPrecedence, detail));
  if (matchingPrecedence <= 0) precedence("must be a positive value");
  if (matchingPrecedence > lowestPrecedence) precedence(`must not be greater than ${lowestPrecedence}`);
  if (matchingPrecedence === 1 && schema.metadata?.name !== "exempt") {
    precedence("only the schema named 'exempt' may have matchingPrecedence 1");
  }
  const { type = "" } = distinguisherMethod ?? {};
  if (distinguisherMethod !== undefined && type !== "ByNamespace" && type !== "ByUser") {
    const shown = verbatim(goJson({ Type: type }));
    scope.report(unsupported(at(path, "distinguisherMethod", "type"), shown, ["ByNamespace", "ByUser"]));
  }
  const { name = "" } = priorityLevelConfiguration ?? {};
  const levelPath = at(path, "priorityLevelConfiguration", "name");
  if (name === "") scope.report(required(levelPath, "must reference a priority level"));
  else invalidEach(scope, levelPath, name, dnsSubdomain(name));
  for (const [index, rule] of rules.entries()) validateRule(rule, item(at(path, "rules"), index), scope);
}

function validateRule(rule: PolicyRulesWithSubjects, path: Path, scope: Scope): void {
  const { subjects = [], resourceRules = [], nonResourceRules = [] } = rule;
  if (subjects.length === 0) scope.report(required(at(path, "subjects"), "subjects must contain at least one value"));
  for (const [index, subject] of subjects.entries()) {
    validateSubject(subject, item(at(path, "subjects"), index), scope);
  }
  if (resourceRules.length === 0 && nonResourceRules.length === 0) {
    scope.report(required(path, "at least one of resourceRules and nonResourceRules has to be non-empty"));
  }
  for (const [index, inner] of resourceRules.entries()) {
    validateResources(inner, item(at(path, "resourceRules"), index), scope);
  }
  for (const [index, inner] of nonResourceRules.entries()) {
    validateUrls(inner, item(at(path, "nonResourceRules"), index), scope);
  }
}

const subjectFields = { ServiceAccount: "serviceAccount", User: "user", Group: "group" } as const;

/** A subject is of one kind, and says only what that kind has. */
function validateSubject(subject: FlowSubject, path: Path, scope: Scope): void {
  const { kind = "" } = subject;
  if (!oneOf(scope, at(path, "kind"), kind, ["Group", "ServiceAccount", "User"])) return;
  for (const [other, field] of Object.entries(subjectFields)) {
    if (other === kind) validateNamed(subject, field, at(path, field), scope);
    else if (subject[field] !== undefined) {
      scope.report(forbidden(at(path, field), `${field} is forbidden when subject kind is not '${other}'`));
    }
  }
}

function validateNamed(
  subject: FlowSubject,
  field: (typeof subjectFields)[keyof typeof subjectFields],
  path: Path,
  scope: Scope,
): void {
  const named = subject[field];
  if (named === undefined) {
    scope.report(required(path, `${field} is required when subject kind is '${subject.kind}'`));
    return;
  }
  const { name = "" } = named;
  if (name === "") scope.report(required(at(path, "name")));
  if (field !== "serviceAccount") return;
  if (name !== "" && name !== "*") invalidEach(scope, at(path, "name"), name, dnsSubdomain(name));
  const { namespace = "" } = subject.serviceAccount ?? {};
  if (namespace === "") scope.report(required(at(path, "namespace"), "must specify namespace for service account"));
  else invalidEach(scope, at(path, "namespace"), namespace, dnsLabel(namespace));
}

function validateResources(rule: ResourcePolicyRule, path: Path, scope: Scope): void {
  const { apiGroups = [], resources = [], namespaces = [], clusterScope = false } = rule;
  validateVerbs(rule.verbs ?? [], at(path, "verbs"), scope);
  validateStar(apiGroups, "api group", at(path, "apiGroups"), scope);
  validateStar(resources, "resource", at(path, "resources"), scope);
  const namespacesPath = at(path, "namespaces");
  if (namespaces.length === 0 && !clusterScope) {
    const detail = "resource rules that are not cluster scoped must supply at least one namespace";
    scope.report(required(namespacesPath, detail));
  }
  if (isStarred(namespaces, "namespaces", namespacesPath, scope)) return;
  for (const [index, name] of namespaces.entries()) {
    const messages = dnsLabel(name).map(
      (message) => `each member of this list must be '*' or a DNS-1123 label; ${message}`,
    );
    invalidEach(scope, item(namespacesPath, index), name, messages);
  }
}

function validateUrls(rule: NonResourcePolicyRule, path: Path, scope: Scope): void {
  const { nonResourceURLs: urls = [] } = rule;
  validateVerbs(rule.verbs ?? [], at(path, "verbs"), scope);
  const place = at(path, "nonResourceURLs");
  if (urls.length === 0) scope.report(required(place, "nonResourceURLs must contain at least one value"));
  else if (!isStarred(urls, "non-resource URLs", place, scope)) {
    for (const [index, url] of urls.entries()) {
      const wrong = urlMessage(url);
      if (wrong !== undefined) scope.report(invalid(item(place, index), url, wrong));
    }
  }
}

function urlMessage(url: string): string | undefined {
  if (url === "") return "must not be empty";
  if (!url.startsWith("/")) return "must start with slash";
  if (url.includes(" ")) return "must not contain white-space";
  if (url.includes("//")) return "must not contain double slash";
  const star = url.indexOf("*");
  return star >= 0 && (star < url.length - 1 || !url.endsWith("/*"))
    ? "wildcard can only do suffix matching"
    : undefined;
}

function validateVerbs(given: readonly string[], path: Path, scope: Scope): void {
  if (given.length === 0) scope.report(required(path, "verbs must contain at least one value"));
  else if (!isStarred(given, "verbs", path, scope) && !given.every((verb) => verbs.includes(verb))) {
    scope.report(unsupported(path, given, verbs));
  }
}

function validateStar(values: readonly string[], what: string, path: Path, scope: Scope): void {
  if (values.length === 0) scope.report(required(path, `resource rules must supply at least one ${what}`));
  else isStarred(values, `${what}s`, path, scope);
}

/** Whether a list holds the star, beside which nothing may stand. */
function isStarred(values: readonly string[], what: string, path: Path, scope: Scope): boolean {
  if (!values.includes("*")) return false;
  if (values.length > 1) scope.report(invalid(path, values, `if '*' is present, must not specify other ${what}`));
  return true;
}
