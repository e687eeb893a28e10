import type { Snapshot } from "@slipway/local-github";
import type { Person } from "../person.ts";

/** A pull request in the list. */
export interface PullRow {
  readonly number: number;
  readonly title: string;
  readonly state: "open" | "merged" | "closed";
  readonly branch: string;
  readonly author: string;
  /** Where the required check stands on its head. */
  readonly check: CheckState;
}

/** How far the required check is: nothing yet, under way, or how it ended. */
export type CheckState = "none" | "running" | "success" | "failure" | "action_required";

/** A pull request with all that its page shows. */
export interface PullPage extends PullRow {
  readonly head: string;
  /** The branch that it is to be merged into. */
  readonly into: string;
  readonly draft: boolean;
  readonly body: string;
  /** The first of them. */
  readonly files: readonly ChangedFile[];
  readonly fileCount: number;
  readonly checks: readonly CheckRun[];
  readonly comments: readonly Comment[];
  readonly createdAt: number;
  readonly mergedBy: string | undefined;
  /** GitHub's word for whether it could be merged now: clean, blocked, dirty and so on. */
  readonly mergeable: string;
}

export interface ChangedFile {
  readonly filename: string;
  readonly previous_filename?: string;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
  /** The hunks as Git shows them; none of a binary or a very long file. */
  readonly patch?: string;
}

export type CheckRun = Snapshot["checkRuns"][number];
export type Annotation = CheckRun["annotations"][number];

export interface Comment {
  readonly id: number;
  readonly author: string;
  readonly isBot: boolean;
  readonly body: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly reactions: readonly string[];
}

/** The name of the check that the rules require. */
export const requiredCheck = "slipway/plan";

/** Every pull request, the newest first. */
export function listPulls(state: Snapshot): PullRow[] {
  return state.pulls.map((pull) => rowOf(state, pull)).sort((one, other) => other.number - one.number);
}

/** The branches that somebody pushed and nobody has opened a pull request for. */
export function unopenedBranches(state: Snapshot, refs: Readonly<Record<string, string>>): string[] {
  const opened = new Set(state.pulls.filter((pull) => pull.state === "open").map(({ head }) => head.ref));
  // What was in a pull request already, or is on main, is nothing new.
  const known = new Set([refs["refs/heads/main"], ...state.pulls.map(({ head }) => head.sha)]);
  return Object.entries(refs)
    .filter(([, sha]) => !known.has(sha))
    .flatMap(([ref]) => /^refs\/heads\/(?!main$|env\/)(.*)$/.exec(ref)?.[1] ?? [])
    .filter((branch) => !opened.has(branch));
}

/** One pull request; undefined when there is none of that number. */
export async function readPull(state: Snapshot, reader: Person, number: number): Promise<PullPage | undefined> {
  const pull = state.pulls.find((one) => one.number === number);
  if (pull === undefined) return undefined;
  const [files, { mergeable_state: mergeable, changed_files: fileCount }] = await Promise.all([
    readFiles(reader, number),
    reader.rest<{ mergeable_state: string; changed_files: number }>("GET", `/pulls/${number}`),
  ]);
  const login = (id: number | undefined) => state.accounts.find((account) => account.id === id)?.login ?? "";
  const comments = state.comments
    .filter((comment) => comment.pull === pull.id)
    .map(({ id, user, app, body, createdAt, updatedAt }) => ({
      id,
      author: login(user),
      isBot: app !== undefined,
      body,
      createdAt,
      updatedAt,
      reactions: state.reactions.filter(({ comment }) => comment === id).map(({ content }) => content),
    }));
  return {
    ...rowOf(state, pull),
    head: pull.head.sha,
    into: pull.base.ref,
    draft: pull.draft,
    body: pull.body ?? "",
    files,
    fileCount,
    checks: latestRuns(state.checkRuns, pull.head.sha),
    comments,
    createdAt: pull.createdAt,
    mergedBy: pull.mergedBy === undefined ? undefined : login(pull.mergedBy),
    mergeable,
  };
}

const pageSize = 100;

/** Files whose changes are shown: a page with thousands would be of no use to anybody. */
const mostFiles = 300;

async function readFiles(reader: Person, pull: number): Promise<ChangedFile[]> {
  const files: ChangedFile[] = [];
  for (let page = 1; ; page += 1) {
    const path = `/pulls/${pull}/files?per_page=${pageSize}&page=${page}`;
    const some = await reader.rest<ChangedFile[]>("GET", path);
    files.push(...some);
    if (some.length < pageSize || files.length === mostFiles) return files;
  }
}

function rowOf(state: Snapshot, pull: Snapshot["pulls"][number]): PullRow {
  const run = latestRuns(state.checkRuns, pull.head.sha).find(({ name }) => name === requiredCheck);
  return {
    number: pull.number,
    title: pull.title,
    state: pull.mergedAt !== undefined ? "merged" : pull.state,
    branch: pull.head.ref,
    author: state.accounts.find(({ id }) => id === pull.user)?.login ?? "",
    check: stateOf(run),
  };
}

/** The last run of each name on a commit. */
function latestRuns(runs: readonly CheckRun[], sha: string): CheckRun[] {
  return [...new Map(runs.filter((run) => run.sha === sha).map((run) => [`${run.app} ${run.name}`, run])).values()];
}

/** Where a run stands, in the words of the page. */
export function stateOf(run: CheckRun | undefined): CheckState {
  if (run === undefined) return "none";
  if (run.status !== "completed") return "running";
  return run.conclusion === "success" || run.conclusion === "action_required" ? run.conclusion : "failure";
}
