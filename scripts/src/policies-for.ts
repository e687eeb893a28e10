import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { File, Files } from "@slipway/engine";
import { Refusal } from "./output.ts";
import { packagePolicies } from "./package-files.ts";
import { findRoot, readFile, readPlatform } from "./read.ts";

/**
 * The policies that a check judges by, as a tree that has them under policies/: those of a folder, of the platform that
 * the working folder stands in, or the ones that come along.
 */
export function policiesFor(folder: string | boolean | undefined): Files {
  if (folder === false) return new Map();
  if (typeof folder === "string") return policiesIn(folder);
  const root = findRoot(process.cwd());
  if (root !== undefined && existsSync(join(root, "policies"))) return readPlatform(root);
  return new Map([...packagePolicies()].map(([path, content]): [string, File] => [path, { mode: "100644", content }]));
}

/** A folder of `<name>/policy.yaml`, or one that has it under policies/. */
function policiesIn(folder: string): Files {
  if (!existsSync(folder)) throw new Refusal(`There is no folder ${folder}.`);
  const home = existsSync(join(folder, "policies")) ? join(folder, "policies") : folder;
  const files = new Map<string, File>();
  for (const entry of readdirSync(home, { withFileTypes: true })) {
    const file = entry.isDirectory() ? readFile(join(home, entry.name, "policy.yaml")) : undefined;
    if (file !== undefined) files.set(`policies/${entry.name}/policy.yaml`, file);
  }
  if (files.size === 0) throw new Refusal(`${folder} has no <name>/policy.yaml.`);
  return files;
}
