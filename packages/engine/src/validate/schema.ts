import { type Doc, findingAt, isMap, type Saying, valueAt } from "../doc.ts";
import { type Finding, mostFindings } from "../finding.ts";
import type { SchemaError, Validator } from "../gen/validators.js";
import { environment, exception, platform, service, settings, team } from "../gen/validators.js";
import { locate, type Path } from "../locate.ts";
import { either, suggest } from "../suggest.ts";
import type { Json } from "../yaml.ts";
import { choiceFlaw, keyFlaw, missingField, nameOf, rangeFlaw, show, typeFlaw, unknownKind } from "./words.ts";

/** The schemas that documents are held against. */
export type SchemaName = keyof typeof validators;

const validators = { service, settings, team, platform, environment, exception };

interface Flaw {
  readonly path: Path;
  readonly at: "value" | "key";
  /** The path of the field that an unknown one was probably meant to be. */
  readonly meant?: Path;
  readonly saying: Saying;
}

/** Holds a document against a schema. One mistake gives one finding, however many rules of the schema it breaks. */
export function validateSchema(doc: Doc, name: SchemaName): { findings: Finding[]; broken: readonly Path[] } {
  const validator: Validator = validators[name];
  if (validator(doc.value)) return { findings: [], broken: [] };
  const flaws = mainFlaws(doc, withKeys(validator.errors ?? []));
  return {
    findings: flaws.map((flaw) => findingAt(doc, flaw.path, flaw.saying, flaw.at)),
    broken: [...flaws.map((flaw) => flaw.path), ...flaws.flatMap(({ meant }) => (meant === undefined ? [] : [meant]))],
  };
}

/** ajv says which key it is about only behind a reference's back: the errors before one about a key belong to it. */
function withKeys(errors: readonly SchemaError[]): SchemaError[] {
  const named = [...errors];
  for (const [index, error] of errors.entries()) {
    if (error.keyword !== "propertyNames") continue;
    for (let before = index - 1; before >= 0; before -= 1) {
      const inner = named[before];
      if (
        inner === undefined ||
        inner.instancePath !== error.instancePath ||
        inner.propertyName !== undefined ||
        inner.keyword === "propertyNames"
      )
        break;
      named[before] = { ...inner, propertyName: String(error.params["propertyName"]) };
    }
  }
  return named;
}

/** Of several errors about one place the first in this order is the mistake, the others follow from it. */
const order = [
  "type",
  "maxItems",
  "maxProperties",
  "discriminator",
  "const",
  "enum",
  "pattern",
  "additionalProperties",
  "not",
  "oneOf",
  "dependentRequired",
  "required",
];

function mainFlaws(doc: Doc, errors: readonly SchemaError[]): Flaw[] {
  const rank = (error: SchemaError) => (order.includes(error.keyword) ? order.indexOf(error.keyword) : order.length);
  const sorted = [...errors].sort((a, b) => rank(a) - rank(b));
  const misspelt: Misspelt = new Map();
  const taken = new Set<string>();
  const flaws: Flaw[] = [];
  for (const error of sorted) {
    if (flaws.length === mostFindings) break;
    const flaw = explain(doc, error, misspelt);
    if (flaw === undefined) continue;
    const key = JSON.stringify([flaw.path, flaw.at, flaw.saying.code === "MISSING_FIELD" ? flaw.saying.message : ""]);
    if (taken.has(key)) continue;
    taken.add(key);
    flaws.push(flaw);
  }
  return flaws;
}

/** By the pointer of a map: its unknown fields, and what each was probably meant to be. */
type Misspelt = Map<string, Map<string, string>>;

/** Whether a field that is missing is there under a misspelt name. */
function isMeant(misspelt: Misspelt, error: SchemaError, field: string): boolean {
  return [...(misspelt.get(error.instancePath)?.values() ?? [])].includes(field);
}

/** What one error of ajv says to the person who wrote the document; undefined when another one says it better. */
function explain(doc: Doc, error: SchemaError, misspelt: Misspelt): Flaw | undefined {
  const path = pathOf(doc.value, error.instancePath);
  const value = valueAt(doc.value, path);
  const wrong = (saying: Saying, at: "value" | "key" = "value", inside: Path = path): Flaw => ({
    path: inside,
    at,
    saying,
  });
  const schema = error.parentSchema;
  const expects = typeof schema["expects"] === "string" ? schema["expects"] : undefined;
  if (error.propertyName !== undefined) return wrong(keyFlaw(error, expects), "key", [...path, error.propertyName]);
  switch (error.keyword) {
    case "additionalProperties": {
      const key = String(error.params["additionalProperty"]);
      const saying = unknownField(doc, path, key, Object.keys((schema["properties"] as object) ?? {}), misspelt);
      const guess = misspelt.get(pointerOf(path))?.get(key);
      return { ...wrong(saying, "key", [...path, key]), ...(guess === undefined ? {} : { meant: [...path, guess] }) };
    }
    case "propertyNames":
      return undefined;
    case "discriminator":
      return kindFlaw(doc);
    case "type":
      return wrong(typeFlaw(nameOf(path), value, error.params["type"] as string | string[], schema));
    case "const":
    case "enum":
      return wrong(choiceFlaw(path, value, (schema["enum"] as Json[]) ?? [schema["const"] as Json]));
    case "required": {
      if (error.schemaPath.includes("/oneOf/")) return undefined;
      const missing = String(error.params["missingProperty"]);
      if (path.length === 0 && missing === "kind") return undefined;
      return isMeant(misspelt, error, missing) ? undefined : wrong(missingField([missing]), "key");
    }
    case "oneOf":
      return isMap(value) ? oneOfFlaw(doc, path, error, schema, misspelt) : undefined;
    case "not":
      return conflict(doc, path, (schema["not"] as { required: string[] }).required);
    case "dependentRequired":
      return isMeant(misspelt, error, String(error.params["missingProperty"])) ? undefined : togetherFlaw(path, error);
    case "pattern":
      return wrong({
        code: "MALFORMED",
        message: `${nameOf(path)} is ${show(value)}; it must be ${expects ?? "of another form"}.`,
      });
    default:
      return wrong(rangeFlaw(nameOf(path), value, error, expects));
  }
}

