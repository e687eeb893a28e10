import { quoteGo } from "./quote.ts";

/** An IP address as Go's netip has it: 32 or 128 bits, an IPv6 one perhaps in a zone. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
  readonly zone: string;
}

/** Why a text is no address, in netip's words. */
interface Refusal {
  readonly message: string;
  /** What was not understood, from where. */
  readonly at?: string;
}

/** Reads an address, or says what is wrong in the words of Go's netip. */
export function parseAddress(text: string): Address | string {
  const first = /[.:%]/.exec(text)?.[0];
  const parsed = first === "." ? parse4(text) : first === ":" ? parse6(text) : noAddress(first);
  if (!("message" in parsed)) return parsed;
  const place = parsed.at === undefined || parsed.at === "" ? "" : ` (at ${quoteGo(parsed.at)})`;
  return `ParseAddr(${quoteGo(text)}): ${parsed.message}${place}`;
}

function noAddress(found: string | undefined): Refusal {
  return { message: found === "%" ? "missing IPv6 address" : "unable to parse IP" };
}

function parse4(text: string): Address | Refusal {
  const octets = parseOctets(text);
  return "message" in octets ? octets : { bits: 32, value: BigInt(octets.value), zone: "" };
}

/** Four decimal numbers, judged from left to right so that the first mistake is the one told. */
function parseOctets(text: string): { value: number } | Refusal {
  let value = 0;
  let dots = 0;
  let octet = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character >= "0" && character <= "9") {
      if (octet === "0") return { message: "IPv4 field has octet with leading zero" };
      octet += character;
      if (Number(octet) > 255) return { message: "IPv4 field has value >255" };
    } else if (character === ".") {
      if (octet === "" || index === text.length - 1) {
        return { message: "IPv4 field must have at least one digit", at: text.slice(index) };
      }
      if (dots === 3) return { message: "IPv4 address too long" };
      value = value * 256 + Number(octet);
      dots++;
      octet = "";
    } else return { message: "unexpected character", at: text.slice(index) };
  }
  return dots < 3 ? { message: "IPv4 address too short" } : { value: value * 256 + Number(octet) };
}

function parse6(text: string): Address | Refusal {
  const percent = text.indexOf("%");
  const zone = percent === -1 ? "" : text.slice(percent + 1);
  if (percent !== -1 && zone === "") return { message: "zone must be a non-empty string" };
  const groups = parseGroups(percent === -1 ? text : text.slice(0, percent));
  if ("message" in groups) return groups;
  const value = groups.reduce((sum, group) => sum * 65536n + BigInt(group), 0n);
  return { bits: 128, value, zone };
}

/** The eight groups of an IPv6 address. */
function parseGroups(text: string): readonly number[] | Refusal {
  let rest = text;
  const groups: number[] = [];
  let gap = -1;
  if (rest.startsWith("::")) {
    gap = 0;
    rest = rest.slice(2);
  }
  while (groups.length < 8 && !(rest === "" && gap === groups.length)) {
    const digits = /^[0-9a-fA-F]*/.exec(rest)![0];
    if (digits.length > 4) return { message: "each group must have 4 or less digits", at: rest };
    if (digits === "") return { message: "each colon-separated field must have at least one digit", at: rest };
    if (rest[digits.length] === ".") {
      const tail = parseEmbedded(rest, groups.length, gap);
      if ("message" in tail) return tail;
      groups.push(...tail);
      rest = "";
      break;
    }
    groups.push(Number.parseInt(digits, 16));
    rest = rest.slice(digits.length);
    if (rest === "") break;
    if (rest[0] !== ":") return { message: "unexpected character, want colon", at: rest };
    if (rest.length === 1) return { message: "colon must be followed by more characters", at: rest };
    rest = rest.slice(1);
    if (rest[0] === ":") {
      if (gap >= 0) return { message: "multiple :: in address", at: rest };
      gap = groups.length;
      rest = rest.slice(1);
    }
  }
  if (rest !== "") return { message: "trailing garbage after address", at: rest };
  return fillGap(groups, gap);
}

/** An IPv4 address in the place of the last two groups. */
function parseEmbedded(rest: string, before: number, gap: number): readonly number[] | Refusal {
  if (gap < 0 && before !== 6) {
    return { message: "embedded IPv4 address must replace the final 2 fields of the address", at: rest };
  }
  if (before > 6) {
    return { message: "too many hex fields to fit an embedded IPv4 at the end of the address", at: rest };
  }
  const octets = parseOctets(rest);
  return "message" in octets ? octets : [Math.trunc(octets.value / 65536), octets.value % 65536];
}

function fillGap(groups: readonly number[], gap: number): readonly number[] | Refusal {
  if (groups.length < 8) {
    if (gap < 0) return { message: "address string too short" };
    return [...groups.slice(0, gap), ...new Array(8 - groups.length).fill(0), ...groups.slice(gap)];
  }
  return gap < 0 ? groups : { message: "the :: must expand to at least one field of zeros" };
}

/** The canonical text: the longest run of zero groups left out, the first of those as long. */
export function formatAddress(address: Address): string {
  if (address.bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (address.value >> shift) & 255n).join(".");
  const zone = address.zone === "" ? "" : `%${address.zone}`;
  if (isMapped(address))
    return `::ffff:${formatAddress({ bits: 32, value: address.value & 0xffffffffn, zone: "" })}${zone}`;
  const groups = Array.from({ length: 8 }, (_, index) => (address.value >> BigInt(112 - 16 * index)) & 0xffffn);
  let run = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0n) length++;
    if (length > run.length) run = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (run.length === 1) return hex.join(":") + zone;
  return `${hex.slice(0, run.start).join(":")}::${hex.slice(run.start + run.length).join(":")}${zone}`;
}

/** Whether it is an IPv4 address in IPv6's clothes: `::ffff:1.2.3.4`. */
export function isMapped(address: Address): boolean {
  return address.bits === 128 && address.value >> 32n === 0xffffn;
}

export function sameAddress(a: Address, b: Address): boolean {
  return a.bits === b.bits && a.value === b.value && a.zone === b.zone;
}

export function isUnspecified(address: Address): boolean {
  return address.value === 0n;
}

export function isLoopback({ bits, value }: Address): boolean {
  return bits === 32 ? value >> 24n === 127n : value === 1n;
}

export function isMulticast({ bits, value }: Address): boolean {
  return bits === 32 ? value >> 28n === 0xen : value >> 120n === 0xffn;
}

export function isLinkLocalMulticast({ bits, value }: Address): boolean {
  return bits === 32 ? value >> 8n === 0xe00000n : ((value >> 112n) & 0xff0fn) === 0xff02n;
}

export function isLinkLocalUnicast({ bits, value }: Address): boolean {
  return bits === 32 ? value >> 16n === 0xa9fen : value >> 118n === 0x3fan;
}

/** Also true of private addresses: what is left out is unspecified, loopback, multicast, link local or broadcast. */
export function isGlobalUnicast(address: Address): boolean {
  if (address.bits === 32 && address.value === 0xffffffffn) return false;
  return !isUnspecified(address) && !isLoopback(address) && !isMulticast(address) && !isLinkLocalUnicast(address);
}
