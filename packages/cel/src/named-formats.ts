import { parseRequestUrl } from "./url.ts";
import { utf8Length } from "./utf8.ts";

/** A format that has a name: what is wrong with a text by it, and the length of the pattern that its cost is told by. */
export interface NamedFormat {
  readonly name: string;
  readonly patternSize: number;
  readonly validate: (text: string) => readonly string[];
}

/** A rule of Kubernetes' names, with its message. */
interface NameRule {
  readonly limit: number;
  readonly pattern: string;
  readonly message: string;
  readonly examples: readonly string[];
}

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS_LABEL: NameRule = {
  limit: 63,
  pattern: LABEL,
  message:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  examples: ["my-name", "123-abc"],
};
const DNS_SUBDOMAIN: NameRule = {
  limit: 253,
  pattern: `${LABEL}(\\.${LABEL})*`,
  message:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  examples: ["example.com"],
};
const OLD_LABEL: NameRule = {
  limit: 63,
  pattern: "[a-z]([-a-z0-9]*[a-z0-9])?",
  message:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  examples: ["my-name", "abc-123"],
};
const LABEL_KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const KEY_NAME: NameRule = {
  limit: 63,
  pattern: LABEL_KEY,
  message:
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ["MyName", "my.name", "123-abc"],
};
const LABEL_VALUE: NameRule = {
  limit: 63,
  pattern: `(${LABEL_KEY})?`,
  message:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  examples: ["MyValue", "my_value", "12345"],
};

function refusal({ message, examples, pattern }: NameRule): string {
  const shown = examples.map((example) => `'${example}', `).join(" or ");
  return `${message} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

function follows({ pattern }: NameRule, text: string): boolean {
  return new RegExp(`^${pattern}$`).test(text);
}

/** What a rule says; `unit` is what its length counts in its message. */
function problems(rule: NameRule, text: string, unit: "bytes" | "characters"): string[] {
  const found: string[] = [];
  if (utf8Length(text) > rule.limit) found.push(`must be no more than ${rule.limit} ${unit}`);
  if (follows(rule, text)) return found;
  const isSubdomain = rule === DNS_LABEL && follows(DNS_SUBDOMAIN, text);
  return [...found, isSubdomain ? "must not contain dots" : refusal(rule)];
}

function nameFormat(rule: NameRule): NamedFormat["validate"] {
  return (text) => problems(rule, text, "characters");
}

/** A name to which something is to be appended may end with a dash: its last two characters count as one `a`. */
function prefixFormat(rule: NameRule): NamedFormat["validate"] {
  return (text) => {
    const masked = text.length > 1 && text.endsWith("-") ? `${text.slice(0, -2)}a` : text;
    return problems(rule, masked, "characters");
  };
}

/** A label's key: a name, perhaps after a subdomain and a slash. */
function qualifiedName(text: string): string[] {
  const parts = text.split("/");
  if (parts.length > 2) {
    const optional = " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
    return [`a valid label key ${refusal(KEY_NAME)}${optional}`];
  }
  const name = parts.at(-1)!;
  const found: string[] = [];
  if (parts.length === 2) {
    const prefix = parts[0]!;
    const wrong = prefix === "" ? ["must be non-empty"] : problems(DNS_SUBDOMAIN, prefix, "bytes");
    found.push(...wrong.map((message) => `prefix part ${message}`));
  }
  if (name === "") found.push("name part must be non-empty");
  return [...found, ...problems(KEY_NAME, name, "bytes").map((message) => `name part ${message}`)];
}

function uri(text: string): string[] {
  const url = parseRequestUrl(text);
  return "problem" in url ? [url.problem] : [];
}

/** A format that only says whether, by one message. */
function yesOrNo(accepts: (text: string) => boolean, message: string): NamedFormat["validate"] {
  return (text) => (accepts(text) ? [] : [message]);
}

const UUID = "^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$";
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const TIME_OF_DAY = "^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$";

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

/** A date and a time with its zone; after a second `t` anything may stand. */
function isDateTime(text: string): boolean {
  const [date, time] = text.toLowerCase().split("t");
  if (time === undefined || !isDate(date!)) return false;
  const match = new RegExp(TIME_OF_DAY, "u").exec(time);
  return match !== null && match[1]! <= "23" && match[2]! <= "59" && match[3]! <= "59";
}

/** The formats by the names that `format.named` takes. */
export const NAMED_FORMATS: Readonly<Record<string, NamedFormat>> = {
  dns1123Label: { name: "DNS1123Label", patternSize: 30, validate: nameFormat(DNS_LABEL) },
  dns1123Subdomain: { name: "DNS1123Subdomain", patternSize: 60, validate: nameFormat(DNS_SUBDOMAIN) },
  dns1035Label: { name: "DNS1035Label", patternSize: 30, validate: nameFormat(OLD_LABEL) },
  qualifiedName: { name: "QualifiedName", patternSize: 60, validate: qualifiedName },
  dns1123LabelPrefix: { name: "DNS1123LabelPrefix", patternSize: 30, validate: prefixFormat(DNS_LABEL) },
  dns1123SubdomainPrefix: { name: "DNS1123SubdomainPrefix", patternSize: 60, validate: prefixFormat(DNS_SUBDOMAIN) },
  dns1035LabelPrefix: { name: "DNS1035LabelPrefix", patternSize: 30, validate: prefixFormat(OLD_LABEL) },
  labelValue: { name: "LabelValue", patternSize: 40, validate: (text) => problems(LABEL_VALUE, text, "bytes") },
  uri: { name: "URI", patternSize: 1103, validate: uri },
  // The pattern's length counts the flag that JavaScript writes elsewhere.
  uuid: {
    name: "uuid",
    patternSize: UUID.length + 4,
    validate: yesOrNo((text) => new RegExp(UUID, "i").test(text), "does not match the UUID format"),
  },
  byte: { name: "byte", patternSize: 84, validate: yesOrNo((text) => BASE64.test(text), "invalid base64") },
  date: { name: "date", patternSize: TIME_OF_DAY.length, validate: yesOrNo(isDate, "invalid date") },
  datetime: { name: "datetime", patternSize: TIME_OF_DAY.length, validate: yesOrNo(isDateTime, "invalid datetime") },
};
