import { mkdir } from "node:fs/promises";
import { isRefName } from "./is-ref-name.ts";
import { runGit } from "./run-git.ts";

/** Kind of the new repository. */
export interface InitOptions {
  /** Without a work tree; true unless told. */
  readonly bare?: boolean;
  /** The branch that HEAD names; `main` unless told. */
  readonly branch?: string;
}

/** Makes an empty repository at a path, without hooks or other template files; one that is there already is kept. */
export async function initRepository(path: string, options: InitOptions = {}): Promise<void> {
  const { bare = true, branch = "main" } = options;
  if (!isRefName(`refs/heads/${branch}`)) throw new Error(`${JSON.stringify(branch)} is not the name of a branch.`);
  await mkdir(path, { recursive: true });
  await runGit(path, ["init", "--quiet", "--template=", `--initial-branch=${branch}`, ...(bare ? ["--bare"] : [])]);
}
