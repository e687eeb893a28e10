/**
 * Names of all sorts (apimachinery, `util/validation` and `api/validate/content`). Each function gives the server's
 * messages about a text, and none when it is good. Lengths are in bytes, as in Go.
 */

/** The length of a text in UTF-8. */
export function byteLength(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7ff) length += code >= 0xd800 && code <= 0xdfff ? 1 : 2;
    else if (code > 0x7f) length += 1;
  }
  return length;
}

function regexMessage(message: string, form: string, ...examples: string[]): string {
  if (examples.length === 0) return `${message} (regex used for validation is '${form}')`;
  const shown = examples.map((example) => `'${example}', `).join(" or ");
  return `${message} (e.g. ${shown}regex used for validation is '${form}')`;
}

function anchored(form: string): RegExp {
  return new RegExp(`^(?:${form})$`);
}

const tooLong = (limit: number, unit = "characters") => `must be no more than ${limit} ${unit}`;

const labelForm = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomainForm = `${labelForm}(\\.${labelForm})*`;
const labelMessage = regexMessage(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  labelForm,
  "my-name",
  "123-abc",
);
const subdomainMessage = regexMessage(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  subdomainForm,
  "example.com",
);
const labelRegex = anchored(labelForm);
const subdomainRegex = anchored(subdomainForm);

/** A DNS label: `my-name`. */
export function dnsLabel(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 63) messages.push(tooLong(63));
  if (!labelRegex.test(value)) messages.push(subdomainRegex.test(value) ? "must not contain dots" : labelMessage);
  return messages;
}

/** A DNS subdomain: `example.com`. */
export function dnsSubdomain(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 253) messages.push(tooLong(253));
  if (!subdomainRegex.test(value)) messages.push(subdomainMessage);
  return messages;
}

const underscoreLabelForm = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
const underscoreForm = `${underscoreLabelForm}(\\.${underscoreLabelForm})*`;
const underscoreRegex = anchored(underscoreForm);
const underscoreMessage = regexMessage(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  underscoreForm,
  "example.com",
);

/** A DNS subdomain that may hold underscores, as search domains do. */
export function dnsSubdomainWithUnderscore(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 253) messages.push(tooLong(253));
  if (!underscoreRegex.test(value)) messages.push(underscoreMessage);
  return messages;
}

const dns1035Form = "[a-z]([-a-z0-9]*[a-z0-9])?";
const dns1035Regex = anchored(dns1035Form);
const dns1035Message = regexMessage(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  dns1035Form,
  "my-name",
  "abc-123",
);

/** A DNS label that begins with a letter. */
export function dns1035Label(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 63) messages.push(tooLong(63));
  if (!dns1035Regex.test(value)) messages.push(dns1035Message);
  return messages;
}

const wildcardForm = `\\*\\.${subdomainForm}`;
const wildcardRegex = anchored(wildcardForm);
const wildcardMessage = regexMessage(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  wildcardForm,
  "*.example.com",
);

/** `*.example.com` */
export function wildcardDnsSubdomain(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 253) messages.push(tooLong(253));
  if (!wildcardRegex.test(value)) messages.push(wildcardMessage);
  return messages;
}

const nameForm = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const nameRegex = anchored(nameForm);
const nameMessage = regexMessage(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  nameForm,
  "MyName",
  "my.name",
  "123-abc",
);

