import { diffTrees } from "@slipway/git";
import { beginCheck, completeCheck } from "./checks.ts";
import { closedPull } from "./closed-pull.ts";
import { ownComments, sayInComment } from "./comment.ts";
import type { Repository } from "./github.ts";
import { type Heard, hear, react } from "./hear.ts";
import { planHolds } from "./holds.ts";
import { markerOf } from "./line/plan-frame.ts";
import type { PlanAnswer, Planned } from "./line/tasks.ts";
import { hiddenPrefix } from "./mirror.ts";
import { openException } from "./open-exception.ts";
import { readSeal, sealText } from "./plan-seal.ts";
import { type Pull, planCheck, readHead, readPull } from "./pulls.ts";
import { sizeOfChange } from "./size-of-change.ts";
import type { Workplace } from "./workplace.ts";

/** Attempts after which the check says that something of ours is broken, while it goes on trying. */
const patience = 3;

/** What a pull request needs to be looked at with. */
interface Looking {
  readonly place: Workplace;
  readonly repository: Repository;
  readonly pull: Pull;
}

/**
 * Brings a pull request's check, comment and hidden refs to what its live state asks for, whatever it was that happened.
 * Does nothing when they are so already. Gives the milliseconds after which to look again, when a newer head came meanwhile.
 */
export async function pullJob(
  place: Workplace,
  repository: Repository,
  { number, again, attempt }: { readonly number: number; readonly again: boolean; readonly attempt: number },
): Promise<number | undefined> {
  const pull = await readPull(await place.github.client(repository, "read"), place.app.id, number);
  if (pull === undefined) return undefined;
  if (pull.state !== "open") return closedPull(place, repository, pull);
  if (pull.into !== repository.defaultBranch || pull.base === undefined) return undefined;
  const looking = { place, repository, pull };
  try {
    return await lookAt(looking, again);
  } catch (error) {
    if (attempt >= patience) await reportTrouble(looking);
    throw error;
  }
}

async function lookAt({ place, repository, pull }: Looking, again: boolean): Promise<number | undefined> {
  const { number, head, base = "" } = pull;
  const mirror = place.mirror(repository);
  if (!(await mirror.has([head, base]))) await mirror.fetch([number]);
  if (!(await mirror.has([head, base]))) throw new Error(`GitHub does not yet give #${number} as it says it stands.`);
  const heard = await hear(place, repository, pull);
  const settled = !again && heard.fresh.length === 0 && ownComments(pull).length <= 1;
  if (settled && (await planHolds(mirror, pull, place.memory))) {
    place.metrics.count("plans_spared_total");
    return undefined;
  }
  const begun = beginning({ place, repository, pull }, heard);
  begun.catch(() => undefined);
  const start = performance.now();
  const changed = await diffTrees(mirror.path, base, head);
  const task = {
    kind: "plan",
    mirror: mirror.path,
    base,
    head,
    pull: number,
    environments: await mirror.environments(),
    stage: !pull.fork,
    asked: heard.asked,
    page: repository.page,
    into: pull.into,
  } as const;
  const answer = await place.line.run(task, await sizeOfChange(mirror.path, head, changed));
  place.metrics.observe("plan_seconds", (performance.now() - start) / 1000, { phase: "line" });
  if (answer.kind === "no platform") return undefined;
  await pushPlan({ place, repository, pull }, answer.kind === "planned" ? answer.commits : new Map());
  const now = await readHead(await place.github.client(repository, "read"), number);
  if (now !== head) {
    place.metrics.count("plans_discarded_total");
    return 0;
  }
  const answered = await grantWishes({ place, repository, pull }, { answer, heard });
  await publish({ place, repository, pull }, { answer, run: await begun, heard: answered });
  place.log.info("planned", {
    repository: repository.id,
    pull: number,
    head,
    milliseconds: Math.round(performance.now() - start),
    ...(answer.kind === "planned" ? { digest: answer.digest, conclusion: answer.conclusion, ...answer.phases } : {}),
  });
  return undefined;
}

/**
 * Says on the check that planning has begun, unless there is one that a command alone makes us look at again. Gives the
 * run to complete: the one that is there, where it can be written over, because annotations are only ever added.
 */
async function beginning({ place, repository, pull }: Looking, { fresh }: Heard): Promise<number | undefined> {
  const { check, head } = pull;
  const clean = check?.completed === true && readSeal(check.externalId)?.annotations === 0;
  if (clean && fresh.length > 0) return check?.id;
  const client = await place.github.client(repository, "report");
  if (clean) {
    const update = { check_run_id: check?.id, status: "in_progress" };
    await client.rest("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", update);
    return check?.id;
  }
  return beginCheck(client, { name: planCheck, head, known: check });
}

/** Pushes what merging would push to hidden refs, one an environment; those of environments that do not change go. */
async function pushPlan({ place, repository, pull }: Looking, commits: ReadonlyMap<string, string>): Promise<void> {
  const mirror = place.mirror(repository);
  const prefix = `${hiddenPrefix}plan/${pull.number}/`;
  const wanted = new Map<string, string | undefined>();
  for (const name of (await mirror.hidden()).keys()) if (name.startsWith(prefix)) wanted.set(name, undefined);
  for (const [environment, commit] of commits) wanted.set(prefix + environment, commit);
  if (wanted.size > 0) await mirror.pushHidden(wanted);
}

/** Opens the pull requests for exceptions that were asked for. What cannot be had is answered by another reaction. */
async function grantWishes(
  { place, repository, pull }: Looking,
  { answer, heard }: { readonly answer: PlanAnswer; readonly heard: Heard },
): Promise<Heard> {
  const wishes = heard.asked.flatMap(({ except }) => (except?.fresh === true ? [except.comment] : []));
  const answers = answer.kind === "planned" ? answer.exceptions : [];
  for (const proposal of answers)
    if (proposal.fresh && proposal.refused === undefined) await openException(place, repository, { pull, proposal });
  const refused = new Set(answers.flatMap((one) => (one.refused === undefined ? [] : [one.comment])));
  const isRefused = (comment: number) =>
    refused.has(comment) || (answer.kind !== "planned" && wishes.includes(comment));
  const fresh = heard.fresh.map((one) =>
    one.reaction === "rocket" && isRefused(one.comment) ? { ...one, reaction: "-1" as const } : one,
  );
  return { ...heard, fresh };
}

/** Writes the comment, then completes the check: a check that is completed has a comment that is right. */
async function publish(
  { place, repository, pull }: Looking,
  { answer, run, heard }: { readonly answer: PlanAnswer; readonly run: number | undefined; readonly heard: Heard },
): Promise<void> {
  const client = await place.github.client(repository, "report");
  const said = reportOf(answer, pull);
  const warning = place.memory.warnings.get(String(repository.id));
  const sticky = { client, repository, pull, memory: place.memory };
  if (said.comment !== undefined && (said.always || ownComments(pull).length > 0))
    await sayInComment(sticky, said.comment);
  const annotations = answer.kind === "planned" ? answer.annotations : [];
  const digest = answer.kind === "planned" ? answer.digest : undefined;
  const externalId = sealText({ base: pull.base ?? "", digest, annotations: annotations.length });
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
async function reportTrouble({ place, repository, pull }: Looking): Promise<void> {
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
