import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Overrides of what a repository's own configuration could make Git run or fetch. `protocol` is closed by
 * GIT_ALLOW_PROTOCOL below, which no configuration can open again.
 */
const configuration = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.attributesFile=/dev/null",
  "core.alternateRefsCommand=",
  "fetch.recurseSubmodules=false",
  "fetch.fsckObjects=true",
  "transfer.fsckObjects=true",
  "i18n.commitEncoding=UTF-8",
  "gc.auto=0",
  "maintenance.auto=false",
].flatMap((setting) => ["-c", setting]);

/** What a Git process is told beside its arguments. */
export interface GitEnvironment {
  /** Further environment variables; they win over the hardened ones, so `GIT_ALLOW_PROTOCOL: "https"` opens a fetch. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Starts `git` on a repository by argument vector, without a shell, with an environment of its own: nothing of the
 * machine's or the user's Git configuration, no hooks, no prompts, no network protocol, no replace refs, and no search
 * for a repository above the named folder.
 */
export function spawnGit(
  repository: string,
  args: readonly string[],
  options: GitEnvironment = {},
): ChildProcessWithoutNullStreams {
  const folder = realpathSync(repository);
  return spawn("git", [...configuration, ...args], {
    cwd: folder,
    env: { ...hardened(folder), ...options.env },
    shell: false,
    stdio: "pipe",
    windowsHide: true,
  });
}

function hardened(folder: string): Record<string, string> {
  const kept = ["PATH", "TMPDIR", "TEMP", "SystemRoot"].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_ALLOW_PROTOCOL: "none",
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
  };
}
