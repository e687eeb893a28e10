import { invalid, required, unsupported } from "../fault.ts";
import type { HTTPIngressPath, Ingress, IngressBackend, IngressServiceBackend } from "../gen/types.ts";
import { at, item, type Path, unsaid } from "../path.ts";
import { parseIp } from "./ip.ts";
import {
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  pathSegment,
  portName,
  portNumber,
  wildcardDnsSubdomain,
} from "./names.ts";
import { invalidEach, type Scope } from "./scope.ts";

const path = at(undefined, "spec");
const classAnnotation = "kubernetes.io/ingress.class";

/** An Ingress (pkg/apis/networking/validation), a new one or one in place of a living one. */
export function validateIngress(ingress: Ingress, scope: Scope, living?: Ingress): void {
  const { rules = [], tls = [], defaultBackend, ingressClassName } = ingress.spec ?? {};
  if (rules.length === 0 && defaultBackend === undefined) {
    scope.report(invalid(path, ingress.spec?.rules ?? null, "either `defaultBackend` or `rules` must be specified"));
  }
  if (defaultBackend !== undefined) validateBackend(defaultBackend, at(path, "defaultBackend"), scope);
  for (const [index, { host = "", http }] of rules.entries()) {
    const place = item(at(path, "rules"), index);
    if (host !== "" && parseIp(host) !== undefined) {
      scope.report(invalid(at(place, "host"), host, "must be a DNS name, not an IP address"));
    }
    if (host !== "") invalidEach(scope, at(place, "host"), host, hostName(host));
    if (http === undefined) continue;
    const paths = at(place, "http", "paths");
    if ((http.paths ?? []).length === 0) scope.report(required(paths));
    for (const [which, one] of (http.paths ?? []).entries()) validatePath(one, item(paths, which), scope);
  }
  for (const [index, { hosts = [], secretName = "" }] of tls.entries()) {
    const place = item(at(path, "tls"), index);
    for (const [which, host] of hosts.entries()) {
      invalidEach(scope, item(at(place, "hosts"), which), host, hostName(host));
    }
    if (secretName !== "") invalidEach(scope, at(place, "secretName"), secretName, dnsSubdomain(secretName));
  }
  if (ingressClassName !== undefined) {
    invalidEach(scope, at(path, "ingressClassName"), ingressClassName, dnsSubdomain(ingressClassName));
  }
  const annotation = ingress.metadata?.annotations?.[classAnnotation];
  if (
    living === undefined &&
    annotation !== undefined &&
    ingressClassName !== undefined &&
    annotation !== ingressClassName
  ) {
    const place = at(unsaid(undefined, "metadata"), "annotations", classAnnotation);
    scope.report(invalid(place, annotation, "must match `ingressClassName` when both are specified"));
  }
}

function hostName(host: string): string[] {
  return host.includes("*") ? wildcardDnsSubdomain(host) : dnsSubdomain(host);
}

function validatePath(one: HTTPIngressPath, place: Path, scope: Scope): void {
  const { path: text = "", pathType, backend = {} } = one;
  if (pathType === undefined) {
    scope.report(required(at(place, "pathType"), "pathType must be specified"));
    return;
  }
  const here = at(place, "path");
  const absolute = () => {
    if (!text.startsWith("/")) scope.report(invalid(here, text, "must be an absolute path"));
  };
  if (pathType === "Exact" || pathType === "Prefix") {
    absolute();
    for (const sequence of ["//", "/./", "/../", "%2f", "%2F"]) {
      if (text.includes(sequence)) scope.report(invalid(here, text, `must not contain '${sequence}'`));
    }
    for (const suffix of ["/..", "/."]) {
      if (text.endsWith(suffix)) scope.report(invalid(here, text, `cannot end with '${suffix}'`));
    }
  } else if (pathType === "ImplementationSpecific") {
    if (text !== "") absolute();
  } else {
    scope.report(unsupported(at(place, "pathType"), pathType, ["Exact", "ImplementationSpecific", "Prefix"]));
  }
  validateBackend(backend, at(place, "backend"), scope);
}

function validateBackend({ resource, service }: IngressBackend, place: Path, scope: Scope): void {
  if (resource !== undefined && service !== undefined) {
    scope.report(invalid(place, "", "cannot set both resource and service backends"));
  } else if (resource !== undefined) {
    const { apiGroup, kind = "", name = "" } = resource;
    const here = at(place, "resource");
    if (apiGroup !== undefined) invalidEach(scope, at(here, "apiGroup"), apiGroup, dnsSubdomain(apiGroup));
    for (const [field, value] of Object.entries({ kind, name })) {
      if (value === "") scope.report(required(at(here, field)));
      else invalidEach(scope, at(here, field), value, pathSegment(value));
    }
  } else if (service !== undefined) validateServiceBackend(service, place, scope);
  else scope.report(invalid(place, "", "resource or service backend is required"));
}

function validateServiceBackend(service: IngressServiceBackend, place: Path, scope: Scope): void {
  const { name = "", port = {} } = service;
  const rule = scope.minor >= 36 ? dnsLabel : dns1035Label;
  if (name === "") scope.report(required(at(place, "service", "name")));
  else invalidEach(scope, at(place, "service", "name"), name, rule(name));
  const { name: portNamed = "", number = 0 } = port;
  if (portNamed !== "" && number !== 0) {
    scope.report(invalid(place, "", "cannot set both port name & port number"));
  } else if (portNamed !== "") {
    invalidEach(scope, at(place, "service", "port", "name"), portNamed, portName(portNamed));
  } else if (number !== 0) {
    invalidEach(scope, at(place, "service", "port", "number"), number, portNumber(number));
  } else scope.report(required(place, "port name or number is required"));
}
