import type { LabelSelector } from "./policy.ts";

/** A selector ready to test labels, or why it is none. */
export type Selector =
  | { readonly everything: boolean; readonly matches: (labels: Readonly<Record<string, string>>) => boolean }
  | { readonly error: string };

type Requirement = (labels: Readonly<Record<string, string>>) => boolean;

/** Makes a test of a label selector; the rules and the wording of errors are those of the server's label package. */
export function compileSelector(selector: LabelSelector = {}): Selector {
  const requirements: Requirement[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    const error = keyError(key) ?? valueError(key, value, 0);
    if (error !== undefined) return { error };
    requirements.push((labels) => Object.hasOwn(labels, key) && labels[key] === value);
  }
  for (const { key = "", operator = "", values = [] } of selector.matchExpressions ?? []) {
    const requirement = requirementOf(key, operator, values);
    if (typeof requirement === "string") return { error: requirement };
    requirements.push(requirement);
  }
  return {
    everything: requirements.length === 0,
    matches: (labels) => requirements.every((requirement) => requirement(labels)),
  };
}

function requirementOf(key: string, operator: string, values: readonly string[]): Requirement | string {
  const has = (labels: Readonly<Record<string, string>>) => Object.hasOwn(labels, key);
  const among = (labels: Readonly<Record<string, string>>) => has(labels) && values.includes(labels[key] ?? "");
  const tests: Readonly<Record<string, Requirement>> = {
    In: among,
    NotIn: (labels) => !among(labels),
    Exists: has,
    DoesNotExist: (labels) => !has(labels),
  };
  const test = Object.hasOwn(tests, operator) ? tests[operator] : undefined;
  if (test === undefined) return `"${operator}" is not a valid label selector operator`;
  const flaw = keyError(key);
  if (flaw !== undefined) return flaw;
  const lists = operator === "In" || operator === "NotIn";
  if (lists && values.length === 0)
    return "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty";
  if (!lists && values.length > 0)
    return `values: Invalid value: ${JSON.stringify(values)}: values set must be empty for exists and does not exist`;
  for (const [index, value] of values.entries()) {
    const error = valueError(key, value, index);
    if (error !== undefined) return error;
  }
  return test;
}

/** `a.example.com/Name_1`: a name, with a domain before it or without. */
export function isQualified(key: string): boolean {
  const parts = key.split("/");
  const name = parts.at(-1) ?? "";
  const prefix = parts.length === 2 ? parts[0] : undefined;
  const rightName = name.length <= 63 && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name);
  const rightPrefix = prefix === undefined || (prefix.length <= 253 && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(prefix));
  return parts.length <= 2 && rightName && rightPrefix;
}

function keyError(key: string): string | undefined {
  if (isQualified(key)) return undefined;
  return `key: Invalid value: ${JSON.stringify(key)}: name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`;
}

function valueError(key: string, value: string, index: number): string | undefined {
  if (value.length <= 63 && /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(value)) return undefined;
  return `values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`;
}
