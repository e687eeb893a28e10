import { type GroupVersionKind, type GroupVersionResource, isObject, labelsOf } from "./manifest.ts";
import type { MatchResources, ResourceRule } from "./policy.ts";
import type { AdmissionRequest } from "./request.ts";
import { compileSelector, type Selector } from "./selector.ts";

/** Which requests match, ready to be asked. */
export interface Matcher {
  readonly namespaces: Selector;
  readonly objects: Selector;
  readonly excluded: readonly ResourceRule[];
  readonly rules: readonly ResourceRule[];
  readonly equivalent: boolean;
}

/** Whether a request matches, and as what: `equivalent` when it is known to the rules by another group or version. */
export type Match =
  | { readonly is: "no" }
  | {
      readonly is: "yes";
      readonly resource: GroupVersionResource;
      readonly kind: GroupVersionKind;
      readonly equivalent: boolean;
    }
  | { readonly is: "error"; readonly message: string }
  | { readonly is: "unknown"; readonly missing: string };

/** Makes a matcher of matchConstraints or matchResources, with the defaults that the server fills in. */
export function compileMatch(constraints: MatchResources): Matcher {
  return {
    namespaces: compileSelector(constraints.namespaceSelector),
    objects: compileSelector(constraints.objectSelector),
    excluded: constraints.excludeResourceRules ?? [],
    rules: constraints.resourceRules ?? [],
    equivalent: constraints.matchPolicy !== "Exact",
  };
}

const no: Match = { is: "no" };

/**
 * Whether a request matches: namespace, object, excluded rules, then rules, of which none means all. A selector that is
 * wrong, or that cannot be decided, counts only where everything else matches.
 */
export function match(matcher: Matcher, request: AdmissionRequest): Match {
  // The rules first, for speed: they never fail, so the order does not show.
  const hit =
    matcher.rules.length === 0
      ? { resource: request.resource, kind: request.kind, equivalent: false }
      : findRule(matcher.rules, matcher.equivalent, request);
  if (hit === undefined || findRule(matcher.excluded, matcher.equivalent, request) !== undefined) return no;
  const [inNamespace, onObject] = [matchNamespace(matcher.namespaces, request), matchObject(matcher.objects, request)];
  if (inNamespace === false || onObject === false) return no;
  if (inNamespace !== true) return inNamespace;
  if (onObject !== true) return onObject;
  return { is: "yes", ...hit };
}

function matchNamespace(selector: Selector, request: AdmissionRequest): boolean | Match {
  const { namespace, resource, namespaceObject, object, operation } = request;
  if (namespace === "" && resource.resource !== "namespaces") return true;
  if ("error" in selector) return internalError(selector.error);
  if (selector.everything) return true;
  const own = resource.resource === "namespaces" && !request.subResource && /^(CREATE|UPDATE)$/.test(operation);
  const source = own ? object : namespaceObject;
  if (source === undefined) return { is: "unknown", missing: `the labels of the namespace ${namespace}` };
  if (source === null) return { is: "error", message: `namespaces "${namespace}" not found` };
  return selector.matches(labelsOf(source));
}

function matchObject(selector: Selector, { object, oldObject, operation }: AdmissionRequest): boolean | Match {
  if ("error" in selector) return internalError(selector.error);
  // What a connection is asked for with has no metadata, and so not even an absence of labels.
  if (operation === "CONNECT" && !selector.everything) return false;
  if (selector.everything || (isObject(object) && selector.matches(labelsOf(object)))) return true;
  if (oldObject === undefined) return { is: "unknown", missing: "oldObject" };
  return isObject(oldObject) && selector.matches(labelsOf(oldObject));
}

function internalError(message: string): Match {
  return { is: "error", message: `Internal error occurred: ${message}` };
}

interface Hit {
  readonly resource: GroupVersionResource;
  readonly kind: GroupVersionKind;
  readonly equivalent: boolean;
}

function findRule(rules: readonly ResourceRule[], equivalent: boolean, request: AdmissionRequest): Hit | undefined {
  const { resource, kind } = request;
  if (rules.some((rule) => ruleTakes(rule, resource, request))) return { resource, kind, equivalent: false };
  if (!equivalent) return undefined;
  const others = (request.equivalents ?? []).filter(
    (other) => !isSame(other.resource, resource) && (other.subResource ?? "") === (request.subResource ?? ""),
  );
  for (const rule of rules)
    for (const other of others)
      if (ruleTakes(rule, other.resource, request))
        return { resource: other.resource, kind: other.kind, equivalent: true };
  return undefined;
}

function isSame(a: GroupVersionResource, b: GroupVersionResource): boolean {
  return a.group === b.group && a.version === b.version && a.resource === b.resource;
}

function ruleTakes(rule: ResourceRule, resource: GroupVersionResource, request: AdmissionRequest): boolean {
  return (
    takes(rule.apiGroups, resource.group) &&
    takes(rule.apiVersions, resource.version) &&
    takes(rule.operations, request.operation) &&
    takesResource(rule.resources, resource.resource, request.subResource ?? "") &&
    takesScope(rule.scope, resource, request.namespace) &&
    ((rule.resourceNames ?? []).length === 0 || rule.resourceNames?.includes(request.name) === true)
  );
}

function takes(items: readonly string[] | undefined, wanted: string): boolean {
  return items?.some((item) => item === "*" || item === wanted) === true;
}

/** `pods`, `pods/log`, `pods/*`, `*` (all but subresources). */
function takesResource(items: readonly string[] | undefined, resource: string, subResource: string): boolean {
  return (
    items?.some((item) => {
      const slash = item.indexOf("/");
      const [main, sub] = slash < 0 ? [item, ""] : [item.slice(0, slash), item.slice(slash + 1)];
      return (main === "*" || main === resource) && (sub === "*" || sub === subResource);
    }) === true
  );
}

function takesScope(scope: string | undefined, resource: GroupVersionResource, namespace: string): boolean {
  if (scope === undefined || scope === "*") return true;
  const isNamespace = resource.group === "" && resource.version === "v1" && resource.resource === "namespaces";
  const clusterScoped = isNamespace || namespace === "";
  return scope === "Cluster" ? clusterScoped : !clusterScoped;
}
