import { existsSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findingsText } from "@slipway/engine";
import { build as buildKustomization, fileNames, type Manifest, print } from "kustomize-ts";
import { paintFor, Refusal } from "../output.ts";
import { readKustomization } from "../read-kustomization.ts";

/**
 * Builds a kustomization from disk, as `kubectl kustomize` does: to standard output, to a file, or to a folder that is
 * there, each object to a file of its own. Gives the exit code.
 */
export function build(folder: string, { output }: { readonly output?: string }): number {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Refusal(`There is no folder ${folder}.`);
  const { files, folder: inside, root } = readKustomization(folder);
  const { manifests, findings } = buildKustomization(files, inside, { order: "legacy", version: kubectls });
  const placed = findings.map(({ file, ...finding }) => ({ ...finding, file: join(root, file) }));
  process.stderr.write(findingsText(placed, paintFor(process.stderr)));
  if (findings.some(({ severity }) => severity === "error")) return 1;
  if (output === undefined) process.stdout.write(print(manifests));
  else if (existsSync(output) && statSync(output).isDirectory()) writeEach(output, manifests);
  else write(output, print(manifests));
  return 0;
}

/** The version that labels have of the Kustomize in kubectl. */
const kubectls = "(devel)";

function writeEach(folder: string, manifests: readonly Manifest[]): void {
  const names = fileNames(manifests);
  const outside = names.find((name) => name !== basename(name));
  if (outside !== undefined) throw new Refusal(`An object cannot be written to ${outside}: that is no name of a file.`);
  for (const [index, manifest] of manifests.entries()) write(join(folder, names[index] as string), print([manifest]));
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Refusal(`${path} cannot be written: ${error.message}.`);
  }
}
