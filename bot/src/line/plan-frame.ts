import {
  code,
  details,
  explainText,
  type Frame,
  fence,
  fixed,
  type GuardReason,
  htmlCode,
  type Plan,
  pack,
  type Section,
} from "@slipway/engine";
import { grammar } from "../commands.ts";
import type { Explained, Outcome } from "./answers.ts";
import type { Asked, PlanTask } from "./tasks.ts";

/** What a plan's comment says around the plan itself. */
export interface Surroundings {
  readonly plan: Plan;
  readonly reasons: readonly GuardReason[];
  readonly confirmedBy: string | undefined;
  readonly commits: ReadonlyMap<string, string>;
  readonly explained: readonly Explained[];
  readonly outcomes: readonly Outcome[];
  /** The environments that merging pushes something to. */
  readonly touched: ReadonlySet<string>;
  /** Files by which pull requests are judged and which this one changes. */
  readonly rules: readonly string[];
}

const markerStart = "<!-- slipway:plan v1";

/** The first line of the bot's comment, which names the head that it is about. */
export function markerOf(head: string): string {
  return `${markerStart} head=${head} -->`;
}

/** Whether a comment is the bot's own: it wrote it, and marked it. */
export function isMarked(body: string): boolean {
  return body.startsWith(markerStart);
}

/** The frame of a plan's comment. */
export function frameOf(task: PlanTask, around: Surroundings): Frame {
  const { plan, reasons, confirmedBy } = around;
  return {
    marker: markerOf(task.head),
    waits: reasons.length > 0 && confirmedBy === undefined,
    before: [
      ...guardSection(plan, reasons, confirmedBy),
      ...waitingSection(task, around.touched),
      ...rulesSection(task, around.rules),
    ],
    after: answerSections(task, around),
    whole: wholeOf(task, around.commits),
    foot: [
      `head \`${task.head.slice(0, 7)}\``,
      `onto and judged by ${code(`${task.into}@${task.base.slice(0, 7)}`)}`,
      "`/slipway help`",
    ],
  };
}

/** What is said where there is no plan: a headline, some sections, and the answers to what was asked. */
export function planless(
  task: PlanTask,
  said: { readonly title: string; readonly text?: string; readonly sections?: readonly Section[] },
  around: Pick<Surroundings, "explained" | "outcomes">,
): string {
  const { title, text = "", sections = [] } = said;
  const answers = task.asked.length === 0 ? [] : answerSections(task, around);
  return pack({ head: `${markerOf(task.head)}\n### ${title}\n${text}`, sections: [...sections, ...answers], foot: "" });
}

/** What is said when the head cannot be merged. */
export function conflictComment(
  task: PlanTask,
  paths: readonly string[],
  outcomes: readonly Outcome[],
): { title: string; comment: string } {
  const title = `⛔ Blocked · ${paths.length === 1 ? "1 file conflicts" : `${paths.length} files conflict`}`;
  const text = `\nWhat is on ${code(task.into)} has changed the same lines. Merge or rebase; then there is a plan again.\n`;
  const sections = paths.map((path) => fixed(code(path), `- ${code(path)}`));
  return { title, comment: planless(task, { title, text, sections }, { explained: [], outcomes }) };
}

/** The answers to what was asked in comments, and how to ask. */
function answerSections(
  { asked, page }: PlanTask,
  { explained, outcomes, plan }: Pick<Surroundings, "explained" | "outcomes"> & { readonly plan?: Plan },
): Section[] {
  return [...explained.map(explainedSection), ...logSection(outcomes, page), helpSection(asked, plan?.digest)];
}

function guardSection(plan: Plan, reasons: readonly GuardReason[], confirmedBy: string | undefined): Section[] {
  if (reasons.length === 0) return [];
  const list = reasons.map(({ environment, why }) => `- ${code(environment)}: ${code(why)}\n`).join("");
  const said =
    confirmedBy === undefined
      ? `An owner of the platform who has no part in this change says yes to it with\n${fence([`/slipway confirm --plan ${plan.digest.slice(0, 32)}`], "")}`
      : `${code(confirmedBy)} said yes to it.\n`;
  return [fixed("what asks for a second pair of eyes", `**This asks for a second pair of eyes.**\n\n${list}\n${said}`)];
}

