import { createHash } from "node:crypto";
import { code } from "@slipway/engine";
import type { Report } from "../checks.ts";
import type { Staged } from "../line/tasks.ts";
import { pushCheck } from "../pulls.ts";

/** What became of one environment. */
export type Fate =
  | { readonly kind: "moved"; readonly staged: Staged; readonly commit: string; readonly confirmedBy?: string }
  | { readonly kind: "same"; readonly environment: string; readonly failed: readonly string[] }
  /** It stands for a later commit. */
  | { readonly kind: "past"; readonly environment: string }
  | { readonly kind: "held"; readonly staged: Staged; readonly reasons: readonly string[] }
  | { readonly kind: "frozen"; readonly environment: string; readonly problem: string };

/** The digest by which an owner says yes to what is held: over the digests of the held environments. */
export function heldDigest(held: readonly Staged[]): string {
  const lines = held.map(({ environment, digest }) => `${environment} ${digest}`).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

/** Why an environment must wait for a yes; nothing when it need not. */
export function reasonsToHold({ head, follows, reasons, unplanned }: Staged): string[] {
  if (head === undefined) return [];
  const unseen =
    unplanned.length > 0 && !follows
      ? [
          `${unplanned.length === 1 ? "1 file" : `${unplanned.length} files`} would change that no plan showed: ${unplanned.slice(0, 3).join(", ")}`,
        ]
      : [];
  return [...reasons.map(({ why }) => why), ...unseen];
}

/** The check on a commit of the default branch that says what became of it. */
export function pushReport(commit: string, fates: readonly Fate[], pull: number | undefined): Report {
  const held = fates.flatMap((fate) => (fate.kind === "held" ? [fate.staged] : []));
  const frozen = fates.some(({ kind }) => kind === "frozen");
  const where = pull === undefined ? "a pull request whose merge is the newest" : `#${pull}`;
  const yes =
    held.length === 0
      ? ""
      : `\nAn owner of the platform who has no part in the change says yes to what waits in a comment on ${where}: \`/slipway confirm --plan ${heldDigest(held).slice(0, 32)}\`\n`;
  const waiting = fates.filter(({ kind }) => kind === "held" || kind === "frozen").map(nameOf);
  return {
    name: pushCheck,
    head: commit,
    conclusion: frozen ? "failure" : held.length > 0 ? "action_required" : "success",
    title: waiting.length === 0 ? "Pushed" : `Not pushed to ${waiting.join(", ")}`,
    summary: `${fates.map(line).join("")}${yes}`,
    externalId: "",
  };
}

/** Whether a report that was made before says all there is to say. Of what does not move now, it may say how it moved then. */
export function isSaid(summary: string, fates: readonly Fate[]): boolean {
  const lines = summary.split("\n");
  const isWaiting = (name: string) => lines.some((one) => /^- [⏸⛔] /u.test(one) && one.includes(` ${code(name)}:`));
  return fates.every((fate) =>
    fate.kind === "same" || fate.kind === "past" ? !isWaiting(nameOf(fate)) : lines.includes(line(fate).trimEnd()),
  );
}

/** The environment that a fate is of. */
export function nameOf(fate: Fate): string {
  return "staged" in fate ? fate.staged.environment : fate.environment;
}

function line(fate: Fate): string {
  const name = code(nameOf(fate));
  switch (fate.kind) {
    case "moved": {
      const { staged, commit, confirmedBy } = fate;
      const yes = confirmedBy === undefined ? "" : `, ${code(confirmedBy)} said yes`;
      return `- ${name}: pushed, ${staged.changed} ${staged.changed === 1 ? "file" : "files"}, \`${commit.slice(0, 12)}\`${yes}${kept(staged.failed)}\n`;
    }
    case "same":
      return `- ${name}: nothing changes${kept(fate.failed)}\n`;
    case "past":
      return `- ${name}: has gone on already\n`;
    case "held":
      return `- ⏸ ${name}: waits: ${fate.reasons.map((reason) => code(reason)).join("; ")}\n`;
    case "frozen":
      return `- ⛔ ${name}: left alone, because ${fate.problem}. See "a frozen environment" in docs/bot.md.\n`;
  }
}

function kept(failed: readonly string[]): string {
  if (failed.length === 0) return "";
  const shown = failed.slice(0, 5).map((id) => code(id));
  const more = failed.length > 5 ? ` and ${failed.length - 5} more` : "";
  return `; could not be built and stay as they stand: ${shown.join(", ")}${more}`;
}
