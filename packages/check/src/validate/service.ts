import { duplicate, forbidden, invalid, required, verbatim } from "../fault.ts";
import type { Service, ServicePort, ServiceSpec } from "../gen/types.ts";
import { goJson } from "../go-text.ts";
import { at, entry, item, type Path, said } from "../path.ts";
import { cidrFaults, endpointIpFaults, ipFaults } from "./ip.ts";
import { validateLabels } from "./labels.ts";
import { dnsLabel, dnsSubdomain, inRange, portNumber, qualifiedName } from "./names.ts";
import { protocols } from "./pod/containers.ts";
import { validatePort } from "./pod/handlers.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";
import { validateClusterIps } from "./service-ips.ts";

/** Services of every type (pkg/apis/core/validation). */

const path = at(undefined, "spec");
const annotations = at(undefined, "metadata", "annotations");
const rangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";

export function validateService(service: Service, scope: Scope): void {
  const spec = service.spec ?? {};
  const { type = "ClusterIP", ports = [] } = spec;
  validateTopology(service, scope);
  const headless = spec.clusterIP === "None";
  if (ports.length === 0 && !headless && type !== "ExternalName") scope.report(required(at(path, "ports")));
  oneOf(scope, at(path, "type"), type, ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]);
  if (headless && (type === "LoadBalancer" || type === "NodePort")) {
    const place = item(at(path, "clusterIPs"), 0);
    scope.report(invalid(place, "None", `may not be set to 'None' for ${type} services`));
  }
  if (type === "ExternalName") validateExternalName(spec, scope);
  else validateClusterIps(spec, scope);
  validatePorts(ports, type, scope);
  validateLabels(spec.selector, at(path, "selector"), scope);
  validateAffinity(spec, scope);
  for (const [index, ip] of (spec.externalIPs ?? []).entries()) {
    const place = item(at(path, "externalIPs"), index);
    const faults = ipFaults(ip, place, scope);
    for (const fault of faults.length > 0 ? faults : endpointIpFaults(ip, place)) scope.report(fault);
  }
  validateBalancer(service, scope);
  validateTraffic(spec, scope);
}

function validateTopology(service: Service, scope: Scope): void {
  const [hints, mode] = ["service.kubernetes.io/topology-aware-hints", "service.kubernetes.io/topology-mode"];
  const given = service.metadata?.annotations ?? {};
  if (given[hints] === undefined || given[mode] === undefined || given[hints] === given[mode]) return;
  const detail = `must match annotations[${hints}] when both are specified`;
  scope.report(invalid(entry(annotations, mode), given[mode], detail));
}

function validateExternalName(spec: ServiceSpec, scope: Scope): void {
  const detail = "may not be set for ExternalName services";
  if (spec.clusterIP || (spec.clusterIPs ?? []).length > 0) scope.report(forbidden(at(path, "clusterIPs"), detail));
  if ((spec.ipFamilies ?? []).length > 0) scope.report(forbidden(at(path, "ipFamilies"), detail));
  if (spec.ipFamilyPolicy !== undefined) scope.report(forbidden(at(path, "ipFamilyPolicy"), detail));
  const name = (spec.externalName ?? "").replace(/\.$/, "");
  if (name === "") scope.report(required(at(path, "externalName")));
  else invalidEach(scope, at(path, "externalName"), name, dnsSubdomain(name));
}

function validatePorts(ports: readonly ServicePort[], type: string, scope: Scope): void {
  const [names, numbers, nodePorts] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const [index, port] of ports.entries()) {
    const { name = "", port: number = 0, protocol = "TCP", nodePort = 0 } = port;
    const place = item(at(path, "ports"), index);
    if (name === "") {
      if (ports.length > 1) scope.report(required(at(place, "name")));
    } else {
      invalidEach(scope, at(place, "name"), name, dnsLabel(name));
      if (names.has(name)) scope.report(duplicate(at(place, "name"), name));
      names.add(name);
    }
    validateServicePort(port, place, scope);
    if (numbers.has(`${protocol}/${number}`)) {
      const shown = { Name: "", Protocol: protocol, AppProtocol: null, Port: number, TargetPort: 0, NodePort: 0 };
      scope.report(duplicate(place, verbatim(goJson(shown))));
    }
    numbers.add(`${protocol}/${number}`);
    if (nodePort === 0) continue;
    if (type === "ClusterIP") {
      scope.report(forbidden(at(place, "nodePort"), "may not be used when `type` is 'ClusterIP'"));
    } else validateNodePort(nodePort, at(place, "nodePort"), scope);
    if (nodePorts.has(`${protocol}/${nodePort}`)) scope.report(duplicate(at(place, "nodePort"), nodePort));
    nodePorts.add(`${protocol}/${nodePort}`);
  }
}

