import type { Value } from "kustomize-ts";
import type { Change, EnvironmentPlan } from "../environment-plan.ts";
import type { ExplainedObject } from "../explain-manifests.ts";
import type { Finding } from "../finding.ts";
import type { ShownOrigin } from "../origin.ts";
import type { Plan } from "../plan.ts";
import { visible } from "./visible.ts";

/** Wraps words in colours for a terminal, or leaves them as they are. */
export type Paint = (style: "red" | "yellow" | "green" | "cyan" | "dim" | "bold", text: string) => string;

/** Leaves words as they are. */
export const unpainted: Paint = (_style, text) => text;

const colours = { error: "red", warning: "yellow", info: "cyan" } as const;

/** Findings as lines: place, severity, code, message, and what to do below. */
export function findingsText(findings: readonly Finding[], paint: Paint = unpainted): string {
  return findings
    .map(({ severity, code, file, line, column, message, hint }) => {
      const head = `${paint("bold", visible(`${file}:${line}:${column}`))} ${paint(colours[severity], severity)} ${code} ${visible(message)}\n`;
      return hint === undefined ? head : `${head}  ${paint("dim", "hint:")} ${visible(hint)}\n`;
    })
    .join("");
}

/** A plan as a person reads it in a terminal. */
export function planText(plan: Plan, paint: Paint = unpainted): string {
  const sections = [
    `${paint("bold", summaryLine(plan))}\n`,
    ...plan.now.map((environment) => environmentText(environment, "now", paint)),
    ...plan.promoted.map((environment) => environmentText(environment, "once promoted", paint)),
    findingsText(plan.findings, paint),
    `${paint("dim", `Plan ${plan.digest.slice(0, 12)}`)}\n`,
  ];
  return sections.filter((section) => section !== "").join("\n");
}

/** The plan in one line: what happens to how many services. */
export function summaryLine({ summary }: Plan): string {
  const parts = (["added", "changed", "removed", "failed", "unchanged"] as const)
    .filter((kind) => summary[kind] > 0 || kind === "unchanged")
    .map((kind) => `${summary[kind]} ${kind}`);
  return `Services: ${parts.join(", ")}`;
}

function environmentText(
  { environment, services, platform, unchanged }: EnvironmentPlan,
  when: string,
  paint: Paint,
): string {
  const changes = [...services, ...platform];
  if (changes.length === 0)
    return `${paint("bold", `${environment} (${when})`)}: nothing changes, ${countOf(unchanged, "service")} stay${unchanged === 1 ? "s" : ""} as ${unchanged === 1 ? "it is" : "they are"}\n`;
  const head = `${paint("bold", `${environment} (${when})`)}: ${countOf(unchanged, "service")} stay${unchanged === 1 ? "s" : ""} as ${unchanged === 1 ? "it is" : "they are"}\n`;
  return head + changes.map((change) => changeText(change, paint)).join("");
}

/** A number of things, in words that fit it. */
export function countOf(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

const signs = { added: "+", changed: "~", removed: "-", failed: "!" } as const;
const signColours = { added: "green", changed: "yellow", removed: "red", failed: "red" } as const;

function changeText({ name, change, risk, objects }: Change, paint: Paint): string {
  const sign = paint(signColours[change], `${signs[change]} ${visible(name)}`);
  if (change === "failed") return `  ${sign} could not be built: it stays as it stands\n`;
  const lines = objects.flatMap((object) => [
    `      ${paint(signColours[object.change], signs[object.change])} ${visible(`${object.kind}/${object.name}`)}: ${object.risk}${object.reasons.length > 0 ? ` (${visible(object.reasons.map(({ why }) => why).join("; "))})` : ""}\n`,
    ...(object.change === "changed" ? object.diff.map((line) => `          ${paintLine(visible(line), paint)}\n`) : []),
  ]);
  return `  ${sign} ${change}: ${risk}\n${lines.join("")}`;
}

function paintLine(line: string, paint: Paint): string {
  return line.startsWith("+") ? paint("green", line) : line.startsWith("-") ? paint("red", line) : paint("dim", line);
}

/** Objects with the origin of each leaf, one leaf a line. */
export function explainText(objects: readonly ExplainedObject[], paint: Paint = unpainted): string {
  return objects
    .map(({ kind, name, leaves }) => {
      const lines = leaves.map(
        ({ pointer, value, origin }) =>
          `  ${pointer} = ${paint("cyan", shorten(visible(valueText(value))))}  ${paint("dim", `← ${visible(originText(origin))}`)}\n`,
      );
      return `${paint("bold", `${kind}/${name}`)}\n${lines.join("")}`;
    })
    .join("\n");
}

function valueText(value: Value): string {
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** An origin in words. */
export function originText(origin: ShownOrigin | undefined): string {
  if (origin === undefined) return "unknown";
  const place =
    origin.file === undefined
      ? undefined
      : [origin.file, origin.line, origin.column].filter((part) => part !== undefined).join(":");
  const words = {
    spec: "the spec",
    settings: "the settings",
    team: "the team",
    environment: "the environment",
    platform: "the platform",
    default: "default",
    rule: "rule",
    patch: "patch",
  };
  return `${words[origin.by]}${place === undefined ? "" : ` ${place}`}${origin.reason === undefined ? "" : `: ${origin.reason}`}`;
}
