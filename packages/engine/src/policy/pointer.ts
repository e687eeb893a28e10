import type { Manifest, Value } from "@slipway/admission";
import { isMap } from "../doc.ts";
import type { Json } from "../yaml.ts";

/** A copy of an object with some fields set and some taken away, by JSON pointers. A text says what cannot be done. */
export function changed(object: Manifest, set: Json | undefined, remove: Json | undefined): Manifest | string {
  const copy = structuredClone(object);
  if (set !== undefined && !isMap(set)) return "set is no map from pointers to values.";
  if (remove !== undefined && !Array.isArray(remove)) return "remove is no list of pointers.";
  for (const pointer of (remove as readonly Json[] | undefined) ?? []) {
    const { parent, key } = parentOf(copy, String(pointer));
    if (parent === undefined || !Object.hasOwn(parent, key)) return `There is nothing at ${String(pointer)}.`;
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete (parent as Record<string, Value>)[key];
  }
  for (const [pointer, value] of Object.entries(isMap(set) ? set : {})) {
    const { parent, key } = parentOf(copy, pointer);
    if (parent === undefined) return `There is nothing to set ${pointer} in.`;
    if (Array.isArray(parent) && key === "-") parent.push(structuredClone(value));
    else (parent as Record<string, Value>)[key] = structuredClone(value) as Value;
  }
  return copy;
}

function parentOf(object: Manifest, pointer: string): { parent: object | undefined; key: string } {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const key = steps.pop() ?? "";
  let parent: unknown = object;
  for (const step of steps)
    parent =
      typeof parent === "object" && parent !== null && Object.hasOwn(parent, step)
        ? (parent as Record<string, unknown>)[step]
        : undefined;
  return { parent: typeof parent === "object" && parent !== null ? parent : undefined, key };
}
