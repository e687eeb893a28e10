import { duplicate, invalid, required, tooMany } from "../fault.ts";
import type { Endpoint, EndpointAddress, EndpointPort, EndpointSlice, Endpoints } from "../gen/types.ts";
import { at, item, type Path, unsaid } from "../path.ts";
import { endpointIpFaults, ipFaults, parseIp } from "./ip.ts";
import { dnsLabel, dnsSubdomain, labelValue, portNumber, qualifiedName } from "./names.ts";
import { protocols } from "./pod/containers.ts";
import { repeated } from "./repeated.ts";
import { invalidEach, oneOf, type Scope } from "./scope.ts";

/** Endpoints that are written by hand, in the old form and in slices. */

export function validateEndpoints(endpoints: Endpoints, scope: Scope): void {
  for (const [index, subset] of (endpoints.subsets ?? []).entries()) {
    const place = item(at(undefined, "subsets"), index);
    const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
    if (addresses.length + notReadyAddresses.length === 0) {
      scope.report(required(place, "must specify `addresses` or `notReadyAddresses`"));
    }
    for (const [field, list] of Object.entries({ addresses, notReadyAddresses })) {
      for (const [which, address] of list.entries()) validateAddress(address, item(at(place, field), which), scope);
    }
    for (const [which, port] of ports.entries()) {
      validatePort(port, ports.length > 1, item(at(place, "ports"), which), scope);
    }
  }
}

function validateAddress({ ip = "", hostname = "", nodeName }: EndpointAddress, place: Path, scope: Scope): void {
  for (const fault of ipFaults(ip, at(place, "ip"), scope)) scope.report(fault);
  if (hostname !== "") invalidEach(scope, at(place, "hostname"), hostname, dnsLabel(hostname));
  if (nodeName !== undefined) invalidEach(scope, at(place, "nodeName"), nodeName, dnsSubdomain(nodeName));
  for (const fault of endpointIpFaults(ip, at(place, "ip"))) scope.report(fault);
}

function validatePort(endpoint: EndpointPort, named: boolean, place: Path, scope: Scope): void {
  const { name = "", port = 0, protocol = "TCP", appProtocol } = endpoint;
  if (name !== "") invalidEach(scope, at(place, "name"), name, dnsLabel(name));
  else if (named) scope.report(required(at(place, "name")));
  invalidEach(scope, at(place, "port"), port, portNumber(port));
  oneOf(scope, at(place, "protocol"), protocol, protocols);
  if (appProtocol !== undefined) invalidEach(scope, at(place, "appProtocol"), appProtocol, qualifiedName(appProtocol));
}

export function validateEndpointSlice(slice: EndpointSlice, scope: Scope): void {
  const { addressType = "", endpoints = [], ports = [] } = slice;
  const typePath = at(undefined, "addressType");
  if (addressType === "") scope.report(required(typePath));
  else oneOf(scope, typePath, addressType, ["FQDN", "IPv4", "IPv6"]);
  const names = new Set<string>();
  for (const [index, { name = "", protocol = "TCP", appProtocol }] of ports.entries()) {
    const place = item(at(undefined, "ports"), index);
    if (name !== "") invalidEach(scope, at(place, "name"), name, dnsLabel(name));
    if (names.has(name)) scope.report(duplicate(at(place, "name"), name));
    names.add(name);
    oneOf(scope, at(place, "protocol"), protocol, protocols);
    if (appProtocol !== undefined) {
      invalidEach(scope, at(place, "appProtocol"), appProtocol, qualifiedName(appProtocol));
    }
  }
  const place = at(undefined, "endpoints");
  if (endpoints.length > 1000) {
    scope.report(tooMany(place, endpoints.length, 1000));
    return;
  }
  for (const [index, endpoint] of endpoints.entries()) {
    validateEndpoint(endpoint, addressType, item(place, index), scope);
  }
}

function validateEndpoint(endpoint: Endpoint, type: string, place: Path, scope: Scope): void {
  const { addresses = [], nodeName, hostname, hints } = endpoint;
  const addressesPath = at(place, "addresses");
  if (addresses.length === 0) scope.report(required(addressesPath, "must contain at least 1 address"));
  if (addresses.length > 100) scope.report(tooMany(addressesPath, addresses.length, 100));
  for (const [index, address] of addresses.entries()) {
    validateTypedAddress(address, type, item(addressesPath, index), { unsaid: unsaid(addressesPath, index), scope });
  }
  if (nodeName !== undefined) invalidEach(scope, at(place, "nodeName"), nodeName, dnsSubdomain(nodeName));
  if (hostname !== undefined) invalidEach(scope, at(place, "hostname"), hostname, dnsLabel(hostname));
  for (const [field, rule] of [
    ["forZones", labelValue],
    ["forNodes", dnsSubdomain],
  ] as const) {
    const list = hints?.[field] ?? [];
    const hintsPath = at(place, "hints", field);
    if (list.length > 8) {
      scope.report(tooMany(hintsPath, list.length, 8));
      return;
    }
    const again = repeated(list.map(({ name = "" }) => name));
    for (const [index, { name = "" }] of list.entries()) {
      const namePath = at(item(hintsPath, index), "name");
      if (again.has(index)) scope.report(duplicate(namePath, name));
      invalidEach(scope, namePath, name, rule(name));
    }
  }
}

function validateTypedAddress(
  address: string,
  type: string,
  place: Path,
  { unsaid: list, scope }: { unsaid: Path; scope: Scope },
): void {
  if (type === "FQDN") {
    const name = address.replace(/\.$/, "");
    if (name === "") scope.report(required(place));
    else if (dnsSubdomain(name).length > 0) scope.report(invalid(place, name, dnsSubdomain(name).join(",")));
    else if (!name.includes(".")) {
      scope.report(invalid(place, name, "should be a domain with at least two segments separated by dots"));
    }
    return;
  }
  const family = { IPv4: 4, IPv6: 6 }[type];
  if (family === undefined) return;
  const faults = ipFaults(address, place, scope);
  for (const fault of faults) scope.report(fault);
  if (faults.length > 0) return;
  if (parseIp(address)?.family !== family) scope.report(invalid(list, address, `must be an ${type} address`));
  for (const fault of endpointIpFaults(address, place)) scope.report(fault);
}
