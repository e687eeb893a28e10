import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";

/**
 * `npm run gen`: makes docs/reference from schemas/: one page a schema, one section an object, one row a field. CI runs
 * it and fails when what is checked in differs.
 */
const target = "docs/reference";
const header =
  "<!-- THIS FILE IS GENERATED - DO NOT EDIT IT. It is made from schemas/ by packages/engine/scripts/reference.ts. -->\n";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { readonly [key: string]: Json };

/** A part of a schema with what it refers to filled in, and the page that it stands on. */
interface Part {
  readonly page: string;
  readonly schema: Schema;
  /** What it is called where it has no title. */
  readonly field: string;
}

const ending = ".schema.json";
const pages = readdirSync("schemas")
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length))
  .sort();
const schemas = new Map(
  pages.map((page) => [page, JSON.parse(readFileSync(`schemas/${page}${ending}`, "utf8")) as Schema]),
);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const page of pages) writeFileSync(`${target}/${page}.md`, pageText(page));
writeFileSync(`${target}/README.md`, indexText());

function indexText(): string {
  const lines = pages.map((page) => {
    const { title, description } = schemas.get(page) as Schema;
    return `- [${title}](${page}.md): ${prose(String(description))}`;
  });
  return `${header}\n# Reference\n\nEvery field of every document, made from the schemas.\n\n${lines.join("\n")}\n`;
}

function pageText(page: string): string {
  const schema = schemas.get(page) as Schema;
  const top: Part = { page, schema, field: page };
  const waiting = Array.isArray(schema["oneOf"])
    ? schema["oneOf"].map((choice) => follow({ ...top, schema: choice as Schema }))
    : [top];
  const intro =
    waiting[0] === top
      ? ""
      : `# ${schema["title"]}\n\n${prose(String(schema["description"]))} Its \`kind\` is one of ${waiting.map(linkTo(page)).join(", ")}.\n\n`;
  const sections: string[] = [];
  const seen = new Set<string>();
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    if (part.page !== page || seen.has(titleOf(part))) continue;
    seen.add(titleOf(part));
    const inner: Part[] = [];
    sections.push(`${part === top ? "#" : "##"} ${titleOf(part)}\n\n${sectionText(part, inner)}`);
    waiting.push(...inner);
  }
  return `${header}\n${intro}${sections.join("\n")}`;
}

/** What a part's reference leads to, with the words beside the reference instead of those there. */
function follow(part: Part): Part {
  const reference = part.schema["$ref"];
  if (typeof reference !== "string") return part;
  const [file = "", pointer = ""] = reference.split("#");
  const page = file === "" ? part.page : file.slice(0, -ending.length);
  let found: Json = schemas.get(page) as Json;
  for (const step of pointer.split("/").slice(1)) found = (found as { [key: string]: Json })[step] as Json;
  const { $ref: _reference, ...beside } = part.schema;
  return follow({ ...part, page, schema: { ...(found as Schema), ...beside } });
}

function titleOf({ schema, field }: Part): string {
  return String(schema["title"] ?? `${field.charAt(0).toUpperCase()}${field.slice(1)}`);
}

/** A link to a part's section, from a page. */
function linkTo(from: string): (part: Part) => string {
  return (part) => {
    const title = titleOf(part);
    const file = part.page === from ? "" : `${part.page}.md`;
    return `[${title}](${file}#${title.toLowerCase()})`;
  };
}

/** Fields of a map, with those of an inline spec as spec.field. */
function fieldsOf(part: Part): { name: string; required: boolean; part: Part }[] {
  const properties = (part.schema["properties"] ?? {}) as { [name: string]: Schema };
  const required = (part.schema["required"] ?? []) as string[];
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (name === "spec" && "properties" in schema)
      return fieldsOf({ ...part, schema }).map((field) => ({ ...field, name: `spec.${field.name}` }));
    return [{ name, required: required.includes(name), part: follow({ ...part, schema, field: name }) }];
  });
}

