import { type Address, parseAddress, sameAddress } from "./address.ts";
import { quoteGo } from "./quote.ts";

/** A network: an address, which may have bits beyond the prefix, and how many bits the prefix has. */
export interface Network {
  readonly address: Address;
  readonly length: number;
}

/** Reads `10.0.0.0/8`, or says what is wrong in the words of Go's netip. */
export function parseNetwork(text: string): Network | string {
  const refused = (message: string) => `netip.ParsePrefix(${quoteGo(text)}): ${message}`;
  const slash = text.lastIndexOf("/");
  if (slash === -1) return refused("no '/'");
  const address = parseAddress(text.slice(0, slash));
  if (typeof address === "string") return refused(address);
  if (address.zone !== "") return refused("IPv6 zones cannot be present in a prefix");
  const length = text.slice(slash + 1);
  if (!/^(?:\d|[1-9]\d{1,18})$/.test(length)) return refused(`bad bits after slash: ${quoteGo(length)}`);
  if (Number(length) > address.bits) return refused("prefix length out of range");
  return { address, length: Number(length) };
}

/** The network with nothing beyond its prefix. */
export function maskNetwork({ address, length }: Network): Network {
  return { address: { ...address, value: prefixOf(address, length) << BigInt(address.bits - length) }, length };
}

function prefixOf(address: Address, length: number): bigint {
  return address.value >> BigInt(address.bits - length);
}

export function networkHas({ address, length }: Network, other: Address): boolean {
  return address.bits === other.bits && prefixOf(address, length) === prefixOf(other, length);
}

/** Whether the other network is the same or a part. */
export function networkIncludes(network: Network, other: Network): boolean {
  return network.length <= other.length && networkHas(network, other.address);
}

export function sameNetwork(a: Network, b: Network): boolean {
  return a.length === b.length && sameAddress(a.address, b.address);
}
