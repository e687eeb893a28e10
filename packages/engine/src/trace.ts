import type { Manifest, Value } from "kustomize-ts";
import { type Origin, type ShownOrigin, showOrigin } from "./origin.ts";
import type { Workload } from "./workload.ts";

/**
 * How a render says where each value comes from, at the place where it puts the value. In a plain render both functions
 * give back the value and nothing else; a marked value may be placed, and nothing else may be done with it.
 */
export interface Trace {
  /**
   * The value, or the part of a manifest, is what a field of the workload says. With a reason, a rule of ours had a part
   * in it.
   */
  from<T>(field: string, value: T, reason?: string): T;
  /** The value, or the part of a manifest, is so by a rule of ours. */
  because<T>(reason: string, value: T): T;
}

/** Gives values back as they are. */
export const untraced: Trace = { from: (_field, value) => value, because: (_reason, value) => value };

class Marked {
  readonly value: unknown;
  readonly origin: ShownOrigin;
  constructor(value: unknown, origin: ShownOrigin) {
    this.value = value;
    this.origin = origin;
  }
}

/** Marks values with their origins; unmark takes the marks off again. */
export function tracing(workload: Workload): Trace {
  return {
    from: <T>(field: string, value: T, reason?: string) => {
      const origin = originOf(workload, field);
      const reasons = [origin.reason, reason].filter((one) => one !== undefined);
      return new Marked(value, reasons.length === 0 ? origin : { ...origin, reason: reasons.join("; ") }) as T;
    },
    because: <T>(reason: string, value: T) => new Marked(value, { by: "rule", reason }) as unknown as T,
  };
}

/** The origin of a field of a workload: its own, or that of the nearest field around it. */
function originOf(workload: Workload, field: string): ShownOrigin {
  for (let name = field; name !== ""; name = name.slice(0, Math.max(0, name.lastIndexOf("/")))) {
    const origin: Origin | undefined = workload.origins.get(name);
    if (origin !== undefined) return showOrigin(origin);
  }
  throw new Error(`Nothing says where the field "${field}" of ${workload.team}/${workload.name} comes from.`);
}

/** One leaf of a manifest: its JSON pointer, its value, and where it comes from when that is known. */
export interface Leaf {
  readonly pointer: string;
  readonly value: Value;
  readonly origin?: ShownOrigin;
}

/** A manifest without its marks, and all its leaves with the nearest mark around each. */
export function unmark(marked: Manifest): { manifest: Manifest; leaves: Leaf[] } {
  const leaves: Leaf[] = [];
  const strip = (value: unknown, pointer: string, origin: ShownOrigin | undefined): Value => {
    if (value instanceof Marked) return strip(value.value, pointer, value.origin);
    if (Array.isArray(value) && value.length > 0)
      return value.map((item, index) => strip(item, `${pointer}/${index}`, origin));
    if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0)
      return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [
          key,
          strip(inner, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, origin),
        ]),
      );
    leaves.push({ pointer, value: value as Value, ...(origin === undefined ? {} : { origin }) });
    return value as Value;
  };
  return { manifest: strip(marked, "", undefined) as Manifest, leaves };
}
