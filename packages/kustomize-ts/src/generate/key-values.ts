import { type File, textOfFile } from "../files.ts";
import { type Folder, load } from "../folder.ts";
import type { GeneratorArguments } from "../kustomization/fields.ts";
import { at, type Place, prefixed, refuse, within } from "../refusal.ts";
import { position } from "../yaml/position.ts";

/** A value of a generated object: text, or bytes that are none. */
export type Content = string | Uint8Array;

/** All keys with their values: those of env files first, then literals, then files. Refuses one that comes twice. */
export function keyValues(folder: Folder, generator: GeneratorArguments, place: Place): Map<string, Content> {
  const result = new Map<string, Content>();
  for (const [key, content] of prefixed("loading KV pairs", () => pairs(folder, generator, place))) {
    if (result.has(key)) {
      const message = `configmap ${generator.name ?? ""} illegally repeats the key \`${key}\``;
      refuse("GENERATOR_INVALID", message, "Keep one of the two.", place);
    }
    result.set(key, content);
  }
  return result;
}

function pairs(folder: Folder, generator: GeneratorArguments, place: Place): [string, Content][] {
  const { envs = [], env = "", literals = [], files = [] } = generator;
  const sources = env === "" ? envs : [...envs, env];
  const inside = (field: string, index: number): Place => within(place, [field, index]);
  return [
    ...prefixed(`env source files: [${sources.join(" ")}]`, () =>
      sources.flatMap((path, index) => at(inside("envs", index), () => ofEnvFile(folder, path))),
    ),
    ...prefixed(`literal sources [${literals.join(" ")}]`, () =>
      literals.map((literal, index) => at(inside("literals", index), () => ofLiteral(literal))),
    ),
    ...prefixed(`file sources: [${files.join(" ")}]`, () =>
      files.map((source, index) => at(inside("files", index), () => ofFile(folder, source))),
    ),
  ];
}

function ofLiteral(literal: string): [string, string] {
  const equals = literal.indexOf("=");
  if (equals <= 0) {
    const message = `invalid literal source ${literal}, expected key=value`;
    refuse("GENERATOR_INVALID", message, "Write key=value.");
  }
  return [literal.slice(0, equals), unquoted(literal.slice(equals + 1))];
}

function unquoted(text: string): string {
  return text.length >= 2 && /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function ofFile(folder: Folder, source: string): [string, Content] {
  const [key, path] = keyAndPath(source);
  const { file } = load(folder, path);
  return [key, textOfFileExactly(file)];
}

/** The text of a file, byte order mark and all; its bytes if they are no text. */
function textOfFileExactly(file: File): Content {
  if (typeof file.content === "string") return file.content;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(file.content);
  } catch {
    return file.content;
  }
}

function keyAndPath(source: string): [string, string] {
  const [first = "", second, ...others] = source.split("=");
  const fix = "Write path, or key=path.";
  if (second === undefined) return [source.slice(source.lastIndexOf("/") + 1), source];
  if (others.length > 0) {
    refuse("GENERATOR_INVALID", `source ${JSON.stringify(source)} key name or file path contains '='`, fix);
  }
  if (first === "") {
    const message = `missing key name for file path ${JSON.stringify(second)} in source ${JSON.stringify(source)}`;
    refuse("GENERATOR_INVALID", message, fix);
  }
  if (second === "") {
    const message = `missing file path for key name ${JSON.stringify(first)} in source ${JSON.stringify(source)}`;
    refuse("GENERATOR_INVALID", message, fix);
  }
  return [first, second];
}

function ofEnvFile(folder: Folder, source: string): [string, string][] {
  const { path, file } = load(folder, source);
  const text = textOfFile(file);
  if (text === undefined) {
    const line = firstBadLine(file.content as Uint8Array);
    const message = `line ${line} has invalid utf8 bytes`;
    return refuse("GENERATOR_INVALID", message, "Save the file as UTF-8.", { file: path, line, column: 1 });
  }
  return text
    .replace(/^\ufeff/, "")
    .split("\n")
    .map((line) => line.replace(/\r$/, "").trimStart())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const equals = line.indexOf("=");
      return equals === -1 ? [line, ""] : [line.slice(0, equals), line.slice(equals + 1)];
    });
}

function firstBadLine(bytes: Uint8Array): number {
  const text = new TextDecoder().decode(bytes);
  return position(text, text.indexOf("\ufffd")).line;
}
