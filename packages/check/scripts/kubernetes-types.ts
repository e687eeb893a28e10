import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { declarations } from "./declarations.ts";
import { releasesOf, type Schema, tableOf } from "./type-table.ts";

/**
 * Writes `src/gen/type-table.ts` (what `decode` reads) and `src/gen/types.ts` (what the rules are typed with) from the
 * OpenAPI v3 documents in Kubernetes' own source, `api/openapi-spec/v3`, of the releases named below.
 *
 * `npx tsx --conditions=source packages/check/scripts/kubernetes-types.ts` needs `go` to fetch the source from a Go
 * module proxy.
 */
const releases = ["1.33.13", "1.34.4", "1.35.4", "1.36.1"];

/** A release's folder of OpenAPI documents, fetched when it is not there. */
function specification(release: string): string {
  const module = `k8s.io/kubernetes@v${release}`;
  const answer = JSON.parse(execFileSync("go", ["mod", "download", "-json", module], { encoding: "utf8", cwd: "/" }));
  return join(answer.Dir, "api/openapi-spec/v3");
}

/** All schemas of a release and all its paths, merged over the documents of its groups. */
function read(folder: string): Schema {
  const merged: Schema = { schemas: {}, paths: {} };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    const document = JSON.parse(readFileSync(join(folder, file), "utf8"));
    Object.assign(merged.schemas, document.components?.schemas);
    Object.assign(merged.paths, document.paths);
  }
  return merged;
}

const header = `// THIS FILE IS GENERATED - DO NOT EDIT. Made by scripts/kubernetes-types.ts from api/openapi-spec/v3 of
// Kubernetes ${releases.join(", ")} (Apache-2.0).\n`;
const out = (name: string) => fileURLToPath(new URL(`../src/gen/${name}`, import.meta.url));

const table = tableOf(releasesOf(releases.map((release) => read(specification(release)))));
writeFileSync(out("type-table.ts"), `${header}\nexport const typeTable: string = \`\n${table.join("\n")}\n\`;\n`);
writeFileSync(out("types.ts"), `${header}\n${declarations(table)}`);
console.log(`${table.length} lines`);
