import { commitsBetween } from "../git/history.ts";
import { anonymous } from "../http/actor.ts";
import { association } from "../present/account.ts";
import { iso, nodeId, repositoryUrls } from "../present/links.ts";
import { baseTip, type PullFacts, pullFacts } from "../pulls/pull-facts.ts";
import { activeRules } from "../rules/active-rules.ts";
import { missingReviews, standingReviews } from "../rules/reviews.ts";
import type { Label, Pull, QueueEntry } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNode } from "./account-node.ts";
import { connection, type Slice } from "./connection.ts";
import { commentNode, reviewNode, threadNode } from "./conversation-node.ts";
import { commitNode, refNode } from "./git-node.ts";
import type { Node, Viewer } from "./viewer.ts";

/** A pull request. What takes Git to find out is found out when it is asked for. */
export function pullNode(viewer: Viewer, repository: Repository, pull: Pull): Node {
  const { github, actor } = viewer;
  const url = `${repositoryUrls(github, repository).html}/pull/${pull.number}`;
  let asked: Promise<PullFacts> | undefined;
  const facts = () => {
    asked ??= pullFacts(github, repository, pull);
    return asked;
  };
  const head = github.store.get("repositories", pull.head.repository ?? 0);
  const entry = () => github.store.all("queue").find((row) => row.pull === pull.id);
  return {
    __typename: "PullRequest",
    id: nodeId("PullRequest", pull.id),
    databaseId: pull.id,
    number: pull.number,
    title: pull.title,
    body: pull.body ?? "",
    state: pull.mergedAt === undefined ? pull.state.toUpperCase() : "MERGED",
    isDraft: pull.draft,
    closed: pull.state === "closed",
    merged: pull.mergedAt !== undefined,
    url,
    permalink: url,
    createdAt: iso(pull.createdAt),
    updatedAt: iso(pull.updatedAt),
    closedAt: timeOrNull(pull.closedAt),
    mergedAt: timeOrNull(pull.mergedAt),
    author: () => accountNode(viewer, pull.user),
    mergedBy: () => accountNode(viewer, pull.mergedBy),
    authorAssociation: association(github, pull.user, repository),
    viewerDidAuthor: pull.user === actor.account,
    repository: () => viewer.repositoryNode(repository),
    isCrossRepository: pull.head.repository !== repository.id,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    headRef: () => (head === undefined ? null : refNode(viewer, head, `refs/heads/${pull.head.ref}`)),
    headRepository: () => (head === undefined ? null : viewer.repositoryNode(head)),
    headRepositoryOwner: () => accountNode(viewer, pull.head.owner),
    baseRefName: pull.base.ref,
    baseRefOid: () => baseTip(github, repository, pull),
    baseRef: () => refNode(viewer, repository, `refs/heads/${pull.base.ref}`),
    baseRepository: () => viewer.repositoryNode(repository),
    mergeable: async () =>
      ({ true: "MERGEABLE", false: "CONFLICTING", null: "UNKNOWN" })[String((await facts()).mergeable)],
    mergeStateStatus: async () => (await facts()).state.toUpperCase(),
    additions: async () => (await facts()).additions,
    deletions: async () => (await facts()).deletions,
    changedFiles: async () => (await facts()).changedFiles,
    mergeCommit: () => commitNode(viewer, repository, pull.mergeCommit),
    potentialMergeCommit: async () => commitNode(viewer, repository, (await facts()).testMerge),
    autoMergeRequest: () => autoMergeNode(viewer, pull),
    isInMergeQueue: () => entry() !== undefined,
    mergeQueueEntry: () => {
      const found = entry();
      return found === undefined ? null : queueEntryNode(viewer, repository, found);
    },
    reviewDecision: () => reviewDecision(viewer, repository, pull),
    ...conversation(viewer, repository, pull),
  };
}

