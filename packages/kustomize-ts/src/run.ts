import { type Config, EMPTY_CONFIG } from "./config/config.ts";
import type { Folder } from "./folder.ts";
import type { Kustomization } from "./kustomization/fields.ts";
import type { Remark } from "./kustomization/read.ts";
import type { Place } from "./refusal.ts";
import type { Collection } from "./resource/collect.ts";
import type { Schemas } from "./schema/schema.ts";
import type { Trace } from "./trace.ts";
import type { PatchEffect } from "./transform/patches.ts";
import type { PlacedVariable } from "./transform/variables.ts";

/** What all kustomizations of one build share. */
export type Run = {
  readonly schemas: Schemas;
  readonly remark: (remark: Remark) => void;
  /** Told of each patch, what it did to the objects of a target. */
  readonly patched: (target: Target, place: Place, effect: PatchEffect) => void;
  /** Told of each change, if the origins of fields are asked for. */
  readonly trace: Trace | undefined;
  /** `buildMetadata` asks for annotations that say where objects came from. */
  readonly notesOrigins: boolean;
};

/** A kustomization on its way through the build. */
export type Target = {
  readonly folder: Folder;
  /** The path of its file. */
  readonly file: string;
  readonly fields: Kustomization;
  /** The way from the folder that is built to this one. */
  readonly way: string;
  /** Its patches may name objects that are not there. */
  readonly mayMiss: boolean;
};

/** What the kustomizations so far have come to. */
export type Accumulated = Collection & {
  config: Config;
  readonly variables: Map<string, PlacedVariable>;
};

export function nothing({ schemas, trace }: Pick<Run, "schemas" | "trace">): Accumulated {
  return { schemas, trace, resources: [], keys: undefined, config: EMPTY_CONFIG, variables: new Map() };
}

/** A field of a kustomization, for messages. */
export function placeOf({ file }: Target, ...pointer: readonly (string | number)[]): Place {
  return { file, pointer };
}
