import { structuredPatch } from "diff";
import { type Manifest, print, type Value } from "kustomize-ts";
import { identity } from "./shared-objects.ts";

/** One object, and how its text differs. */
export interface ObjectDiff {
  readonly before?: Manifest;
  readonly after?: Manifest;
  /** Lines of a unified diff with three lines around each change: " " kept, "-" gone, "+" new, "@@" where it goes on. */
  readonly diff: readonly string[];
}

/** Pairs the objects of two lists by kind, namespace and name, and gives those that differ, by that order. */
export function diffObjects(before: readonly Manifest[], after: readonly Manifest[]): ObjectDiff[] {
  const olds = new Map(before.map((manifest) => [identity(manifest), manifest]));
  const news = new Map(after.map((manifest) => [identity(manifest), manifest]));
  return [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((id): ObjectDiff[] => {
    const [old, fresh] = [olds.get(id), news.get(id)];
    const diff = lineDiff(textOf(old), textOf(fresh, old));
    if (diff.length === 0) return [];
    return [{ ...(old === undefined ? {} : { before: old }), ...(fresh === undefined ? {} : { after: fresh }), diff }];
  });
}

/** Fields of a Secret that hold its values, and the annotation in which kubectl keeps a copy of them. */
const secretFields = ["data", "stringData", "binaryData"];
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

/** The object as it is shown: of a Secret only the keys, and which of them have another value than before. */
function textOf(manifest: Manifest | undefined, before?: Manifest): string {
  if (manifest === undefined) return "";
  if (manifest["kind"] !== "Secret") return print([manifest]);
  const veiled = secretFields.flatMap((field) =>
    manifest[field] === undefined ? [] : [[field, veil(manifest[field], before?.[field])]],
  );
  const metadata = { ...(manifest["metadata"] as { [field: string]: Value }) };
  const annotations = metadata["annotations"] as { [name: string]: Value } | undefined;
  if (annotations?.[lastApplied] !== undefined)
    metadata["annotations"] = { ...annotations, [lastApplied]: "(not shown)" };
  return print([{ ...manifest, ...Object.fromEntries(veiled), metadata }]);
}

function veil(values: Value | undefined, before: Value | undefined): Value {
  if (!isMap(values)) return "(not shown)";
  const shown = Object.keys(values).map((key): [string, Value] => {
    const known = isMap(before) && Object.hasOwn(before, key);
    return [key, known && before[key] !== values[key] ? "(not shown, another one)" : "(not shown)"];
  });
  return Object.fromEntries(shown);
}

function isMap(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lineDiff(before: string, after: string): string[] {
  if (before === after) return [];
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 3 });
  return hunks.flatMap((hunk, index) => [
    ...(index === 0 && hunk.oldStart <= 1 && hunk.newStart <= 1 ? [] : ["@@"]),
    ...hunk.lines,
  ]);
}
