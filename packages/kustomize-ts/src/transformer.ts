import type { Manifest, Value } from "./manifest.ts";
import { printOne } from "./print.ts";
import { type Place, prefixed } from "./refusal.ts";
import type { Collection } from "./resource/collect.ts";
import type { PatchEffect } from "./transform/patches.ts";
import type { Repeated } from "./yaml/node.ts";

/** One transformer of a kustomization, with all that it needs read already. */
export type Transformer = {
  /** Kustomize's name of its kind. */
  readonly kind: string;
  /** What asked for it. */
  readonly place: Place;
  /** The keys that stand more than once in what it merges: Kustomize takes the first of each. */
  readonly repeated?: readonly Repeated[];
  /** Changes the objects of the collection, and its list of them. A patch says what it did. */
  readonly run: (collection: Collection) => PatchEffect | undefined;
};

/** Reads what a transformer of a kustomization needs; a refusal says with what configuration that was. */
export function configured<Result>(kind: string, configuration: unknown, run: () => Result): Result {
  return prefixed(() => `trouble configuring builtin ${kind} with config: \`\n${configText(configuration)}\``, run);
}

/** A configuration as Kustomize hands it on: as YAML, without what is empty. */
export function configText(configuration: unknown): string {
  return printOne(plain(configuration) as Manifest);
}

function plain(value: unknown): Value | undefined {
  if (value instanceof Map) return Object.fromEntries(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((each) => plain(each) ?? null);
  if (typeof value !== "object" || value === null) return value === "" ? undefined : (value as Value);
  const entries = Object.entries(value).flatMap(([key, field]) => {
    const made = plain(field);
    return made === undefined ? [] : [[key, made] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
