import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import {
  branchChanges,
  build,
  type ChangedEntry,
  digest,
  failed,
  findingsText,
  groundOf,
  promotionOrder,
  sortFindings,
} from "@slipway/engine";
import { type Person, type RefUpdate, resolveRevision, runGit, updateRefs, writeCommit } from "@slipway/git";
import { readStanding, type Standing, sealMessage, stageTree } from "@slipway/stage";
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

/** One environment's branch: as it stands, and what is to change there. */
interface Advance {
  readonly standing: Standing;
  readonly changes: readonly ChangedEntry[];
}

/**
 * Renders a commit and moves the branches env/<environment> of a repository to the result, all or none, each only from
 * where it stood when it was read. What could not be built stays as it stands on its branch. Gives the exit code.
 */
export async function commitBranches(options: CommitOptions): Promise<number> {
  const root = platformRoot();
  const target = options.to ?? root;
  const source = await readRevision(root, options.revision ?? "HEAD");
  const ground = groundOf(source.files);
  selectEnvironments(ground, options);
  if (options.to !== undefined && !(await isRepository(options.to)))
    throw new Refusal(`${options.to} is no Git repository.`);
  progress("rendering");
  const builds = promotionOrder(ground.environments).map((environment) => build(source.files, environment));
  const findings = sortFindings([...ground.findings, ...builds.flatMap((made) => made.findings)]);
  process.stderr.write(findingsText(findings, paintFor(process.stderr)));
  const wanted = builds.filter(
    ({ environment, stands }) => !stands && (options.env === undefined || environment === options.env),
  );
  if (wanted.length === 0) throw new Refusal("No environment could be rendered: no branch was moved.");
  const advances: Advance[] = [];
  for (const made of wanted) {
    if (made.failed.length > 0)
      say(`env/${made.environment}: could not be built and stay as they stand: ${made.failed.join(", ")}`);
    const standing = await readBranch(target, made.environment);
    advances.push({ standing, changes: branchChanges(made, standing.blobs) });
  }
  const seal = {
    source: source.commit,
    repository: ground.platform?.value.spec.repository ?? "",
    digest: digest(advances.flatMap(({ changes }) => changes)),
  };
  await moveBranches(target, advances, { seal, author: personOf(root) });
  return failed(findings) ? 1 : 0;
}

async function isRepository(folder: string): Promise<boolean> {
  return existsSync(folder) && (await runGit(folder, ["rev-parse", "--git-dir"]).catch(() => undefined)) !== undefined;
}

async function readBranch(target: string, environment: string): Promise<Standing> {
  return readStanding(target, environment, await resolveRevision(target, `refs/heads/env/${environment}`));
}

interface Writing {
  readonly seal: { readonly source: string; readonly repository: string; readonly digest: string };
  readonly author: Person;
}

async function moveBranches(target: string, advances: readonly Advance[], { seal, author }: Writing): Promise<void> {
  const updates: RefUpdate[] = [];
  for (const { standing, changes } of advances) {
    const { environment, head } = standing;
    if (head !== undefined && changes.length === 0) {
      say(`env/${environment}: nothing changes, it stays at ${head.slice(0, 12)}`);
      continue;
    }
    progress(`writing env/${environment}`);
    const tree = await stageTree(target, standing, { changes, seal });
    const message = sealMessage(environment, seal);
    const parents = head === undefined ? [] : [head];
    const after = await writeCommit(target, { tree, parents, message, author, date: new Date() });
    updates.push({ name: `refs/heads/env/${environment}`, before: head, after });
  }
  const result = await updateRefs(target, updates);
  if (!result.updated)
    throw new Refusal(`${result.name} was moved by somebody else meanwhile: no branch was moved. Run this again.`);
  for (const { name, after } of updates) say(`${name.replace("refs/heads/", "")}: ${after?.slice(0, 12)}`);
}

/** Who Git says is working here, in its whole configuration. */
function personOf(root: string): Person {
  const read = (name: string) =>
    spawnSync("git", ["config", "--get", name], { cwd: root, encoding: "utf8" }).stdout.trim();
  return { name: read("user.name") || "slipway", email: read("user.email") || "slipway@localhost" };
}
