import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Whether there is a `kubectl` whose built-in Kustomize can be asked. */
export const hasKubectl = spawnSync("kubectl", ["version", "--client"]).status === 0;

/** What `kubectl kustomize` says of a folder: its output, or its error. */
export type Answer = { readonly output: string } | { readonly error: string };

/** Writes the files to a temporary folder and builds `dir` in there with `kubectl kustomize`. */
export function kubectlKustomize(files: ReadonlyMap<string, string | Uint8Array>, dir = "."): Answer {
  const root = mkdtempSync(join(tmpdir(), "kustomize-ts-"));
  try {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const child = spawnSync("kubectl", ["kustomize", join(root, dir)], { encoding: "utf8", maxBuffer: 1 << 30 });
    return child.status === 0 ? { output: child.stdout } : { error: child.stderr.replaceAll(root, "") };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
