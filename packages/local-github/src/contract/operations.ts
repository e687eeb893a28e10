import names from "../gen/names.json" with { type: "json" };
import extract from "../gen/operations.json" with { type: "json" };

/** An operation of the REST API as GitHub's description has it. */
export interface Operation {
  /** GitHub's name for it, such as `pulls/merge`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly documentation: string;
  readonly parameters: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: { readonly type?: string | readonly string[] };
}

/** What a method and a path lead to: an operation that is served, the name of one that is not, or nothing. */
export type Found =
  | { readonly operation: Operation; readonly parameters: Readonly<Record<string, string>> }
  | { readonly unserved: string }
  | undefined;

export type OperationId = keyof typeof extract.operations;

interface Route {
  readonly parts: readonly string[];
  readonly operation: Operation | undefined;
  readonly name: string;
}

/** Parameters whose value may itself hold slashes. */
const greedy = new Set(["{path}", "{ref}", "{basehead}", "{branch}", "{environment_name}"]);

/** Every operation that is served, by its name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries(extract.operations).map(([id, operation]) => [id, { id, ...(operation as Omit<Operation, "id">) }]),
);

/** The routes by method and by what stands first and fourth in their path (`repos` and `pulls`), `*` for a parameter. */
const routes = new Map<string, Route[]>();
for (const operation of operations.values()) addRoute(operation.method, operation.path, operation.id, operation);
for (const [route, name] of Object.entries(names.operations)) {
  const [method = "", path = ""] = route.split(" ");
  addRoute(method, path, name, undefined);
}

function addRoute(method: string, path: string, name: string, operation: Operation | undefined): void {
  const parts = path.split("/").slice(1);
  const key = keyOf(method, parts, parts[3]?.startsWith("{") === true ? "*" : parts[3]);
  const list = routes.get(key) ?? [];
  list.push({ parts, operation, name });
  routes.set(key, list);
}

function keyOf(method: string, parts: readonly string[], fourth: string | undefined): string {
  return `${method} ${parts[0]} ${fourth}`;
}

/** Finds the operation that a path of the API (from its root, undecoded) names. Literal parts win over parameters. */
export function findOperation(method: string, path: string): Found {
  const parts = path.split("/").slice(1);
  let best: { route: Route; parameters: Record<string, string>; literals: number } | undefined;
  const candidates = [parts[3], "*"].flatMap((fourth) => routes.get(keyOf(method, parts, fourth)) ?? []);
  for (const route of candidates) {
    const parameters = match(route.parts, parts);
    if (parameters === undefined) continue;
    const literals = route.parts.filter((part) => !part.startsWith("{")).length;
    if (best === undefined || literals > best.literals) best = { route, parameters, literals };
  }
  if (best === undefined) return undefined;
  const { operation, name } = best.route;
  return operation === undefined ? { unserved: name } : { operation, parameters: best.parameters };
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  let at = 0;
  for (const [index, expected] of pattern.entries()) {
    const rest = pattern.length - index - 1;
    const length = greedy.has(expected) ? parts.length - at - rest : 1;
    if (length < 1 || at + length > parts.length) return undefined;
    const value = parts.slice(at, at + length).join("/");
    at += length;
    if (!expected.startsWith("{")) {
      if (expected !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (decoded === undefined || (decoded === "" && expected !== "{path}")) return undefined;
    parameters[expected.slice(1, -1)] = decoded;
  }
  return at === parts.length ? parameters : undefined;
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
