import { type Doc, findingAt, isMap, type Saying, valueAt } from "../doc.ts";
import type { Finding } from "../finding.ts";
import type { Path } from "../locate.ts";
import type { Origin } from "../origin.ts";
import type { Json } from "../yaml.ts";

/** The fields whose entries settings replace one by one; every other field is replaced as a whole. */
const mergedByKey = ["access", "files", "scale", "slo", "variables"];

/** A release's spec with the settings of one environment merged over it. */
export interface Layers {
  readonly spec: Doc;
  readonly settings: Doc | undefined;
  /** The merged spec. */
  readonly merged: { readonly [field: string]: Json };
  /** What has been chosen so far, and from where. */
  readonly origins: Map<string, Origin>;
  readonly findings: Finding[];
}

/** Merges settings over a spec: maps by key, lists and scalars replaced. */
export function layersOf(spec: Doc, settings: Doc | undefined): Layers {
  const below = (valueAt(spec.value, ["spec"]) ?? {}) as { [field: string]: Json };
  const above = (settings === undefined ? {} : valueAt(settings.value, ["spec"])) as { [field: string]: Json };
  const merged: { [field: string]: Json } = { ...below };
  for (const [field, value] of Object.entries(above)) {
    const old = merged[field];
    merged[field] = mergedByKey.includes(field) && isMap(old) && isMap(value) ? { ...old, ...value } : value;
  }
  return { spec, settings, merged, origins: new Map(), findings: [] };
}

/** The document that a path of the merged spec comes from. */
export function sourceOf(layers: Layers, path: Path): { by: "spec" | "settings"; doc: Doc; path: Path } {
  const full = ["spec", ...path];
  const { settings, spec } = layers;
  if (settings === undefined) return { by: "spec", doc: spec, path: full };
  const whole = full.slice(0, mergedByKey.includes(String(path[0])) && isMap(layers.merged[String(path[0])]) ? 3 : 2);
  const above = valueAt(settings.value, whole) !== undefined || valueAt(spec.value, whole) === undefined;
  return above && valueAt(settings.value, whole.slice(0, 2)) !== undefined
    ? { by: "settings", doc: settings, path: full }
    : { by: "spec", doc: spec, path: full };
}

/** Notes that a field of the workload comes from a path of the merged spec. */
export function note(layers: Layers, field: string, path: Path): void {
  layers.origins.set(field, sourceOf(layers, path));
}

/** Notes that a field of the workload comes from a rule of ours. */
export function noteDefault(layers: Layers, field: string, reason: string): void {
  layers.origins.set(field, { by: "default", reason });
}

/** Reports about the value at a path of the merged spec, in the document that it comes from. */
export function report(layers: Layers, path: Path, saying: Saying, at: "value" | "key" = "value"): void {
  const source = sourceOf(layers, path);
  layers.findings.push(findingAt(source.doc, source.path, saying, at));
}

/** One way to fill a field. */
export interface Candidate<T> {
  readonly value: T | undefined;
  readonly origin: Origin;
}

/** The first candidate that has a value; its origin becomes the field's. */
export function choose<T>(layers: Layers, field: string, candidates: readonly Candidate<T>[]): T | undefined {
  const chosen = candidates.find(({ value }) => value !== undefined);
  if (chosen !== undefined) layers.origins.set(field, chosen.origin);
  return chosen?.value;
}

/** The value at a path of the merged spec, as a candidate. */
export function written<T>(layers: Layers, path: Path): Candidate<T> {
  return { value: valueAt(layers.merged, path) as T | undefined, origin: sourceOf(layers, path) };
}

/** The value at a path of another document, as a candidate. */
export function documented<T>(
  by: "spec" | "team" | "environment" | "platform",
  doc: Doc,
  path: Path,
  reason?: string,
): Candidate<T> {
  const origin = { by, doc, path, ...(reason === undefined ? {} : { reason }) };
  return { value: valueAt(doc.value, path) as T | undefined, origin };
}

/** Notes that a field of the workload comes from what is installed in its environment. */
export function noteInstalled(layers: Layers, field: string, environment: Doc, path: Path): void {
  layers.origins.set(field, { by: "environment", doc: environment, path: ["spec", "capabilities", ...path] });
}

/** A default of ours, as a candidate. */
export function fallback<T>(value: T, reason: string): Candidate<T> {
  return { value, origin: { by: "default", reason } };
}
