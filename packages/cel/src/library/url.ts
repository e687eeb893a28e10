import { type Apply, type OverloadRow, overloads } from "../function.ts";
import type { Library } from "../library.ts";
import {
  escapedPath,
  formatUrl,
  fromBytes,
  parseRequestUrl,
  parseUrl,
  queryValues,
  splitHost,
  type Url,
} from "../url.ts";
import { CelError, CelMap, noSuchOverload, Opaque, type OpaqueKind, type Value } from "../value.ts";

const NAME = "kubernetes.URL";

const URL_KIND: OpaqueKind = {
  name: NAME,
  lost: (parsed) => `(*url.URL)${fromBytes(formatUrl(parsed.content as Url))}`,
  equal: (a, b) => {
    if (!(b instanceof Opaque) || b.kind !== URL_KIND) return b instanceof CelError ? b : noSuchOverload();
    return formatUrl(a.content as Url) === formatUrl(b.content as Url);
  },
};

/** Reads a URL twice: as a request would, to see whether it is absolute, and then with its fragment. */
function url(text: string): Value {
  const request = parseRequestUrl(text);
  const parsed = "problem" in request ? request : parseUrl(text);
  if ("problem" in parsed) return new CelError(`URL parse error during conversion from string: ${parsed.problem}`);
  return new Opaque(URL_KIND, parsed);
}

function getQuery(parsed: Url): Value {
  const map = new CelMap();
  for (const [name, values] of queryValues(parsed)) map.set(name, values);
  return map;
}

/** A function of a URL that gives a byte string. */
function part(read: (parsed: Url) => string): Apply {
  return (value) => fromBytes(read((value as Opaque).content as Url));
}

const ROWS: readonly OverloadRow[] = [
  ["string_to_url", `url(string) ${NAME}`, (text) => url(text as string)],
  ["is_url_string", "isURL(string) bool", (text) => !("problem" in parseRequestUrl(text as string))],
  ["url_get_scheme", `(${NAME}) getScheme() string`, part((parsed) => parsed.scheme)],
  ["url_get_host", `(${NAME}) getHost() string`, part((parsed) => parsed.host)],
  ["url_get_hostname", `(${NAME}) getHostname() string`, part((parsed) => splitHost(parsed.host).name)],
  ["url_get_port", `(${NAME}) getPort() string`, part((parsed) => splitHost(parsed.host).port)],
  ["url_get_escaped_path", `(${NAME}) getEscapedPath() string`, part(escapedPath)],
  [
    "url_get_query",
    `(${NAME}) getQuery() map(string, list(string))`,
    (value) => getQuery((value as Opaque).content as Url),
  ],
];

/** Kubernetes' URLs, read as Go's net/url reads them. */
export const URLS: Library = { name: "kubernetes.urls", overloads: overloads(ROWS) };
