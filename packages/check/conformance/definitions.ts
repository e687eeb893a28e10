import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../src/index.ts";

/** The definitions in a folder of YAML files. */
export function readDefinitions(folder: string): Manifest[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), "utf8")))
    .map((document) => document.toJS() as Manifest);
}

/** JSON whose integers beyond 2^53 keep their digits. */
export function parseExact(text: string): unknown {
  const digits = text.replace(/("(?:[^"\\]|\\.)*")|(-?\d{16,})(?![\d.eE])/g, (whole, quoted) =>
    quoted === undefined ? `"\\u0000${whole}"` : whole,
  );
  return JSON.parse(digits, (_key, value) => {
    return typeof value === "string" && value.startsWith("\0") ? BigInt(value.slice(1)) : value;
  });
}
