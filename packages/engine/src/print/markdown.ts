import type { Finding } from "../finding.ts";
import type { Change, EnvironmentPlan, ObjectChange, Plan } from "../plan.ts";
import { type Risk, risks } from "../risk.ts";
import { visible } from "./visible.ts";

/** The longest comment, in characters: GitHub refuses more than 65,536. */
export const longestComment = 60_000;

interface Section {
  /** What the section is about, for the line that names what did not fit. */
  readonly name: string;
  readonly text: string;
}

/**
 * The plan as a comment on a pull request, at most 60,000 characters whatever its size: the verdict and the counts, a
 * table of services by environment, what blocks, then the diffs, the riskiest first. What does not fit is named or
 * counted. Text that people wrote stands in code alone.
 */
export function planMarkdown(plan: Plan): string {
  const errors = plan.findings.filter(({ severity }) => severity === "error");
  const others = plan.findings.filter(({ severity }) => severity !== "error");
  const head = `### ${verdict(plan, errors.length)}\n\n${table(plan)}`;
  const foot = `\n<sub>Plan \`${plan.digest.slice(0, 12)}\`</sub>\n`;
  const blocks = errors.map(
    (finding): Section => ({ name: code(`${finding.file}:${finding.line}`), text: findingMarkdown(finding) }),
  );
  const warnings = others.length === 0 ? [] : [details("Warnings", "Warnings", others.map(findingMarkdown).join("\n"))];
  return pack(head, [...blocks, ...warnings, ...diffs(plan)], foot);
}

function verdict({ summary }: Plan, errors: number): string {
  const counts = (["added", "changed", "removed", "failed", "unchanged"] as const)
    .filter((kind) => summary[kind] > 0)
    .map((kind) => `${summary[kind]} ${kind}`);
  const word =
    errors > 0 ? "⛔ Blocked" : summary.added + summary.changed + summary.removed === 0 ? "✅ No changes" : "✅ Ready";
  return [word, ...counts, ...(errors > 0 ? [`${errors} to fix`] : [])].join(" · ");
}

const marks = { added: "+", changed: "~", removed: "−", failed: "⛔" } as const;
const mostRows = 40;
const mostColumns = 16;
const longestTable = 30_000;

/** Services by environment, the riskiest first; the first environments, where there are very many. */
function table(plan: Plan): string {
  const all = [
    ...plan.now.map((part) => ({ part, title: part.environment })),
    ...plan.promoted.map((part) => ({ part, title: `${part.environment} once promoted` })),
  ];
  const columns = all.slice(0, mostColumns);
  const names = [
    ...new Set(columns.flatMap(({ part }) => [...part.services, ...part.platform].map(({ name }) => name))),
  ];
  if (names.length === 0) return "Nothing that is deployed changes.\n";
  const find = (part: EnvironmentPlan, name: string) =>
    [...part.services, ...part.platform].find((change) => change.name === name);
  const rank = (name: string) => Math.max(...columns.map(({ part }) => severity(find(part, name))));
  const sorted = names.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
  const rows: string[] = [];
  for (const name of sorted.slice(0, mostRows)) {
    const row = `| ${code(name)} | ${columns.map(({ part }) => cell(find(part, name))).join(" | ")} |`;
    if (rows.join("\n").length + row.length > longestTable) break;
    rows.push(row);
  }
  const more = [
    ...(sorted.length > rows.length ? [`${sorted.length - rows.length} more`] : []),
    ...(all.length > columns.length ? [`${all.length - columns.length} more columns`] : []),
  ];
  const rest = more.length === 0 ? "" : `\nand ${more.join(", ")}\n`;
  return `| Service | ${columns.map(({ title }) => title).join(" | ")} |\n|---|${columns.map(() => "---|").join("")}\n${rows.join("\n")}\n${rest}`;
}

