import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Finding, isMap, type Json } from "@slipway/engine";
import { build } from "kustomize-ts";
import { parseDocument, splitDocuments } from "./go-yaml.ts";
import { Refusal } from "./output.ts";
import { readKustomization } from "./read-kustomization.ts";

/** One object, and where it was read. */
export interface ReadObject {
  readonly object: Json;
  readonly file: string;
  /** The text of its document, and the lines before it in the file; without them the object was built. */
  readonly text?: string;
  readonly linesBefore?: number;
  /** The way to the object in its document, where that is a list of objects. */
  readonly within?: readonly (string | number)[];
}

/** Objects of any repository, and what is wrong with the texts that hold them. */
export interface ReadManifests {
  readonly objects: readonly ReadObject[];
  readonly findings: readonly Finding[];
  readonly files: number;
}

/** Reads a kustomization's folder, a folder of YAML and JSON files, one file, or with "-" standard input. */
export function readManifests(path: string): ReadManifests {
  if (path === "-") return readAll([{ file: "stdin", path: 0 }]);
  if (!existsSync(path)) throw new Refusal(`There is no file or folder ${path}.`);
  if (!statSync(path).isDirectory()) return readAll([{ file: path, path }]);
  if (["kustomization.yaml", "kustomization.yml", "Kustomization"].some((name) => existsSync(join(path, name))))
    return buildFolder(path);
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /\.(ya?ml|json)$/i.test(file) && !/(^|\/)(node_modules|\.git)\//.test(file) && !isFolder(file))
    .sort();
  return readAll(files.map((file) => ({ file, path: file })));
}

/** A link counts as what it leads to; one that leads nowhere is no folder, so that reading it says so. */
function isFolder(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
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

function readAll(sources: readonly { readonly file: string; readonly path: string | number }[]): ReadManifests {
  const objects: ReadObject[] = [];
  const findings: Finding[] = [];
  for (const { file, path } of sources) {
    const { text: whole, problem } = readText(path);
    if (problem !== undefined) findings.push({ ...problem, severity: "error", file, line: 1, column: 1 });
    for (const { text, linesBefore } of splitDocuments(whole)) {
      const { value, flaw } = parseDocument(text);
      if (flaw !== undefined) findings.push({ ...flaw, file, line: flaw.line + linesBefore });
      if (value === undefined || value === null) continue;
      for (const { object, within } of objectsIn(value)) objects.push({ object, file, text, linesBefore, within });
    }
  }
  return { objects, findings, files: sources.length };
}

/** What a file holds; what cannot be read is empty, and the reason beside it. */
function readText(path: string | number): { text: string; problem?: Pick<Finding, "code" | "message" | "hint"> } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    if (error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA")
      return {
        text: "",
        problem: { code: "FILE_NOT_UTF8", message: "The file is no text.", hint: "Save it as UTF-8." },
      };
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const hint = "Correct the file or its rights, or leave it out.";
    return { text: "", problem: { code: "FILE_UNREADABLE", message: `The file cannot be read: ${code}.`, hint } };
  }
}

interface Inner {
  readonly object: Json;
  readonly within: readonly (string | number)[];
}

/** The objects of a document: itself, or the items of a list, and of the lists in it, as kubectl takes them. */
function objectsIn(value: Json, within: readonly (string | number)[] = []): Inner[] {
  const kind = isMap(value) ? String(value["kind"]) : "";
  if (!isMap(value) || !kind.endsWith("List") || !Array.isArray(value["items"])) return [{ object: value, within }];
  // The items of a list of one kind need not say which.
  const { apiVersion = null } = value;
  const implied = kind === "List" ? {} : { apiVersion, kind: kind.slice(0, -"List".length) };
  return value["items"].flatMap((item: Json, index) =>
    objectsIn(isMap(item) ? { ...implied, ...item } : item, [...within, "items", index]),
  );
}
