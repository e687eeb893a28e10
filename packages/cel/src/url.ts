import { parseAddress } from "./address.ts";
import { escapeUrl, isEscaped, unescapeUrl } from "./percent.ts";
import { quoteGo } from "./quote.ts";
import { work } from "./work.ts";

/** A URL as Go's net/url takes it apart. All texts are byte strings: one character for each byte of the UTF-8. */
export interface Url {
  readonly scheme: string;
  readonly opaque: string;
  readonly user: { readonly name: string; readonly password: string | undefined } | undefined;
  readonly host: string;
  /** Decoded. */
  readonly path: string;
  /** As it was written. */
  readonly rawPath: string;
  readonly query: string;
  /** Ends with `?`. */
  readonly emptyQuery: boolean;
  readonly fragment: string;
  readonly rawFragment: string;
  /** Has a scheme and a path but nothing between them. */
  readonly omitsHost: boolean;
}

/** What is wrong with a text that is no URL. */
export interface UrlProblem {
  readonly problem: string;
}

const EMPTY: Url = {
  scheme: "",
  opaque: "",
  user: undefined,
  host: "",
  path: "",
  rawPath: "",
  query: "",
  emptyQuery: false,
  fragment: "",
  rawFragment: "",
  omitsHost: false,
};

const ASCII = /^[\0-\x7f]*$/;

