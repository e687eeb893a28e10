import {
  type Address,
  formatAddress,
  isGlobalUnicast,
  isLinkLocalMulticast,
  isLinkLocalUnicast,
  isLoopback,
  isMapped,
  isUnspecified,
  parseAddress,
  sameAddress,
} from "../address.ts";
import { type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import { quoteGo } from "../quote.ts";
import { opaqueType } from "../type.ts";
import { CelError, noSuchOverload, Opaque, type OpaqueKind, type Value } from "../value.ts";

/** IP addresses as values. */
const IP: OpaqueKind = {
  name: "net.IP",
  equal: (a, b) => {
    if (!(b instanceof Opaque) || b.kind !== IP) return b instanceof CelError ? b : noSuchOverload();
    return sameAddress(a.content as Address, b.content as Address);
  },
  lost: (ip) => `(netip.Addr)${formatAddress(ip.content as Address)}`,
  size: (ip) => (ip.content as Address).bits / 8,
};

/** The value of an address. */
export function ipValue(address: Address): Opaque {
  return new Opaque(IP, address);
}

/** Reads an address; zones and IPv4 addresses in IPv6's clothes are refused. */
export function readIp(text: string): Address | CelError {
  const address = parseAddress(text);
  const quoted = quoteGo(text);
  if (typeof address === "string") {
    return new CelError(`IP Address ${quoted} parse error during conversion from string: ${address}`);
  }
  if (address.zone !== "") return new CelError(`IP address ${quoted} with zone value is not allowed`);
  return isMapped(address) ? new CelError(`IPv4-mapped IPv6 address ${quoted} is not allowed`) : address;
}

function ip(text: string): Value {
  const address = readIp(text);
  return address instanceof CelError ? address : ipValue(address);
}

function isCanonical(text: string): Value {
  const address = readIp(text);
  return address instanceof CelError ? address : formatAddress(address) === text;
}

function member(id: string, name: string, result: string, apply: (address: Address) => Value): OverloadRow {
  return [id, `(net.IP) ${name}() ${result}`, (value) => apply((value as Opaque).content as Address)];
}

const ROWS: readonly OverloadRow[] = [
  ["string_to_ip", "ip(string) net.IP", (text) => ip(text as string)],
  ["ip_is_canonical", "ip.isCanonical(string) bool", (text) => isCanonical(text as string)],
  ["is_ip", "isIP(string) bool", (text) => !(readIp(text as string) instanceof CelError)],
  ["ip_to_string", "string(net.IP) string", (value) => formatAddress((value as Opaque).content as Address)],
  member("ip_family", "family", "int", ({ bits }) => (bits === 32 ? 4 : 6)),
  member("ip_is_unspecified", "isUnspecified", "bool", isUnspecified),
  member("ip_is_loopback", "isLoopback", "bool", isLoopback),
  member("ip_is_link_local_multicast", "isLinkLocalMulticast", "bool", isLinkLocalMulticast),
  member("ip_is_link_local_unicast", "isLinkLocalUnicast", "bool", isLinkLocalUnicast),
  member("ip_is_global_unicast", "isGlobalUnicast", "bool", isGlobalUnicast),
];

/** Kubernetes' IP addresses. */
export const IPS: Library = { name: "kubernetes.net.ip", overloads: overloads(ROWS), types: [opaqueType("net.IP")] };
