import { code } from "@slipway/engine";
import { diffTrees } from "@slipway/git";
import { beginCheck } from "./checks.ts";
import { closedPull } from "./closed-pull.ts";
import { ownComments, sayInComment } from "./comment.ts";
import type { Repository } from "./github.ts";
import { type Heard, hear } from "./hear.ts";
import { planHolds } from "./holds.ts";
import { markerOf } from "./line/plan-frame.ts";
import type { PlanAnswer } from "./line/tasks.ts";
import { hiddenPrefix } from "./mirror.ts";
import { openException } from "./open-exception.ts";
import { readSeal } from "./plan-seal.ts";
import { type Looking, publish, reportTrouble } from "./publish.ts";
import { type Pull, planCheck, readHead, readPull } from "./pulls.ts";
import { sizeOfChange } from "./size-of-change.ts";
import type { Workplace } from "./workplace.ts";

/** Attempts after which the check says that something of ours is broken, while it goes on trying. */
const patience = 3;

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
  if (pull.into !== repository.defaultBranch || pull.base === undefined) return setAside(place, repository, pull);
  const looking = { place, repository, pull };
  try {
    return await lookAt(looking, again);
  } catch (error) {
    if (attempt >= patience) await reportTrouble(looking);
    throw error;
  }
}

/** A plan of a pull request that is to be merged into another branch by now holds no longer. */
async function setAside(place: Workplace, repository: Repository, pull: Pull): Promise<undefined> {
  if (ownComments(pull).length === 0) return undefined;
  await pushPlan({ place, repository, pull }, new Map());
  const client = await place.github.client(repository, "report");
  const text = `### Not planned\n\nOnly what is to be merged into ${code(repository.defaultBranch)} is planned.\n`;
  await sayInComment({ client, repository, pull, memory: place.memory }, `${markerOf("none")}\n${text}`);
  return undefined;
}

async function lookAt({ place, repository, pull }: Looking, again: boolean): Promise<number | undefined> {
  const { number, head, base = "" } = pull;
  const mirror = place.mirror(repository);
  if (!(await mirror.has([head, base]))) await mirror.fetch([number]);
  if (!(await mirror.has([head, base]))) throw new Error(`GitHub does not yet give #${number} as it says it stands.`);
  const heard = await hear(place, repository, pull);
  const { reaches } = place.memory;
  const waiting = place.memory.waiting.get(String(repository.id));
  const said = ownComments(pull);
  const isSaid = said.length <= 1 && said.every(({ body }) => body.startsWith(markerOf(head)));
  const settled = !again && heard.fresh.length === 0 && isSaid;
  if (settled && (await planHolds(mirror, pull, { reaches, waiting }))) {
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
    waiting: waiting ?? [],
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
  await publish({ place, repository, pull }, { answer, run: await begun, heard: answered, waiting: task.waiting });
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

/** Opens the pull requests for exceptions that were asked for. What comes to nothing is answered by another reaction. */
async function grantWishes(
  { place, repository, pull }: Looking,
  { answer, heard }: { readonly answer: Exclude<PlanAnswer, { readonly kind: "no platform" }>; readonly heard: Heard },
): Promise<Heard> {
  if (answer.kind === "planned")
    for (const proposal of answer.exceptions)
      if (proposal.fresh && proposal.refused === undefined) await openException(place, repository, { pull, proposal });
  const fresh = heard.fresh.map((one) =>
    one.reaction === "rocket" && answer.refused.includes(one.comment) ? { ...one, reaction: "-1" as const } : one,
  );
  return { ...heard, fresh };
}
