import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Finding, isMap, type Json } from "@slipway/engine";
import { CORE_SCHEMA, loadAll, mergeTag, Schema, YAMLException } from "js-yaml";
import { build } from "kustomize-ts";
import { Refusal } from "./output.ts";
import { readKustomization } from "./read-kustomization.ts";

const schema = new Schema([...CORE_SCHEMA.tags, mergeTag]);

/** One object, and where it was read. */
export interface ReadObject {
  readonly object: Json;
  readonly file: string;
  /** The text of its document, and the lines before it in the file; without them the object was built. */
  readonly text?: string;
  readonly linesBefore?: number;
}

/** Objects of any repository, and what is wrong with the texts that hold them. */
export interface ReadManifests {
  readonly objects: readonly ReadObject[];
  readonly findings: readonly Finding[];
  readonly files: number;
}

/** Reads a kustomization's folder, a folder of YAML and JSON files, one file, or with "-" standard input. */
export function readManifests(path: string): ReadManifests {
  if (path === "-") return readTexts([["stdin", readFileSync(0, "utf8")]]);
  if (!existsSync(path)) throw new Refusal(`There is no file or folder ${path}.`);
  if (!statSync(path).isDirectory()) return readTexts([[path, readFileSync(path, "utf8")]]);
  if (["kustomization.yaml", "kustomization.yml", "Kustomization"].some((name) => existsSync(join(path, name))))
    return buildFolder(path);
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.(ya?ml|json)$/i.test(entry.name) &&
        !/(^|\/)(node_modules|\.git)(\/|$)/.test(entry.parentPath),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return readTexts(files.map((file) => [file, readFileSync(file, "utf8")]));
}

function buildFolder(path: string): ReadManifests {
  const { files, folder, root } = readKustomization(path);
  const { manifests, findings } = build(files, folder, { order: "legacy" });
  const objects = manifests.map((object) => ({ object: object as Json, file: path }));
  return {
    objects,
    findings: findings.map(
      ({ hint, file, ...rest }): Finding => ({ ...rest, file: join(root, file), ...(hint === "" ? {} : { hint }) }),
    ),
    files: 1,
  };
}

function readTexts(texts: readonly (readonly [string, string])[]): ReadManifests {
  const objects: ReadObject[] = [];
  const findings: Finding[] = [];
  for (const [file, whole] of texts)
    for (const { text, linesBefore } of documentsOf(whole)) {
      const { value, flaw } = readDocument(text);
      if (flaw !== undefined) findings.push({ ...flaw, file, line: flaw.line + linesBefore });
      if (isList(value)) for (const item of value.items) objects.push({ object: item, file });
      else if (value !== undefined && value !== null) objects.push({ object: value, file, text, linesBefore });
    }
  return { objects, findings, files: texts.length };
}

function isList(value: Json | undefined): value is { readonly items: readonly Json[]; readonly [field: string]: Json } {
  return isMap(value) && String(value["kind"]).endsWith("List") && Array.isArray(value["items"]);
}

/** As the API server's tools read YAML: with aliases and merge keys. */
function readDocument(text: string): { value?: Json; flaw?: Omit<Finding, "file"> } {
  try {
    return { value: (loadAll(text, { schema }) as Json[])[0] ?? null };
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

/** The documents of a text, each with the number of lines before it. */
function documentsOf(whole: string): { text: string; linesBefore: number }[] {
  const lines = whole.split("\n");
  const starts = [0, ...lines.flatMap((line, index) => (/^---(\s|$)/.test(line) ? [index + 1] : []))];
  return starts.map((start, index) => ({
    text: lines.slice(start, (starts[index + 1] ?? lines.length + 1) - 1).join("\n"),
    linesBefore: start,
  }));
}
