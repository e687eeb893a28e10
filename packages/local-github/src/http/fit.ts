import type { Operation, Parameter } from "../contract/operations.ts";
import { checkBody, checkParameter, type Difference } from "../contract/validate.ts";
import { refuse } from "./refuse.ts";

type Value = string | number | boolean | undefined;

/** The parameters of path and query, each as its type asks. Refuses with 422 what does not fit. */
export function fitParameters(
  operation: Operation,
  path: Readonly<Record<string, string>>,
  query: URLSearchParams,
): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const [index, parameter] of operation.parameters.entries()) {
    const raw = parameter.in === "path" ? path[parameter.name] : (query.get(parameter.name) ?? undefined);
    if (raw === undefined) continue;
    const value = convert(parameter, raw);
    const [wrong] = checkParameter(operation.id, index, value);
    if (wrong !== undefined) refuse(422, `Invalid request.\n\n${sentence(wrong, value, parameter.name)}`);
    values[parameter.name] = value;
  }
  return values;
}

function convert({ schema }: Parameter, raw: string): Value {
  if (schema.type === "integer" && /^-?\d+$/.test(raw)) return Number(raw);
  if (schema.type === "boolean" && /^(true|false)$/.test(raw)) return raw === "true";
  return raw;
}

/** Refuses with 422, in GitHub's words, a body that the operation does not take. */
export function fitBody(operation: Operation, body: unknown): void {
  const differences = checkBody(operation.id, body ?? {});
  if (differences.length === 0) return;
  refuse(422, `Invalid request.\n\n${describe(differences, body)}`);
}

function describe(differences: readonly Difference[], body: unknown): string {
  // Of alternatives, each failing one is listed; only that none fits is of interest, unless it is all there is.
  const plain = differences.filter(({ keyword }) => !["oneOf", "anyOf", "if"].includes(keyword));
  const missing = plain
    .filter(({ keyword }) => keyword === "required")
    .map(({ parameters }) => `"${parameters["missingProperty"]}"`);
  const names = [...new Set(missing)];
  if (names.length > 0) return `${names.join(", ")} ${names.length === 1 ? "wasn't" : "weren't"} supplied.`;
  const [first] = plain;
  if (first === undefined) return 'No subschema in "anyOf" matched.';
  return sentence(first, valueAt(body, first.path), first.path.slice(1));
}

function sentence({ keyword, message, parameters }: Difference, value: unknown, name: string): string {
  const shown = value === null ? "nil" : JSON.stringify(value);
  switch (keyword) {
    case "type":
      return `For '${pointer(name)}', ${shown} is not ${article(String(parameters["type"]))}.`;
    case "enum":
      return `${shown} is not a member of ${JSON.stringify(parameters["allowedValues"])}.`;
    case "maxLength":
      return `Only ${parameters["limit"]} characters are allowed; ${String(value).length} were supplied.`;
    case "maxItems":
      return `No more than ${parameters["limit"]} items are allowed; ${(value as unknown[]).length} were supplied.`;
    case "additionalProperties":
      return `"${parameters["additionalProperty"]}" is not a permitted key.`;
    default:
      return `For '${pointer(name)}', ${shown} ${message}.`;
  }
}

/** The place of a value, as GitHub's validator writes it. */
function pointer(name: string): string {
  return name
    .split("/")
    .map((part) => (/^\d+$/.test(part) ? part : `properties/${part}`))
    .join("/");
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function valueAt(body: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], body);
}
