import { forbidden, invalid, required, tooLong, unsupported } from "../fault.ts";
import type { Fault } from "../finding.ts";
import type { IngressClass, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from "../gen/types.ts";
import { at, item, type Path } from "../path.ts";
import { type Cidr, cidrFaults, contains, parseCidr } from "./ip.ts";
import { validateLabelSelector } from "./labels.ts";
import { byteLength, dnsLabel, dnsSubdomain, domainPrefixedPath, pathSegment, portName, portNumber } from "./names.ts";
import { invalidEach, type Scope } from "./scope.ts";

/** Network policies and ingress classes (pkg/apis/networking/validation). */

const path = at(undefined, "spec");
const policyProtocols = ["TCP", "UDP", "SCTP"];
const policyTypes = ["Ingress", "Egress"];

export function validateNetworkPolicy(policy: NetworkPolicy, scope: Scope): void {
  const { podSelector, ingress = [], egress = [], policyTypes: types = [] } = policy.spec ?? {};
  validateLabelSelector(podSelector, at(path, "podSelector"), scope);
  for (const [index, rule] of ingress.entries()) {
    const place = item(at(path, "ingress"), index);
    validatePorts(rule.ports ?? [], at(place, "ports"), scope);
    validatePeers(rule.from ?? [], at(place, "from"), scope);
  }
  for (const [index, rule] of egress.entries()) {
    const place = item(at(path, "egress"), index);
    validatePorts(rule.ports ?? [], at(place, "ports"), scope);
    validatePeers(rule.to ?? [], at(place, "to"), scope);
  }
  const typesPath = at(path, "policyTypes");
  if (types.length > 2) {
    scope.report(invalid(typesPath, types, "may not specify more than two policyTypes"));
    return;
  }
  for (const [index, type] of types.entries()) {
    if (!policyTypes.includes(type)) scope.report(unsupported(item(typesPath, index), type, policyTypes));
  }
}

function validatePorts(ports: readonly NetworkPolicyPort[], place: Path, scope: Scope): void {
  for (const [index, { protocol = "TCP", port, endPort }] of ports.entries()) {
    const here = item(place, index);
    if (!policyProtocols.includes(protocol)) {
      scope.report(unsupported(at(here, "protocol"), protocol, policyProtocols));
    }
    const endPath = at(here, "endPort");
    if (typeof port === "number") {
      invalidEach(scope, at(here, "port"), port, portNumber(port));
      if (endPort === undefined) continue;
      if (endPort < port) scope.report(invalid(endPath, port, "must be greater than or equal to `port`"));
      invalidEach(scope, endPath, endPort, portNumber(endPort));
    } else {
      if (endPort !== undefined) {
        const why = port === undefined ? "not specified" : "non-numeric";
        scope.report(invalid(endPath, endPort, `may not be specified when \`port\` is ${why}`));
      }
      if (port !== undefined) invalidEach(scope, at(here, "port"), port, portName(port));
    }
  }
}

function validatePeers(peers: readonly NetworkPolicyPeer[], place: Path, scope: Scope): void {
  for (const [index, { podSelector, namespaceSelector, ipBlock }] of peers.entries()) {
    const here = item(place, index);
    validateLabelSelector(podSelector, at(here, "podSelector"), scope);
    validateLabelSelector(namespaceSelector, at(here, "namespaceSelector"), scope);
    if (ipBlock !== undefined) validateBlock(ipBlock, at(here, "ipBlock"), scope);
    const selectors = podSelector !== undefined || namespaceSelector !== undefined;
    if (!selectors && ipBlock === undefined) scope.report(required(here, "must specify a peer"));
    else if (selectors && ipBlock !== undefined) {
      scope.report(forbidden(here, "may not specify both ipBlock and another peer"));
    }
  }
}

function validateBlock(block: { cidr?: string; except?: string[] }, place: Path, scope: Scope): void {
  const { cidr: text = "", except = [] } = block;
  if (text === "") {
    scope.report(required(at(place, "cidr")));
    return;
  }
  for (const fault of cidrFaults(text, at(place, "cidr"), scope)) scope.report(fault);
  const cidr = parseCidr(text);
  if (cidr === undefined) return;
  for (const [index, value] of except.entries()) {
    for (const fault of exceptFaults(value, cidr, item(at(place, "except"), index), scope)) scope.report(fault);
  }
}

function exceptFaults(value: string, cidr: Cidr, place: Path, scope: Scope): Fault[] {
  const faults = cidrFaults(value, place, scope);
  const except = parseCidr(value);
  if (except === undefined) return faults;
  const inside = contains(cidr, { ...except.ip, bits: except.base }) && cidr.length < except.length;
  return inside ? faults : [...faults, invalid(place, value, "must be a strict subset of `cidr`")];
}

export function validateIngressClass(ingressClass: IngressClass, scope: Scope): void {
  const { controller = "", parameters } = ingressClass.spec ?? {};
  const place = at(path, "controller");
  if (byteLength(controller) > 250) scope.report(tooLong(place, 250));
  if (controller === "") scope.report(required(place));
  else for (const [value, message] of domainPrefixedPath(controller)) scope.report(invalid(place, value, message));
  if (parameters === undefined) return;
  const here = at(path, "parameters");
  const { apiGroup, kind = "", name = "", scope: reach = "Cluster", namespace } = parameters;
  if (apiGroup !== undefined) invalidEach(scope, at(here, "apiGroup"), apiGroup, dnsSubdomain(apiGroup));
  for (const [field, value] of Object.entries({ kind, name })) {
    if (value === "") scope.report(required(at(here, field)));
    else invalidEach(scope, at(here, field), value, pathSegment(value));
  }
  if (reach === "Namespace") {
    if (namespace === undefined) {
      scope.report(required(at(here, "namespace"), "`parameters.scope` is set to 'Namespace'"));
    } else invalidEach(scope, at(here, "namespace"), namespace, dnsLabel(namespace));
  } else if (reach !== "Cluster") scope.report(unsupported(at(here, "scope"), reach, ["Cluster", "Namespace"]));
  else if (namespace !== undefined) {
    scope.report(forbidden(at(here, "namespace"), "`parameters.scope` is set to 'Cluster'"));
  }
}
