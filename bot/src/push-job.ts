import { completeCheck } from "./checks.ts";
import type { Repository } from "./github.ts";
import { hear } from "./hear.ts";
import type { StageAnswer, Staged } from "./line/tasks.ts";
import { type Pull, readPushCheck } from "./pulls.ts";
import { type Look, lookAt } from "./push/look.ts";
import { moveBranches } from "./push/move.ts";
import { type Fate, heldDigest, isSaid, nameOf, pushReport, reasonsToHold } from "./push/outcome.ts";
import { type Step, stepOf, stepsTo } from "./push/steps.ts";
import { remember, type Workplace } from "./workplace.ts";

/**
 * Brings the environment branches of a repository to what its default branch says: merge by merge, so that what is pushed
 * is what the plan of each showed. The only writer of these branches. Looks at the refs anew after every step, whatever
 * an answer said.
 */
export async function pushJob(place: Workplace, repository: Repository): Promise<undefined> {
  const mirror = place.mirror(repository);
  await mirror.fetch();
  const tip = await mirror.tip();
  if (tip === undefined) return undefined;
  const last = await stepOf(place, repository, tip);
  const look = await lookAt(place, repository, { step: last });
  // Each environment takes the merges that it has not got to: one that waited takes more of them than the others.
  const behind = look.heads.filter(({ environment }) =>
    look.answer.environments.some((staged) => staged.environment === environment && staged.tree !== undefined),
  );
  const steps = await stepsTo(place, repository, { last, after: behind.map(({ at }) => at) });
  const names = behind.map(({ environment }) => environment);
  const taken: Taken[] = [];
  for (const step of steps.slice(0, -1))
    taken.push(await takeStep(place, repository, await lookAt(place, repository, { step, among: names })));
  taken.push(
    await takeStep(place, repository, steps.length === 1 ? look : await lookAt(place, repository, { step: last })),
  );
  for (const [index, { step, fates }] of taken.entries()) {
    const since = taken.slice(index + 1).flatMap((later) => later.fates.filter(({ kind }) => kind === "moved"));
    const gone = fates.filter((fate) => fate.kind === "held" && since.some((one) => nameOf(one) === nameOf(fate)));
    if (gone.length === 0) continue;
    const now = fates.map((fate): Fate => (gone.includes(fate) ? { kind: "past", environment: nameOf(fate) } : fate));
    await report(place, repository, { fates: now, step });
  }
  return undefined;
}

/** A merge, and what became of it in each environment. */
interface Taken {
  readonly step: Step;
  readonly fates: readonly Fate[];
}

/** Pushes one merge, as far as nothing stands against it, and says on its commit what became of it. */
async function takeStep(place: Workplace, repository: Repository, look: Look): Promise<Taken> {
  const { step, answer } = look;
  const free = answer.environments;
  const decision = await decide(place, repository, { free, answer, step });
  const moved = await moveAll(place, repository, { decision, answer, step });
  const { confirmedBy } = decision;
  const fates = free.map((staged): Fate => {
    const { environment, failed } = staged;
    const commit = moved.get(environment);
    if (commit !== undefined)
      return { kind: "moved", staged, commit, ...(confirmedBy === undefined ? {} : { confirmedBy }) };
    const held = decision.held.find((one) => one.staged.environment === environment);
    return held === undefined ? { kind: "same", environment, failed } : { kind: "held", ...held };
  });
  for (const { environment, head, tree } of free) {
    const at = moved.get(environment) ?? (tree === undefined ? head : undefined);
    if (at !== undefined) remember(place.memory.sources, `${environment} ${at}`, step.commit);
  }
  const taken = { fates: [...fates, ...look.apart], step };
  await report(place, repository, taken);
  return taken;
}

interface Decision {
  readonly go: readonly Staged[];
  readonly held: readonly { readonly staged: Staged; readonly reasons: readonly string[] }[];
  readonly confirmedBy: string | undefined;
}

