import {
  type BranchChange,
  compare,
  type Files,
  type Finding,
  failed,
  type GuardReason,
  groundOf,
  guard,
  type Plan,
  planChanges,
  planMarkdown,
  releasesOf,
  verdict,
} from "@slipway/engine";
import { mergeTree, type Tree, writeCommit } from "@slipway/git";
import { readStanding, sealMessage, stageTree } from "@slipway/stage";
import { explainAll, outcomesOf, refusedComments } from "./answers.ts";
import { answerWishes } from "./exceptions.ts";
import { stopwatch } from "./phases.ts";
import { conflictComment, frameOf, planless } from "./plan-frame.ts";
import type { Annotation, Asked, PlanAnswer, PlanTask } from "./tasks.ts";
import { isOwnersFile, type Trees } from "./trees.ts";

const mostAnnotations = 200;

/** Plans a pull request: what a merge of its head and its base renders to, against what the base renders to. */
export async function planTask(task: PlanTask, trees: Trees): Promise<PlanAnswer> {
  const watch = stopwatch();
  const before = await trees.read(task.mirror, task.base);
  const merged = await mergeTree(task.mirror, task.base, task.head);
  if ("conflicts" in merged)
    return isPlatform(before.files) ? inConflict(task, merged.conflicts) : { kind: "no platform" };
  const after = await trees.readOnce(task.mirror, merged.tree, before);
  watch.lap("read");
  if (!isPlatform(before.files) && !isPlatform(after.files)) return { kind: "no platform" };
  if (sameFiles(before, after)) return untouched(task, after.files);
  const { plan, changes } = planChanges(before.files, after.files);
  watch.lap("plan");
  const reasons = guardOf(plan, changes, { before: before.files, after: after.files });
  const isYes = ({ confirm }: Asked) => confirm !== undefined && plan.digest.startsWith(confirm);
  const confirmedBy = reasons.length === 0 ? undefined : task.asked.find(isYes)?.by;
  const waits = reasons.length > 0 && confirmedBy === undefined;
  const commits = task.stage ? await stagePlan(task, plan, changes) : new Map<string, string>();
  watch.lap("stage");
  const explained = explainAll(after.files, task.asked);
  const exceptions = answerWishes(task.asked, { plan, before: before.files, after: after.files });
  const outcomes = outcomesOf(task.asked, { digest: plan.digest, reasons, exceptions });
  const rules = changedRules(before, after);
  const touched = new Set(changes.map(({ environment }) => environment));
  const frame = frameOf(task, { plan, reasons, confirmedBy, commits, explained, outcomes, touched, rules });
  const comment = planMarkdown(plan, frame);
  watch.lap("print");
  return {
    kind: "planned",
    digest: plan.digest,
    conclusion: failed(plan.findings) ? "failure" : waits ? "action_required" : "success",
    title: verdict(plan, waits),
    comment,
    annotations: annotationsOf(plan.findings),
    reasons,
    confirmedBy,
    exceptions,
    refused: refusedComments(outcomes),
    commits,
    phases: watch.phases(),
  };
}

function inConflict(task: PlanTask, paths: readonly string[]): PlanAnswer {
  const none = "There is no plan while files are in conflict.";
  const outcomes = outcomesOf(task.asked, { none, words: ["explain", "confirm", "except"] });
  return { kind: "conflicts", ...conflictComment(task, paths, outcomes), refused: refusedComments(outcomes) };
}

function untouched(task: PlanTask, files: Files): PlanAnswer {
  const title = "No platform changes";
  const outcomes = outcomesOf(task.asked, {
    none: "Nothing of the platform changes here.",
    words: ["confirm", "except"],
  });
  const explained = explainAll(files, task.asked);
  const comment = planless(task, { title: `✅ ${title}` }, { explained, outcomes });
  return { kind: "untouched", title, comment, refused: refusedComments(outcomes) };
}

function isPlatform(files: Files): boolean {
  return files.has("environments/platform.yaml");
}

function sameFiles(before: Tree, after: Tree): boolean {
  return (
    before.files.size === after.files.size && [...after.files].every(([path, file]) => before.files.get(path) === file)
  );
}

/** Why somebody has to say yes, in any environment. */
function guardOf(
  plan: Plan,
  changes: readonly BranchChange[],
  { before, after }: { readonly before: Files; readonly after: Files },
): GuardReason[] {
  const [old, fresh] = [groundOf(before), groundOf(after)];
  return plan.now.flatMap((part) => {
    const { environment } = part;
    return guard(part, {
      changes: changes.filter((change) => change.environment === environment),
      standing: old.environments.has(environment) ? releasesOf(old, environment, "here").length : 0,
      follows: fresh.environments.get(environment)?.value.spec.from === undefined,
    });
  });
}

/** Files that say how pull requests are judged. Those of the base judge, also where a pull request changes them. */
function changedRules(before: Tree, after: Tree): string[] {
  const isRule = (path: string) =>
    isOwnersFile(path) || path.startsWith("policies/") || /^environments\/([^/]+|[^/]+\/environment\.yaml)$/.test(path);
  const paths = new Set([...before.files.keys(), ...after.files.keys()].filter(isRule));
  return [...paths].filter((path) => before.files.get(path) !== after.files.get(path)).sort(compare);
}

const author = { name: "slipway", email: "slipway@localhost" };

/** Writes the trees that merging would push, as commits on the branches as they stand. The same plan gives the same commits. */
async function stagePlan(
  { mirror, environments, base, head, pull }: PlanTask,
  { digest, now }: Plan,
  changes: readonly BranchChange[],
): Promise<Map<string, string>> {
  const commits = new Map<string, string>();
  for (const { environment } of now) {
    const mine = changes.filter((change) => change.environment === environment);
    if (mine.length === 0) continue;
    const standing = await readStanding(mirror, environment, environments.get(environment));
    const seal = {
      source: head,
      repository: "",
      digest,
      more: [
        ["Base-Commit", base],
        ["Pull-Request", `${pull}`],
      ],
    } as const;
    const tree = await stageTree(mirror, standing, { changes: mine, seal });
    const parents = standing.head === undefined ? [] : [standing.head];
    const message = sealMessage(environment, seal).replace(/^Render/, "Plan");
    commits.set(environment, await writeCommit(mirror, { tree, parents, message, author, date: new Date(0) }));
  }
  return commits;
}

const levels = { error: "failure", warning: "warning", info: "notice" } as const;

/** Findings on the lines that people wrote, the errors first. */
function annotationsOf(findings: readonly Finding[]): Annotation[] {
  const order = ["error", "warning", "info"];
  return [...findings]
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .slice(0, mostAnnotations)
    .map(({ severity, code, file, line, column, message, hint }) => ({
      path: file,
      start_line: line,
      end_line: line,
      start_column: column,
      end_column: column,
      annotation_level: levels[severity],
      title: code,
      message: hint === undefined ? message : `${message}\n${hint}`,
    }));
}
