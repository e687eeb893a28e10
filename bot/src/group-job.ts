import { diffTrees } from "@slipway/git";
import { beginCheck, completeCheck } from "./checks.ts";
import type { Repository } from "./github.ts";
import { hear } from "./hear.ts";
import { planCheck, readPull } from "./pulls.ts";
import { sizeOfChange } from "./size-of-change.ts";
import type { Workplace } from "./workplace.ts";

/** A merge group, whose commits never change. */
export interface Group {
  readonly base: string;
  readonly head: string;
  /** The pull request that is last in it. */
  readonly pull: number;
}

/** Plans what a merge queue is about to merge, and says so on the check that the queue waits for. There is no comment. */
export async function groupJob(place: Workplace, repository: Repository, group: Group): Promise<undefined> {
  const { base, head, pull: number } = group;
  const reader = await place.github.client(repository, "read");
  const pull = await readPull(reader, place.app.id, number);
  if (pull === undefined || pull.state !== "open") return undefined;
  const mirror = place.mirror(repository);
  if (!(await mirror.has([base, head]))) await mirror.fetchCommit(head);
  const client = await place.github.client(repository, "report");
  const run = await beginCheck(client, { name: planCheck, head, known: undefined });
  const { asked } = await hear(place, repository, pull);
  const changed = await diffTrees(mirror.path, base, head);
  const answer = await place.line.run(
    {
      kind: "plan",
      mirror: mirror.path,
      base,
      head,
      pull: number,
      environments: await mirror.environments(),
      stage: false,
      asked,
      waiting: place.memory.waiting.get(String(repository.id)) ?? [],
      page: repository.page,
      into: pull.into,
    },
    await sizeOfChange(mirror.path, head, changed),
  );
  const planned = answer.kind === "planned" ? answer : undefined;
  await completeCheck(client, run, {
    name: planCheck,
    head,
    conclusion: planned?.conclusion ?? (answer.kind === "conflicts" ? "failure" : "success"),
    title: "title" in answer ? answer.title : "No platform changes",
    summary: "What this merge group does together.",
    ...(planned === undefined ? {} : { text: planned.comment, annotations: planned.annotations }),
    externalId: "",
  });
  return undefined;
}