/** Which environments go, and which wait for a yes that nobody has said. */
async function decide(
  place: Workplace,
  repository: Repository,
  { free, answer, step }: { readonly free: readonly Staged[]; readonly answer: StageAnswer; readonly step: Step },
): Promise<Decision> {
  const changing = free.filter(({ tree }) => tree !== undefined);
  const doubtful = changing
    .map((staged) => ({ staged, reasons: reasonsToHold(staged) }))
    .filter(({ reasons }) => reasons.length > 0);
  const certain = changing.filter((staged) => !doubtful.some((one) => one.staged === staged));
  if (doubtful.length === 0) return { go: certain, held: [], confirmedBy: undefined };
  const { pull, planned } = step;
  const digests = [heldDigest(doubtful.map(({ staged }) => staged))];
  // Who said yes to the plan said yes to this, when nothing is in it that the plan did not show.
  if (planned !== undefined && doubtful.every(({ staged }) => staged.unplanned.length === 0))
    digests.push(planned.digest, answer.digest);
  const confirmedBy = pull === undefined ? undefined : await whoConfirmed(place, repository, { pull, digests });
  for (const { staged } of doubtful)
    for (const { rule } of staged.reasons) place.metrics.count("guard_trips_total", { rule });
  return confirmedBy === undefined
    ? { go: certain, held: doubtful, confirmedBy }
    : { go: changing, held: [], confirmedBy };
}

async function whoConfirmed(
  place: Workplace,
  repository: Repository,
  { pull, digests }: { readonly pull: Pull; readonly digests: readonly string[] },
): Promise<string | undefined> {
  const { asked } = await hear(place, repository, pull);
  return asked.find(({ confirm }) => confirm !== undefined && digests.some((one) => one.startsWith(confirm)))?.by;
}

/** Moves the branches that may go; gives where they stand then. */
async function moveAll(
  place: Workplace,
  repository: Repository,
  { decision, answer, step }: { readonly decision: Decision; readonly answer: StageAnswer; readonly step: Step },
): Promise<ReadonlyMap<string, string>> {
  const { go, confirmedBy } = decision;
  if (go.length === 0) return new Map();
  const mirror = place.mirror(repository);
  const made = await moveBranches(place, repository, {
    source: step.commit,
    repositoryUrl: answer.repository,
    digest: answer.digest,
    environments: go,
    pull: step.pull?.number,
    confirmedBy,
  }).catch((error: unknown) => {
    place.metrics.count("push_attempts_total", { outcome: "failed" });
    throw error;
  });
  await mirror.fetch();
  const now = await mirror.environments();
  for (const [environment, commit] of made)
    if (now.get(environment) !== commit) throw new Error(`env/${environment} does not stand where it was moved to.`);
  for (const commit of made.values()) place.memory.trusted.add(commit);
  place.metrics.count("push_attempts_total", { outcome: "moved" });
  place.log.info("pushed", {
    repository: repository.id,
    commit: step.commit,
    environments: [...made.keys()],
    digest: answer.digest,
  });
  return made;
}

/** Says on the commit what became of it, once, and has the pull request's comment say so too. */
async function report(place: Workplace, repository: Repository, { fates, step }: Taken): Promise<void> {
  const { commit, pull } = step;
  const said = pushReport(commit, fates, pull?.number);
  const known = await readPushCheck(await place.github.client(repository, "read"), place.app.id, commit);
  const quiet = fates.every(({ kind }) => kind === "same" || kind === "past");
  // A commit that was pushed before is looked at again and again; then nothing changes, and what its check says stays right.
  if (known?.completed === true && isSaid(known.summary, fates)) return;
  if (fates.length === 0 || (quiet && pull === undefined)) return;
  const client = await place.github.client(repository, "report");
  await completeCheck(client, known?.id, said);
  for (const fate of fates)
    if (fate.kind === "frozen" || fate.kind === "held")
      place.log.warn("an environment waits", {
        repository: repository.id,
        commit,
        fate: fate.kind,
        environment: "staged" in fate ? fate.staged.environment : fate.environment,
      });
  if (pull !== undefined) await place.enqueue({ kind: "pull", repository: repository.id, pull: pull.number });
}