/** The environments that would not get what is merged, because they have not got what was merged before. */
function waitingSection({ waiting, page }: PlanTask, touched: ReadonlySet<string>): Section[] {
  const lines = waiting
    .filter(({ environment }) => touched.has(environment))
    .map(({ environment, kind, why, pull }) => {
      const reasons = why.map((one) => code(one)).join("; ");
      if (kind === "frozen")
        return `- ⛔ ${code(environment)} is left alone: ${reasons}. Nothing is pushed there until that is put right.\n`;
      const to = pull === undefined ? "what was merged before" : `[#${pull}](${page}/pull/${pull})`;
      return `- ⏸ ${code(environment)} waits for a yes to ${to}: ${reasons}. What this changes there waits behind it.\n`;
    });
  if (lines.length === 0) return [];
  return [fixed("environments that lag behind", `**Not everywhere at once.**\n\n${lines.join("")}`)];
}

function rulesSection({ into }: PlanTask, rules: readonly string[]): Section[] {
  if (rules.length === 0) return [];
  const shown = rules.slice(0, 10).map((path) => code(path));
  const more = rules.length > 10 ? ` and ${rules.length - 10} more` : "";
  const text = `This changes what pull requests are judged by: ${shown.join(", ")}${more}. It is judged itself by what stands on ${code(into)}; what is shown is how things are under the change.\n`;
  return [fixed("a change of the rules", text)];
}

function explainedSection({ service, environment, found }: Explained): Section {
  const title = `Explained: ${htmlCode(service)} in ${htmlCode(environment)}`;
  const name = `the explanation of ${code(service)}`;
  if (typeof found === "string") return fixed(name, details(title, `${found}\n`, true));
  return fixed(name, details(title, fence(explainText(found).split("\n"), "")));
}

const mostLogged = 5;

/** The last commands and what became of them. */
function logSection(outcomes: readonly Outcome[], page: string): Section[] {
  const search = (branch: string) => `${page}/pulls?q=${encodeURIComponent(`is:pr head:${branch}`)}`;
  const heard = (branch: string | undefined) =>
    branch === undefined ? "heard" : `heard: it has [a pull request of its own](${search(branch)})`;
  const lines = outcomes.slice(-mostLogged).map(({ asked: { by, line }, refused, branch }) => {
    const outcome = refused === undefined ? heard(branch) : `refused: ${code(refused)}`;
    return `- ${code(by)} ${code(line.slice(0, 200))} ${outcome}\n`;
  });
  return lines.length === 0 ? [] : [fixed("the last commands", lines.join(""))];
}

/** How commands are written, with the digest of the plan in its place. */
function helpSection(asked: readonly Asked[], digest: string | undefined): Section {
  const lines = Object.values(grammar).map((line) => line.replace("<digest>", digest?.slice(0, 32) ?? "<digest>"));
  const isOpen = asked.at(-1)?.help === true;
  return fixed("the commands", details("Commands", fence(lines, ""), isOpen));
}

/** Where the whole plan can be seen. */
function wholeOf({ page, pull, environments, into }: PlanTask, commits: ReadonlyMap<string, string>): string {
  if (commits.size === 0) return `The whole of it: ${code(`slipway plan --base ${into} --head <branch>`)}.`;
  const names = [...commits].slice(0, 8);
  const links = names.map(([environment, commit]) => {
    const from = environments.get(environment);
    const title = environment.replace(/[^a-z0-9-]/g, "");
    return from === undefined ? code(environment) : `[${title}](${page}/compare/${from}...${commit})`;
  });
  const fetch = `git fetch origin "refs/slipway/plan/${pull}/*:refs/slipway/plan/${pull}/*"`;
  return `The whole of it: ${links.join(", ")}, or ${code(fetch)}.`;
}