function sectionText(part: Part, inner: Part[]): string {
  const { schema, page } = part;
  const spec = (schema["properties"] as { [name: string]: Schema } | undefined)?.["spec"];
  const example = (schema["examples"] as Json[] | undefined)?.find((one) => typeof one === "object");
  const rows = fieldsOf(part).map(({ name, required, part: field }) => {
    const value = cell(wordsOf(field, page, inner));
    const examples = ((field.schema["examples"] ?? []) as Json[]).map((one) => code(JSON.stringify(one)));
    const about = cell(prose(String(field.schema["description"] ?? "")));
    return `| \`${name}\`${required ? " (required)" : ""} | ${value} | ${about} | ${examples.map(cell).join(", ")} |\n`;
  });
  const rules = [...rulesOf(schema), ...rulesOf(spec ?? {})].map((rule) => `${rule}\n`).join("");
  return [
    `${prose(String(schema["description"] ?? ""))}\n`,
    ...(example === undefined ? [] : [`\`\`\`yaml\n${stringify(example, { lineWidth: 0 })}\`\`\`\n`]),
    `| field | value | what it is | for example |\n|---|---|---|---|\n${rows.join("")}`,
    ...(rules === "" ? [] : [rules]),
  ].join("\n");
}

/** The rules between the fields of a map, in words. */
function rulesOf(schema: Schema): string[] {
  const names = (list: Json | undefined) => ((list ?? []) as string[]).map((name) => `\`${name}\``);
  const choices = ((schema["oneOf"] ?? []) as Schema[]).flatMap((choice) => names(choice["required"]));
  const both = names((schema["not"] as Schema | undefined)?.["required"]);
  const pairs = Object.entries((schema["dependentRequired"] ?? {}) as { [name: string]: Json });
  return [
    ...(choices.length > 0 ? [`Exactly one of ${choices.join(", ")} must be there.`] : []),
    ...(both.length > 0 ? [`${both.join(" and ")} exclude each other.`] : []),
    ...pairs.map(([name, needed]) => `\`${name}\` needs ${names(needed).join(", ")} beside it.`),
  ];
}

/** What may stand in a field, in words; maps with fields of their own go to `inner` for a section. */
function wordsOf(part: Part, from: string, inner: Part[]): string {
  const { schema } = part;
  if ("const" in schema) return code(String(schema["const"]));
  if (Array.isArray(schema["enum"])) return schema["enum"].map((one) => code(String(one))).join(", ");
  const words = [schema["type"]].flat().map((type) => {
    if (type === "array") {
      const items = follow({ ...part, schema: schema["items"] as Schema });
      return `list of: ${wordsOf(items, from, inner)}`;
    }
    if (type === "object") return mapOf(part, from, inner);
    if (type === "integer" || type === "number")
      return `${type === "integer" ? "whole number" : "number"}${rangeOf(schema)}`;
    if (type === "boolean") return "true or false";
    return typeof schema["expects"] === "string" ? prose(schema["expects"]) : "text";
  });
  return words.join("; or ");
}

function mapOf(part: Part, from: string, inner: Part[]): string {
  const { schema } = part;
  if ("properties" in schema) {
    inner.push(part);
    return linkTo(from)(part);
  }
  const names = follow({ ...part, schema: (schema["propertyNames"] ?? {}) as Schema });
  const values = follow({ ...part, schema: schema["additionalProperties"] as Schema });
  return `map; its keys: ${wordsOf(names, from, inner)}; its values: ${wordsOf(values, from, inner)}`;
}

function rangeOf(schema: Schema): string {
  const bounds = [
    ...("minimum" in schema ? [`from ${schema["minimum"]}`] : []),
    ...("maximum" in schema ? [`to ${schema["maximum"]}`] : []),
    ...("exclusiveMaximum" in schema ? [`to less than ${schema["exclusiveMaximum"]}`] : []),
  ];
  return bounds.length === 0 ? "" : ` ${bounds.join(" ")}`;
}

/** A sentence in which nothing is markup. */
function prose(text: string): string {
  return text.replace(/[<*_[\]]/g, (mark) => `\\${mark}`);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Text in a table, where a bar would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
