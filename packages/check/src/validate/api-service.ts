import { decodeBase64 } from "../base64.ts";
import { invalid, required } from "../fault.ts";
import type { APIService, APIServiceSpec } from "../gen/types.ts";
import { at } from "../path.ts";
import { dns1035Label, dnsSubdomain, pathSegment, portNumber } from "./names.ts";
import { invalidEach, type Scope } from "./scope.ts";

/** Groups that another server answers for (kube-aggregator, pkg/apis/apiregistration/validation). */

const path = at(undefined, "spec");

export function validateApiService(service: APIService, scope: Scope): void {
  const spec = service.spec ?? {};
  const { group = "", version = "", groupPriorityMinimum = 0, versionPriority = 0 } = spec;
  const name = service.metadata?.name ?? "";
  // A name that is none is told with the rest of the metadata.
  if (name !== "" && name !== `${version}.${group}` && pathSegment(name).length === 0) {
    const detail = `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(`${version}.${group}`)}`;
    scope.report(invalid(at(undefined, "metadata", "name"), name, detail));
  }
  if (group !== "") invalidEach(scope, at(path, "group"), group, dnsSubdomain(group));
  else if (version !== "v1") {
    scope.report(required(at(path, "group"), "only v1 may have an empty group and it better be legacy kube"));
  }
  invalidEach(scope, at(path, "version"), version, dns1035Label(version));
  validatePriority("groupPriorityMinimum", groupPriorityMinimum, 20_000, scope);
  validatePriority("versionPriority", versionPriority, 1000, scope);
  validateBackend(spec, scope);
}

function validatePriority(field: string, value: number, highest: number, scope: Scope): void {
  if (value > 0 && value <= highest) return;
  scope.report(invalid(at(path, field), value, `must be positive and less than ${highest}`));
}

/** Where the group is served: by a Service, or without one by the server itself. */
function validateBackend(
  { service, caBundle = "", insecureSkipTLSVerify = false }: APIServiceSpec,
  scope: Scope,
): void {
  const insecurePath = at(path, "insecureSkipTLSVerify");
  const bundle = decodeBase64(caBundle);
  const size = typeof bundle === "number" ? 0 : bundle.length;
  if (service === undefined) {
    if (size > 0) {
      scope.report(invalid(at(path, "caBundle"), `${size} bytes`, "local APIServices may not have a caBundle"));
    }
    if (insecureSkipTLSVerify) {
      scope.report(invalid(insecurePath, true, "local APIServices may not have insecureSkipTLSVerify"));
    }
    return;
  }
  const { name = "", namespace = "", port = 0 } = service;
  if (namespace === "") scope.report(required(at(path, "service", "namespace")));
  if (name === "") scope.report(required(at(path, "service", "name")));
  const wrong = portNumber(port);
  if (wrong.length > 0) {
    scope.report(invalid(at(path, "service", "port"), port, `port is not valid: ${wrong.join(", ")}`));
  }
  if (insecureSkipTLSVerify && size > 0) {
    scope.report(invalid(insecurePath, true, "may not be true if caBundle is present"));
  }
}
