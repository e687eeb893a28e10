import { renderer } from "./renderer.ts";

/** What the bot wrote on a check of its own about the plan that it reports: nobody else can change it. */
export interface PlanSeal {
  /** The tip of the base branch that was planned on. */
  readonly base: string;
  /** The digest of what merging pushes; undefined where there was nothing to plan. */
  readonly digest: string | undefined;
  /** How many annotations the check has: GitHub adds new ones to them. */
  readonly annotations: number;
}

const form = /^v1 ([0-9a-f]{40}) ([0-9a-f]{64}|-) (\d+) (\S+)$/;

/** A seal as the external id of a check. */
export function sealText({ base, digest, annotations }: PlanSeal): string {
  return `v1 ${base} ${digest ?? "-"} ${annotations} ${renderer}`;
}

/** The seal of a check; undefined when it has none, or one of a renderer of another version. */
export function readSeal(externalId: string): PlanSeal | undefined {
  const [, base = "", digest = "", annotations = "", version] = form.exec(externalId) ?? [];
  if (version !== renderer) return undefined;
  return { base, digest: digest === "-" ? undefined : digest, annotations: Number(annotations) };
}
