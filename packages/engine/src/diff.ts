import { structuredPatch } from "diff";
import { type Manifest, print } from "kustomize-ts";
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
    const diff = lineDiff(textOf(old), textOf(fresh));
    if (diff.length === 0) return [];
    return [{ ...(old === undefined ? {} : { before: old }), ...(fresh === undefined ? {} : { after: fresh }), diff }];
  });
}

/** The object as it is shown: what a Secret holds is never shown, only that it differs. */
function textOf(manifest: Manifest | undefined): string {
  if (manifest === undefined) return "";
  if (manifest["kind"] !== "Secret") return print([manifest]);
  const veiled = Object.fromEntries(
    ["data", "stringData"].flatMap((field) => (manifest[field] === undefined ? [] : [[field, "(not shown)"]])),
  );
  return print([{ ...manifest, ...veiled }]);
}

function lineDiff(before: string, after: string): string[] {
  if (before === after) return [];
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 3 });
  return hunks.flatMap((hunk, index) => [
    ...(index === 0 && hunk.oldStart <= 1 && hunk.newStart <= 1 ? [] : ["@@"]),
    ...hunk.lines,
  ]);
}
