import { fullName, nodeId, repositoryUrls } from "../present/links.ts";
import { queueRule } from "../pulls/merge-queue.ts";
import { roleOf } from "../rules/rights.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNode } from "./account-node.ts";
import { connection, type Slice } from "./connection.ts";
import { objectNode, refNode } from "./git-node.ts";
import { pullNode, queueEntryNode } from "./pull-node.ts";
import { fail, type Node, type Viewer } from "./viewer.ts";

interface PullFilter extends Slice {
  readonly states?: readonly string[];
  readonly headRefName?: string;
  readonly baseRefName?: string;
  readonly orderBy?: { readonly field: string; readonly direction: string };
}

/** A repository. */
export function repositoryNode(viewer: Viewer, repository: Repository): Node {
  const { github, actor } = viewer;
  return {
    __typename: "Repository",
    id: nodeId("Repository", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(github, repository),
    owner: () => accountNode(viewer, repository.owner),
    isPrivate: repository.private,
    isFork: repository.parent !== undefined,
    url: repositoryUrls(github, repository).html,
    autoMergeAllowed: repository.allowAutoMerge,
    mergeCommitAllowed: repository.mergeMethods.includes("merge"),
    squashMergeAllowed: repository.mergeMethods.includes("squash"),
    rebaseMergeAllowed: repository.mergeMethods.includes("rebase"),
    viewerPermission: () =>
      actor.kind === "user" ? (roleOf(github, actor.account, repository)?.toUpperCase() ?? null) : null,
    defaultBranchRef: () => refNode(viewer, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) => refNode(viewer, repository, qualifiedName),
    object: ({ expression, oid }: { readonly expression?: string; readonly oid?: string }) =>
      objectNode(viewer, repository, oid ?? expression ?? ""),
    pullRequest: ({ number }: { readonly number: number }) => {
      const pull = github.store.of("pulls", repository.id).find((row) => row.number === number);
      if (pull === undefined)
        return fail("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullNode(viewer, repository, pull);
    },
    pullRequests: (args: PullFilter) =>
      connection(
        "pullRequests",
        { ...args },
        {
          items: matching(github.store.of("pulls", repository.id), args),
          node: (pull) => pullNode(viewer, repository, pull),
          more: ["states", "headRefName", "baseRefName", "orderBy"],
        },
      ),
    mergeQueue: ({ branch = repository.defaultBranch }: { readonly branch?: string }) => {
      if (queueRule(github, repository, branch) === undefined) return null;
      const items = github.store.of("queue", `${repository.id}:${branch}`);
      return {
        __typename: "MergeQueue",
        id: nodeId("MergeQueue", repository.id),
        url: `${repositoryUrls(github, repository).html}/queue/${branch}`,
        entries: (args: Slice) =>
          connection("entries", { ...args }, { items, node: (row) => queueEntryNode(viewer, repository, row) }),
      };
    },
  };
}

function matching(pulls: readonly Pull[], { states, headRefName, baseRefName, orderBy }: PullFilter): readonly Pull[] {
  const found = pulls.filter((pull) => {
    const state = pull.mergedAt === undefined ? pull.state.toUpperCase() : "MERGED";
    return (
      (states?.includes(state) ?? true) &&
      (headRefName ?? pull.head.ref) === pull.head.ref &&
      (baseRefName ?? pull.base.ref) === pull.base.ref
    );
  });
  if (orderBy?.field === "UPDATED_AT") found.sort((one, other) => one.updatedAt - other.updatedAt);
  return orderBy?.direction === "DESC" ? found.reverse() : found;
}
