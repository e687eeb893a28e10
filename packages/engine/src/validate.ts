import { type Doc, findingAt, isMap, valueAt } from "./doc.ts";
import type { Finding } from "./finding.ts";
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
  const value = without(doc.value, broken);
  const spec = valueAt(value, ["spec"]);
  if ((name === "service" || name === "settings") && isMap(spec)) {
    const kind = typeof doc.value["kind"] === "string" ? doc.value["kind"] : "";
    const judged = name === "service" ? breaches(spec, kind) : breaches({ metrics: {}, ...spec }, kind);
    const all = [...judged, ...sizeAndCompute(spec, doc)];
    findings.push(...all.map(({ path, at, saying }) => findingAt(doc, path, saying, at)));
  }
  if (name === "environment" && isMap(spec))
    findings.push(...environmentBreaches(spec).map(({ path, at, saying }) => findingAt(doc, path, saying, at)));
  if (name === "team") findings.push(...reservedName(doc));
  return findings;
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

/** Folders of an environment's branch that no team may be called by. */
const reserved = ["platform", "argocd"];

function reservedName(doc: Doc): Finding[] {
  const name = valueAt(doc.value, ["metadata", "name"]);
  if (typeof name !== "string" || !reserved.includes(name)) return [];
  const message = `No team may be called ${name}: the branches of the environments have a folder of that name.`;
  return [
    findingAt(doc, ["metadata", "name"], { code: "NAME_RESERVED", message, hint: "Choose another name for the team." }),
  ];
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
