import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Writes `src/gen/time-zones.ts`: the names in the time zone database that comes with Go, which is what the API server
 * asks. `npx tsx packages/check/scripts/time-zones.ts` needs `go` and `unzip`.
 */
const root = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
const version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim();
const listing = execFileSync("unzip", ["-Z1", join(root, "lib/time/zoneinfo.zip")], { encoding: "utf8" });
const names = listing.split("\n").filter((name) => name !== "" && !name.endsWith("/"));

const regions = new Map<string, string[]>();
for (const name of names.sort()) {
  const slash = name.indexOf("/");
  const [region, place] = slash < 0 ? ["", name] : [name.slice(0, slash), name.slice(slash + 1)];
  regions.set(region, [...(regions.get(region) ?? []), place]);
}
const lines = [...regions].map(([region, places]) => `${region}: ${places.join(" ")}`);
const header = `// THIS FILE IS GENERATED - DO NOT EDIT. Made by scripts/time-zones.ts from the time zone database (public domain) that
// comes with ${version}.\n`;
const out = fileURLToPath(new URL("../src/gen/time-zones.ts", import.meta.url));
writeFileSync(out, `${header}\nexport const timeZones: string = \`\n${lines.join("\n")}\n\`;\n`);