/** Which ports of nodes are given out is the cluster's to say; without a word it is this range. */
function validateNodePort(port: number, place: Path, scope: Scope): void {
  if (inRange(port, 30000, 32767).length === 0) return;
  const detail = "provided port is not in the valid range. The range of valid ports is 30000-32767";
  const fault = invalid(place, port, detail);
  scope.report(portNumber(port).length > 0 ? fault : { ...fault, severity: "warning" });
}

function validateServicePort(port: ServicePort, place: Path, scope: Scope): void {
  const { port: number = 0, protocol = "TCP", targetPort = number, appProtocol } = port;
  invalidEach(scope, at(place, "port"), number, portNumber(number));
  oneOf(scope, at(place, "protocol"), protocol, protocols);
  validatePort(targetPort, at(place, "targetPort"), scope);
  if (appProtocol !== undefined) {
    invalidEach(scope, at(place, "appProtocol"), appProtocol, qualifiedName(appProtocol));
  }
}

function validateAffinity(spec: ServiceSpec, scope: Scope): void {
  const { sessionAffinity = "None", sessionAffinityConfig } = spec;
  oneOf(scope, at(path, "sessionAffinity"), sessionAffinity, ["ClientIP", "None"]);
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity !== "ClientIP" || seconds === undefined || (seconds > 0 && seconds <= 86400)) return;
  const place = at(path, "sessionAffinityConfig", "clientIP", "timeoutSeconds");
  scope.report(invalid(place, seconds, "must be greater than 0 and less than 86400"));
}

/** What only a load balancer can have. */
function validateBalancer(service: Service, scope: Scope): void {
  const spec = service.spec ?? {};
  const balanced = spec.type === "LoadBalancer";
  const only = "may only be used when `type` is 'LoadBalancer'";
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const annotation = service.metadata?.annotations?.[rangesAnnotation];
  if (ranges.length > 0) {
    // The server words this field with a capital.
    const place = { ...at(path, "loadBalancerSourceRanges"), style: "pointer-only" as const };
    const words = said(place, "LoadBalancerSourceRanges");
    if (!balanced) scope.report(forbidden(words, only));
    for (const [index, range] of ranges.entries()) {
      for (const fault of cidrFaults(range.trim(), item(words, index), scope)) scope.report(fault);
    }
  } else if (annotation !== undefined) {
    const place = entry(annotations, rangesAnnotation);
    if (!balanced) scope.report(forbidden(place, only));
    for (const range of annotation.trim() === "" ? [] : annotation.split(",")) {
      for (const fault of cidrFaults(range.trim(), place, scope)) scope.report(fault);
    }
  }
  if (spec.allocateLoadBalancerNodePorts !== undefined && !balanced) {
    scope.report(forbidden(at(path, "allocateLoadBalancerNodePorts"), only));
  }
  const balancer = spec.loadBalancerClass;
  if (balancer === undefined) return;
  if (balanced) invalidEach(scope, at(path, "loadBalancerClass"), balancer, qualifiedName(balancer));
  else scope.report(forbidden(at(path, "loadBalancerClass"), only));
}

function validateTraffic(spec: ServiceSpec, scope: Scope): void {
  const { type = "ClusterIP", externalTrafficPolicy: external = "", internalTrafficPolicy: internal } = spec;
  const policies = ["Cluster", "Local"];
  const outside = ["LoadBalancer", "NodePort"].includes(type);
  if (outside || (type === "ClusterIP" && (spec.externalIPs ?? []).length > 0)) {
    if (external !== "") oneOf(scope, at(path, "externalTrafficPolicy"), external, policies);
  } else if (external !== "") {
    const detail = "may only be set for externally-accessible services";
    scope.report(invalid(at(path, "externalTrafficPolicy"), external, detail));
  }
  const health = spec.healthCheckNodePort ?? 0;
  if (health !== 0) {
    const place = at(path, "healthCheckNodePort");
    if (type === "LoadBalancer" && external === "Local") invalidEach(scope, place, health, portNumber(health));
    else {
      const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
      scope.report(invalid(place, health, detail));
    }
  }
  if (internal !== undefined) oneOf(scope, at(path, "internalTrafficPolicy"), internal, policies);
  const distribution = spec.trafficDistribution;
  if (distribution === undefined) return;
  const zones = scope.minor >= 34 ? ["PreferSameZone", "PreferSameNode"] : [];
  oneOf(scope, at(path, "trafficDistribution"), distribution, ["PreferClose", ...zones]);
}
