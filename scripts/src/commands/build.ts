import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findingsText } from "@slipway/engine";
import { build as buildKustomization, print } from "kustomize-ts";
import { paintFor, Refusal } from "../output.ts";
import { readKustomization } from "../read-kustomization.ts";

/** Builds a kustomization from disk, as `kubectl kustomize` does: to standard output or a file. Gives the exit code. */
export function build(folder: string, options: { readonly output?: string }): number {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Refusal(`There is no folder ${folder}.`);
  const { files, folder: inside, root } = readKustomization(folder);
  const { manifests, findings } = buildKustomization(files, inside, { order: "legacy" });
  const placed = findings.map(({ file, ...finding }) => ({ ...finding, file: join(root, file) }));
  process.stderr.write(findingsText(placed, paintFor(process.stderr)));
  if (findings.some(({ severity }) => severity === "error")) return 1;
  const text = print(manifests);
  if (options.output === undefined) process.stdout.write(text);
  else {
    mkdirSync(dirname(options.output), { recursive: true });
    writeFileSync(options.output, text);
  }
  return 0;
}
