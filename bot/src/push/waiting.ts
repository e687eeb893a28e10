import { createHash } from "node:crypto";
import type { Waiting } from "../line/tasks.ts";
import { type Fate, nameOf } from "./outcome.ts";
import type { Step } from "./steps.ts";

/** A merge, and what became of it in each environment. */
export interface Taken {
  readonly step: Step;
  readonly fates: readonly Fate[];
}

/** The environments that did not get to the last of some merges, each with the first that it waits at. */
export function waitingAfter(taken: readonly Taken[]): Waiting[] {
  return (taken.at(-1)?.fates ?? []).flatMap((last): Waiting[] => {
    const environment = nameOf(last);
    if (last.kind === "frozen") return [{ environment, kind: "frozen", why: [last.problem] }];
    if (last.kind !== "held") return [];
    for (const { step, fates } of taken) {
      const held = fates.find((fate) => fate.kind === "held" && nameOf(fate) === environment);
      if (held?.kind !== "held") continue;
      const pull = step.pull?.number;
      return [{ environment, kind: "held", why: held.reasons, ...(pull === undefined ? {} : { pull }) }];
    }
    return [];
  });
}

/** Waiting environments as a few letters, by which it is known whether a plan was made under them. */
export function waitingMark(waiting: readonly Waiting[]): string {
  return waiting.length === 0 ? "-" : createHash("sha256").update(JSON.stringify(waiting)).digest("hex").slice(0, 12);
}
