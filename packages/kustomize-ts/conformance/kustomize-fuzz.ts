import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { build, print } from "../src/index.ts";
import { hasKubectl, kubectlKustomize } from "./kubectl.ts";
import { type Overlays, overlays } from "./overlays.ts";

/**
 * `npm run conformance -- kustomize-fuzz [RUNS] [SEED]`: builds each of the own examples and RUNS overlays that chance
 * makes, 500 if not said, and compares what comes out with what `kubectl kustomize` prints; where one refuses, the other
 * has to. Trees on which they differ stay on disk. Where kubectl itself crashes there is nothing to compare. Exit 1: they
 * differ. Without kubectl it says so, and exits 0.
 */
const [runs = "500", seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
if (!hasKubectl) {
  console.log("kustomize-fuzz: skipped, there is no kubectl");
  process.exit(0);
}

const counts = { "the same": 0, "both refuse": 0, "kubectl crashes": 0, differ: 0 };

/** What is printed; undefined if it is refused. */
function ours({ texts, dir }: Overlays): string | undefined {
  const files = new Map(Object.entries(texts).map(([path, content]) => [path, { mode: "100644" as const, content }]));
  const { manifests, findings } = build(files, dir, { order: "legacy", version: "(devel)" });
  return findings.some(({ severity }) => severity === "error") ? undefined : print(manifests);
}

function compare(tree: Overlays): keyof typeof counts {
  const theirs = kubectlKustomize(new Map(Object.entries(tree.texts)), tree.dir);
  if ("error" in theirs && theirs.error.includes("panic: ")) return "kubectl crashes";
  if (ours(tree) !== ("output" in theirs ? theirs.output : undefined)) return "differ";
  return "output" in theirs ? "the same" : "both refuse";
}

function count(tree: Overlays, name: string): void {
  const result = compare(tree);
  counts[result]++;
  if (result === "differ") console.log(`differ: ${name || kept(tree)}`);
}

/** Writes a tree to the disk, and gives the folder in it that is built. */
function kept({ texts, dir }: Overlays): string {
  const root = mkdtempSync(join(tmpdir(), "kustomize-fuzz-"));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return join(root, dir);
}

/** An example, which has no files but texts. */
function example(folder: string): Overlays {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
  return { texts, dir: existsSync(join(folder, "overlay")) ? "overlay" : "." };
}

const cases = "packages/kustomize-ts/cases";
// Kubectl would fetch the one, and fill the memory with the other.
const examples = readdirSync(cases).filter((name) => !/^refuses-(remote|exploding)/.test(name));
for (const name of examples) count(example(join(cases, name)), join(cases, name));
console.log(`${examples.length} examples; ${runs} overlays with the seed ${seed}`);

for (const tree of fc.sample(overlays, { numRuns: Number(runs), seed: Number(seed) })) count(tree, "");
const { differ, "kubectl crashes": crashes } = counts;
const all = examples.length + Number(runs);
console.log(
  `kustomize-fuzz: ${counts["the same"]} the same, ${counts["both refuse"]} refused by both, ${crashes} crashes of kubectl, ${differ} differ of ${all}`,
);
process.exit(differ > 0 ? 1 : 0);
