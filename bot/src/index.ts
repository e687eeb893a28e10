import type { Probot } from "probot";
import type { Key } from "./keys.ts";

/** Takes a key. */
export type Enqueue = (key: Key) => Promise<void>;

/**
 * What happens at GitHub becomes keys: what to look at. What is to be done follows from the state that is found there.
 * `isOwn` tells the bot's own login: what it pushed itself it need not be told of.
 */
export function listen(probot: Probot, enqueue: Enqueue, isOwn: (login: string) => boolean): void {
  probot.on(
    [
      "pull_request.opened",
      "pull_request.synchronize",
      "pull_request.reopened",
      "pull_request.ready_for_review",
      "pull_request.closed",
    ],
    ({ payload }) => enqueue({ kind: "pull", repository: payload.repository.id, pull: payload.pull_request.number }),
  );
  probot.on("pull_request.edited", async ({ payload }) => {
    if (payload.changes.base !== undefined)
      await enqueue({ kind: "pull", repository: payload.repository.id, pull: payload.pull_request.number });
  });
  probot.on("issue_comment.created", async ({ payload }) => {
    const { issue, comment, repository } = payload;
    if (issue.pull_request !== undefined && comment.user?.type === "User" && comment.body.includes("/slipway"))
      await enqueue({ kind: "pull", repository: repository.id, pull: issue.number });
  });
  probot.on("push", async ({ payload }) => {
    const { ref, repository, deleted, sender } = payload;
    if (ref === `refs/heads/${repository.default_branch}` && !deleted) {
      await enqueue({ kind: "push", repository: repository.id });
      await enqueue({ kind: "base", repository: repository.id });
    } else if (ref.startsWith("refs/heads/env/") && !isOwn(sender?.login ?? ""))
      await enqueue({ kind: "push", repository: repository.id });
  });
  probot.on(["check_run.rerequested", "check_run.requested_action"], async ({ payload }) => {
    const { check_run: run, repository } = payload;
    for (const { number } of run.pull_requests ?? [])
      await enqueue({ kind: "again", repository: repository.id, pull: number });
    if ((run.pull_requests ?? []).length === 0) await enqueue({ kind: "sweep", repository: repository.id });
  });
  probot.on("check_suite.rerequested", async ({ payload }) => {
    for (const pull of payload.check_suite.pull_requests)
      if (pull !== null) await enqueue({ kind: "again", repository: payload.repository.id, pull: pull.number });
  });
  probot.on("merge_group.checks_requested", async ({ payload }) => {
    const { base_sha: base, head_sha: head, head_ref } = payload.merge_group;
    const pull = Number(/\/pr-(\d+)-[0-9a-f]+$/.exec(head_ref)?.[1]);
    const repository = payload.repository?.id;
    if (repository !== undefined && Number.isInteger(pull))
      await enqueue({ kind: "group", repository, base, head, pull });
  });
  probot.on(["installation", "installation_repositories"], () => enqueue({ kind: "sweep-all" }));
}
