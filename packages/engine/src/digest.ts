import { createHash } from "node:crypto";
import { compare } from "./finding.ts";

/** One path of a branch that differs; without content it is gone. */
export interface ChangedEntry {
  readonly environment: string;
  readonly path: string;
  readonly text: string | Uint8Array | undefined;
}

/**
 * The seal of a plan: SHA-256, in hexadecimal, over the sorted lines "environment path blob" of what a push changes,
 * with "-" for a deleted path. It survives what changes nothing here, and dies with any change of what would be pushed.
 */
export function digest(entries: readonly ChangedEntry[]): string {
  const lines = entries.map(
    ({ environment, path, text }) => `${environment} ${path} ${text === undefined ? "-" : blobId(text)}`,
  );
  return createHash("sha256").update(lines.sort(compare).join("\n")).digest("hex");
}

/** The id that Git gives a file of this content. */
export function blobId(content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
