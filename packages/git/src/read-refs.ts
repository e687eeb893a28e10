import { runGit } from "./run-git.ts";

/**
 * The refs whose full name is one of `names` or stands below one (`refs/heads`), each with the object that it names;
 * all refs when no name is given. A name that is malformed matches nothing.
 */
export async function readRefs(repository: string, names: readonly string[] = []): Promise<Map<string, string>> {
  // for-each-ref would take these for patterns.
  const patterns = names.filter((name) => !/[*?[\\\n\0]/.test(name) && name !== "");
  if (names.length > 0 && patterns.length === 0) return new Map();
  const format = "--format=%(objectname) %(refname)";
  const listing = (await runGit(repository, ["for-each-ref", format, "--end-of-options", ...patterns])).toString();
  return new Map(
    listing
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const space = line.indexOf(" ");
        return [line.slice(space + 1), line.slice(0, space)];
      }),
  );
}
