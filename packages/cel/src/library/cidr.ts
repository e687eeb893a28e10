import { type Address, formatAddress, isMapped } from "../address.ts";
import { type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { maskNetwork, type Network, networkHas, networkIncludes, parseNetwork, sameNetwork } from "../network.ts";
import { quoteGo } from "../quote.ts";
import { opaqueType } from "../type.ts";
import { CelError, noSuchOverload, Opaque, type OpaqueKind, type Value } from "../value.ts";
import { ipValue, readIp } from "./ip.ts";

const CIDR: OpaqueKind = {
  name: "net.CIDR",
  equal: (a, b) => {
    if (!(b instanceof Opaque) || b.kind !== CIDR) return b instanceof CelError ? b : noSuchOverload();
    return sameNetwork(networkOf(a), networkOf(b));
  },
  lost: (cidr) => `(netip.Prefix)${asText(networkOf(cidr))}`,
  size: (cidr) => Math.ceil(networkOf(cidr).length / 8),
};

function networkOf(value: Value): Network {
  return (value as Opaque).content as Network;
}

function readCidr(text: string): Network | CelError {
  const failed = "network address parse error during conversion from string";
  const network = parseNetwork(text);
  if (typeof network === "string") return new CelError(`${failed}: ${failed}: ${network}`);
  if (!isMapped(network.address)) return network;
  return new CelError(`${failed}: IPv4-mapped IPv6 address ${quoteGo(text)} is not allowed`);
}

function cidr(text: string): Value {
  const network = readCidr(text);
  return network instanceof CelError ? network : new Opaque(CIDR, network);
}

function containsIp(network: Network, text: string): Value {
  const address = readIp(text);
  // The API server loses the reason here.
  return address instanceof CelError ? noSuchOverload() : networkHas(network, address);
}

function containsCidr(network: Network, text: string): Value {
  const other = readCidr(text);
  return other instanceof CelError ? other : networkIncludes(network, other);
}

function asText({ address, length }: Network): string {
  return `${formatAddress(address)}/${length}`;
}

const ROWS: readonly OverloadRow[] = [
  ["string_to_cidr", "cidr(string) net.CIDR", (text) => cidr(text as string)],
  [
    "cidr_contains_ip_string",
    "(net.CIDR) containsIP(string) bool",
    (value, text) => containsIp(networkOf(value!), text as string),
  ],
  [
    "cidr_contains_ip_ip",
    "(net.CIDR) containsIP(net.IP) bool",
    (value, ip) => networkHas(networkOf(value!), (ip as Opaque).content as Address),
  ],
  [
    "cidr_contains_cidr_string",
    "(net.CIDR) containsCIDR(string) bool",
    (value, text) => containsCidr(networkOf(value!), text as string),
  ],
  [
    "cidr_contains_cidr",
    "(net.CIDR) containsCIDR(net.CIDR) bool",
    (value, other) => networkIncludes(networkOf(value!), networkOf(other!)),
  ],
  ["cidr_ip", "(net.CIDR) ip() net.IP", (value) => ipValue(networkOf(value!).address)],
  ["cidr_prefix_length", "(net.CIDR) prefixLength() int", (value) => networkOf(value!).length],
  ["cidr_masked", "(net.CIDR) masked() net.CIDR", (value) => new Opaque(CIDR, maskNetwork(networkOf(value!)))],
  ["is_cidr", "isCIDR(string) bool", (text) => !(readCidr(text as string) instanceof CelError)],
  ["cidr_to_string", "string(net.CIDR) string", (value) => asText(networkOf(value!))],
];

/** Kubernetes' networks. */
export const CIDRS: Library = {
  name: "kubernetes.net.cidr",
  overloads: overloads(ROWS),
  types: [opaqueType("net.CIDR")],
};
