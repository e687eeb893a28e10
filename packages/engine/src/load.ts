import type { Doc } from "./doc.ts";
import { place } from "./doc.ts";
import { type File, largestSpec } from "./files.ts";
import type { Code, Finding } from "./finding.ts";
import { readYaml } from "./yaml.ts";

/** What a file held: a document when it could be read at all, and what is wrong with it. */
export interface Loaded {
  readonly doc?: Doc;
  readonly findings: readonly Finding[];
}

const kept = new WeakMap<File, { path: string; loaded: Loaded }>();

/**
 * Reads one file as one YAML document. Never throws for what the file holds. The same File object is read once, however
 * often it is asked for.
 */
export function load(path: string, file: File): Loaded {
  const before = kept.get(file);
  if (before?.path === path) return before.loaded;
  const loaded = loadAnew(path, file);
  kept.set(file, { path, loaded });
  return loaded;
}

function loadAnew(path: string, file: File): Loaded {
  const { content } = file;
  const size = file.size ?? (typeof content === "string" ? content.length : content.byteLength);
  if (file.mode === "120000")
    return refuse(
      path,
      "FILE_NOT_REGULAR",
      "This is a symbolic link.",
      "Put the file itself here: links are not followed.",
    );
  if (file.mode === "160000")
    return refuse(
      path,
      "FILE_NOT_REGULAR",
      "This is a submodule.",
      "Put the files themselves here: submodules are not followed.",
    );
  if (file.problem !== undefined)
    return refuse(
      path,
      "FILE_UNREADABLE",
      `The file cannot be read: ${file.problem}.`,
      "Make it readable for whoever runs this.",
    );
  if (size > largestSpec)
    return refuse(
      path,
      "FILE_TOO_LARGE",
      `The file has ${size} bytes; at most ${largestSpec} are read.`,
      "Keep only the spec in this file.",
    );
  if (typeof content !== "string")
    return refuse(path, "FILE_NOT_UTF8", "The file is no UTF-8 text.", "Save it as UTF-8.");
  const { value, flaws } = readYaml(content);
  const findings = flaws.map((flaw) => place(path, flaw, flaw));
  return value === undefined ? { findings } : { doc: { file: path, text: content, value }, findings };
}

function refuse(path: string, code: Code, message: string, hint: string): Loaded {
  return { findings: [place(path, { line: 1, column: 1 }, { code, message, hint })] };
}
