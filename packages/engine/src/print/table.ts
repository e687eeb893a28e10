import type { Change, EnvironmentPlan } from "../environment-plan.ts";
import type { Plan } from "../plan.ts";
import { risks } from "../risk.ts";
import { code } from "./inert.ts";
import { bytesOf } from "./pack.ts";

const mostRows = 40;
const mostColumns = 12;
const mostBytes = 12_000;
const marks = { added: "+", changed: "~", removed: "−", failed: "⛔" } as const;

interface Column {
  readonly title: string;
  readonly changes: ReadonlyMap<string, Change>;
}

/** Services by environment, the riskiest first; rows and columns that do not fit are counted. */
export function table(plan: Plan): string {
  const all = [
    ...plan.now.map((part) => columnOf(part, "")),
    ...plan.promoted.map((part) => columnOf(part, " once promoted")),
  ];
  const ranks = new Map<string, number>();
  for (const { changes } of all)
    for (const [name, change] of changes) ranks.set(name, Math.max(ranks.get(name) ?? -1, severity(change)));
  if (ranks.size === 0) return "Nothing that is deployed changes.\n";
  const columns = chosen(all);
  const sorted = [...ranks].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
  const lines = [
    `| Service | ${columns.map(({ title }) => title).join(" | ")} |`,
    `|---|${columns.map(() => "---|").join("")}`,
  ];
  let size = bytesOf(lines.join("\n"));
  let shown = 0;
  for (const name of sorted.slice(0, mostRows)) {
    const row = `| ${code(name)} | ${columns.map(({ changes }) => cell(changes.get(name))).join(" | ")} |`;
    size += bytesOf(row) + 1;
    if (size > mostBytes) break;
    lines.push(row);
    shown += 1;
  }
  const more = [
    ...(sorted.length > shown ? [`${sorted.length - shown} more services`] : []),
    ...(all.length > columns.length ? [`${all.length - columns.length} more environments`] : []),
  ];
  return `${lines.join("\n")}\n${more.length === 0 ? "" : `\nand ${more.join(" and ")}\n`}`;
}

/** All environments while they are few; of many those in which something changes, as many as fit. */
function chosen(all: readonly Column[]): readonly Column[] {
  if (all.length <= mostColumns) return all;
  return all.filter(({ changes }) => changes.size > 0).slice(0, mostColumns);
}

function columnOf({ environment, services, platform }: EnvironmentPlan, when: string): Column {
  return {
    title: `${code(environment.slice(0, 63))}${when}`,
    changes: new Map([...services, ...platform].map((change) => [change.name, change])),
  };
}

/** How far up a change belongs: a failed one first, then what goes away, then by risk. */
export function severity({ change, risk }: Change): number {
  return change === "failed" ? risks.length + 1 : change === "removed" ? risks.length : risks.indexOf(risk);
}

function cell(change: Change | undefined): string {
  if (change === undefined) return "–";
  if (change.change === "failed") return `${marks.failed} stays as it stands`;
  return `${marks[change.change]} ${change.change}${change.risk === "no restart" ? "" : `, ${change.risk}`}`;
}