function conversation(viewer: Viewer, repository: Repository, pull: Pull): Node {
  const { github, actor } = viewer;
  return {
    labels: (args: Slice) => {
      const items = pull.labels.map((id) => github.store.get("labels", id)!);
      return connection("labels", { ...args }, { items, node: labelNode });
    },
    comments: (args: Slice) => {
      const items = github.store.of("comments", pull.id);
      return connection("comments", { ...args }, { items, node: (row) => commentNode(viewer, repository, row) });
    },
    reviews: (args: Slice & { readonly states?: readonly string[]; readonly author?: string }) => {
      const items = github.store.of("reviews", pull.id).filter(({ state, user }) => {
        const author = github.store.get("accounts", user)?.login;
        const shown = state !== "PENDING" || user === actor.account;
        return shown && (args.states?.includes(state) ?? true) && (args.author ?? author) === author;
      });
      return connection(
        "reviews",
        { ...args },
        { items, node: (row) => reviewNode(viewer, repository, row), more: ["states", "author"] },
      );
    },
    reviewThreads: (args: Slice) => {
      const items = github.store.of("reviewComments", pull.id);
      return connection("reviewThreads", { ...args }, { items, node: (row) => threadNode(viewer, repository, row) });
    },
    commits: async (args: Slice) => {
      const base = await baseTip(github, repository, pull);
      const items = await commitsBetween(github, repository.id, { base, head: pull.head.sha, limit: 250 });
      const node = (sha: string) => ({
        __typename: "PullRequestCommit",
        id: `${nodeId("PullRequest", pull.id)}_${sha}`,
        commit: () => commitNode(viewer, repository, sha),
      });
      return connection("commits", { ...args }, { items, node });
    },
  };
}

function labelNode({ id, name, color }: Label): Node {
  return { __typename: "Label", id: nodeId("Label", id), name, color };
}

function autoMergeNode(viewer: Viewer, { autoMerge }: Pull): Node | null {
  if (autoMerge === undefined) return null;
  return {
    enabledAt: iso(autoMerge.at),
    enabledBy: () => accountNode(viewer, autoMerge.by),
    mergeMethod: autoMerge.method.toUpperCase(),
    commitHeadline: autoMerge.title ?? null,
    commitBody: autoMerge.message ?? null,
  };
}

/** A pull request's place in a merge queue. */
export function queueEntryNode(viewer: Viewer, repository: Repository, entry: QueueEntry): Node {
  const entries = viewer.github.store.of("queue", `${repository.id}:${entry.branch}`);
  const pull = viewer.github.store.get("pulls", entry.pull)!;
  return {
    __typename: "MergeQueueEntry",
    id: nodeId("MergeQueueEntry", entry.id),
    position: entries.findIndex(({ id }) => id === entry.id) + 1,
    state: entry.head === undefined ? "QUEUED" : "AWAITING_CHECKS",
    enqueuedAt: iso(entry.enqueuedAt),
    enqueuer: () => accountNode(viewer, entry.enqueuer),
    baseCommit: () => commitNode(viewer, repository, entry.base),
    headCommit: () => commitNode(viewer, repository, entry.head),
    pullRequest: () => pullNode(viewer, repository, pull),
  };
}

async function reviewDecision({ github }: Viewer, repository: Repository, pull: Pull): Promise<string | null> {
  const rules = activeRules(github, repository, { branch: pull.base.ref, actor: anonymous, by: "merge" });
  const reviewing = rules.filter(({ rule }) => rule.type === "pull_request");
  if (reviewing.length === 0) return null;
  if (standingReviews(github, repository, pull).some(({ state }) => state === "CHANGES_REQUESTED"))
    return "CHANGES_REQUESTED";
  const base = await baseTip(github, repository, pull);
  for (const { rule } of reviewing) {
    if ((await missingReviews(github, repository, { rule, pull, base })).length > 0) return "REVIEW_REQUIRED";
  }
  return "APPROVED";
}

function timeOrNull(time: number | undefined): string | null {
  return time === undefined ? null : iso(time);
}
