import { quoteGo } from "./quote.ts";

// Percent encoding as Go's net/url does it. Texts here are byte strings: one character for each byte of the UTF-8.

/** The part of a URL that a text stands in; each lets other characters stand for themselves. */
export type UrlPart = "path" | "host" | "zone" | "user" | "query" | "fragment";

const UNRESERVED = "-_.~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HOST = `${UNRESERVED}!$&'()*+,;=:[]<>"`;
const PLAIN: Readonly<Record<UrlPart, ReadonlySet<string>>> = {
  path: new Set(`${UNRESERVED}$&+,/:;=@`),
  host: new Set(HOST),
  zone: new Set(HOST),
  user: new Set(`${UNRESERVED}$&+,;=`),
  query: new Set(UNRESERVED),
  fragment: new Set(`${UNRESERVED}$&+,/:;=?@!()*`),
};

/** Whether a byte stands for itself in this part. */
export function standsForItself(byte: string, part: UrlPart): boolean {
  return PLAIN[part].has(byte);
}

export function escapeUrl(bytes: string, part: UrlPart): string {
  return bytes.replace(/[^A-Za-z0-9]/g, (byte) => {
    if (PLAIN[part].has(byte)) return byte;
    if (part === "query" && byte === " ") return "+";
    return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

/** The decoded text, or what is wrong: an escape that is none, or that this part does not allow. */
export function unescapeUrl(bytes: string, part: UrlPart): { readonly text: string } | { readonly problem: string } {
  for (let at = 0; at < bytes.length; at += bytes[at] === "%" ? 3 : 1) {
    const problem = bytes[at] === "%" ? escapeProblem(bytes.slice(at, at + 3), part) : byteProblem(bytes[at]!, part);
    if (problem !== undefined) return { problem };
  }
  const spaced = part === "query" ? bytes.replaceAll("+", " ") : bytes;
  const text = spaced.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return { text };
}

function escapeProblem(found: string, part: UrlPart): string | undefined {
  const invalid = `invalid URL escape ${quoteGo(found)}`;
  if (!/^%[0-9a-fA-F]{2}$/.test(found)) return invalid;
  if ((part !== "host" && part !== "zone") || found === "%25") return undefined;
  // Hosts escape only what is not ASCII; zones also what could be written without.
  const byte = String.fromCharCode(Number.parseInt(found.slice(1), 16));
  if (part === "host") return byte < "\x80" ? invalid : undefined;
  return byte === " " || PLAIN.host.has(byte) ? undefined : invalid;
}

function byteProblem(byte: string, part: UrlPart): string | undefined {
  if ((part !== "host" && part !== "zone") || byte >= "\x80" || PLAIN.host.has(byte)) return undefined;
  return `invalid character ${quoteGo(byte)} in host name`;
}
