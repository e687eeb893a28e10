import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import {
  type Branch,
  branches,
  type ChangedEntry,
  compare,
  digest,
  type Files,
  failed,
  findingsText,
  groundOf,
  promotionOrder,
} from "@slipway/engine";
import { type Person, readTree, resolveRevision, runGit, updateRefs, writeCommit, writeTree } from "@slipway/git";
import { paintFor, progress, Refusal, say } from "./output.ts";
import { platformRoot, selectEnvironments } from "./platform.ts";
import { readRevision } from "./revision.ts";

export interface CommitOptions {
  /** Only this environment's branch. */
  readonly env?: string;
  /** The revision to render; HEAD when left out. */
  readonly revision?: string;
  /** The repository whose branches are moved; the platform's own when left out. */
  readonly to?: string;
}

/** A branch as it stands. */
interface Standing {
  readonly head: string | undefined;
  readonly files: Files;
}

/** The file that names the source commit, as Argo CD's own hydrator writes it. */
const metadataFile = "hydrator.metadata";

/**
 * Renders a commit and moves the branches env/<environment> of a repository to the result, all or none, each only from
 * where it stood when it was read. What could not be built stays as it stands on its branch. Gives the exit code.
 */
export async function commitBranches(options: CommitOptions): Promise<number> {
  const root = platformRoot();
  const target = options.to ?? root;
  const source = await readRevision(root, options.revision ?? "HEAD");
  selectEnvironments(groundOf(source.files), options);
  if (options.to !== undefined && !(await isRepository(options.to)))
    throw new Refusal(`${options.to} is no Git repository.`);
  const standing = new Map<string, Standing>();
  for (const environment of promotionOrder(groundOf(source.files).environments))
    standing.set(environment, await readStanding(target, environment));
  progress("rendering");
  const { branches: made, findings } = branches(
    source.files,
    new Map([...standing].map(([environment, { files }]) => [environment, files])),
  );
  process.stderr.write(findingsText(findings, paintFor(process.stderr)));
  const wanted = made.filter(({ environment }) => options.env === undefined || environment === options.env);
  if (wanted.length === 0) throw new Refusal("No environment could be rendered: no branch was moved.");
  const changes = wanted.flatMap((branch) =>
    changedEntries(branch, standing.get(branch.environment)?.files ?? new Map()),
  );
  const seal = {
    commit: source.commit,
    digest: digest(changes),
    repository: groundOf(source.files).platform?.value.spec.repository ?? "",
  };
  const author = personOf(root);
  const updates = [];
  for (const branch of wanted) {
    progress(`writing env/${branch.environment}`);
    tellFailed(branch);
    const before = standing.get(branch.environment)?.head;
    if (before !== undefined && !changes.some(({ environment }) => environment === branch.environment)) {
      say(`env/${branch.environment}: nothing changes, it stays at ${before.slice(0, 12)}`);
      continue;
    }
    const after = await writeBranch(target, branch, { before, seal, author });
    updates.push({ name: `refs/heads/env/${branch.environment}`, before, after });
  }
  const result = await updateRefs(target, updates);
  if (!result.updated)
    throw new Refusal(`${result.name} was moved by somebody else meanwhile: no branch was moved. Run this again.`);
  for (const { name, after } of updates) say(`${name.replace("refs/heads/", "")}: ${after.slice(0, 12)}`);
  return failed(findings) ? 1 : 0;
}

async function isRepository(folder: string): Promise<boolean> {
  return existsSync(folder) && (await runGit(folder, ["rev-parse", "--git-dir"]).catch(() => undefined)) !== undefined;
}

/** All that is on a branch, whatever its size: what stays as it stands is written again. */
async function readStanding(target: string, environment: string): Promise<Standing> {
  const head = await resolveRevision(target, `refs/heads/env/${environment}`);
  return {
    head,
    files: head === undefined ? new Map() : (await readTree(target, head, undefined, { maxBytes: 2 ** 30 })).files,
  };
}

function tellFailed(branch: Branch): void {
  if (branch.failed.length > 0)
    say(`env/${branch.environment}: could not be built and stay as they stand: ${branch.failed.join(", ")}`);
}

/** What a push changes, the file that names the source left out. */
function changedEntries({ environment, files }: Branch, before: Files): ChangedEntry[] {
  const changed: ChangedEntry[] = [];
  for (const [path, text] of files)
    if (!sameContent(before.get(path)?.content, text)) changed.push({ environment, path, text });
  for (const path of before.keys())
    if (!files.has(path) && path !== metadataFile) changed.push({ environment, path, text: undefined });
  return changed.sort((a, b) => compare(a.path, b.path));
}

function sameContent(a: string | Uint8Array | undefined, b: string | Uint8Array): boolean {
  return a === b || (a !== undefined && Buffer.from(a).equals(Buffer.from(b)));
}

interface Writing {
  readonly before: string | undefined;
  readonly seal: { readonly commit: string; readonly digest: string; readonly repository: string };
  readonly author: Person;
}

async function writeBranch(
  target: string,
  { environment, files }: Branch,
  { before, seal, author }: Writing,
): Promise<string> {
  const metadata = `${JSON.stringify({ repoURL: seal.repository, drySha: seal.commit }, null, 2)}\n`;
  const entries = new Map(
    [...files, [metadataFile, metadata] as const].map(([path, content]) => [path, { mode: "100644", content }]),
  );
  const tree = await writeTree(target, entries);
  const message = `Render ${seal.commit.slice(0, 12)} to ${environment}\n\nSource-Commit: ${seal.commit}\nPlan-Digest: ${seal.digest}\n`;
  return writeCommit(target, {
    tree,
    parents: before === undefined ? [] : [before],
    message,
    author,
    date: new Date(),
  });
}

/** Who Git says is working here, in its whole configuration. */
function personOf(root: string): Person {
  const read = (name: string) =>
    spawnSync("git", ["config", "--get", name], { cwd: root, encoding: "utf8" }).stdout.trim();
  return { name: read("user.name") || "slipway", email: read("user.email") || "slipway@localhost" };
}
