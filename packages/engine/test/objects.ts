import type { Files } from "../src/files.ts";
import type { Finding } from "../src/finding.ts";
import { build } from "../src/line.ts";
import { readManifests } from "../src/yaml.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test reads objects of every kind, and fails where a field is not there.
export type Loose = any;

/** The objects that one service becomes in an environment, by "Kind/name". */
export function objectsOf(files: Files, id = "shop/web", environment = "dev"): Record<string, Loose> {
  const { files: made, findings } = build(files, environment, { services: new Set([id]) });
  const text = made.get(`${id}/manifest.yaml`);
  if (text === undefined) throw new Error(`${id} could not be built: ${brief(findings).join("; ")}`);
  return Object.fromEntries(
    readManifests(text).map((object: Loose) => [`${object.kind}/${object.metadata.name}`, object]),
  );
}

/** Findings in a line each: the code, the file, and the place. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}