function severity(change: Change | undefined): number {
  if (change === undefined) return -1;
  return change.change === "failed"
    ? risks.length + 1
    : change.change === "removed"
      ? risks.length
      : risks.indexOf(change.risk);
}

function cell(change: Change | undefined): string {
  if (change === undefined) return "–";
  if (change.change === "failed") return `${marks.failed} stays as it stands`;
  const quiet: readonly Risk[] = ["no restart"];
  return `${marks[change.change]} ${change.change}${quiet.includes(change.risk) ? "" : `, ${change.risk}`}`;
}

/** Findings as a list in Markdown. Text that people wrote stands in code alone. */
export function findingsMarkdown(findings: readonly Finding[]): string {
  return findings.map(findingMarkdown).join("");
}

function findingMarkdown({ severity, code: name, file, line, column, message, hint }: Finding): string {
  const sign = severity === "error" ? "⛔" : severity === "warning" ? "⚠" : "ℹ";
  return `- ${sign} ${code(name)} ${code(`${file}:${line}:${column}`)} ${code(message)}${hint === undefined ? "" : `\n  ${code(hint)}`}\n`;
}

/** The diffs: what loses most first, later environments before earlier ones. */
function diffs(plan: Plan): Section[] {
  const parts = [
    ...plan.now.map((part) => ({ part, when: "" })),
    ...plan.promoted.map((part) => ({ part, when: ", once promoted" })),
  ];
  const all = parts.flatMap(({ part, when }, index) =>
    [...part.services, ...part.platform]
      .filter(({ objects }) => objects.length > 0)
      .map((change) => ({
        change,
        index,
        name: change.name,
        title: `${part.environment} · <code>${html(change.name)}</code> · ${change.change}${when}`,
      })),
  );
  return all
    .sort((a, b) => severity(b.change) - severity(a.change) || b.index - a.index)
    .map(({ change, name, title }) => details(code(name), title, change.objects.map(objectMarkdown).join("\n")));
}

function objectMarkdown({ kind, name, change, risk, reasons, diff }: ObjectChange): string {
  const why = reasons.map((reason) => reason.why).join("; ");
  return `${code(`${kind}/${name}`)} ${change}: ${risk}${why === "" ? "" : ` (${code(why)})`}\n\n${fence(diff.map(visible).join("\n"))}`;
}

/** No Markdown counts in a summary: its title is HTML. */
function details(name: string, title: string, body: string): Section {
  return { name, text: `<details><summary>${title}</summary>\n\n${body}\n</details>\n` };
}

/** A fenced diff: its fence is longer than any run of back-ticks inside. */
function fence(text: string): string {
  const marks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${marks}diff\n${text}\n${marks}\n`;
}

function html(text: string): string {
  return visible(text).replace(/[&<>"`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text in a code span that nothing in it can end; line ends, bars and invisible characters are made visible. */
function code(text: string): string {
  const shown = visible(text).replaceAll("|", "¦") || "(empty)";
  const marks = "`".repeat(longestRun(shown) + 1);
  const room = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${marks}${room}${shown}${room}${marks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** As many sections as fit, in their order; the others are named, as many as fit, and counted. */
export function pack(head: string, sections: readonly Section[], foot: string): string {
  const room = longestComment - head.length - foot.length - 2_000;
  const shown: string[] = [];
  const left: Section[] = [];
  let used = 0;
  for (const section of sections) {
    if (used + section.text.length + 1 > room) left.push(section);
    else {
      shown.push(section.text);
      used += section.text.length + 1;
    }
  }
  return [head, ...shown, ...(left.length === 0 ? [] : [leftOut(left)]), foot].join("\n");
}

function leftOut(left: readonly Section[]): string {
  const names: string[] = [];
  let length = 0;
  for (const { name } of left) {
    if (length + name.length > 1_500) break;
    names.push(name);
    length += name.length + 2;
  }
  const more = left.length - names.length;
  return `Not shown, because a comment has an end: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.\n`;
}
