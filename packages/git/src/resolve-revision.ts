import { openObjects } from "./open-objects.ts";

const objectId = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * The commit that a revision (a branch, a tag, an object id, `main~2`) names, by its object id; undefined when it
 * names none. The revision is never taken for an option.
 */
export async function resolveRevision(repository: string, revision: string): Promise<string | undefined> {
  if (revision === "" || /[\n\0]/.test(revision)) return undefined;
  const objects = openObjects(repository);
  try {
    const [commit] = await objects.info([`${revision}^{commit}`]);
    return commit?.oid;
  } finally {
    objects.close();
  }
}

/** The commit of a revision; a full object id is taken as it is. Throws when the revision names no commit. */
export async function requireCommit(repository: string, revision: string): Promise<string> {
  const commit = objectId.test(revision) ? revision : await resolveRevision(repository, revision);
  if (commit === undefined) throw new Error(`There is no commit ${JSON.stringify(revision)} in ${repository}.`);
  return commit;
}