function unknownField(doc: Doc, path: Path, key: string, allowed: readonly string[], misspelt: Misspelt): Saying {
  const present = valueAt(doc.value, path);
  const free = allowed.filter((field) => !isMap(present) || !Object.hasOwn(present, field));
  const guess = suggest(key, free) ?? suggest(key, allowed);
  if (guess !== undefined) {
    const pointer = pointerOf(path);
    misspelt.set(pointer, (misspelt.get(pointer) ?? new Map()).set(key, guess));
  }
  const where = path.length === 0 ? "this document" : nameOf(path);
  const kind = isMap(doc.value) && typeof doc.value["kind"] === "string" ? ` in kind ${doc.value["kind"]}` : "";
  const fields = `There are ${[...allowed].sort().join(", ")}.`;
  return {
    code: "UNKNOWN_FIELD",
    message: `${show(key)} is no field of ${where}${kind}.`,
    hint: guess === undefined ? fields : `Did you mean ${JSON.stringify(guess)}? ${fields}`,
  };
}

function kindFlaw(doc: Doc): Flaw | undefined {
  if (!isMap(doc.value)) return undefined;
  const kinds = ["WebService", "Worker", "CronJob", "Job", "StaticSite", "Manifests"];
  const kind = doc.value["kind"];
  if (kind !== undefined)
    return {
      path: ["kind"],
      at: "value",
      saying: typeof kind === "string" ? unknownKind(kind, kinds) : typeFlaw("kind", kind, "string", {}),
    };
  const close = Object.keys(doc.value).find((key) => suggest(key, ["kind"]) !== undefined);
  if (close === undefined)
    return { path: [], at: "key", saying: { ...missingField(["kind"]), hint: `Write kind: ${either(kinds)}.` } };
  return {
    path: [close],
    at: "key",
    saying: {
      code: "UNKNOWN_FIELD",
      message: `${JSON.stringify(close)} is no field of this document.`,
      hint: 'Did you mean "kind"?',
    },
  };
}

/** One of several fields must be there, and no two of them. */
function oneOfFlaw(
  doc: Doc,
  path: Path,
  error: SchemaError,
  schema: Record<string, unknown>,
  misspelt: Misspelt,
): Flaw | undefined {
  const choices = (schema["oneOf"] as { required?: string[] }[]).flatMap((choice) => choice.required ?? []);
  if (error.params["passingSchemas"] !== null) return conflict(doc, path, choices);
  if (choices.some((choice) => isMeant(misspelt, error, choice))) return undefined;
  return { path, at: "key", saying: missingField(choices) };
}

function togetherFlaw(path: Path, error: SchemaError): Flaw {
  const { property, missingProperty } = error.params as { property: string; missingProperty: string };
  const saying: Saying = {
    code: "CONFLICTING_FIELDS",
    message: `${property} needs ${missingProperty} beside it.`,
    hint: `Add ${missingProperty}, or leave ${property} out.`,
  };
  return { path: [...path, property], at: "key", saying };
}

function conflict(doc: Doc, path: Path, fields: readonly string[]): Flaw {
  const value = valueAt(doc.value, path);
  const present = fields.filter((field) => isMap(value) && Object.hasOwn(value, field));
  const inOrder = present
    .map((field) => ({ field, at: locate(doc.text, [...path, field], "key") }))
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
    .map(({ field }) => field);
  const second = inOrder[1] ?? inOrder[0] ?? "";
  return {
    path: [...path, second],
    at: "key",
    saying: {
      code: "CONFLICTING_FIELDS",
      message: `${inOrder.join(" and ")} exclude each other.`,
      hint: `Keep ${either(inOrder)}.`,
    },
  };
}

function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The path of a JSON pointer into a value: a step into a list is a number. */
function pathOf(value: Json, pointer: string): Path {
  const path: (string | number)[] = [];
  for (const raw of pointer.split("/").slice(1)) {
    const step = raw.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(valueAt(value, path)) ? Number(step) : step);
  }
  return path;
}
