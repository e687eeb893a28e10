import { association } from "../present/account.ts";
import { reactionContents } from "../present/issue.ts";
import { iso, nodeId, repositoryUrls } from "../present/links.ts";
import { atLeast, roleOf } from "../rules/rights.ts";
import type { Comment, Pull, Reaction, Review, ReviewComment } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNode } from "./account-node.ts";
import { connection, type Slice } from "./connection.ts";
import { commitNode } from "./git-node.ts";
import type { Node, Viewer } from "./viewer.ts";

/** The reactions by their names in GraphQL. */
const names: Readonly<Record<string, string>> = {
  "+1": "THUMBS_UP",
  "-1": "THUMBS_DOWN",
  laugh: "LAUGH",
  hooray: "HOORAY",
  confused: "CONFUSED",
  heart: "HEART",
  rocket: "ROCKET",
  eyes: "EYES",
};

/** Whether a viewer may change the conversation of others. */
export function mayModerate({ github, actor }: Viewer, repository: Repository): boolean {
  if (actor.kind === "installation") return ["write"].includes(actor.permissions?.["pull_requests"] ?? "");
  return actor.kind === "user" && atLeast(roleOf(github, actor.account, repository), "triage");
}

/** A comment in the conversation of a pull request. */
export function commentNode(viewer: Viewer, repository: Repository, comment: Comment): Node {
  const { github, actor } = viewer;
  const pull = github.store.get("pulls", comment.pull)!;
  const reactions = () => github.store.of("reactions", comment.id);
  return {
    __typename: "IssueComment",
    id: nodeId("IssueComment", comment.id),
    databaseId: comment.id,
    body: comment.body,
    author: () => accountNode(viewer, comment.user),
    authorAssociation: association(github, comment.user, repository),
    createdAt: iso(comment.createdAt),
    updatedAt: iso(comment.updatedAt),
    url: `${repositoryUrls(github, repository).html}/pull/${pull.number}#issuecomment-${comment.id}`,
    isMinimized: comment.minimized !== undefined,
    minimizedReason: comment.minimized ?? null,
    viewerCanMinimize: mayModerate(viewer, repository),
    viewerDidAuthor: comment.user === actor.account,
    reactionGroups: () =>
      reactionContents.map((content) => ({
        content: names[content],
        viewerHasReacted: reactions().some((row) => row.content === content && row.user === actor.account),
      })),
    reactions: (args: Slice & { readonly content?: string }) => {
      const items = reactions().filter(({ content }) => args.content === undefined || names[content] === args.content);
      const viewerHasReacted = items.some(({ user }) => user === actor.account);
      return {
        ...connection("reactions", { ...args }, { items, node: (row) => reactionNode(viewer, row), more: ["content"] }),
        viewerHasReacted,
      };
    },
  };
}

function reactionNode(viewer: Viewer, reaction: Reaction): Node {
  return {
    __typename: "Reaction",
    id: nodeId("Reaction", reaction.id),
    content: names[reaction.content],
    createdAt: iso(reaction.createdAt),
    user: () => {
      const account = accountNode(viewer, reaction.user);
      return account?.["__typename"] === "User" ? account : null;
    },
  };
}

/** A review. */
export function reviewNode(viewer: Viewer, repository: Repository, review: Review): Node {
  const { github } = viewer;
  const pull = github.store.get("pulls", review.pull)!;
  return {
    __typename: "PullRequestReview",
    id: nodeId("PullRequestReview", review.id),
    databaseId: review.id,
    state: review.state,
    body: review.body,
    author: () => accountNode(viewer, review.user),
    authorAssociation: association(github, review.user, repository),
    createdAt: iso(review.submittedAt ?? review.updatedAt),
    submittedAt: review.submittedAt === undefined ? null : iso(review.submittedAt),
    commit: () => commitNode(viewer, repository, review.commit),
    url: `${repositoryUrls(github, repository).html}/pull/${pull.number}#pullrequestreview-${review.id}`,
  };
}

/** A thread of remarks on a line. Each remark here begins a thread of its own, since answering one is not served. */
export function threadNode(viewer: Viewer, repository: Repository, remark: ReviewComment): Node {
  const pull = viewer.github.store.get("pulls", remark.pull)!;
  return {
    __typename: "PullRequestReviewThread",
    id: nodeId("PullRequestReviewThread", remark.id),
    isResolved: remark.resolvedBy !== undefined,
    isOutdated: remark.commit !== pull.head.sha,
    path: remark.path,
    line: remark.line,
    startLine: remark.startLine ?? null,
    resolvedBy: () => accountNode(viewer, remark.resolvedBy),
    viewerCanResolve: mayModerate(viewer, repository) || viewer.actor.account === pull.user,
    comments: (args: Slice) =>
      connection(
        "comments",
        { ...args },
        { items: [remark], node: (row) => remarkNode(viewer, repository, row, pull) },
      ),
  };
}

function remarkNode(viewer: Viewer, repository: Repository, remark: ReviewComment, pull: Pull): Node {
  const page = `${repositoryUrls(viewer.github, repository).html}/pull/${pull.number}`;
  return {
    __typename: "PullRequestReviewComment",
    id: nodeId("PullRequestReviewComment", remark.id),
    databaseId: remark.id,
    body: remark.body,
    path: remark.path,
    line: remark.line,
    author: () => accountNode(viewer, remark.user),
    createdAt: iso(remark.createdAt),
    url: `${page}#discussion_r${remark.id}`,
  };
}
