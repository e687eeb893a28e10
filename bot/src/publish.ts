import { completeCheck } from "./checks.ts";
import { ownComments, sayInComment } from "./comment.ts";
import type { Repository } from "./github.ts";
import { type Heard, react } from "./hear.ts";
import { markerOf } from "./line/plan-frame.ts";
import type { PlanAnswer, Planned, Waiting } from "./line/tasks.ts";
import { sealText } from "./plan-seal.ts";
import { type Pull, planCheck } from "./pulls.ts";
import { waitingMark } from "./push/waiting.ts";
import type { Workplace } from "./workplace.ts";

/** What a pull request needs to be looked at with. */
export interface Looking {
  readonly place: Workplace;
  readonly repository: Repository;
  readonly pull: Pull;
}

interface Published {
  readonly answer: PlanAnswer;
  readonly run: number | undefined;
  readonly heard: Heard;
  readonly waiting: readonly Waiting[];
}

/** Writes the comment, then completes the check: a check that is completed has a comment that is right. */
export async function publish(
  { place, repository, pull }: Looking,
  { answer, run, heard, waiting }: Published,
): Promise<void> {
  const client = await place.github.client(repository, "report");
  const said = reportOf(answer, pull);
  const warning = place.memory.warnings.get(String(repository.id));
  const sticky = { client, repository, pull, memory: place.memory };
  if (said.comment !== undefined && (said.always || ownComments(pull).length > 0))
    await sayInComment(sticky, said.comment);
  const annotations = answer.kind === "planned" ? answer.annotations : [];
  const digest = answer.kind === "planned" ? answer.digest : undefined;
  const seal = { base: pull.base ?? "", digest, waiting: waitingMark(waiting), annotations: annotations.length };
  const externalId = sealText(seal);
  const { conclusion, title, text } = said;
  const summary = warning === undefined ? said.summary : `${said.summary}\n⚠ ${warning}\n`;
  const output = { title, summary, ...(text === undefined ? {} : { text }), annotations };
  await completeCheck(client, run, { name: planCheck, head: pull.head, conclusion, externalId, ...output });
  await react(place, repository, heard.fresh);
}

interface Said {
  readonly conclusion: Planned["conclusion"];
  readonly title: string;
  readonly summary: string;
  readonly text?: string;
  readonly comment: string | undefined;
  /** Whether the comment is made when there is none yet. */
  readonly always: boolean;
}

function reportOf(answer: PlanAnswer, pull: Pull): Said {
  switch (answer.kind) {
    case "planned": {
      const { conclusion, title, comment } = answer;
      const summary = summaryOf(answer);
      return { conclusion, title, summary, text: comment, comment, always: true };
    }
    case "conflicts": {
      const { title, comment } = answer;
      return { conclusion: "failure", title, summary: comment, comment, always: true };
    }
    default: {
      const title = "No platform changes";
      const comment = `${markerOf(pull.head)}\n### ✅ ${title}\n`;
      return { conclusion: "success", title, summary: "Nothing of the platform differs.", comment, always: false };
    }
  }
}

function summaryOf({ conclusion, digest, confirmedBy }: Planned): string {
  const said = {
    success: "Merging pushes what the plan shows.",
    failure: "Something has to be put right first: the plan says what and how.",
    action_required: "Nothing is wrong, but an owner of the platform has to say yes: the plan says to what.",
  }[conclusion];
  return `${said}\n\nPlan \`${digest}\`${confirmedBy === undefined ? "" : `, confirmed by \`${confirmedBy}\``}\n`;
}

/** A check that fails says that it is not the author's fault. Without it, the pull request could not be told from a slow one. */
export async function reportTrouble({ place, repository, pull }: Looking): Promise<void> {
  const { check, head } = pull;
  const client = await place.github.client(repository, "report");
  await completeCheck(client, check?.completed === false ? check.id : undefined, {
    name: planCheck,
    head,
    conclusion: "failure",
    title: "Slipway could not plan this",
    summary: "This is no fault of the change. Slipway tries again by itself; the log of the bot says what is wrong.",
    externalId: "",
  }).catch((error: unknown) => place.log.warn("trouble could not be reported", { pull: pull.number, error }));
}
