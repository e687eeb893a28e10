import { refusalOf } from "../http/refuse.ts";
import { parseNodeId } from "../present/links.ts";
import { changePull } from "../pulls/change-pull.ts";
import { emitPull } from "../pulls/emit-pull.ts";
import { mergePull } from "../pulls/merge-pull.ts";
import { drop, enqueue, queueRule } from "../pulls/merge-queue.ts";
import { baseTip, pullFacts } from "../pulls/pull-facts.ts";
import { requestOwners } from "../pulls/request-review.ts";
import { updateBranch } from "../pulls/update-branch.ts";
import { judgeMerge, type MergeMethod, objectionMessage } from "../rules/judge-merge.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNode } from "./account-node.ts";
import { commentNode, mayModerate, threadNode } from "./conversation-node.ts";
import { createCommitOnBranch } from "./create-commit-on-branch.ts";
import { pullOfId } from "./find-node.ts";
import { pullNode, queueEntryNode } from "./pull-node.ts";
import { requireRight } from "./require-right.ts";
import { updateRefsMutation } from "./update-refs-mutation.ts";
import { fail, type Node, type Viewer } from "./viewer.ts";

interface Input {
  readonly input: Readonly<Record<string, unknown>> & { readonly clientMutationId?: string };
}

type Mutation = (viewer: Viewer, input: Input["input"]) => Promise<Node> | Node;

/** Turns a refusal of the REST API into the error that GraphQL gives for the same thing. */
async function unprocessable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const refusal = refusalOf(error);
    return refusal === undefined ? Promise.reject(error) : fail("UNPROCESSABLE", refusal.message);
  }
}

const minimizeComment: Mutation = (viewer, { subjectId, classifier }) => {
  const { github } = viewer;
  const parsed = parseNodeId(String(subjectId));
  const comment = parsed?.type === "IssueComment" ? github.store.get("comments", parsed.id) : undefined;
  const pull = github.store.get("pulls", comment?.pull ?? 0);
  const repository = github.store.get("repositories", pull?.repository ?? 0);
  if (comment === undefined || repository === undefined) {
    return fail("NOT_FOUND", `Could not resolve to a node with the global id of '${subjectId}'`);
  }
  if (!mayModerate(viewer, repository)) return fail("FORBIDDEN", "Resource not accessible by integration");
  const minimized = String(classifier).toLowerCase().replace("_", "-");
  const row = github.store.put("comments", { ...comment, minimized });
  return { minimizedComment: commentNode(viewer, repository, row) };
};

const resolveReviewThread: Mutation = (viewer, { threadId }) => {
  const { github, actor } = viewer;
  const parsed = parseNodeId(String(threadId));
  const remark = parsed?.type === "PullRequestReviewThread" ? github.store.get("reviewComments", parsed.id) : undefined;
  const pull = github.store.get("pulls", remark?.pull ?? 0);
  const repository = github.store.get("repositories", pull?.repository ?? 0);
  if (remark === undefined || pull === undefined || repository === undefined) {
    return fail("NOT_FOUND", `Could not resolve to a node with the global id of '${threadId}'`);
  }
  if (pull.user !== actor.account) requireRight(viewer, repository, "pull_requests:write", "triage");
  const resolved = github.store.put("reviewComments", { ...remark, resolvedBy: actor.account });
  github.changed(repository.id);
  return { thread: threadNode(viewer, repository, resolved) };
};

/** The pull request of an input whose head is the one that the caller has seen. */
function seenPull(viewer: Viewer, input: Input["input"]): { readonly pull: Pull; readonly repository: Repository } {
  const found = pullOfId(viewer, String(input["pullRequestId"]));
  const expected = input["expectedHeadOid"];
  if (typeof expected === "string" && expected !== found.pull.head.sha) {
    return fail("UNPROCESSABLE", "Head branch was modified. Review and try the merge again.");
  }
  return found;
}

const enablePullRequestAutoMerge: Mutation = async (viewer, input) => {
  const { github, actor } = viewer;
  const { pull, repository } = seenPull(viewer, input);
  requireRight(viewer, repository, "contents:write", "write");
  if (!repository.allowAutoMerge) return fail("UNPROCESSABLE", "Auto merge is not allowed for this repository");
  if (pull.state === "closed") return fail("UNPROCESSABLE", "Pull request is closed");
  const { state } = await pullFacts(github, repository, pull, true);
  if (state === "clean" || state === "unstable")
    return fail("UNPROCESSABLE", `Pull request Pull request is in ${state} status`);
  const autoMerge = {
    by: actor.account,
    method: String(input["mergeMethod"] ?? "MERGE").toLowerCase() as MergeMethod,
    title: textOrNothing(input["commitHeadline"]),
    message: textOrNothing(input["commitBody"]),
    at: github.now(),
  };
  const enabled = changePull(github, pull, { autoMerge });
  await emitPull(github, repository, {
    pull: enabled,
    action: "auto_merge_enabled",
    sender: actor.account,
    more: { reason: "" },
  });
  return { actor: () => accountNode(viewer, actor.account), pullRequest: pullNode(viewer, repository, enabled) };
};

