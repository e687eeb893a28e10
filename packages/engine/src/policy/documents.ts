import { type Doc, place } from "../doc.ts";
import { type File, largestSpec } from "../files.ts";
import type { Finding } from "../finding.ts";
import { readYaml } from "../yaml.ts";

/** The documents of one file, in their order, and what is wrong with it. */
export interface Documents {
  readonly docs: readonly Doc[];
  readonly findings: readonly Finding[];
}

const kept = new WeakMap<File, { path: string; documents: Documents }>();

/** Reads a file of several YAML documents. Never throws for what it holds; the same File object is read once. */
export function documentsOf(path: string, file: File): Documents {
  const before = kept.get(file);
  if (before?.path === path) return before.documents;
  const documents = readDocuments(path, file);
  kept.set(file, { path, documents });
  return documents;
}

function readDocuments(path: string, { mode, content, problem, size }: File): Documents {
  const refused = (
    code: "FILE_NOT_REGULAR" | "FILE_UNREADABLE" | "FILE_NOT_UTF8" | "FILE_TOO_LARGE",
    message: string,
  ) => ({
    docs: [],
    findings: [place(path, { line: 1, column: 1 }, { code, message, hint: "Put the text itself here." })],
  });
  if (mode !== "100644" && mode !== "100755") return refused("FILE_NOT_REGULAR", "This is a link, not a file.");
  if (problem !== undefined) return refused("FILE_UNREADABLE", `The file cannot be read: ${problem}.`);
  if ((size ?? content.length) > largestSpec)
    return refused("FILE_TOO_LARGE", `The file has ${size ?? content.length} bytes; at most ${largestSpec} are read.`);
  if (typeof content !== "string") return refused("FILE_NOT_UTF8", "The file is no UTF-8 text.");
  const docs: Doc[] = [];
  const findings: Finding[] = [];
  for (const text of splitDocuments(content)) {
    const { value, flaws } = readYaml(text);
    if (flaws.length === 1 && flaws[0]?.code === "YAML_EMPTY") continue;
    findings.push(...flaws.map((flaw) => place(path, flaw, flaw)));
    if (value !== undefined) docs.push({ file: path, text, value });
  }
  return { docs, findings };
}

/**
 * The texts of the documents, each where it stands in the whole: the lines before it are empty, so that places stay what
 * they are. A line that begins with --- ends a document wherever it stands: YAML's rule.
 */
export function splitDocuments(content: string): string[] {
  const texts: string[] = [];
  let lines: string[] = [];
  let before = 0;
  const all = content.replace(/^\uFEFF/, "").split("\n");
  for (const [index, line] of all.entries()) {
    const starts = /^---(\s|$)/.test(line);
    if (starts) {
      texts.push("\n".repeat(before) + lines.join("\n"));
      [lines, before] = [[`   ${line.slice(3)}`], index];
    } else lines.push(line);
  }
  texts.push("\n".repeat(before) + lines.join("\n"));
  return texts.filter((text) => text.trim() !== "");
}
