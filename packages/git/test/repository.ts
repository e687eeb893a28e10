import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { initRepository, updateRefs, writeCommit, writeTree } from "../src/index.ts";

const author = { name: "Ada", email: "ada@example.com" };
const date = new Date("2026-01-02T03:04:05Z");

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-git-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty bare repository that is removed when the test ends. */
export async function temporaryRepository(): Promise<string> {
  const repository = join(temporaryFolder(), "repository.git");
  await initRepository(repository);
  return repository;
}

/** The files of a test: text by path, all of them with mode 100644. */
export function filesOf(texts: Record<string, string>): Map<string, { mode: string; content: string }> {
  return new Map(Object.entries(texts).map(([path, content]) => [path, { mode: "100644", content }]));
}

/** Writes a commit of these files. */
export async function commitFiles(
  repository: string,
  texts: Record<string, string>,
  parents: readonly string[] = [],
): Promise<string> {
  const tree = await writeTree(repository, filesOf(texts));
  return writeCommit(repository, { tree, parents, message: "A test", author, date });
}

/** Puts a branch on a commit, wherever it stood. */
export async function setBranch(repository: string, branch: string, commit: string, before?: string): Promise<void> {
  const result = await updateRefs(repository, [{ name: `refs/heads/${branch}`, before, after: commit }]);
  if (!result.updated) throw new Error(`The branch ${branch} stands at ${result.found}.`);
}
