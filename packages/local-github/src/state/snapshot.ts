import { readRefs } from "@slipway/git";
import { repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import { tableNames } from "./store.ts";
import type { TableName, Tables } from "./tables.ts";

/** Everything that is remembered, for comparing: the rows of every table, and every ref of every repository. */
export type Snapshot = { readonly [T in TableName]: readonly Tables[T][] } & {
  readonly git: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** Copies everything as it is now. */
export async function snapshot(github: GitHub): Promise<Snapshot> {
  const tables = Object.fromEntries(tableNames.map((name) => [name, structuredClone(github.store.all(name))]));
  const git: Record<string, Record<string, string>> = {};
  for (const { id, owner, name } of github.store.all("repositories")) {
    const refs = await readRefs(repositoryPath(github.directory, id));
    git[`${github.store.get("accounts", owner)!.login}/${name}`] = Object.fromEntries(refs);
  }
  return { ...tables, git } as unknown as Snapshot;
}
