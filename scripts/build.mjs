import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Makes dist/: the command line in one file with everything that it needs, and the schemas. An installed package is
 * built already and has no src/: there is nothing to do then.
 */
const here = fileURLToPath(new URL(".", import.meta.url));
if (existsSync(`${here}src`)) {
  rmSync(`${here}dist`, { recursive: true, force: true });
  mkdirSync(`${here}dist/schemas`, { recursive: true });
  await build({
    entryPoints: [`${here}src/cli.ts`],
    outfile: `${here}dist/cli.cjs`,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Spreading an object is slow on Node 20, and js-yaml does it for every node: without this it takes three times as long.
    supported: { "object-rest-spread": false },
    conditions: ["source"],
    logLevel: "warning",
  });
  for (const file of readdirSync(`${here}../schemas`).filter((name) => name.endsWith(".schema.json")))
    cpSync(`${here}../schemas/${file}`, `${here}dist/schemas/${file}`);
}
