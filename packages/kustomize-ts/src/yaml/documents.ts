import type { File } from "../files.ts";
import { yamlOf } from "../files.ts";
import { Refusal, refuse, withPrefix } from "../refusal.ts";
import { compose } from "./compose.ts";
import { newAllowance } from "./events.ts";
import { clone, isNull, type Node } from "./node.ts";
import { position } from "./position.ts";

/** A document of a text; `index` counts the parts of the text, those without anything in them too. */
export type Document = { readonly node: Node; readonly index: number };

const SEPARATOR = /\n---[^\n]*\n/g;

const read = new WeakMap<File, readonly Document[]>();

/** The documents of a file, copied: a file that many builds share is parsed once. */
export function documentsOfFile(file: File, path: string): Document[] {
  const known = read.get(file) ?? documentsOf(yamlOf(file, path), path);
  read.set(file, known);
  return known.map((document) => ({ ...document, node: clone(document.node) }));
}

/**
 * The documents of a text, null ones left out. Kustomize splits a text into documents itself, at lines that begin with
 * `---`, and reads the first document of each part.
 */
export function documentsOf(text: string, file?: string): Document[] {
  const allowance = newAllowance();
  return parts(text, file).flatMap(({ from, to }, index) => {
    const source = { text, from, to, allowance, ...(file !== undefined && { file }) };
    const node = malformedPrefixed(() => compose(source));
    return node === undefined || isNull(node) ? [] : [{ node, index }];
  });
}

/** The parts of a text between its separators. */
export function parts(text: string, file?: string): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = 0;
  for (const separator of text.matchAll(SEPARATOR)) {
    const rest = separator[0].slice(4).trim();
    if (rest !== "" && !rest.startsWith("#")) {
      const place = file === undefined ? undefined : { file, ...position(text, separator.index + 1) };
      const message = `invalid document separator: ${separator[0].trim()}`;
      refuse("YAML_MALFORMED", message, "Put nothing but a comment behind the dashes.", place);
    }
    found.push({ from, to: separator.index + 1 });
    from = separator.index + separator[0].length;
  }
  return [...found, { from, to: text.length }];
}

function malformedPrefixed<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw error instanceof Refusal && error.code === "YAML_MALFORMED" ? withPrefix("MalformedYAMLError", error) : error;
  }
}
