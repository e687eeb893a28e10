import { quoteGo } from "./quote.ts";

// Percent encoding as Go's net/url does it. Texts here are byte strings: one character for each byte of the UTF-8.

/** The part of a URL that a text stands in; each lets other characters stand for themselves. */
export type UrlPart = "path" | "host" | "zone" | "user" | "query" | "fragment";

const UNRESERVED = "-_.~A-Za-z0-9";
const HOST = `${UNRESERVED}!$&'()*+,;=:\\[\\]<>"`;
/** The characters that stand for themselves, as the inside of a pattern's brackets. */
const PLAIN: Readonly<Record<UrlPart, string>> = {
  path: `${UNRESERVED}$&+,/:;=@`,
  host: HOST,
  zone: HOST,
  user: `${UNRESERVED}$&+,;=`,
  query: UNRESERVED,
  fragment: `${UNRESERVED}$&+,/:;=?@!()*`,
};
const HOST_BYTE = new RegExp(`^[${HOST}]$`);
/** What a host may hold as it is: also every byte that is not ASCII. */
const HOST_TEXT = new RegExp(`^[${HOST}\x80-\xff]*$`);

/** Whether the bytes need no escapes in this part, for one reason or another: some may stand although they would be escaped. */
export function isEscaped(bytes: string, part: "path" | "fragment"): boolean {
  return new RegExp(`^[${PLAIN[part]}!$&'()*+,;=:@\\[\\]%]*$`).test(bytes);
}

export function escapeUrl(bytes: string, part: UrlPart): string {
  return bytes.replace(new RegExp(`[^${PLAIN[part]}]`, "gs"), (byte) => {
    if (part === "query" && byte === " ") return "+";
    return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
  });
}

/** The decoded text, or what is wrong: an escape that is none, or that this part does not allow. */
export function unescapeUrl(bytes: string, part: UrlPart): { readonly text: string } | { readonly problem: string } {
  const isHost = part === "host" || part === "zone";
  if (!bytes.includes("%") && (!isHost || HOST_TEXT.test(bytes))) return { text: withSpaces(bytes, part) };
  // In a host every byte is looked at, elsewhere only escapes that are none.
  for (const [found] of bytes.matchAll(isHost ? /%.{0,2}|./gs : /%(?![0-9a-fA-F]{2}).{0,2}/gs)) {
    const problem = found.startsWith("%") ? escapeProblem(found, part) : byteProblem(found);
    if (problem !== undefined) return { problem };
  }
  const text = withSpaces(bytes, part).replace(/%(..)/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return { text };
}

/** In queries a plus sign is a space. */
function withSpaces(bytes: string, part: UrlPart): string {
  return part === "query" ? bytes.replaceAll("+", " ") : bytes;
}

function escapeProblem(found: string, part: UrlPart): string | undefined {
  return isEscape(found, part) ? undefined : `invalid URL escape ${quoteGo(found)}`;
}

function isEscape(found: string, part: UrlPart): boolean {
  if (!/^%[0-9a-fA-F]{2}$/.test(found)) return false;
  if ((part !== "host" && part !== "zone") || found === "%25") return true;
  // Hosts escape only what is not ASCII; zones also what could be written without.
  const byte = String.fromCharCode(Number.parseInt(found.slice(1), 16));
  return part === "host" ? byte >= "\x80" : byte === " " || HOST_BYTE.test(byte);
}

function byteProblem(byte: string): string | undefined {
  if (HOST_TEXT.test(byte)) return undefined;
  return `invalid character ${quoteGo(byte)} in host name`;
}
