import { builtInKinds, type Kinds, kindOf } from "../kinds.ts";
import type { Manifest } from "../manifest.ts";
import { servedStruct } from "./fields.ts";

/**
 * An object as the API server hands it to policies: the typed, defaulted object, not the one that was written. Kinds that
 * nobody has defined stay as they are.
 */
export function served(object: Manifest, kinds: Kinds = builtInKinds): Manifest {
  const { type } = kindOf(object, kinds);
  return type === undefined ? object : servedStruct(object, type);
}

/** A param as the server hands it to policies. */
export function servedParam(param: Manifest): Manifest {
  return served(param);
}
