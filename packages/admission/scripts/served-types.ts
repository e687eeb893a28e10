import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readGo, type Struct } from "./go-structs.ts";

/**
 * Writes `src/gen/served-types.ts`: which fields the API server's Go types have, and which of them it writes although
 * they are empty. OpenAPI does not tell an empty value from none (`replicas: 0` stays, `hostNetwork: false` goes), so the
 * table is read from the source of the modules named below.
 *
 * `npx tsx packages/admission/scripts/served-types.ts` needs `go` to fetch them from a Go module proxy.
 */
const release = "v0.36.1";
const groups: readonly (readonly [folder: string, group: string])[] = [
  ["core/v1", ""],
  ["apps/v1", "apps"],
  ["autoscaling/v1", "autoscaling"],
  ["autoscaling/v2", "autoscaling"],
  ["batch/v1", "batch"],
  ["coordination/v1", "coordination.k8s.io"],
  ["discovery/v1", "discovery.k8s.io"],
  ["networking/v1", "networking.k8s.io"],
  ["node/v1", "node.k8s.io"],
  ["policy/v1", "policy"],
  ["rbac/v1", "rbac.authorization.k8s.io"],
  ["scheduling/v1", "scheduling.k8s.io"],
  ["storage/v1", "storage.k8s.io"],
];

function moduleFolder(name: string): string {
  const answer = execFileSync("go", ["mod", "download", "-json", `${name}@${release}`], { encoding: "utf8", cwd: "/" });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

function sourceOf(folder: string): string {
  const files = readdirSync(folder).filter((file) => file.endsWith(".go") && !/_test|generated|zz_/.test(file));
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}

/** The plural by which the server calls the objects of a kind. */
function resourceOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name === "endpoints") return name;
  if (name.endsWith("s")) return `${name}es`;
  return name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}s`;
}

const api = moduleFolder("k8s.io/api");
const structs = new Map<string, Struct>();
const aliases = new Map<string, string>();
const kinds: string[] = [];
const roots: string[] = [];

function take(home: string, folder: string): readonly Struct[] {
  const read = readGo(home, sourceOf(folder));
  for (const struct of read.structs) structs.set(struct.name, struct);
  for (const [name, shape] of read.aliases) aliases.set(name, shape);
  return read.structs;
}

take("meta.v1", join(moduleFolder("k8s.io/apimachinery"), "pkg/apis/meta/v1"));
for (const [folder, group] of groups) {
  const [home = "", version = ""] = folder.split("/");
  for (const { name, isKind, clusterScoped } of take(`${home}.${version}`, join(api, folder))) {
    if (!isKind) continue;
    const kind = name.split(".").at(-1) ?? "";
    const apiVersion = group === "" ? version : `${group}/${version}`;
    kinds.push(`kind ${apiVersion} ${kind} ${resourceOf(kind)} ${clusterScoped ? "cluster" : "namespaced"} ${name}`);
    roots.push(name);
  }
}

const typeName = /[a-z0-9]+\.v\d+\.\w+/g;

/** A shape in which names of types that are no structs are replaced by what they stand for. */
function resolved(shape: string): string {
  return shape.replace(typeName, (name) => {
    const alias = aliases.get(name);
    if (alias !== undefined) return resolved(alias);
    if (!structs.has(name)) throw new Error(`Nothing declares ${name}.`);
    return name;
  });
}

/** The types that kinds are made of, by name. */
function reachable(): Struct[] {
  const found = new Map<string, Struct>();
  const visit = (name: string): void => {
    const struct = structs.get(name);
    if (struct === undefined || found.has(name)) return;
    const fields = struct.fields.map((field) => ({ ...field, shape: resolved(field.shape) }));
    found.set(name, { ...struct, fields });
    for (const { shape } of fields) for (const [type] of shape.matchAll(typeName)) visit(type);
  };
  for (const root of roots) visit(root);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const lines = [
  ...kinds.sort(),
  ...reachable().map(({ name, fields }) => {
    const home = name.slice(0, name.lastIndexOf(".") + 1);
    const text = fields.map((field) => `${field.name}:${field.shape.replaceAll(home, "")}`);
    return ["type", name, ...text].join(" ");
  }),
];
const header = `// THIS FILE IS GENERATED - DO NOT EDIT. Made by scripts/served-types.ts from the Go types of k8s.io/api and
// k8s.io/apimachinery ${release} (Apache-2.0).\n`;
const out = fileURLToPath(new URL("../src/gen/served-types.ts", import.meta.url));
writeFileSync(out, `${header}\nexport const servedTypes: string = \`\n${lines.join("\n")}\n\`;\n`);
console.log(`${lines.length} lines`);
