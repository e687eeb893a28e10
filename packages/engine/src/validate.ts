import { type Doc, findingAt, isMap, valueAt } from "./doc.ts";
import { type Finding, mostFindings } from "./finding.ts";
import { locate, type Path } from "./locate.ts";
import { environmentBreaches } from "./validate/environment-rules.ts";
import { type Breach, breaches } from "./validate/rules.ts";
import { type SchemaName, validateSchema } from "./validate/schema.ts";
import type { Json } from "./yaml.ts";

const kept = new WeakMap<Doc, Map<SchemaName, readonly Finding[]>>();

/**
 * Everything that is wrong with a document by itself, whatever stands around it: what breaks its schema, and the rules
 * between its fields. The same document is judged once.
 */
export function validate(doc: Doc, name: SchemaName): readonly Finding[] {
  const before = kept.get(doc) ?? new Map<SchemaName, readonly Finding[]>();
  const findings = before.get(name) ?? judge(doc, name);
  kept.set(doc, before.set(name, findings));
  return findings;
}

function judge(doc: Doc, name: SchemaName): Finding[] {
  const { findings, broken } = validateSchema(doc, name);
  if (!isMap(doc.value)) return findings;
  const breaches = breachesOf(doc, name, without(doc.value, broken)).slice(0, mostFindings - findings.length);
  return [...findings, ...breaches.map(({ path, at, saying }) => findingAt(doc, path, saying, at))];
}

/** What a document breaks that no schema can say; its broken parts are undefined. */
function breachesOf(doc: Doc, name: SchemaName, value: Json): Breach[] {
  const spec = valueAt(value, ["spec"]);
  const kind = String(valueAt(doc.value, ["kind"]));
  const names = reservedName(value, name);
  if (!isMap(spec)) return names;
  if (name === "service") return [...names, ...breaches(spec, kind), ...sizeAndCompute(spec, doc)];
  if (name === "settings") return [...breaches({ metrics: {}, ...spec }, kind), ...sizeAndCompute(spec, doc)];
  return name === "environment" ? environmentBreaches(spec) : names;
}

/** In one document only: settings may give a size where the release has exact compute. */
function sizeAndCompute(spec: { readonly [field: string]: Json }, doc: Doc): Breach[] {
  const fields = Object.keys(spec).filter((field) => field === "size" || field === "compute");
  const [first, second] = fields.sort((a, b) => offset(doc, a) - offset(doc, b));
  if (first === undefined || second === undefined) return [];
  const saying = {
    code: "CONFLICTING_FIELDS",
    message: `${first} and ${second} exclude each other.`,
    hint: `Keep ${first} or ${second}.`,
  } as const;
  return [{ path: ["spec", second], at: "key", saying }];
}

function offset(doc: Doc, field: string): number {
  const { line, column } = locate(doc.text, ["spec", field], "key");
  return line * 1e6 + column;
}

/** Names that would be taken for something else, by schema, and for what. */
const reserved: { readonly [schema in SchemaName]?: { readonly [name: string]: string } } = {
  team: {
    platform: "the branches of the environments have a folder of that name",
    argocd: "the branches of the environments have a folder of that name",
    slipway: "the platform's own project in Argo CD has that name",
  },
  service: {
    default: "pods that name no account run under the one of that name",
    "default-deny": "the NetworkPolicy of the whole namespace has that name",
  },
};

function reservedName(value: Json, schema: SchemaName): Breach[] {
  const path = ["metadata", "name"];
  const name = valueAt(value, path);
  const reasons = reserved[schema] ?? {};
  if (typeof name !== "string" || !Object.hasOwn(reasons, name)) return [];
  const message = `No ${schema} may be called ${name}: ${reasons[name]}.`;
  return [{ path, saying: { code: "NAME_RESERVED", message, hint: "Choose another name." } }];
}

/** A copy in which the values at some paths are there and undefined. */
function without(value: Json, paths: readonly Path[]): Json {
  if (paths.length === 0) return value;
  const copy = structuredClone(value);
  for (const path of paths) {
    const parent = valueAt(copy, path.slice(0, -1)) as Record<string | number, unknown> | undefined;
    const last = path.at(-1);
    if (typeof parent === "object" && parent !== null && last !== undefined) parent[last] = undefined;
  }
  return copy;
}
