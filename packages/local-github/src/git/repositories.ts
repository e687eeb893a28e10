import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { initRepository, type Objects, openObjects, runGit } from "@slipway/git";

/** Where a repository's bare Git repository lies. */
export function repositoryPath(directory: string, repository: number): string {
  return join(directory, "repositories", `${repository}.git`);
}

/** Settings of every repository: what GitHub lets a fetch ask for, and the refs that a push may not touch. */
const settings = `
[http]
	receivepack = true
	getanyfile = false
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[receive]
	fsckObjects = true
	hideRefs = refs/pull
	autogc = false
`;

/** Makes the bare repository of a new repository. */
export async function createRepositoryFiles(path: string, branch: string): Promise<void> {
  await initRepository(path, { branch });
  await appendFile(join(path, "config"), settings);
}

/** Copies all branches and tags of a repository into another, as a fork does. */
export async function copyRefs(from: string, to: string): Promise<void> {
  const refspecs = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  await runGit(to, ["fetch", "--quiet", "--end-of-options", from, ...refspecs], {
    env: { GIT_ALLOW_PROTOCOL: "file" },
  });
}

/** Brings one commit and its history into another repository, under a ref there if one is named. */
export async function bringCommit(from: string, to: string, commit: string, ref?: string): Promise<void> {
  const refspec = ref === undefined ? commit : `+${commit}:${ref}`;
  const args = ["fetch", "--quiet", "--no-write-fetch-head", "--end-of-options", from, refspec];
  await runGit(to, args, { env: { GIT_ALLOW_PROTOCOL: "file" } });
}

/** One open object database a repository, opened when first asked for. */
export interface ObjectPool {
  open(repository: number): Objects;
  close(): void;
}

/** A pool over the repositories of a directory. */
export function objectPool(directory: string): ObjectPool {
  const opened = new Map<number, Objects>();
  return {
    open(repository) {
      let objects = opened.get(repository);
      if (objects === undefined || objects.closed()) {
        objects = openObjects(repositoryPath(directory, repository), 0);
        opened.set(repository, objects);
      }
      return objects;
    },
    close() {
      for (const objects of opened.values()) objects.close();
      opened.clear();
    },
  };
}
