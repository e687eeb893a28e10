import {
  constructFromEvents,
  defineScalarTag,
  EVENT_ID,
  type Event,
  FAILSAFE_SCHEMA,
  getScalarValue,
  loadAll,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  Schema,
  YAMLException,
} from "js-yaml";
import { mostFindings } from "./finding.ts";
import { eventsIn } from "./go-yaml.ts";
import { deepest, type Place, placeAt, startOf } from "./locate.ts";

/** What YAML holds, as JSON would. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What keeps a text from being one plain document. */
export interface Flaw extends Place {
  readonly code:
    | "YAML_ALIAS"
    | "YAML_DUPLICATE_KEY"
    | "YAML_EMPTY"
    | "YAML_MULTIPLE_DOCUMENTS"
    | "YAML_SYNTAX"
    | "YAML_TAG"
    | "YAML_TOO_DEEP";
  readonly message: string;
  readonly hint: string;
}

const canonicalNumber = defineScalarTag("tag:yaml.org,2002:float", {
  implicit: true,
  implicitFirstChars: ["-", ..."0123456789"],
  resolve: (source) =>
    String(Number(source)) === source && Number.isFinite(Number(source)) ? Number(source) : NOT_RESOLVED,
  identify: () => false,
});

const canonicalBoolean = defineScalarTag("tag:yaml.org,2002:bool", {
  implicit: true,
  implicitFirstChars: ["t", "f"],
  resolve: (source) => (source === "true" ? true : source === "false" ? false : NOT_RESOLVED),
  identify: () => false,
});

/**
 * Numbers and booleans only in the one form that prints as it was written. Everything else that YAML might take for a
 * number (1.10, 010, 0x1F, 1e3, an integer beyond 2^53) stays the text that it is, so that nothing is lost on the way.
 */
const lossless = new Schema([...FAILSAFE_SCHEMA.tags, nullCoreTag, canonicalBoolean, canonicalNumber]);

/**
 * Reads a text that should hold one YAML document without aliases, at most 64 levels deep. Gives its value when it can
 * be read at all, and what is wrong with it. Never throws for what the text holds.
 */
export function readYaml(text: string): { value?: Json; flaws: readonly Flaw[] } {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  try {
    const documents = loadAll(source, { schema: lossless, maxAliases: 0, maxDepth: deepest });
    if (documents.length === 1 && documents[0] !== null) return { value: documents[0] as Json, flaws: [] };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
  }
  return diagnose(source);
}

/** The slow way, taken only by a text that is not as it should be. */
function diagnose(source: string): { value?: Json; flaws: readonly Flaw[] } {
  let events: Event[];
  try {
    events = eventsIn(source, { maxDepth: deepest });
  } catch (error) {
    return { flaws: [syntaxFlaw(source, error)] };
  }
  const flaws = findFlaws(source, events);
  if (flaws.some((flaw) => flaw.code !== "YAML_DUPLICATE_KEY")) return { flaws };
  try {
    return { value: constructFromEvents(events, { source, schema: lossless, json: true })[0] as Json, flaws };
  } catch (error) {
    return { flaws: [...flaws, exceptionFlaw(source, error, "YAML_SYNTAX")] };
  }
}

/** A text that stops elsewhere when it may be deeper was stopped by its depth, not by its grammar. */
function syntaxFlaw(source: string, error: unknown): Flaw {
  const flaw = exceptionFlaw(source, error, "YAML_SYNTAX");
  try {
    parseEvents(source, { maxDepth: deepest * 2 });
  } catch (again) {
    const other = exceptionFlaw(source, again, "YAML_SYNTAX");
    if (other.line === flaw.line && other.column === flaw.column) return flaw;
  }
  return {
    ...flaw,
    code: "YAML_TOO_DEEP",
    message: `The text nests deeper than ${deepest} levels.`,
    hint: "Write it flatter.",
  };
}

