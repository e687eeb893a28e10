import { runGit } from "./run-git.ts";

/** Who made a commit. */
export interface Person {
  readonly name: string;
  readonly email: string;
  /** When this person did, if that is not the commit's date; written to the second, in UTC. */
  readonly date?: Date;
}

/** A commit to be written. */
export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  /** The author when left out. */
  readonly committer?: Person;
  /** Written to the second, in UTC. */
  readonly date: Date;
}

/** Writes a commit and gives its object id, which is the same for the same input. Moves no branch. */
export async function writeCommit(repository: string, commit: NewCommit): Promise<string> {
  const { tree, parents, message, author, committer = author, date } = commit;
  for (const oid of [tree, ...parents]) {
    if (!/^[0-9a-f]{40,64}$/.test(oid)) throw new Error(`${JSON.stringify(oid)} is not a full object id.`);
  }
  const seconds = (person: Person) => `@${Math.floor((person.date ?? date).getTime() / 1000)} +0000`;
  const args = ["commit-tree", ...parents.flatMap((parent) => ["-p", parent]), "-F", "-", tree];
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: seconds(author),
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: seconds(committer),
  };
  return (await runGit(repository, args, { input: message, env })).toString().trim();
}
