import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRefName } from "./is-ref-name.ts";
import { readRefs } from "./read-refs.ts";
import { runGit } from "./run-git.ts";

/** One ref's move: from what it must name now (undefined: it must not exist) to what it shall (undefined: delete it). */
export interface RefUpdate {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** All refs were moved, or none because one of them stood elsewhere. */
export type RefUpdateResult =
  | { readonly updated: true }
  | { readonly updated: false; readonly name: string; readonly found: string | undefined };

const attempts = 4;
const none = "0".repeat(40);

/**
 * Moves refs, all or none, each only from where it is expected (compare-and-swap). Whether a refusal is a conflict is
 * found by reading the refs again, never from Git's words; refs that already stand where they shall are a success.
 * Throws for a malformed or doubled name, for a branch that a work tree has checked out, and when Git fails otherwise.
 */
export async function updateRefs(repository: string, updates: readonly RefUpdate[]): Promise<RefUpdateResult> {
  refuseMalformed(updates);
  if (updates.length === 0) return { updated: true };
  await refuseCheckedOut(repository, updates);
  const input = `start\n${updates.map(command).join("")}prepare\ncommit\n`;
  for (let attempt = 1; ; attempt++) {
    try {
      await runGit(repository, ["update-ref", "--no-deref", "--stdin"], { input });
      return { updated: true };
    } catch (error) {
      const refs = await readRefs(
        repository,
        updates.map(({ name }) => name),
      );
      if (updates.every(({ name, after }) => refs.get(name) === after)) return { updated: true };
      const moved = updates.find(({ name, before }) => refs.get(name) !== before);
      if (moved !== undefined) return { updated: false, name: moved.name, found: refs.get(moved.name) };
      // Nothing has moved: another writer may hold the lock for a moment.
      if (attempt === attempts) throw error;
      await sleep(25 * attempt);
    }
  }
}

function command({ name, before = none, after }: RefUpdate): string {
  if (after !== undefined) return `update ${name} ${after} ${before}\n`;
  return before === none ? `verify ${name} ${none}\n` : `delete ${name} ${before}\n`;
}

function refuseMalformed(updates: readonly RefUpdate[]): void {
  const names = new Set<string>();
  for (const { name, before, after } of updates) {
    if (!isRefName(name)) throw new Error(`${JSON.stringify(name)} is not the full name of a ref.`);
    if (names.has(name)) throw new Error(`The ref ${name} is named twice in one update.`);
    names.add(name);
    for (const oid of [before, after]) {
      if (oid !== undefined && !/^[0-9a-f]{40,64}$/.test(oid)) {
        throw new Error(`${JSON.stringify(oid)} is not a full object id.`);
      }
    }
  }
}

async function refuseCheckedOut(repository: string, updates: readonly RefUpdate[]): Promise<void> {
  // A bare repository without linked work trees has nothing checked out, and need not be asked.
  const bare = basename(resolve(repository)) !== ".git" && !existsSync(join(repository, ".git"));
  if (bare && !existsSync(join(repository, "worktrees"))) return;
  const listing = (await runGit(repository, ["worktree", "list", "--porcelain", "-z"])).toString();
  let workTree = "";
  for (const line of listing.split("\0")) {
    if (line.startsWith("worktree ")) workTree = line.slice("worktree ".length);
    const branch = line.startsWith("branch ") ? line.slice("branch ".length) : undefined;
    if (branch !== undefined && updates.some(({ name }) => name === branch)) {
      const short = branch.replace(/^refs\/heads\//, "");
      throw new Error(
        `The branch ${short} is checked out in ${workTree}; moving it would make that work tree look changed. Check out another branch there first.`,
      );
    }
  }
}