/** The bytes of a text, one character for each. */
export function toBytes(text: string): string {
  work(text.length);
  if (ASCII.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** The text of bytes; what is no UTF-8 is replaced. */
export function fromBytes(bytes: string): string {
  if (ASCII.test(bytes)) return bytes;
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

/** Reads what comes with a request: an absolute URL or an absolute path, in which `#` is a character like any other. */
export function parseRequestUrl(text: string): Url | UrlProblem {
  const url = parse(toBytes(text), true);
  return "problem" in url ? { problem: `parse ${quoteGo(text)}: ${url.problem}` } : url;
}

/** Reads any URL, with a fragment perhaps. */
export function parseUrl(text: string): Url | UrlProblem {
  const hash = text.indexOf("#");
  const before = hash === -1 ? text : text.slice(0, hash);
  const url = parse(toBytes(before), false);
  if ("problem" in url) return { problem: `parse ${quoteGo(before)}: ${url.problem}` };
  if (hash === -1 || hash === text.length - 1) return url;
  const rawFragment = toBytes(text.slice(hash + 1));
  const fragment = unescapeUrl(rawFragment, "fragment");
  if ("problem" in fragment) return { problem: `parse ${quoteGo(text)}: ${fragment.problem}` };
  return { ...url, fragment: fragment.text, rawFragment };
}

function parse(bytes: string, viaRequest: boolean): Url | UrlProblem {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for.
  if (/[\0-\x1f\x7f]/.test(bytes)) return { problem: "net/url: invalid control character in URL" };
  if (bytes === "" && viaRequest) return { problem: "empty url" };
  if (bytes === "*") return { ...EMPTY, path: "*" };
  const [, written, afterScheme] = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(.*)$/s.exec(bytes)!;
  if (bytes.startsWith(":")) return { problem: "missing protocol scheme" };
  const scheme = (written ?? "").toLowerCase();
  const { rest, query, emptyQuery } = splitQuery(afterScheme!);
  const url = { ...EMPTY, scheme, query, emptyQuery };
  if (!rest.startsWith("/")) {
    if (scheme !== "") return { ...url, opaque: rest };
    if (viaRequest) return { problem: "invalid URI for request" };
    if (/^[^/]*:/.test(rest)) return { problem: "first path segment in URL cannot contain colon" };
  }
  const isPath = scheme === "" && (viaRequest || rest.startsWith("///"));
  if (isPath || !rest.startsWith("//")) return withPath({ ...url, omitsHost: scheme !== "" && !isPath }, rest);
  const end = rest.indexOf("/", 2);
  const authority = parseAuthority(scheme, end === -1 ? rest.slice(2) : rest.slice(2, end));
  return "problem" in authority ? authority : withPath({ ...url, ...authority }, end === -1 ? "" : rest.slice(end));
}

/** `?` begins the query; one alone at the end is remembered apart. */
function splitQuery(text: string): { rest: string; query: string; emptyQuery: boolean } {
  const mark = text.indexOf("?");
  if (mark === -1) return { rest: text, query: "", emptyQuery: false };
  return { rest: text.slice(0, mark), query: text.slice(mark + 1), emptyQuery: mark === text.length - 1 };
}

function withPath(url: Url, rawPath: string): Url | UrlProblem {
  const path = unescapeUrl(rawPath, "path");
  return "problem" in path ? path : { ...url, path: path.text, rawPath };
}

function parseAuthority(scheme: string, authority: string): Pick<Url, "user" | "host"> | UrlProblem {
  const at = authority.lastIndexOf("@");
  const host = parseHost(scheme, authority.slice(at + 1));
  if (typeof host !== "string") return host;
  if (at === -1) return { user: undefined, host };
  const written = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(written)) return { problem: "net/url: invalid userinfo" };
  const colon = written.indexOf(":");
  const name = unescapeUrl(colon === -1 ? written : written.slice(0, colon), "user");
  if ("problem" in name) return name;
  const password = colon === -1 ? { text: undefined } : unescapeUrl(written.slice(colon + 1), "user");
  if ("problem" in password) return password;
  return { user: { name: name.text, password: password.text }, host };
}

function parseHost(scheme: string, host: string): string | UrlProblem {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) return { problem: "invalid IP-literal" };
  if (bracket === 0) return parseLiteral(host);
  const first = host.indexOf(":");
  // Lists of hosts with ports are tolerated, but not where browsers go.
  const strict = scheme === "http" || scheme === "https";
  const port = first === -1 ? "" : host.slice(strict ? first : host.lastIndexOf(":"));
  if (!isPort(port)) return { problem: `invalid port ${quoteGo(fromBytes(port))} after host` };
  const decoded = unescapeUrl(host, "host");
  return "problem" in decoded ? decoded : decoded.text;
}

/** An address in brackets: `[::1]:80`, `[fe80::1%25en0]`. */
function parseLiteral(host: string): string | UrlProblem {
  const close = host.lastIndexOf("]");
  if (close === -1) return { problem: "missing ']' in host" };
  const port = host.slice(close + 1);
  if (!isPort(port)) return { problem: `invalid port ${quoteGo(fromBytes(port))} after host` };
  const inside = host.slice(1, close);
  const percent = inside.indexOf("%25");
  const name = unescapeUrl(percent === -1 ? inside : inside.slice(0, percent), "host");
  if ("problem" in name) return name;
  const zone = percent === -1 ? { text: "" } : unescapeUrl(inside.slice(percent), "zone");
  if ("problem" in zone) return zone;
  const literal = name.text + zone.text;
  const address = parseAddress(fromBytes(literal));
  if (typeof address === "string") return { problem: `invalid host: ${address}` };
  return address.bits === 32 ? { problem: "invalid IP-literal" } : `[${literal}]${port}`;
}

function isPort(text: string): boolean {
  return /^(?::\d*)?$/.test(text);
}

/** Host and port; a port that is none belongs to the host, and brackets to neither. */
export function splitHost(host: string): { readonly name: string; readonly port: string } {
  const [, before, port] = /^(.*):(\d*)$/s.exec(host) ?? ["", host, ""];
  const name = before!.startsWith("[") && before!.endsWith("]") ? before!.slice(1, -1) : before!;
  return { name, port: port! };
}

/** The path with escapes: as it was written, if it needs no more. */
export function escapedPath({ path, rawPath }: Url): string {
  if (rawPath !== "" && isEscaped(rawPath, "path")) return rawPath;
  return path === "*" ? path : escapeUrl(path, "path");
}

function escapedFragment({ fragment, rawFragment }: Url): string {
  return isEscaped(rawFragment, "fragment") ? rawFragment : escapeUrl(fragment, "fragment");
}

/** The values of the query by their names, in order; what is not well formed is left out. */
export function queryValues({ query }: Url): Map<string, string[]> {
  const values = new Map<string, string[]>();
  const pairs = query.split("&");
  // Go's limit, against requests that are nothing but separators.
  if (pairs.length > 10_000) return values;
  for (const pair of pairs) {
    if (pair === "" || pair.includes(";")) continue;
    const equals = pair.indexOf("=");
    const key = unescapeUrl(equals === -1 ? pair : pair.slice(0, equals), "query");
    const value = unescapeUrl(equals === -1 ? "" : pair.slice(equals + 1), "query");
    if ("problem" in key || "problem" in value) continue;
    const name = fromBytes(key.text);
    values.set(name, [...(values.get(name) ?? []), fromBytes(value.text)]);
  }
  return values;
}

/** The URL put together again: by this text two are equal. */
export function formatUrl(url: Url): string {
  const { scheme, opaque, query, emptyQuery, fragment } = url;
  const hierarchical = opaque === "" ? formatHierarchy(url) : opaque;
  const mark = emptyQuery || query !== "" ? `?${query}` : "";
  const hash = fragment === "" ? "" : `#${escapedFragment(url)}`;
  return `${scheme === "" ? "" : `${scheme}:`}${hierarchical}${mark}${hash}`;
}

function formatHierarchy(url: Url): string {
  const { scheme, user, host, path } = url;
  const written = escapedPath(url);
  const hasAuthority = host !== "" || user !== undefined;
  const slashes = hasAuthority || (scheme !== "" && !url.omitsHost && path !== "") ? "//" : "";
  const authority = `${slashes}${formatUser(user)}${escapeUrl(host, "host")}`;
  if (written !== "" && !written.startsWith("/") && host !== "") return `${authority}/${written}`;
  // A relative path may not begin with what looks like a scheme.
  const isAmbiguous = scheme === "" && authority === "" && /^[^/]*:/.test(written);
  return isAmbiguous ? `./${written}` : authority + written;
}

function formatUser(user: Url["user"]): string {
  if (user === undefined) return "";
  const password = user.password === undefined ? "" : `:${escapeUrl(user.password, "user")}`;
  return `${escapeUrl(user.name, "user")}${password}@`;
}
