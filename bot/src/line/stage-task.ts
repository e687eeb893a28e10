import {
  affected,
  type BranchChange,
  branchChanges,
  build,
  type ChangedEntry,
  digest,
  environmentPlan,
  type Files,
  groundOf,
  guard,
  planChanges,
  promotionOrder,
  serverOf,
  touchedIn,
} from "@slipway/engine";
import { mergeTree, openObjects } from "@slipway/git";
import { readStanding, type Standing, stageTree } from "@slipway/stage";
import { stopwatch } from "./phases.ts";
import type { StageAnswer, Staged, StageTask } from "./tasks.ts";
import type { Trees } from "./trees.ts";

/** One environment on its way to what the commit says. */
interface Advance {
  readonly standing: Standing;
  readonly changes: readonly BranchChange[];
  readonly failed: readonly string[];
}

/**
 * Renders a commit onto the environment branches as they stand: writes the trees that they are to have, and says of each
 * why it may have to wait. Moves nothing.
 */
export async function stageTask(task: StageTask, trees: Trees): Promise<StageAnswer> {
  const watch = stopwatch();
  const { mirror, commit } = task;
  const source = await trees.read(mirror, commit);
  watch.lap("read");
  const ground = groundOf(source.files);
  const advances: Advance[] = [];
  for (const environment of promotionOrder(ground.environments).filter((name) => isLookedAt(task, name))) {
    const known = task.heads.find((head) => head.environment === environment);
    const before = known?.source === undefined ? undefined : (await trees.read(mirror, known.source)).files;
    const standing = await readStanding(mirror, environment, known?.head);
    advances.push(await advanceOf(mirror, source.files, { before, standing }));
  }
  watch.lap("render");
  const all = advances.flatMap(({ changes }) => changes);
  const shown = await shownBy(task, trees, all);
  watch.lap("compare");
  const repository = ground.platform?.value.spec.repository ?? "";
  const environments: Staged[] = [];
  for (const { standing, changes, failed } of advances) {
    const { environment, head, blobs } = standing;
    const follows = ground.environments.get(environment)?.value.spec.from === undefined;
    const services = servicesOf(blobs.keys());
    const plan = environmentPlan({ environment, server: serverOf(source.files, environment) }, changes, {
      before: services,
      after: servicesOf(changes.flatMap(({ path, text }) => (text === undefined ? [] : [path]))),
      failed: [],
      total: [],
    });
    const tree =
      changes.length === 0
        ? undefined
        : await stageTree(mirror, standing, { changes, seal: { source: commit, repository } });
    environments.push({
      environment,
      head,
      follows,
      tree,
      changed: changes.length,
      digest: digest(changes),
      reasons: guard(plan, { changes, standing: services.size, follows }),
      unplanned: changes.filter((change) => !shown.has(lineOf(change))).map(({ path }) => path),
      failed,
    });
  }
  watch.lap("write");
  return { kind: "staged", digest: digest(all), repository, environments, phases: watch.phases() };
}

function isLookedAt({ which }: StageTask, environment: string): boolean {
  return "only" in which ? which.only.includes(environment) : !which.allBut.includes(environment);
}

/** What has to change on one branch, with what stands there. Where the source of the branch is known, only what that commit and this one differ in is rendered. */
async function advanceOf(
  mirror: string,
  source: Files,
  { before, standing }: { readonly before: Files | undefined; readonly standing: Standing },
): Promise<Advance> {
  const touched = before === undefined || standing.head === undefined ? undefined : affected(before, source);
  const options = touched === undefined ? {} : touchedIn(touched, standing.environment);
  const made = build(source, standing.environment, options);
  const entries = branchChanges(made, standing.blobs, touched);
  return { standing, changes: await withBefore(mirror, entries, standing), failed: made.failed };
}

async function withBefore(
  mirror: string,
  entries: readonly ChangedEntry[],
  { blobs }: Standing,
): Promise<BranchChange[]> {
  const objects = openObjects(mirror);
  try {
    const oids = entries.map(({ path }) => blobs.get(path));
    const wanted = oids.flatMap((oid) => oid ?? []);
    const contents = new Map((await objects.contents(wanted)).map((content, at) => [wanted[at], content?.toString()]));
    return entries.map(({ environment, path, text }, at) => ({
      environment,
      path,
      before: contents.get(oids[at] ?? ""),
      text: text === undefined ? undefined : String(text),
    }));
  } finally {
    objects.close();
  }
}

/** What the plan that people saw would push, as lines that name a path and its blob. The digest tells when that is all of it. */
async function shownBy(
  { mirror, planned }: StageTask,
  trees: Trees,
  changes: readonly BranchChange[],
): Promise<{ has(line: string): boolean }> {
  if (planned === undefined) return new Set();
  if (planned.digest === digest(changes)) return { has: () => true };
  const before = await trees.read(mirror, planned.base);
  const merged = await mergeTree(mirror, planned.base, planned.head);
  if ("conflicts" in merged) return new Set();
  const after = await trees.readOnce(mirror, merged.tree, before);
  const again = planChanges(before.files, after.files);
  // A renderer of another version has other words: what it showed cannot be told any more.
  return again.plan.digest === planned.digest ? new Set(again.changes.map(lineOf)) : new Set();
}

function lineOf(change: BranchChange): string {
  return digest([change]);
}

/** The services that have a manifest among some paths of a branch. */
function servicesOf(paths: Iterable<string>): Set<string> {
  const ids = new Set<string>();
  for (const path of paths) {
    const [team, name, file, more] = path.split("/");
    if (file === "manifest.yaml" && more === undefined && team !== "argocd") ids.add(`${team}/${name}`);
  }
  return ids;
}
