import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The policies of this repository with their cases, without its exceptions. */
export function repositoryPolicies(): Record<string, string> {
  const folder = fileURLToPath(new URL("../../../policies/", import.meta.url));
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".yaml") && !path.startsWith("exceptions"),
  );
  return Object.fromEntries(paths.map((path) => [`policies/${path}`, readFileSync(`${folder}${path}`, "utf8")]));
}
