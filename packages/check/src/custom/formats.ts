import { decodeBase64 } from "../base64.ts";
import { durationError, timeError } from "../go-time.ts";
import { parseCidr, parseIp } from "../validate/ip.ts";
import { byteLength, dnsLabel, dnsSubdomain } from "../validate/names.ts";

/** The formats of texts that the API server knows (kube-openapi, `validation/strfmt`), by their names without dashes. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: (text) => /^[0-9a-fA-F]{24}$/.test(text),
  byte: (text) => text !== "" && !/[\r\n]/.test(text) && typeof decodeBase64(text) !== "number",
  cidr: (text) => parseCidr(text) !== undefined,
  creditcard: isCreditCard,
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && timeError(`${text}T00:00:00Z`) === undefined,
  datetime: isDateTime,
  duration: isDuration,
  email: isEmail,
  hexcolor: (text) => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  hostname: isHostname,
  ipv4: (text) => text.includes(".") && parseIp(text) !== undefined,
  ipv6: (text) => text.includes(":") && parseIp(text) !== undefined,
  isbn: (text) => isIsbn(text, 10) || isIsbn(text, 13),
  isbn10: (text) => isIsbn(text, 10),
  isbn13: (text) => isIsbn(text, 13),
  k8slongname: (text) => dnsSubdomain(text).length === 0,
  k8sshortname: (text) => dnsLabel(text).length === 0,
  mac: isMac,
  password: () => true,
  rgbcolor: isRgb,
  ssn: (text) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  uri: isUri,
  uuid: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid3: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  uuid4: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
  uuid5: (text) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i.test(text),
};

const plain = (format: string) => format.replaceAll("-", "");

/** Whether the server of that version knows a format; what it does not know it ignores. */
export function isKnownFormat(format: string, minor: number): boolean {
  const name = plain(format);
  return Object.hasOwn(formats, name) && (minor >= 34 || !name.startsWith("k8s"));
}

/** Whether a text has a format that the server knows. */
export function matchesFormat(format: string, text: string): boolean {
  return formats[plain(format)]?.(text) ?? true;
}

function isDateTime(text: string): boolean {
  const lower = text.toLowerCase().split("t");
  if (lower.length < 2) return false;
  const date = lower[0]!;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || timeError(`${date}T00:00:00Z`) !== undefined) return false;
  const time = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$/.exec(lower[1]!);
  return time !== null && time[1]! <= "23" && time[2]! <= "59" && time[3]! <= "59";
}

const durationUnits = /^(ns|nano.*|us|µs|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/;

function isDuration(text: string): boolean {
  if (durationError(text) === undefined) return true;
  return [...text.matchAll(/(\d+)\s*([A-Za-zµ]+)/g)].some(([, , unit]) => durationUnits.test(unit!.toLowerCase()));
}

function isEmail(text: string): boolean {
  const address = /^[^<>]*<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
  const atSign = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, atSign), address.slice(atSign + 1)];
  if (atSign < 1) return false;
  const atoms = /^[^\s()<>[\]:;@\\,"]+$/;
  const quoted = /^"([^"\\]|\\.)*"$/;
  const dots = (name: string) => !name.startsWith(".") && !name.endsWith(".") && !name.includes("..");
  return (quoted.test(local) || (atoms.test(local) && dots(local))) && atoms.test(domain) && dots(domain);
}

const hostname = (() => {
  const character = "[a-zA-Z0-9\\p{S}\\p{L}]";
  const single = `${character}-?${character}{0,62}`;
  const label = `${character}([a-zA-Z0-9\\-\\p{S}\\p{L}]{0,61}${character})?`;
  return new RegExp(`^(${single}|(${label}\\.)+[a-zA-Z\\p{L}]{2,63})$`, "u");
})();

/** One label with a dash at most, after its first letter; or several, the last one of letters. */
function isHostname(text: string): boolean {
  return hostname.test(text) && byteLength(text) <= 255 && text.split(".").every((label) => byteLength(label) <= 63);
}

/** What Go's `url.ParseRequestURI` takes: an absolute URL, or an absolute path. */
function isUri(text: string): boolean {
  if (text === "" || /[\0-\x20\x7f]/.test(text) || /%(?![0-9a-fA-F]{2})/.test(text)) return false;
  if (text.startsWith("/") || text === "*") return true;
  const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:(.*)$/s.exec(text);
  if (scheme === null) return false;
  const authority = /^\/\/([^/?#]*)/.exec(scheme[1]!)?.[1] ?? "";
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return /^(\[[^\]]*\]|[^:[\]]*)(:\d*)?$/.test(host) && !/[<>"\\^`{|}]/.test(host);
}

function isMac(text: string): boolean {
  const octets = [6, 8, 20];
  const pairs = /^[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2})*)?$/.test(text);
  if (pairs && text.length > 2) return octets.includes((text.length + 1) / 3);
  return /^[0-9a-fA-F]{4}(?:\.[0-9a-fA-F]{4})+$/.test(text) && octets.includes(((text.length + 1) / 5) * 2);
}

function isRgb(text: string): boolean {
  const parts = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/.exec(text);
  return parts?.slice(1).every((part) => Number(part) <= 255 && String(Number(part)) === part) ?? false;
}

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, "");
  const form =
    /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;
  if (!form.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isIsbn(text: string, version: 10 | 13): boolean {
  const digits = text.replace(/[\s-]+/g, "");
  if (version === 10) {
    if (!/^(?:[0-9]{9}X|[0-9]{10})$/.test(digits)) return false;
    const sum = [...digits].reduce((total, digit, index) => {
      return total + (10 - index) * (digit === "X" ? 10 : Number(digit));
    }, 0);
    return sum % 11 === 0;
  }
  if (!/^[0-9]{13}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
