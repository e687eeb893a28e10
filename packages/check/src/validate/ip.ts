import { invalid } from "../fault.ts";
import type { Fault } from "../finding.ts";
import type { Path } from "../path.ts";
import type { Scope } from "./scope.ts";

/**
 * IP addresses and CIDRs as the server reads them: as Go did before 1.17, with leading zeros, and since Kubernetes 1.36
 * more strictly (apimachinery, `util/validation/ip.go`).
 */
export interface Ip {
  /** 128 bits; an IPv4 address is mapped into `::ffff:0:0/96`, as Go holds it. */
  readonly bits: bigint;
  readonly family: 4 | 6;
  /** Whether a stricter reader takes the text too. */
  readonly strict: boolean;
  /** Written as IPv6 though it is an IPv4 address. */
  readonly mapped: boolean;
}

export interface Cidr {
  readonly ip: Ip;
  /** The length of the prefix in the address's own family. */
  readonly length: number;
  /** The first address of the block. */
  readonly base: bigint;
  readonly strict: boolean;
}

const mappedPrefix = 0xffffn << 32n;

function parseV4(text: string): { bits: bigint; strict: boolean } | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  let bits = 0n;
  for (const part of parts) {
    if (!/^\d{1,8}$/.test(part) || Number(part) > 255) return undefined;
    bits = (bits << 8n) | BigInt(Number(part));
  }
  return { bits, strict: parts.every((part) => part.length === 1 || !part.startsWith("0")) };
}

function parseV6(text: string): { bits: bigint; strict: boolean } | undefined {
  const halves = text.split("::");
  if (halves.length > 2 || text.includes(":::")) return undefined;
  const groups: number[][] = [];
  let strict = true;
  for (const [index, half] of halves.entries()) {
    const list: number[] = [];
    const words = half === "" ? [] : half.split(":");
    for (const [place, word] of words.entries()) {
      const last = index === halves.length - 1 && place === words.length - 1;
      if (last && word.includes(".")) {
        const v4 = parseV4(word);
        if (v4 === undefined) return undefined;
        list.push(Number(v4.bits >> 16n), Number(v4.bits & 0xffffn));
        strict = v4.strict;
      } else if (/^0*[0-9a-fA-F]{1,4}$/.test(word)) {
        list.push(Number.parseInt(word, 16));
        if (word.length > 4) strict = false;
      } else return undefined;
    }
    groups.push(list);
  }
  const [before = [], after = []] = groups;
  const missing = 8 - before.length - after.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = halves.length === 1 ? before : [...before, ...new Array<number>(missing).fill(0), ...after];
  return { bits: all.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n), strict };
}

/** Reads an address, or gives nothing. */
export function parseIp(text: string): Ip | undefined {
  const dot = text.indexOf(".");
  const colon = text.indexOf(":");
  if (dot >= 0 && (colon < 0 || dot < colon)) {
    const v4 = parseV4(text);
    return v4 && { bits: mappedPrefix | v4.bits, family: 4, strict: v4.strict, mapped: false };
  }
  const v6 = colon < 0 ? undefined : parseV6(text);
  if (v6 === undefined) return undefined;
  const mapped = v6.bits >> 32n === 0xffffn;
  return { bits: v6.bits, family: mapped ? 4 : 6, strict: v6.strict, mapped };
}

/** Reads a CIDR, or gives nothing. */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf("/");
  if (slash < 0) return undefined;
  const ip = parseIp(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  const width = text.slice(0, slash).includes(":") ? 128 : 32;
  if (ip === undefined || !/^\d{1,8}$/.test(digits) || Number(digits) > width) return undefined;
  const length = Number(digits);
  const host = BigInt(width - length);
  const base = (ip.bits >> host) << host;
  return { ip, length, base, strict: ip.strict && String(length) === digits };
}

/** Whether a block holds an address. */
export function contains(cidr: Cidr, ip: Ip): boolean {
  if (cidr.ip.family !== ip.family) return false;
  const host = BigInt((cidr.ip.family === 4 && !cidr.ip.mapped ? 32 : 128) - cidr.length);
  return ip.bits >> host === cidr.base >> host;
}

/** The strict rules are those of 1.36. */
function strictFrom(scope: Scope): boolean {
  return scope.minor >= 36;
}

/** The faults of an address in a field that is older than the strict rules. */
export function ipFaults(value: string, path: Path, scope: Scope): Fault[] {
  const ip = parseIp(value);
  if (ip === undefined) {
    return [invalid(path, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")];
  }
  if (!strictFrom(scope)) return [];
  if (!ip.strict) return [invalid(path, value, "must not have leading 0s")];
  return ip.mapped ? [invalid(path, value, "must not be an IPv4-mapped IPv6 address")] : [];
}

/** The faults of a CIDR in a field that is older than the strict rules. */
export function cidrFaults(value: string, path: Path, scope: Scope): Fault[] {
  const cidr = parseCidr(value);
  if (cidr === undefined) {
    return [invalid(path, value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")];
  }
  if (!strictFrom(scope)) return [];
  if (!cidr.strict) return [invalid(path, value, "must not have leading 0s in IP or prefix length")];
  if (cidr.ip.mapped) return [invalid(path, value, "must not have an IPv4-mapped IPv6 address")];
  return cidr.base === cidr.ip.bits ? [] : [invalid(path, value, "must not have bits set beyond the prefix length")];
}

/** Addresses that stand for the machine or the link itself cannot be endpoints. */
export function endpointIpFaults(value: string, path: Path): Fault[] {
  const ip = parseIp(value);
  if (ip === undefined) return [invalid(path, value, "must be a valid IP address")];
  const inside = (block: string) => contains(parseCidr(block)!, ip);
  const faults: Fault[] = [];
  if (ip.bits === 0n || ip.bits === mappedPrefix)
    faults.push(invalid(path, value, `may not be unspecified (${value})`));
  if (inside("127.0.0.0/8") || ip.bits === 1n) {
    faults.push(invalid(path, value, "may not be in the loopback range (127.0.0.0/8, ::1/128)"));
  }
  if (inside("169.254.0.0/16") || inside("fe80::/10")) {
    faults.push(invalid(path, value, "may not be in the link-local range (169.254.0.0/16, fe80::/10)"));
  }
  if (inside("224.0.0.0/24") || ((ip.bits >> 112n) % 0x10n === 2n && ip.bits >> 120n === 0xffn)) {
    faults.push(invalid(path, value, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"));
  }
  return faults;
}
