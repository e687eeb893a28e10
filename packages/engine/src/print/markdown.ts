import type { Change, EnvironmentPlan, ObjectChange } from "../environment-plan.ts";
import type { Finding } from "../finding.ts";
import type { Plan } from "../plan.ts";
import { code, details, fence, htmlCode } from "./inert.ts";
import { bytesOf, fixed, pack, type Section } from "./pack.ts";
import { severity, table } from "./table.ts";
import { countOf } from "./text.ts";

/** What stands around a plan in a comment that is kept up to date. All texts are Markdown, made safe by whoever gives them. */
export interface Frame {
  /** The first line, invisible: an HTML comment by which the comment is found again. */
  readonly marker?: string;
  /** Nothing is wrong, but somebody has to say yes. */
  readonly waits?: boolean;
  /** What is said before the findings, and what is said after the diffs. */
  readonly before?: readonly Section[];
  readonly after?: readonly Section[];
  /** Where the whole plan can be seen, said when something is left out. */
  readonly whole?: string;
  /** Words of the last line, behind the plan's digest. */
  readonly foot?: readonly string[];
}

/**
 * The plan as a comment on a pull request, at most 60,000 characters whatever its size: the verdict and the counts, a
 * table of services by environment, what blocks, then the diffs, the riskiest first. What does not fit is named or
 * counted. Text that people wrote stands in code alone.
 */
export function planMarkdown(plan: Plan, frame: Frame = {}): string {
  const errors = plan.findings.filter(({ severity }) => severity === "error");
  const others = plan.findings.filter(({ severity }) => severity !== "error");
  const foot = [`Plan \`${plan.digest.slice(0, 12)}\``, ...(frame.foot ?? [])].join(" · ");
  return pack({
    head: `${frame.marker === undefined ? "" : `${frame.marker}\n`}### ${verdict(plan, frame.waits)}\n\n${table(plan)}`,
    foot: `<sub>${foot}</sub>\n`,
    sections: [
      ...(frame.before ?? []),
      ...blocking(errors),
      ...warnings(others),
      ...diffs(plan),
      ...(frame.after ?? []),
    ],
    ...(frame.whole === undefined ? {} : { whole: frame.whole }),
  });
}

/** The verdict and the counts in one line of plain words. */
export function verdict(plan: Plan, waits = false): string {
  const { summary, findings, now, promoted } = plan;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const counts = (["added", "changed", "removed", "failed", "unchanged"] as const)
    .filter((kind) => summary[kind] > 0)
    .map((kind) => `${summary[kind]} ${kind}`);
  const parts = [...now, ...promoted];
  const shared = new Set(parts.flatMap(({ platform }) => platform.map(({ name }) => name))).size;
  if (shared > 0) counts.push(`${countOf(shared, "file")} of the platform`);
  const still = shared === 0 && parts.every(({ services }) => services.every(({ change }) => change === "failed"));
  const word = errors > 0 ? "⛔ Blocked" : waits ? "⏸ Waits for a yes" : still ? "✅ No changes" : "✅ Ready";
  return [word, ...counts, ...(errors > 0 ? [`${errors} to fix`] : [])].join(" · ");
}

const roomForErrors = 30_000;
const fewestErrors = 30;

/** What blocks: all of it, or the first of very many, with the number of the others. */
function blocking(errors: readonly Finding[]): Section[] {
  const texts: string[] = [];
  let size = 0;
  for (const error of errors) {
    const text = findingMarkdown(error);
    size += bytesOf(text);
    if (texts.length >= fewestErrors && size > roomForErrors) break;
    texts.push(text);
  }
  const more = errors.length - texts.length;
  return [
    ...texts.map((text, index) => fixed(placeOf(errors[index] as Finding), text)),
    ...(more > 0 ? [fixed(`${more} more to fix`, `- ⛔ and ${more} more to fix\n`)] : []),
  ];
}

function warnings(findings: readonly Finding[]): Section[] {
  if (findings.length === 0) return [];
  const shown = findings.slice(0, 50).map(findingMarkdown);
  const more = findings.length - shown.length;
  const body = [...shown, ...(more > 0 ? [`- and ${more} more\n`] : [])].join("\n");
  return [fixed(`${findings.length} warnings`, details(`${findings.length} to know`, body))];
}

function placeOf({ file, line }: Finding): string {
  return code(`${file}:${line}`);
}

/** Findings as a list in Markdown. Text that people wrote stands in code alone. */
export function findingsMarkdown(findings: readonly Finding[]): string {
  return findings.map(findingMarkdown).join("");
}

const signs = { error: "⛔", warning: "⚠", info: "ℹ" } as const;

function findingMarkdown({ severity, code: name, file, line, column, message, hint }: Finding): string {
  const help = hint === undefined ? "" : `\n  ${code(hint)}`;
  return `- ${signs[severity]} ${code(name)} ${code(`${file}:${line}:${column}`)} ${code(message)}${help}\n`;
}

/** The diffs: what loses most first, later environments before earlier ones. */
function diffs(plan: Plan): Section[] {
  const parts = [
    ...plan.now.map((part) => ({ part, when: "" })),
    ...plan.promoted.map((part) => ({ part, when: ", once promoted" })),
  ];
  return parts
    .flatMap(({ part, when }, index) =>
      [...part.services, ...part.platform]
        .filter(({ objects }) => objects.length > 0)
        .map((change) => ({ part, when, index, change })),
    )
    .sort((a, b) => severity(b.change) - severity(a.change) || b.index - a.index)
    .map(({ part, when, change }) => diffSection(part, change, when));
}

const most = 15_000;

/** One service in one environment: with all its objects, or with those that fit and the names of the others. */
function diffSection({ environment }: EnvironmentPlan, change: Change, when: string): Section {
  const title = `${htmlCode(environment)} · ${htmlCode(change.name)} · ${change.change}${when}`;
  return {
    name: `${code(change.name)} in ${code(environment)}${when}`,
    text(room) {
      const shown: string[] = [];
      const left: ObjectChange[] = [];
      let rest = Math.min(room, most) - bytesOf(details(title, "")) - 400;
      for (const object of change.objects) {
        const text = rest < 100 ? undefined : objectMarkdown(object, rest);
        if (text === undefined) left.push(object);
        else {
          shown.push(text);
          rest -= bytesOf(text) + 1;
        }
      }
      if (shown.length === 0) return undefined;
      return details(title, [...shown, ...(left.length === 0 ? [] : [`${objectsLeft(left)}\n`])].join("\n"));
    },
  };
}

function objectsLeft(left: readonly ObjectChange[]): string {
  const named = left.length === 1 ? left.map(({ kind, name }) => code(`${kind}/${name}`.slice(0, 100))) : [];
  return `Not shown: ${named.length === 0 ? `${left.length} more objects` : named.join(", ")}.`;
}

function objectMarkdown({ kind, name, change, risk, reasons, diff }: ObjectChange, room: number): string | undefined {
  let length = 0;
  for (const line of change === "removed" ? [] : diff) {
    length += line.length + 1;
    if (length > room) return undefined;
  }
  const why = reasons.map((reason) => reason.why).join("; ");
  const head = `${code(`${kind}/${name}`)} ${change}: ${risk}${why === "" ? "" : ` (${code(why)})`}`;
  // What goes away is as it stands; to show it all again would bury the rest.
  const text = change === "removed" ? `- ${head}` : `${head}\n\n${fence(diff)}`;
  return bytesOf(text) > room ? undefined : text;
}
