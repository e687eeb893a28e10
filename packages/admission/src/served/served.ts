import { builtInKinds, type Kinds, kindOf } from "../kinds.ts";
import type { Manifest } from "../manifest.ts";
import { arrive, type Surroundings } from "./arrive.ts";
import { servedCustom } from "./custom.ts";
import { type Draft, servedStruct } from "./fields.ts";

/**
 * An object as the API server holds it once it is decoded: typed and defaulted, not as it was written. Of a kind that
 * nobody has defined it stays as it is.
 */
export function served(object: Manifest, kinds: Kinds = builtInKinds): Manifest {
  const { type, schema } = kindOf(object, kinds);
  if (type !== undefined) return servedStruct(object, type);
  return schema === undefined ? object : servedCustom(object, schema);
}

/** An object as the API server hands it to policies: decoded, then changed by what the server itself does to it. */
export function arrived(object: Manifest, kinds: Kinds, surroundings: Surroundings): Manifest {
  const { kind, type, hasStatus } = kindOf(object, kinds);
  const isNew = surroundings.operation === "CREATE" && (hasStatus ?? (type !== undefined && kind !== "Node"));
  const { status: _, ...withoutStatus } = object;
  const draft: Draft = { ...served(isNew ? withoutStatus : object, kinds) };
  arrive(draft, type === undefined ? "" : kind, surroundings);
  return draft;
}