function exceptionFlaw(source: string, error: unknown, code: "YAML_SYNTAX" | "YAML_TAG"): Flaw {
  if (!(error instanceof YAMLException)) throw error;
  const place = error.mark === undefined ? { line: 1, column: 1 } : placeAt(source, error.mark.position);
  return { code, ...place, message: `This is no YAML: ${error.reason}.`, hint: "Correct the text at this place." };
}

interface Open {
  readonly keys: Set<string> | undefined;
  atKey: boolean;
}

function findFlaws(source: string, events: readonly Event[]): Flaw[] {
  const flaws: Flaw[] = [];
  const add = (code: Flaw["code"], at: number, message: string, hint: string) =>
    flaws.push({ code, ...placeAt(source, at), message, hint });
  const open: Open[] = [];
  let documents = 0;
  let last = 0;
  for (const [index, event] of events.entries()) {
    if (flaws.length === mostFindings) break;
    // What is empty stands nowhere: it is shown where the node before it begins.
    last = startOf(source, event) ?? last;
    const parent = open.at(-1);
    const atKey = parent?.keys !== undefined && parent.atKey;
    if (event.type === EVENT_ID.POP) {
      open.pop();
      continue;
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1;
      const next = events[index + 1];
      if (documents === 2)
        add(
          "YAML_MULTIPLE_DOCUMENTS",
          startOf(source, next) ?? source.length,
          "A second document begins here.",
          "Keep one document in this file and put the other in a file of its own.",
        );
      open.push({ keys: undefined, atKey: false });
      continue;
    }
    if (event.type === EVENT_ID.ALIAS) {
      add(
        "YAML_ALIAS",
        event.anchorStart - 1,
        `The alias *${shorten(source.slice(event.anchorStart, event.anchorEnd))} stands for another part of the file.`,
        "Write the value out: specs are read without aliases.",
      );
    } else if (event.tagStart >= 0) {
      const tag = shorten(source.slice(event.tagStart, event.tagEnd));
      add(
        "YAML_TAG",
        event.tagStart,
        `The tag ${tag} is not allowed.`,
        "Leave the tag out; put quotes around the value if it is text.",
      );
    }
    if (parent?.keys !== undefined) {
      if (atKey && event.type === EVENT_ID.SCALAR) {
        const key = getScalarValue(source, event);
        if (parent.keys.has(key))
          add(
            "YAML_DUPLICATE_KEY",
            last,
            `${shorten(JSON.stringify(key))} is written a second time.`,
            "Keep one of the two.",
          );
        parent.keys.add(key);
      }
      if (atKey && (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE))
        add(
          "YAML_SYNTAX",
          event.start,
          "A map or a list stands where a key should be.",
          "Put quotes around the value, if it is text that begins with { or [.",
        );
      parent.atKey = !parent.atKey;
    }
    if (event.type === EVENT_ID.MAPPING) open.push({ keys: new Set(), atKey: true });
    if (event.type === EVENT_ID.SEQUENCE) open.push({ keys: undefined, atKey: false });
  }
  const only = events[1];
  const isNull =
    only?.type === EVENT_ID.SCALAR &&
    (only.valueStart < 0 || ["", "~", "null", "Null", "NULL"].includes(source.slice(only.valueStart, only.valueEnd)));
  if (documents === 0 || (documents === 1 && isNull))
    flaws.push({
      code: "YAML_EMPTY",
      line: 1,
      column: 1,
      message: "The file is empty.",
      hint: "Write the document, or delete the file.",
    });
  return flaws;
}

/** At most 60 characters of a text, for a message; what stands in quotes ends with one. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…${text.endsWith('"') ? '"' : ""}` : text;
}

/** The objects in a text that we printed ourselves. */
export function readManifests(text: string): { readonly [key: string]: Json }[] {
  return loadAll(text, { schema: lossless }) as { readonly [key: string]: Json }[];
}
