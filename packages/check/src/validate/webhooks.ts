import { duplicate, invalid, required } from "../fault.ts";
import type {
  MutatingWebhook,
  MutatingWebhookConfiguration,
  ServiceReference,
  ValidatingWebhook,
  ValidatingWebhookConfiguration,
  WebhookClientConfig,
} from "../gen/types.ts";
import { at, item, type Path } from "../path.ts";
import { validateMatchConditions } from "./admission.ts";
import { validateRule } from "./admission-rules.ts";
import { validateLabelSelector } from "./labels.ts";
import { dns1035Label, dnsSubdomain, portNumber } from "./names.ts";
import { repeated } from "./repeated.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Webhooks that the server asks (pkg/apis/admissionregistration/validation). */
export function validateWebhooks(
  configuration: ValidatingWebhookConfiguration | MutatingWebhookConfiguration,
  scope: Scope,
): void {
  const names = new Set<string>();
  for (const [index, webhook] of (configuration.webhooks ?? []).entries()) {
    const place = item(at(undefined, "webhooks"), index);
    const { name = "", admissionReviewVersions = [] } = webhook;
    validateWebhook(webhook, place, scope);
    const versions = at(place, "admissionReviewVersions");
    if (admissionReviewVersions.length > 0) validateReviewVersions(admissionReviewVersions, versions, scope);
    else scope.report(required(versions, `must specify one of ${reviewVersions.join(", ")}`));
    if (name !== "" && names.has(name)) scope.report(duplicate(at(place, "name"), name));
    names.add(name);
  }
}

function validateWebhook(webhook: ValidatingWebhook | MutatingWebhook, place: Path, scope: Scope): void {
  const { name = "", rules = [], failurePolicy = "Fail", matchPolicy = "Equivalent", sideEffects } = webhook;
  validateDomain(name, at(place, "name"), scope);
  for (const [index, rule] of rules.entries()) validateRule(rule, item(at(place, "rules"), index), scope);
  oneOf(scope, at(place, "failurePolicy"), failurePolicy, ["Fail", "Ignore"]);
  oneOf(scope, at(place, "matchPolicy"), matchPolicy, ["Equivalent", "Exact"]);
  if (sideEffects === undefined) {
    scope.report(required(at(place, "sideEffects"), "must specify one of None, NoneOnDryRun"));
  } else oneOf(scope, at(place, "sideEffects"), sideEffects, ["None", "NoneOnDryRun"]);
  const { timeoutSeconds = 10 } = webhook;
  if (timeoutSeconds < 1 || timeoutSeconds > 30) {
    const detail = "the timeout value must be between 1 and 30 seconds";
    scope.report(invalid(at(place, "timeoutSeconds"), timeoutSeconds, detail));
  }
  validateLabelSelector(webhook.namespaceSelector, at(place, "namespaceSelector"), scope);
  validateLabelSelector(webhook.objectSelector, at(place, "objectSelector"), scope);
  if ("reinvocationPolicy" in webhook && webhook.reinvocationPolicy !== undefined) {
    oneOf(scope, at(place, "reinvocationPolicy"), webhook.reinvocationPolicy, ["IfNeeded", "Never"]);
  }
  validateClient(webhook.clientConfig ?? {}, at(place, "clientConfig"), scope);
  validateMatchConditions(webhook.matchConditions ?? [], false, at(place, "matchConditions"), scope);
}

function validateDomain(name: string, place: Path, scope: Scope): void {
  const messages = dnsSubdomain(name);
  if (name === "") scope.report(required(place));
  else if (messages.length > 0) scope.report(invalid(place, name, messages.join(",")));
  else if (name.split(".").length < 3) {
    scope.report(invalid(place, name, "should be a domain with at least three segments separated by dots"));
  }
}

const reviewVersions = ["v1", "v1beta1"];

/** The versions of a webhook's questions, of which there are some: of an admission, or of a conversion. */
export function validateReviewVersions(versions: readonly string[], place: Path, scope: Scope): void {
  const again = repeated(versions);
  for (const [index, version] of versions.entries()) {
    if (again.has(index)) scope.report(invalid(item(place, index), version, "duplicate version"));
    else invalidEach(scope, item(place, index), version, dns1035Label(version));
  }
  if (versions.some((version) => reviewVersions.includes(version))) return;
  scope.report(invalid(place, versions, `must include at least one of ${reviewVersions.join(", ")}`));
}

/** Whom a webhook asks: of an admission, or of a conversion. */
export function validateClient({ url, service }: WebhookClientConfig, place: Path, scope: Scope): void {
  if ((url === undefined) === (service === undefined)) {
    scope.report(required(place, "exactly one of url or service is required"));
  } else if (url !== undefined) validateUrl(url, at(place, "url"), scope);
  else validateServiceReference(service!, at(place, "service"), scope);
}

/** RFC 3986's own expression for the parts of a URL. */
const urlParts = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/s;

function validateUrl(url: string, place: Path, scope: Scope): void {
  const form = "; desired format: https://host[/path]";
  const [, scheme = "", authority = "", query = "", fragment = ""] = urlParts.exec(url) ?? [];
  const user = authority.lastIndexOf("@");
  const host = authority.slice(user + 1);
  if (/[\0-\x20\x7f]/.test(url) || /%(?![0-9a-fA-F]{2})/.test(url)) {
    scope.report(required(place, `url must be a valid URL: parse "${url}": invalid URL${form}`));
    return;
  }
  if (scheme !== "https") scope.report(invalid(place, scheme, `'https' is the only allowed URL scheme${form}`));
  if (host === "") scope.report(invalid(place, host, `host must be specified${form}`));
  if (user >= 0) {
    scope.report(invalid(place, authority.slice(0, user), "user information is not permitted in the URL"));
  }
  if (fragment !== "") scope.report(invalid(place, fragment, "fragments are not permitted in the URL"));
  if (query !== "") scope.report(invalid(place, query, "query parameters are not permitted in the URL"));
}

/** A Service that is asked over HTTPS: of a webhook, or of a conversion. */
export function validateServiceReference(service: ServiceReference, place: Path, scope: Scope): void {
  const { name = "", namespace = "", port = 443, path = "" } = service;
  if (name === "") scope.report(required(at(place, "name")));
  if (namespace === "") scope.report(required(at(place, "namespace")));
  const messages = portNumber(port);
  if (messages.length > 0) scope.report(invalid(at(place, "port"), port, `port is not valid: ${messages.join(", ")}`));
  if (path === "" || path === "/") return;
  const pathPath = at(place, "path");
  if (path === "//") {
    scope.report(invalid(pathPath, path, "segment[0] may not be empty"));
    return;
  }
  if (!path.startsWith("/")) scope.report(invalid(pathPath, path, "must start with a '/'"));
  for (const [index, step] of path.slice(1).replace(/\/$/, "").split("/").entries()) {
    if (step === "") scope.report(invalid(pathPath, path, `segment[${index}] may not be empty`));
    else {
      invalidEach(
        scope,
        pathPath,
        path,
        dnsSubdomain(step).map((message) => `segment[${index}]: ${message}`),
      );
    }
  }
}
