import type { GitHub } from "../github.ts";

/** Who made a commit, and when (milliseconds since 1970). */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: number;
}

/** A commit as Git stores it. */
export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Reads a commit by its full object id; undefined when the repository has none of that id. */
export async function readCommit(github: GitHub, repository: number, sha: string): Promise<Commit | undefined> {
  return (await readCommits(github, repository, [sha]))[0];
}

/** Reads commits by their full object ids, leaving out those that are not there. */
export async function readCommits(github: GitHub, repository: number, shas: readonly string[]): Promise<Commit[]> {
  const objects = github.objects(repository);
  const infos = await objects.info(shas);
  const found = infos.flatMap((info) => (info?.type === "commit" ? [info.oid] : []));
  const contents = await objects.contents(found);
  return found.map((sha, index) => parse(sha, contents[index]!.toString()));
}

/** The commit that a branch, tag, full ref or object id names; undefined when none. */
export async function resolveCommit(github: GitHub, repository: number, name: string): Promise<string | undefined> {
  if (name === "" || /[\s~^:?*[\\]|\.\.|@\{/.test(name)) return undefined;
  const full = /^[0-9a-f]{40}$/.test(name) ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name];
  const infos = await github.objects(repository).info(full.map((ref) => `${ref}^{commit}`));
  return infos.find((info) => info !== undefined)?.oid;
}

function parse(sha: string, text: string): Commit {
  const end = text.indexOf("\n\n");
  const headers = text.slice(0, end === -1 ? undefined : end).split("\n");
  const all = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  return {
    sha,
    tree: all("tree")[0] ?? "",
    parents: all("parent"),
    author: signature(all("author")[0] ?? ""),
    committer: signature(all("committer")[0] ?? ""),
    message: end === -1 ? "" : text.slice(end + 2),
  };
}

function signature(text: string): Signature {
  const open = text.lastIndexOf(" <");
  const close = text.lastIndexOf("> ");
  const seconds = Number.parseInt(text.slice(close + 2), 10);
  return { name: text.slice(0, open), email: text.slice(open + 2, close), date: (seconds || 0) * 1000 };
}
