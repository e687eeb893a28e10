import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { build, type Files, groundOf, promotionOrder } from "@slipway/engine";
import { loadAll } from "js-yaml";
import { generatePlatform } from "../packages/engine/bench/generate.ts";
import { applyDry, makeNamespaces, openCluster, removeNamespaces } from "./cluster.ts";

/**
 * `npm run e2e`: every object of every environment of the sample and of a generated platform of 100 services, sent to a
 * real API server as server-side apply, dry run, strict, into namespaces that enforce and warn about the restricted Pod
 * Security Standard. Exit 1: one was refused, or warned about.
 */
const cluster = openCluster();
const platforms: [string, Files][] = [
  ["the sample", sample()],
  ["100 generated services", generatePlatform({ services: 100, teams: 5, seed: 7 })],
];
let bad = 0;
for (const [name, files] of platforms) bad += await send(name, files);
process.exit(bad > 0 ? 1 : 0);

function sample(): Files {
  const paths = execFileSync("git", ["ls-files", "apps", "environments"], { encoding: "utf8" }).trim().split("\n");
  return new Map(paths.map((path) => [path, { mode: "100644", content: readFileSync(path, "utf8") }]));
}

async function send(name: string, files: Files): Promise<number> {
  const objects = promotionOrder(groundOf(files).environments).flatMap((environment) =>
    [...build(files, environment).files].flatMap(([path, text]) =>
      (loadAll(text) as Record<string, unknown>[]).map((object) => ({ object, from: `${environment}/${path}` })),
    ),
  );
  const namespaceOf = (object: Record<string, unknown>) => (object["metadata"] as { namespace?: string }).namespace;
  const made = await makeNamespaces(cluster, new Set(objects.flatMap(({ object }) => namespaceOf(object) ?? [])));
  let refused = 0;
  let warned = 0;
  for (const { object, from } of objects) {
    const { status, body, warnings } = await applyDry(cluster, object);
    if (status >= 300) refused += 1;
    if (warnings.length > 0) warned += 1;
    if (status >= 300 || warnings.length > 0)
      console.log(
        `${from} ${String(object["kind"])}: ${[String(body["message"] ?? ""), ...warnings].join("; ").slice(0, 300)}`,
      );
  }
  await removeNamespaces(cluster, made);
  console.log(`${name}: ${objects.length} objects, ${refused} refused, ${warned} warned about`);
  return refused + warned + (objects.length === 0 ? 1 : 0);
}
