import { isMap, type Saying } from "../doc.ts";
import type { SchemaError } from "../gen/validators.js";
import type { Path } from "../locate.ts";
import { either, suggest } from "../suggest.ts";
import { type Json, shorten } from "../yaml.ts";

/** What is said of a kind that does not exist, or not here. */
export function unknownKind(kind: string, kinds: readonly string[]): Saying {
  const guess = suggest(kind, kinds);
  return {
    code: "UNKNOWN_KIND",
    message: `kind is ${JSON.stringify(kind)}; it must be ${either(kinds)}.`,
    ...(guess === undefined ? {} : { hint: `Did you mean ${JSON.stringify(guess)}?` }),
  };
}

/** What is said of a value of another type than the schema wants. */
export function typeFlaw(
  name: string,
  value: Json | undefined,
  type: string | readonly string[],
  schema: Record<string, unknown>,
): Saying {
  const words: Record<string, string> = {
    object: "a map",
    array: "a list",
    string: "text",
    integer: "a whole number",
    number: "a number",
    boolean: "true or false",
  };
  const wanted = either([...new Set([type].flat().map((one) => words[String(one)] ?? String(one)))]);
  const numeric = [type].flat().includes("string") && typeof value === "number";
  const wantsNumber = [type].flat().some((one) => one === "integer" || one === "number");
  const quoted = wantsNumber && typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
  const example = Array.isArray(schema["examples"])
    ? `For example: ${JSON.stringify(schema["examples"][0])}.`
    : undefined;
  const hint = numeric
    ? `Put quotes around it: "${value}".`
    : quoted
      ? `Write ${Number(value)}, without quotes.`
      : example;
  const found = value === null || value === undefined ? "empty" : show(value);
  return {
    code: "WRONG_TYPE",
    message: `${name} is ${found}; it must be ${wanted}.`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** What is said of a value that is none of those allowed. */
export function choiceFlaw(path: Path, value: Json | undefined, allowed: readonly Json[]): Saying {
  const words = allowed.map(String);
  if (path.length === 1 && path[0] === "kind" && typeof value === "string") return unknownKind(value, words);
  const guess = typeof value === "string" ? suggest(value, words) : undefined;
  return {
    code: "NOT_ALLOWED",
    message: `${nameOf(path)} is ${show(value)}; it must be ${either(words)}.`,
    ...(guess === undefined ? {} : { hint: `Did you mean ${JSON.stringify(guess)}?` }),
  };
}

/** What is said where a field is missing, or one of several. */
export function missingField(names: readonly string[]): Saying {
  return { code: "MISSING_FIELD", message: `${either(names)} is missing.`, hint: `Add ${either(names)} here.` };
}

/** What is said of a key of a map that may have keys of some form only. */
export function keyFlaw(error: SchemaError, expects: string | undefined): Saying {
  const key = show(error.propertyName);
  if (error.keyword === "enum") {
    const allowed = (error.params["allowedValues"] as string[] | undefined) ?? [];
    const guess = suggest(String(error.propertyName), allowed);
    const hint = guess === undefined ? `There are ${allowed.join(", ")}.` : `Did you mean ${JSON.stringify(guess)}?`;
    return { code: "UNKNOWN_FIELD", message: `${key} is no name that is known here.`, hint };
  }
  if (error.keyword === "pattern")
    return { code: "MALFORMED", message: `${key} must be ${expects ?? "of another form"}.` };
  return {
    code: "OUT_OF_RANGE",
    message: `${key} is too ${error.keyword === "minLength" ? "short" : "long"}: the limit is ${error.params["limit"]}.`,
  };
}

/** What is said of a value that is too small, too large, too short or too long. */
export function rangeFlaw(
  name: string,
  value: Json | undefined,
  error: SchemaError,
  expects: string | undefined,
): Saying {
  const limit = error.params["limit"];
  const rules: Record<string, string> = {
    minimum: `at least ${limit}`,
    maximum: `at most ${limit}`,
    exclusiveMinimum: `more than ${limit}`,
    exclusiveMaximum: `less than ${limit}`,
    multipleOf: `a multiple of ${error.params["multipleOf"]}`,
    minLength: `at least ${limit} characters long`,
    maxLength: `at most ${limit} characters long`,
    minItems: `a list of at least ${limit}`,
    maxItems: `a list of at most ${limit}`,
    minProperties: `a map of at least ${limit}`,
    maxProperties: `a map of at most ${limit}`,
  };
  const rule = rules[error.keyword];
  if (rule === undefined) throw new Error(`The schemas use the keyword ${error.keyword}, which has no words here.`);
  return {
    code: "OUT_OF_RANGE",
    message: `${name} is ${show(value)}; it must be ${rule}.`,
    ...(expects === undefined ? {} : { hint: `It should be ${expects}.` }),
  };
}

/** The value as a message shows it, at most 60 characters of it. */
export function show(value: Json | undefined): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  if (isMap(value)) return Object.keys(value).length === 0 ? "an empty map" : "a map";
  return shorten(JSON.stringify(value) ?? "empty");
}

/** A path as a message names it: spec.ports[0].name. */
export function nameOf(path: Path): string {
  if (path.length === 0) return "The document";
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`)).join("");
}
