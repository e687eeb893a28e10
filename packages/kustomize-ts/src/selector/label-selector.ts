import { refuse } from "../refusal.ts";

type Operator = "=" | "==" | "!=" | "in" | "notin" | ">" | "<" | "exists" | "!";
type Requirement = { readonly key: string; readonly operator: Operator; readonly values: readonly string[] };

const TOKEN = /[=!(),<>]+|[^=!(),<>\s]+/g;
const SYMBOLS = ["==", "!=", "=", "!", "(", ")", ",", ">", "<"];
const NAME = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Reads a selector in Kubernetes' syntax (`a=b,c in (d,e),!f`) and gives whether labels match it. The empty selector
 * matches all. Refuses what Kubernetes refuses.
 */
export function labelSelector(selector: string): (labels: ReadonlyMap<string, string>) => boolean {
  if (selector === "") return () => true;
  const requirements = parse(tokens(selector));
  return (labels) => requirements.every((requirement) => matches(requirement, labels));
}

function matches({ key, operator, values }: Requirement, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(key);
  switch (operator) {
    case "exists":
      return value !== undefined;
    case "!":
      return value === undefined;
    case "!=":
    case "notin":
      return value === undefined || !values.includes(value);
    case ">":
    case "<":
      if (value === undefined || !/^[-+]?\d+$/.test(value)) return false;
      return operator === ">" ? BigInt(value) > BigInt(values[0]!) : BigInt(value) < BigInt(values[0]!);
    default:
      return value !== undefined && values.includes(value);
  }
}

function tokens(selector: string): string[] {
  return (selector.match(TOKEN) ?? []).flatMap((token) => (/^[=!(),<>]/.test(token) ? symbols(token) : [token]));
}

/** Takes a run of symbols apart, the longest first. */
function symbols(run: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < run.length; at += found.at(-1)!.length) {
    found.push(SYMBOLS.find((symbol) => run.startsWith(symbol, at))!);
  }
  return found;
}

function parse(list: readonly string[]): Requirement[] {
  // From the end, so that taking one away is quick.
  const rest = [...list].reverse();
  const requirements: Requirement[] = [];
  while (rest.length > 0) {
    requirements.push(requirement(rest));
    const next = rest.pop();
    if (next !== undefined && next !== ",") invalid(unexpected(next, "',' or 'end of string'"));
    if (next === "," && (rest.length === 0 || !isWord(rest.at(-1)!, "!")))
      invalid(unexpected(rest.at(-1) ?? "", "identifier after ','"));
  }
  return requirements;
}

function requirement(rest: string[]): Requirement {
  const isNegated = rest.at(-1) === "!";
  if (isNegated) rest.pop();
  const key = rest.pop() ?? "";
  if (!isWord(key)) wrong(key, "!, identifier, or 'end of string'");
  checkKey(key);
  if (isNegated) return { key, operator: "!", values: [] };
  if (rest.length === 0 || rest.at(-1) === ",") return { key, operator: "exists", values: [] };
  const operator = rest.pop() as Operator;
  if (operator === "in" || operator === "notin") return checked({ key, operator, values: values(rest) });
  if (!["=", "==", "!=", ">", "<"].includes(operator)) wrong(operator, "'=', '!=', '==', 'in', notin'");
  const value = rest.length === 0 || rest.at(-1) === "," ? "" : rest.pop()!;
  if (value !== "" && !isWord(value)) wrong(value, "identifier");
  return checked({ key, operator, values: [value] });
}

function values(rest: string[]): string[] {
  const open = rest.pop() ?? "";
  if (open !== "(") unparsable(`found '${open}' expected: '('`);
  const found: string[] = [];
  for (let isValueDue = true; ; ) {
    const token = rest.pop() ?? "";
    if (token === ")" || token === ",") {
      if (isValueDue) found.push("");
      if (token === ")") return found;
      isValueDue = true;
    } else {
      if (!isWord(token) || !isValueDue) wrong(token, "',', ')' or identifier");
      found.push(token);
      isValueDue = false;
    }
  }
}

function isWord(token: string, ...others: readonly string[]): boolean {
  return token !== "" && (!SYMBOLS.includes(token) || others.includes(token));
}

function checked(found: Requirement): Requirement {
  for (const value of found.values) {
    if (value === "" || (NAME.test(value) && value.length <= 63)) continue;
    unparsable(`invalid label value: ${JSON.stringify(value)}: at key: ${JSON.stringify(found.key)}`);
  }
  if ((found.operator === ">" || found.operator === "<") && !/^[-+]?\d+$/.test(found.values[0]!)) {
    unparsable("for 'Gt', 'Lt' operators, the value must be an integer");
  }
  return found;
}

function checkKey(key: string): void {
  const parts = key.split("/");
  const name = parts.at(-1)!;
  const isName = NAME.test(name) && name.length <= 63;
  const isPrefixed = parts.length === 1 || (parts.length === 2 && SUBDOMAIN.test(parts[0]!) && parts[0]!.length <= 253);
  if (!isName || !isPrefixed) unparsable(`invalid label key ${JSON.stringify(key)}`);
}

function unexpected(found: string, expected: string): string {
  return `found '${found}', expected: ${expected}`;
}

function wrong(found: string, expected: string): never {
  return unparsable(unexpected(found, expected));
}

function unparsable(message: string): never {
  return invalid(`unable to parse requirement: ${message}`);
}

function invalid(message: string): never {
  const hint = "Write a selector as for kubectl: a=b,c in (d,e),!f";
  return refuse("SELECTOR_INVALID", message, hint);
}
