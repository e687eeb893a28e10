import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build as bundle } from "esbuild";
import type * as measure_ from "./measure-policies.ts";

/**
 * `npm run bench -- policies [--policies N] [--objects N]`: how long it takes to read and compile so many policies and to
 * judge so many objects and the Pods that they would make, from the code as it is shipped: bundled. The policies are those
 * of the repository, and as many again under other names as it takes; the objects are new ones each, of the kinds that
 * its sample renders to. The last line is for programs.
 */
const { values } = parseArgs({
  options: { policies: { type: "string", default: "50" }, objects: { type: "string", default: "10000" } },
});
const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
try {
  const outfile = join(folder, "measure.cjs");
  await bundle({
    entryPoints: ["packages/engine/bench/measure-policies.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    conditions: ["source"],
    logLevel: "error",
  });
  const { measurePolicies } = createRequire(import.meta.url)(outfile) as typeof measure_;
  const result = measurePolicies({ policies: Number(values.policies), objects: Number(values.objects) });
  const { policies, objects, requests, findings, compileMs, judgeMs } = result;
  console.log(`compile: ${policies} policies in ${compileMs} ms`);
  console.log(
    `judge: ${objects} objects, ${requests} requests with those of Pods, ${findings} findings in ${judgeMs} ms`,
  );
  console.log(`policies: ${policies} policies × ${objects} objects in ${((compileMs + judgeMs) / 1000).toFixed(2)} s`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
