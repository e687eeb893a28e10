import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Makes the program that runs without the sources: main.js, and beside it child.js, in which the line runs. Probot stays
 * outside, as it is installed.
 */
export async function buildBot(outdir) {
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: {
      main: fileURLToPath(new URL("src/main.ts", import.meta.url)),
      child: fileURLToPath(new URL("src/line/child.ts", import.meta.url)),
    },
    outdir,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // Spreading an object is slow on Node 20, and js-yaml does it for every node: without this it takes three times as long.
    supported: { "object-rest-spread": false },
    conditions: ["source"],
    external: ["probot"],
    logLevel: "warning",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBot(fileURLToPath(new URL("dist", import.meta.url)));
