import type { Files } from "./files.ts";

/** Which services may have a route for which host, told by their texts alone. Services are "team/name". */
export interface HostWords {
  /** What stands behind `host:` → the services in whose spec or settings it does. */
  readonly written: ReadonlyMap<string, readonly string[]>;
  /** A service's own name, which is the host of a route that names none → the services of that name with routes. */
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Services in whose text something is escaped that may be a letter of a host. */
  readonly unclear: readonly string[];
}

/** The escapes of YAML that can stand for a letter, a digit or a dash, or for nothing between two of them. */
const escaped = /\\(?:[xuU]|\r?\n)/;

const kept = new WeakMap<Files, HostWords>();

/** Looks through all specs, releases and settings of a tree; once for each tree. */
export function hostWordsOf(files: Files): HostWords {
  const before = kept.get(files);
  if (before !== undefined) return before;
  const made = makeHostWords(files);
  kept.set(files, made);
  return made;
}

function makeHostWords(files: Files): HostWords {
  const written = new Map<string, string[]>();
  const named = new Map<string, string[]>();
  const unclear: string[] = [];
  for (const [path, { content }] of files) {
    if (typeof content !== "string") continue;
    const isUnclear = content.includes("\\") && escaped.test(content);
    if (!isUnclear && !content.includes("routes")) continue;
    const id = serviceAt(path);
    if (id === undefined) continue;
    if (isUnclear) unclear.push(id);
    put(named, id.slice(id.indexOf("/") + 1), id);
    for (const [, word = ""] of content.matchAll(/\bhost["']?\s*:\s*["']?([\w.*-]+)/g)) put(written, word, id);
  }
  return { written, named, unclear };
}

function put(map: Map<string, string[]>, word: string, id: string): void {
  const known = map.get(word);
  if (known === undefined) map.set(word, [id]);
  else known.push(id);
}

function serviceAt(path: string): string | undefined {
  const form = /^(?:apps|environments\/[^/]+\/(?:releases|settings))\/([^/]+\/[^/]+)\/(?:service|settings)\.yaml$/;
  return form.exec(path)?.[1];
}
