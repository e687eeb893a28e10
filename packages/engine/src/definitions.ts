import { YAMLException } from "js-yaml";
import { isMap, place } from "./doc.ts";
import type { Files } from "./files.ts";
import { compare, type Finding } from "./finding.ts";
import { loadDocuments } from "./go-yaml.ts";
import type { Json } from "./yaml.ts";

/** A CustomResourceDefinition of the clusters. */
export type Definition = { readonly [field: string]: Json };

/** The definitions that a platform keeps under environments/definitions/, and what is wrong with those files. */
export interface Definitions {
  readonly definitions: readonly Definition[];
  /** "group/Kind" → "Namespaced" or "Cluster". */
  readonly scopes: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

const kept = new WeakMap<Files, Definitions>();

/** Reads the definitions of a tree. The same Files object is read once. */
export function definitionsOf(files: Files): Definitions {
  const before = kept.get(files);
  if (before !== undefined) return before;
  const made = readDefinitions(files);
  kept.set(files, made);
  return made;
}

function readDefinitions(files: Files): Definitions {
  const definitions: Definition[] = [];
  const findings: Finding[] = [];
  for (const path of [...files.keys()]
    .filter((name) => /^environments\/definitions\/.*\.ya?ml$/.test(name))
    .sort(compare)) {
    const file = files.get(path);
    const content = file?.mode === "100644" || file?.mode === "100755" ? file.content : undefined;
    if (typeof content !== "string") {
      findings.push(
        place(
          path,
          { line: 1, column: 1 },
          { code: "FILE_NOT_UTF8", message: "The file is no text.", hint: "Save the definitions as UTF-8." },
        ),
      );
      continue;
    }
    try {
      definitions.push(
        ...(loadDocuments(content) as Json[])
          .filter(isMap)
          .flatMap((object) =>
            object["kind"] === "List" && Array.isArray(object["items"]) ? object["items"].filter(isMap) : [object],
          )
          .filter(({ kind }) => kind === "CustomResourceDefinition"),
      );
    } catch (error) {
      if (!(error instanceof YAMLException)) throw error;
      const where =
        error.mark === undefined
          ? { line: 1, column: 1 }
          : { line: error.mark.line + 1, column: error.mark.column + 1 };
      findings.push(
        place(path, where, {
          code: "YAML_SYNTAX",
          message: `This is no YAML: ${error.reason}.`,
          hint: "Correct the text at this place.",
        }),
      );
    }
  }
  return { definitions, scopes: scopesOf(definitions), findings };
}

function scopesOf(definitions: readonly Definition[]): Map<string, string> {
  const scopes = new Map<string, string>();
  for (const { spec } of definitions) {
    if (!isMap(spec) || !isMap(spec["names"])) continue;
    scopes.set(`${String(spec["group"])}/${String(spec["names"]["kind"])}`, String(spec["scope"]));
  }
  return scopes;
}