/** A qualified name, which is what the key of a label is: `app`, `example.com/MyName`. */
export function qualifiedName(value: string): string[] {
  const messages: string[] = [];
  const parts = value.split("/");
  if (parts.length > 2) {
    return [
      `a valid label key ${nameMessage} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1)!;
  if (parts.length === 2) {
    const prefix = parts[0]!;
    if (prefix === "") messages.push("prefix part must be non-empty");
    else {
      if (byteLength(prefix) > 253) messages.push(`prefix part ${tooLong(253, "bytes")}`);
      if (!subdomainRegex.test(prefix)) messages.push(`prefix part ${subdomainMessage}`);
    }
  }
  if (name === "") messages.push("name part must be non-empty");
  else if (byteLength(name) > 63) messages.push(`name part ${tooLong(63, "bytes")}`);
  if (!nameRegex.test(name)) messages.push(`name part ${nameMessage}`);
  return messages;
}

const labelValueForm = `(${nameForm})?`;
const labelValueRegex = anchored(labelValueForm);
const labelValueMessage = regexMessage(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  labelValueForm,
  "MyValue",
  "my_value",
  "12345",
);

/** The value of a label. */
export function labelValue(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 63) messages.push(tooLong(63, "bytes"));
  if (!labelValueRegex.test(value)) messages.push(labelValueMessage);
  return messages;
}

/** A name that can stand as a part of a URL's path: nearly anything. */
export function pathSegment(value: string): string[] {
  if (value === "." || value === "..") return [`may not be '${value}'`];
  return ["/", "%"].filter((part) => value.includes(part)).map((part) => `may not contain '${part}'`);
}

/** The name of a port of a container or a Service. */
export function portName(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 15) messages.push(tooLong(15));
  if (!/^[-a-z0-9]+$/.test(value)) {
    messages.push("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
  }
  if (!/[a-z]/.test(value)) messages.push("must contain at least one letter (a-z)");
  if (value.includes("--")) messages.push("must not contain consecutive hyphens");
  if (value.startsWith("-") || value.endsWith("-")) messages.push("must not begin or end with a hyphen");
  return messages;
}

/** The number of a port. */
export function portNumber(value: number): string[] {
  return inRange(value, 1, 65535);
}

export function inRange(value: number, low: number, high: number): string[] {
  return value >= low && value <= high ? [] : [rangeMessage(low, high)];
}

export function rangeMessage(low: number, high: number): string {
  return `must be between ${low} and ${high}, inclusive`;
}

function noParentFolder(value: string): string[] {
  if (value === "." || value === "..") return [`must not be '${value}'`];
  return value.startsWith("..") ? ["must not start with '..'"] : [];
}

const configKeyForm = "[-._a-zA-Z0-9]+";
const configKeyRegex = anchored(configKeyForm);
const configKeyMessage = regexMessage(
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
  configKeyForm,
  "key.name",
  "KEY_NAME",
  "key-name",
);

/** A key of a ConfigMap or Secret. */
export function configKey(value: string): string[] {
  const messages: string[] = [];
  if (byteLength(value) > 253) messages.push(tooLong(253));
  if (!configKeyRegex.test(value)) messages.push(configKeyMessage);
  return [...messages, ...noParentFolder(value)];
}

/** The name of an environment variable: printable ASCII without `=` (since 1.32). */
export function variableName(value: string): string[] {
  if (value === "") return ["environment variable name must be non-empty"];
  if (/^[ -<>-~]*$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

const headerForm = "[-A-Za-z0-9]+";
const headerRegex = anchored(headerForm);

/** The name of an HTTP header. */
export function headerName(value: string): string[] {
  if (headerRegex.test(value)) return [];
  const message = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return [regexMessage(message, headerForm, "X-Header-Name")];
}

const percentForm = "[0-9]+%";

/** `25%` */
export function percent(value: string): string[] {
  if (/^[0-9]+%$/.test(value)) return [];
  const message = "a valid percent string must be a numeric string followed by an ending '%'";
  return [regexMessage(message, percentForm, "1%", "93%")];
}

const httpPathForm = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

/** `example.com/path`; the value that each message is about comes with it. */
export function domainPrefixedPath(value: string): [value: string, message: string][] {
  const slash = value.indexOf("/");
  const [host, path] = [value.slice(0, slash), value.slice(slash + 1)];
  if (slash <= 0 || path === "") return [[value, 'must be a domain-prefixed path (such as "acme.io/foo")']];
  const messages = dnsSubdomain(host).map((message): [string, string] => [host, message]);
  if (!anchored(httpPathForm).test(path)) messages.push([path, regexMessage("Invalid path", httpPathForm)]);
  return messages;
}
