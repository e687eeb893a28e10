import { RE2JS, RE2JSException } from "re2js";
import { refuse } from "../refusal.ts";

/** Whether a text matches. */
export type Pattern = (text: string) => boolean;

const LITERAL = /^[A-Za-z0-9_/:@ -]*$/;

/** A regular expression of a person's, as Go reads it: in linear time for every text. Refuses one that is none. */
export function pattern(expression: string): Pattern {
  if (LITERAL.test(expression)) return (text) => text.includes(expression);
  const compiled = compile(expression);
  return (text) => compiled.test(text);
}

/** The same for a whole text; an empty expression lets all texts pass. */
export function wholePattern(expression: string): Pattern {
  if (expression === "") return () => true;
  if (LITERAL.test(expression)) return (text) => text === expression;
  const compiled = compile(`^(?:${expression})$`);
  return (text) => compiled.test(text);
}

function compile(expression: string): RE2JS {
  try {
    return RE2JS.compile(expression);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    const hint = "Write a regular expression in RE2's syntax: no look-around, no back-references.";
    return refuse("SELECTOR_INVALID", error.message, hint);
  }
}
