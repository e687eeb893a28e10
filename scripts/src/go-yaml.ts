import { type Finding, type Json, loadDocuments } from "@slipway/engine";
import {
  boolCoreTag,
  defineScalarTag,
  FAILSAFE_SCHEMA,
  floatCoreTag,
  intCoreTag,
  mergeTag,
  NOT_RESOLVED,
  nullCoreTag,
  Schema,
  YAMLException,
} from "js-yaml";
import { resolveYaml11 } from "kustomize-ts";

/** Scalars without quotes as go-yaml v2 has them, which kubectl and the API server read with: `yes`, `0644`, `1_000`. */
const goScalar = defineScalarTag("tag:slipway.dev,2026:plain", {
  implicit: true,
  resolve(source) {
    const value = resolveYaml11(source);
    return typeof value === "string" ? NOT_RESOLVED : value;
  },
  // Nothing is written with it.
  identify: () => false,
});

/** What go-yaml takes for a string is one, so that the usual tags count only where they are written. */
const written = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag].map((tag) => ({ ...tag, implicit: false }));
const schema = new Schema([...FAILSAFE_SCHEMA.tags, goScalar, ...written, mergeTag]);

/** Reads one document as kubectl does: with aliases and merge keys, and YAML 1.1's scalars. A flaw counts its own lines. */
export function parseDocument(text: string): { value?: Json; flaw?: Omit<Finding, "file"> } {
  try {
    return { value: (loadDocuments(text, { schema }) as Json[])[0] ?? null };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line, column } = error.mark ?? { line: 0, column: 0 };
    const flaw = {
      severity: "error",
      code: "YAML_SYNTAX",
      line: line + 1,
      column: column + 1,
      message: `This is no YAML: ${error.reason}.`,
      hint: "Correct the text at this place.",
    } as const;
    return { flaw };
  }
}

/** A document of a text, and the number of lines before it. */
export interface Document {
  readonly text: string;
  readonly linesBefore: number;
}

/**
 * The documents of a text, so that a flaw in one leaves the others readable. Markers become spaces: what stands behind
 * one keeps its place.
 */
export function splitDocuments(whole: string): Document[] {
  const documents: { lines: string[]; linesBefore: number }[] = [{ lines: [], linesBefore: 0 }];
  for (const [index, line] of whole.split("\n").entries()) {
    const isMarker = /^(---|\.\.\.)(\s|$)/.test(line);
    if (isMarker) documents.push({ lines: [], linesBefore: index });
    documents.at(-1)?.lines.push(isMarker ? `   ${line.slice(3)}` : line);
  }
  return documents
    .filter(({ lines }) => lines.some((line) => !/^\s*(#|$)/.test(line) && !line.startsWith("%")))
    .map(({ lines, linesBefore }) => ({ text: lines.join("\n"), linesBefore }));
}