const disablePullRequestAutoMerge: Mutation = async (viewer, input) => {
  const { github, actor } = viewer;
  const { pull, repository } = pullOfId(viewer, String(input["pullRequestId"]));
  requireRight(viewer, repository, "contents:write", "write");
  if (pull.autoMerge === undefined) return fail("UNPROCESSABLE", "Can't disable auto-merge for this pull request.");
  const disabled = changePull(github, pull, { autoMerge: undefined });
  await emitPull(github, repository, {
    pull: disabled,
    action: "auto_merge_disabled",
    sender: actor.account,
    more: { reason: "" },
  });
  return { actor: () => accountNode(viewer, actor.account), pullRequest: pullNode(viewer, repository, disabled) };
};

const enqueuePullRequest: Mutation = async (viewer, input) => {
  const { github, actor } = viewer;
  const { pull, repository } = seenPull(viewer, input);
  requireRight(viewer, repository, "contents:write", "write");
  if (queueRule(github, repository, pull.base.ref) === undefined)
    return fail("UNPROCESSABLE", "The base branch does not require a merge queue");
  if (github.store.all("queue").some((row) => row.pull === pull.id))
    return fail("UNPROCESSABLE", "Pull request is already in the merge queue");
  const base = await baseTip(github, repository, pull);
  const objections = await judgeMerge(github, repository, { pull, actor, method: undefined, base });
  const standing = objections.rulesets.filter((text) => text !== "Changes must be made through the merge queue");
  const message = objectionMessage({ ...objections, rulesets: standing });
  if (message !== undefined) return fail("UNPROCESSABLE", message);
  if ((await pullFacts(github, repository, pull, true)).mergeable !== true)
    return fail("UNPROCESSABLE", "Pull request is not mergeable");
  const entry = await enqueue(github, repository, pull, actor.account);
  github.changed(repository.id);
  return { mergeQueueEntry: queueEntryNode(viewer, repository, entry) };
};

const dequeuePullRequest: Mutation = async (viewer, { id }) => {
  const { github } = viewer;
  const { pull, repository } = pullOfId(viewer, String(id));
  requireRight(viewer, repository, "contents:write", "write");
  const entry = github.store.all("queue").find((row) => row.pull === pull.id);
  if (entry === undefined) return fail("UNPROCESSABLE", "Pull request is not in the merge queue");
  await drop(github, repository, entry, { event: "dequeued", reason: "MANUAL" });
  github.changed(repository.id);
  return { mergeQueueEntry: queueEntryNode(viewer, repository, entry) };
};

const mergePullRequest: Mutation = async (viewer, input) => {
  const { github, actor } = viewer;
  const { pull, repository } = seenPull(viewer, input);
  requireRight(viewer, repository, "contents:write", "write");
  const wish = {
    actor,
    method: String(input["mergeMethod"] ?? "MERGE").toLowerCase() as MergeMethod,
    title: textOrNothing(input["commitHeadline"]),
    message: textOrNothing(input["commitBody"]),
  };
  await unprocessable(mergePull(github, repository, pull, wish));
  const merged = github.store.get("pulls", pull.id)!;
  return { actor: () => accountNode(viewer, actor.account), pullRequest: pullNode(viewer, repository, merged) };
};

const updatePullRequestBranch: Mutation = async (viewer, input) => {
  const { github, actor } = viewer;
  const { pull, repository } = seenPull(viewer, input);
  requireRight(viewer, repository, "pull_requests:write", "write");
  if (input["updateMethod"] === "REBASE") return fail("NOT_SERVED", "local-github does not serve updateMethod REBASE.");
  const head = github.store.get("repositories", pull.head.repository ?? 0);
  if (head === undefined) return fail("UNPROCESSABLE", "The head repository is gone.");
  await unprocessable(updateBranch(github, { pull, head, actor, expected: undefined }));
  return { pullRequest: pullNode(viewer, repository, github.store.get("pulls", pull.id)!) };
};

const setDraft =
  (draft: boolean): Mutation =>
  async (viewer, { pullRequestId }) => {
    const { github, actor } = viewer;
    const { pull, repository } = pullOfId(viewer, String(pullRequestId));
    if (pull.user !== actor.account) requireRight(viewer, repository, "pull_requests:write", "write");
    if (pull.draft === draft) return { pullRequest: pullNode(viewer, repository, pull) };
    const changed = changePull(github, pull, { draft });
    const action = draft ? "converted_to_draft" : "ready_for_review";
    await emitPull(github, repository, { pull: changed, action, sender: actor.account });
    const asked = draft ? changed : await requestOwners(github, repository, changed);
    github.changed(repository.id);
    return { pullRequest: pullNode(viewer, repository, asked) };
  };

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

const all: Readonly<Record<string, Mutation>> = {
  minimizeComment,
  resolveReviewThread,
  enablePullRequestAutoMerge,
  disablePullRequestAutoMerge,
  enqueuePullRequest,
  dequeuePullRequest,
  mergePullRequest,
  updatePullRequestBranch,
  updateRefs: updateRefsMutation,
  createCommitOnBranch,
  markPullRequestReadyForReview: setDraft(false),
  convertPullRequestToDraft: setDraft(true),
};

/** Every mutation as a field of the schema, for one viewer. */
export function mutations(viewer: Viewer): Node {
  return Object.fromEntries(
    Object.entries(all).map(([name, mutate]) => [
      name,
      async ({ input }: Input) => ({
        ...(await mutate(viewer, input)),
        clientMutationId: input.clientMutationId ?? null,
      }),
    ]),
  );
}
