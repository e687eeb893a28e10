import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of this package: the bundle stands in its dist/. */
export const packageFolder = join(__dirname, "..");

/** The schemas that this version has, by name. */
export function schemaNames(): string[] {
  const folder = join(packageFolder, "dist/schemas");
  return existsSync(folder)
    ? readdirSync(folder)
        .map((file) => file.replace(".schema.json", ""))
        .sort()
    : [];
}

/** The text of a schema. */
export function schemaText(name: string): string {
  return readFileSync(join(packageFolder, "dist/schemas", `${name}.schema.json`), "utf8");
}

/** The package.json of this package. */
export function packageJson(): { readonly version: string; readonly [field: string]: unknown } {
  return JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
}

/** The version of this package. */
export function packageVersion(): string {
  return packageJson().version;
}

/** The policies that come along, with their cases, by path: those that hold for any company. */
export function packagePolicies(): ReadonlyMap<string, string> {
  const folder = join(packageFolder, "dist/policies");
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder).flatMap((name) =>
    readdirSync(join(folder, name)).map((file) => `policies/${name}/${file}`),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(packageFolder, "dist", path), "utf8")]));
}
