import type { Code, Finding, Severity } from "./finding.ts";
import { locate, type Path, type Place } from "./locate.ts";
import type { Json } from "./yaml.ts";

/** One document that could be read. */
export interface Doc {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
}

/** What a finding says, without the place. */
export interface Saying {
  readonly code: Code;
  readonly message: string;
  readonly hint?: string;
  readonly severity?: Severity;
}

/** A finding about the value at a path of a document, or about its key. */
export function findingAt(doc: Doc, path: Path, saying: Saying, at: "value" | "key" = "value"): Finding {
  return place(doc.file, locate(doc.text, path, at), saying);
}

/** A finding about a place in a file. */
export function place(file: string, where: Place, saying: Saying): Finding {
  const { code, message, hint, severity = "error" } = saying;
  return {
    severity,
    code,
    file,
    line: where.line,
    column: where.column,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The value at a path, undefined where there is none. Looks at own fields only. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let current = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Record<string | number, Json>)[step];
  }
  return current;
}

/** Whether a value is a map. */
export function isMap(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
