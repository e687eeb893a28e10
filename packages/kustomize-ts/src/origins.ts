import type { Locate, Location } from "./locate.ts";
import type { Resource } from "./resource/resource.ts";
import { type Cause, leaves } from "./trace.ts";
import { escaped } from "./yaml/position.ts";

/**
 * What a field of an object comes from: the resource, patch or entry of a kustomization that gave it the value that it
 * has, and Kustomize's name of the generator or transformer that this was for; `Resource` for a resource.
 */
export type Origin = Location & { readonly transform: string };

/** A field of one of the manifests in the options: the manifest by its index, the field by its JSON pointer. */
export type Given = { readonly manifest: number; readonly pointer: string };

/** Stands for a transformer where nothing but the options gave a field its value. */
const NONE = "";

/** The cause of what a manifest in the options has. */
export function givenWith({ node }: Resource, index: number): Cause {
  return { transform: NONE, place: { file: "", document: index, pointer: [] }, written: node };
}

/** The origins of the fields of an object, looked up. */
export function originsOf({ traced }: Resource, locate: Locate): Map<string, Origin> {
  const found = traced === undefined ? [] : leaves(traced).filter(([, { transform }]) => transform !== NONE);
  return new Map(found.map(([pointer, { transform, place }]) => [pointer, { ...locate(place), transform }]));
}

/** The fields of an object that still are what the options gave. */
export function givenOf({ traced }: Resource): Map<string, Given> {
  const found = traced === undefined ? [] : leaves(traced).filter(([, { transform }]) => transform === NONE);
  return new Map(
    found.map(
      ([
        pointer,
        {
          place: { document = 0, pointer: steps = [] },
        },
      ]) => [pointer, { manifest: document, pointer: steps.map((step) => `/${escaped(step)}`).join("") }],
    ),
  );
}
