import { runGit } from "@slipway/git";
import type { GitHub } from "../github.ts";
import { remember } from "./remember.ts";
import { repositoryPath } from "./repositories.ts";

/** One file that differs between two trees. */
export interface ChangedFile {
  readonly path: string;
  /** The former path of a renamed file. */
  readonly formerPath: string | undefined;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
}

const plain = ["--no-ext-diff", "--no-textconv", "--no-color", "--find-renames"];
const statuses = { A: "added", D: "removed", M: "modified", R: "renamed", T: "changed" } as const;
/** A file's diff is left out when it is longer than this, as on GitHub. */
const patchLimit = 500 * 1024;

/** The files that differ between two commits or trees, by path, renames found as GitHub finds them. */
export function changedFiles(
  github: GitHub,
  repository: number,
  from: string,
  to: string,
): Promise<readonly ChangedFile[]> {
  return remember(
    github,
    `${repository} changed ${from} ${to}`,
    async () => {
      const args = ["diff-tree", "-r", "-z", "--raw", "--numstat", "--no-abbrev", ...plain, from, to];
      const output = await runGit(repositoryPath(github.directory, repository), args);
      const fields = output.toString().split("\0");
      const counts = parseNumbers(fields);
      return parseRaw(fields).map((file, index) => ({ ...file, ...counts[index]! }));
    },
    ({ length }) => length <= 1000,
  );
}

type Counts = Pick<ChangedFile, "additions" | "deletions">;

/** The records `:<modes> <blobs> <status>`, each followed by a path, a renamed one's by two. */
function parseRaw(fields: readonly string[]): Omit<ChangedFile, keyof Counts>[] {
  const files: Omit<ChangedFile, keyof Counts>[] = [];
  for (let at = 0; fields[at]?.startsWith(":") === true; ) {
    const [, , before = "", after = "", letter = ""] = fields[at]!.split(" ");
    const status = statuses[letter[0] as keyof typeof statuses] ?? "changed";
    const renamed = status === "renamed";
    files.push({
      path: fields[at + (renamed ? 2 : 1)]!,
      formerPath: renamed ? fields[at + 1] : undefined,
      status,
      // A deleted file is shown by the blob that it was.
      sha: status === "removed" ? before : after,
    });
    at += renamed ? 3 : 2;
  }
  return files;
}

/** The records `<added> <deleted> <path>` behind the raw ones; a renamed file's path stands in two records of its own. */
function parseNumbers(fields: readonly string[]): Counts[] {
  const counts: Counts[] = [];
  const start = fields.findLastIndex((field) => /^:\d{6} /.test(field));
  for (
    let at = start === -1 ? fields.length : start + (/ R\d*$/.test(fields[start]!) ? 3 : 2);
    at < fields.length - 1;
  ) {
    const [additions = "", deletions = "", path = ""] = fields[at]!.split("\t");
    counts.push({ additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
    at += path === "" ? 3 : 1;
  }
  return counts;
}

/** The hunks of these files' diffs, by path; a binary or very long one has none. */
export function patches(
  github: GitHub,
  repository: number,
  range: { readonly from: string; readonly to: string; readonly files: readonly ChangedFile[] },
): Promise<ReadonlyMap<string, string>> {
  if (range.files.length === 0) return Promise.resolve(new Map());
  const paths = range.files.flatMap(({ path, formerPath }) => (formerPath === undefined ? [path] : [formerPath, path]));
  return remember(
    github,
    `${repository} patches ${range.from} ${range.to} ${paths.join("\0")}`,
    () => readPatches(github, repository, { ...range, paths }),
    (found) => [...found.values()].reduce((sum, patch) => sum + patch.length, 0) < 64 * 1024,
  );
}

async function readPatches(
  github: GitHub,
  repository: number,
  range: { readonly from: string; readonly to: string; readonly paths: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const args = [
    "--literal-pathspecs",
    "diff-tree",
    "-r",
    "-z",
    "--raw",
    "-p",
    ...plain,
    range.from,
    range.to,
    "--",
    ...range.paths,
  ];
  const output = (await runGit(repositoryPath(github.directory, repository), args)).toString();
  // Git lists the files, in the order of their diffs, and an empty record ends the list.
  const end = output.indexOf("\0\0");
  const listed = parseRaw(output.slice(0, end + 1).split("\0"));
  const sections = output
    .slice(end + 2)
    .split(/^diff --git /m)
    .slice(1);
  const found = new Map<string, string>();
  for (const [index, { path }] of listed.entries()) {
    const section = sections[index] ?? "";
    const start = section.search(/^@@ /m);
    if (start !== -1 && section.length <= patchLimit) found.set(path, section.slice(start).replace(/\n$/, ""));
  }
  return found;
}
