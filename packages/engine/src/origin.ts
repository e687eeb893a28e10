import type { Doc } from "./doc.ts";
import { locate, type Path } from "./locate.ts";

/**
 * Where a value comes from: a place in a document that a person wrote, perhaps with why that place counts, or a rule of
 * ours in words.
 */
export type Origin =
  | {
      readonly by: "spec" | "settings" | "team" | "environment" | "platform";
      readonly doc: Doc;
      readonly path: Path;
      readonly reason?: string;
    }
  | { readonly by: "default"; readonly reason: string };

/** An origin as people read it: with file, line and column where there is a place, and the reason where there is a rule. */
export interface ShownOrigin {
  readonly by: Origin["by"] | "rule" | "patch";
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly reason?: string;
}

/** Looks the place up. */
export function showOrigin(origin: Origin): ShownOrigin {
  if (origin.by === "default") return { by: "default", reason: origin.reason };
  const { line, column } = locate(origin.doc.text, origin.path);
  const { by, doc, reason } = origin;
  return { by, file: doc.file, line, column, ...(reason === undefined ? {} : { reason }) };
}
