import { renderer } from "./renderer.ts";

/** What the bot wrote on a check of its own about the plan that it reports: nobody else can change it. */
export interface PlanSeal {
  /** The tip of the base branch that was planned on. */
  readonly base: string;
  /** The digest of what merging pushes; undefined where there was nothing to plan. */
  readonly digest: string | undefined;
  /** The environments that lagged behind then, as their mark. */
  readonly waiting: string;
  /** How many annotations the check has: GitHub adds new ones to them. */
  readonly annotations: number;
}

const form = /^v2 ([0-9a-f]{40}) ([0-9a-f]{64}|-) ([0-9a-f]{12}|-) (\d+) (\S+)$/;

/** A seal as the external id of a check. */
export function sealText({ base, digest, waiting, annotations }: PlanSeal): string {
  return `v2 ${base} ${digest ?? "-"} ${waiting} ${annotations} ${renderer}`;
}

/** The seal of a check; undefined when it has none, or one of a renderer of another version. */
export function readSeal(externalId: string): PlanSeal | undefined {
  const [, base = "", digest = "", waiting = "", annotations = "", version] = form.exec(externalId) ?? [];
  if (version !== renderer) return undefined;
  return { base, digest: digest === "-" ? undefined : digest, waiting, annotations: Number(annotations) };
}
