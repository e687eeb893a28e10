import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { hasKubectl } from "./kubectl.ts";
import { overlays } from "./overlays.ts";

/**
 * `npm run conformance -- kustomize-fuzz [RUNS] [SEED]`: runs `slipway build` and `kubectl kustomize` on each of the own
 * examples and on RUNS overlays that chance makes, 500 if not said, and compares what they print; where one refuses, the
 * other has to. Trees on which they differ stay on disk. Exit 1: they differ. Without kubectl it says so, and exits 0.
 */
const [runs = "500", seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
if (!hasKubectl) {
  console.log("kustomize-fuzz: skipped, there is no kubectl");
  process.exit(0);
}

const run = promisify(execFile);

/** What a program prints; undefined if it ends with an error. */
async function printed(program: string, ...words: readonly string[]): Promise<string | undefined> {
  try {
    return (await run(program, words, { maxBuffer: 1 << 30 })).stdout;
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === "number") return undefined;
    throw error;
  }
}

async function compare(folder: string): Promise<"the same" | "both refuse" | "differ"> {
  const [ours, theirs] = await Promise.all([
    printed(process.execPath, resolve("scripts/bin/slipway.cjs"), "build", folder),
    printed("kubectl", "kustomize", folder),
  ]);
  if (ours !== theirs) return "differ";
  return ours === undefined ? "both refuse" : "the same";
}

const counts = { "the same": 0, "both refuse": 0, differ: 0 };

async function count(folder: string): Promise<boolean> {
  const result = await compare(folder);
  counts[result]++;
  if (result === "differ") console.log(`differ: ${folder}`);
  return result === "differ";
}

const cases = "packages/kustomize-ts/cases";
// Kubectl would fetch the one, and fill the memory with the other.
const examples = readdirSync(cases).filter((name) => !/^refuses-(remote|exploding)/.test(name));
for (const name of examples) {
  const folder = join(cases, name);
  await count(existsSync(join(folder, "overlay")) ? join(folder, "overlay") : folder);
}
console.log(`${examples.length} examples; ${runs} overlays with the seed ${seed}`);

for (const { texts, dir } of fc.sample(overlays, { numRuns: Number(runs), seed: Number(seed) })) {
  const root = mkdtempSync(join(tmpdir(), "kustomize-fuzz-"));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  if (!(await count(join(root, dir)))) rmSync(root, { recursive: true });
}
const { differ } = counts;
const all = examples.length + Number(runs);
console.log(
  `kustomize-fuzz: ${counts["the same"]} the same, ${counts["both refuse"]} refused by both, ${differ} differ of ${all}`,
);
process.exit(differ > 0 ? 1 : 0);
