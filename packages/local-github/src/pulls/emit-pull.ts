import type { EventName } from "../contract/validate.ts";
import type { GitHub } from "../github.ts";
import { presentFullPull } from "../present/pull.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { emit, isHeard } from "../webhooks/emit.ts";
import { pullFacts } from "./pull-facts.ts";

type PullAction = Extract<EventName, `pull_request.${string}`> extends `pull_request.${infer Action}` ? Action : never;

/** Tells of something that happened to a pull request, with the pull request as it stands. */
export async function emitPull(
  github: GitHub,
  repository: Repository,
  {
    pull,
    action,
    sender,
    more = {},
  }: {
    readonly pull: Pull;
    readonly action: PullAction;
    readonly sender: number;
    readonly more?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  if (!isHeard(github, repository, "pull_request")) return;
  const facts = await pullFacts(github, repository, pull);
  const payload = { number: pull.number, pull_request: presentFullPull(github, repository, { pull, facts }), ...more };
  emit(github, { event: `pull_request.${action}`, repository, sender, payload });
}
