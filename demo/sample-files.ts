import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folders and files that make up the sample platform. */
export const sampleParts = ["apps", "environments", "policies", "schemas", "CODEOWNERS"] as const;

/** The sample platform of the working directory: text by path. */
export function sampleFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const part of sampleParts) {
    if (part === "CODEOWNERS") {
      files[part] = readFileSync(part, "utf8");
      continue;
    }
    for (const entry of readdirSync(part, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files[path] = readFileSync(path, "utf8");
    }
  }
  return files;
}
