import { completeCheck } from "./checks.ts";
import { ownComments, sayInComment } from "./comment.ts";
import type { Repository } from "./github.ts";
import { type Heard, react } from "./hear.ts";
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
  readonly answer: Exclude<PlanAnswer, { readonly kind: "no platform" }>;
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
  const said = reportOf(answer, heard);
  const warning = place.memory.warnings.get(String(repository.id));
  const sticky = { client, repository, pull, memory: place.memory };
  if (said.always || ownComments(pull).length > 0) await sayInComment(sticky, said.comment);
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
  readonly comment: string;
  /** Whether the comment is made when there is none yet. */
  readonly always: boolean;
}

function reportOf(answer: Published["answer"], { asked }: Heard): Said {
  const { title, comment } = answer;
  switch (answer.kind) {
    case "planned":
      return { conclusion: answer.conclusion, title, summary: summaryOf(answer), text: comment, comment, always: true };
    case "conflicts":
      return { conclusion: "failure", title, summary: comment, comment, always: true };
    case "untouched":
      // Whoever asks gets an answer, also where there would be nothing to say.
      return {
        conclusion: "success",
        title,
        summary: "Nothing of the platform differs.",
        comment,
        always: asked.length > 0,
      };
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
