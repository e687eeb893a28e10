import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleParts } from "./sample-files.ts";

/** A repository of its own with the sample platform as its first commit, in a temporary folder. */
export function samplePlatform(): { folder: string; remove: () => void } {
  const top = mkdtempSync(join(tmpdir(), "slipway-demo-"));
  const folder = join(top, "platform");
  mkdirSync(folder);
  for (const part of sampleParts) cpSync(part, join(folder, part), { recursive: true });
  git(folder, "init", "--quiet", "--initial-branch=main");
  commit(folder, "The platform");
  return { folder, remove: () => rmSync(top, { recursive: true, force: true }) };
}

/** Runs Git there, under the demo's name. */
export function git(folder: string, ...args: string[]): string {
  return execFileSync(
    "git",
    ["-c", "user.name=Demo", "-c", "user.email=demo@localhost", "-c", "commit.gpgsign=false", ...args],
    { cwd: folder, encoding: "utf8" },
  );
}

/** Commits everything that changed. */
export function commit(folder: string, message: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", message);
}
