import { letterEscapes } from "@slipway/cel";
import type { JSONSchemaProps } from "../../gen/types.ts";
import { valuesOf } from "./inner-schemas.ts";

/** Where a path leads to: its steps, and the schema there, undefined where nothing is known of it. */
export interface Found {
  readonly steps: readonly string[];
  readonly schema: JSONSchemaProps | undefined;
}

/**
 * Follows a path such as `.spec.names['a.b']` through the fields and maps of a schema. Gives what the server has against
 * it where it is none, or leads to nothing.
 */
export function schemaAt(text: string, schema: JSONSchemaProps, brackets = true): Found | string {
  const tokens = tokensOf(text);
  const steps: string[] = [];
  let here: JSONSchemaProps | undefined = schema;
  for (let place = 0; place < tokens.length; place += 2) {
    const [token, next] = [tokens[place]!, tokens[place + 1]];
    if (token !== "[" && token !== ".") return `expected [ or . but got: ${token}`;
    if (token === "[" && !brackets) return "array notation is not allowed";
    if (next === undefined) return "unexpected end of JSON path";
    const step = token === "." ? next : unquoted(next);
    if (step === undefined) return `expected single quoted string but got ${next}`;
    // Of what is behind a map of anything the server itself cannot tell.
    if (here === undefined) return { steps, schema: undefined };
    const inner = schemaOf(here, step);
    if (inner === "nothing") return "does not refer to a valid field";
    here = inner;
    steps.push(step);
    if (token === ".") continue;
    place += 1;
    const end = tokens[place + 1];
    if (end === undefined) return "unexpected end of JSON path";
    if (end !== "]") return `expected ] but got ${end}`;
  }
  return { steps, schema: here };
}

function schemaOf(schema: JSONSchemaProps, name: string): JSONSchemaProps | "nothing" | undefined {
  const { properties = {}, additionalProperties } = schema;
  if (Object.keys(properties).length > 0) return Object.hasOwn(properties, name) ? properties[name]! : "nothing";
  return additionalProperties === undefined ? "nothing" : valuesOf(schema);
}

/** Delimiters, texts in quotes, and whatever else stands between delimiters. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let start = 0; start < text.length; ) {
    const rest = text.slice(start);
    const token = rest.startsWith("'") ? quotedAt(rest) : /^(?:[.[\]]|[^.[\]]+)/.exec(rest)![0];
    tokens.push(token);
    start += token.length;
  }
  return tokens;
}

function quotedAt(text: string): string {
  for (let end = 1; end < text.length; end++) {
    if (text[end] === "'" && text[end - 1] !== "\\") return text.slice(0, end + 1);
  }
  return text;
}

const escapes: Readonly<Record<string, string>> = { ...letterEscapes, "'": "'", "\\": "\\" };

function unquoted(token: string): string | undefined {
  if (token.length < 2 || !token.startsWith("'") || !token.endsWith("'")) return undefined;
  const inner = token.slice(1, -1);
  const good = [...inner.matchAll(/\\(.)/g)].every(([, letter]) => Object.hasOwn(escapes, letter!));
  return good ? inner.replace(/\\(.)/g, (_all, letter: string) => escapes[letter]!) : undefined;
}
