import { type Call, type Handler, text } from "../http/call.ts";
import { page } from "../http/page.ts";
import { invalid, refuse } from "../http/refuse.ts";
import { presentAccount } from "../present/account.ts";
import { presentComment, presentIssue, presentLabel, presentLabels } from "../present/issue.ts";
import { iso, nodeId } from "../present/links.ts";
import { changePull } from "../pulls/change-pull.ts";
import { emitPull } from "../pulls/emit-pull.ts";
import { atLeast, roleOf } from "../rules/rights.ts";
import type { Comment, Label, Pull } from "../state/pull-rows.ts";
import { emit } from "../webhooks/emit.ts";
import { commentOf, pullOf, settled } from "./find.ts";

export const listComments: Handler = (call) => {
  const { github, repository } = call;
  const since = text(call, "since");
  const all = settled(call, github.store.of("comments", pullOf(call).id));
  const found = since === undefined ? all : all.filter(({ updatedAt }) => updatedAt >= Date.parse(since));
  return page(call, found, (some) => some.map((comment) => presentComment(github, repository, comment)));
};

export const createComment: Handler = (call) => {
  const { github, repository, actor } = call;
  const pull = pullOf(call);
  const now = github.now();
  const comment = github.store.put("comments", {
    id: github.store.nextId(),
    pull: pull.id,
    user: actor.account,
    app: actor.app,
    body: bodyOf(call),
    minimized: undefined,
    createdAt: now,
    updatedAt: now,
  });
  emitComment(call, { pull, comment, action: "created" });
  return { status: 201, body: presentComment(github, repository, comment) };
};

export const updateComment: Handler = (call) => {
  const { github, repository } = call;
  const before = commentOf(call);
  refuseStranger(call, before);
  const comment = github.store.put("comments", { ...before, body: bodyOf(call), updatedAt: github.now() });
  const pull = github.store.get("pulls", comment.pull)!;
  emitComment(call, { pull, comment, action: "edited", more: { changes: { body: { from: before.body } } } });
  return { status: 200, body: presentComment(github, repository, comment) };
};

export const deleteComment: Handler = (call) => {
  const comment = commentOf(call);
  refuseStranger(call, comment);
  const pull = call.github.store.get("pulls", comment.pull)!;
  emitComment(call, { pull, comment, action: "deleted" });
  for (const { id } of call.github.store.of("reactions", comment.id)) call.github.store.remove("reactions", id);
  call.github.store.remove("comments", comment.id);
  return { status: 204 };
};

function bodyOf(call: Call): string {
  const { body } = call.body as { body: string };
  const limit = call.github.limits.bodyCharacters;
  if (body.trim() === "") return invalid("IssueComment", "body", "missing_field");
  if (body.length > limit) {
    return invalid("IssueComment", "data", "unprocessable", `Body is too long (maximum is ${limit} characters)`);
  }
  return body;
}

/** A comment may be changed by who wrote it, and by whoever may write in the repository. */
function refuseStranger({ github, repository, actor }: Call, comment: Comment): void {
  if (comment.user === actor.account) return;
  if (actor.kind === "installation") refuse(403, "Resource not accessible by integration");
  if (!atLeast(roleOf(github, actor.account, repository), "write")) {
    refuse(403, "Resource not accessible by personal access token");
  }
}

function emitComment(
  { github, repository, actor }: Call,
  {
    pull,
    comment,
    action,
    more = {},
  }: {
    readonly pull: Pull;
    readonly comment: Comment;
    readonly action: "created" | "edited" | "deleted";
    readonly more?: Readonly<Record<string, unknown>>;
  },
): void {
  const payload = {
    issue: presentIssue(github, repository, pull),
    comment: presentComment(github, repository, comment),
    ...more,
  };
  emit(github, { event: `issue_comment.${action}`, repository, sender: actor.account, payload });
}

/** Adds a reaction; giving it twice gives the one that is there. */
export const createReaction: Handler = (call) => {
  const { github, actor } = call;
  const comment = commentOf(call);
  const { content } = call.body as { content: string };
  const given = github.store
    .of("reactions", comment.id)
    .find((row) => row.user === actor.account && row.content === content);
  const fresh = { comment: comment.id, user: actor.account, content, createdAt: github.now() };
  const reaction = given ?? github.store.put("reactions", { ...fresh, id: github.store.nextId() });
  const body = {
    id: reaction.id,
    node_id: nodeId("Reaction", reaction.id),
    user: presentAccount(github, reaction.user),
    content,
    created_at: iso(reaction.createdAt),
  };
  return { status: given === undefined ? 201 : 200, body };
};

/** Puts labels on a pull request, making those that the repository has not. */
export const addLabels: Handler = async (call) => {
  const { github, repository, actor } = call;
  const before = pullOf(call);
  const labels = labelNames(call.body).map((name) => findLabel(call, name) ?? addLabel(call, name));
  const added = labels.filter(({ id }) => !before.labels.includes(id));
  if (before.labels.length + added.length > github.limits.labelsPerIssue) {
    return invalid("Issue", "labels", "custom", `Issues cannot have more than ${github.limits.labelsPerIssue} labels.`);
  }
  const ids = [...new Set([...before.labels, ...labels.map(({ id }) => id)])];
  const pull = changePull(github, before, { labels: ids });
  for (const label of added) {
    const more = { label: presentLabel(github, repository, label) };
    await emitPull(github, repository, { pull, action: "labeled", sender: actor.account, more });
  }
  return { status: 200, body: presentLabels(github, repository, pull) };
};

export const removeLabel: Handler = async (call) => {
  const { github, repository, actor } = call;
  const before = pullOf(call);
  const label = findLabel(call, text(call, "name")!);
  if (label === undefined || !before.labels.includes(label.id)) return refuse(404, "Label does not exist");
  const labels = before.labels.filter((id) => id !== label.id);
  const pull = changePull(github, before, { labels });
  const more = { label: presentLabel(github, repository, label) };
  await emitPull(github, repository, { pull, action: "unlabeled", sender: actor.account, more });
  return { status: 200, body: presentLabels(github, repository, pull) };
};

/** The names in a request, which may be a list, `{labels: [...]}`, and text or `{name}`. */
function labelNames(body: unknown): string[] {
  const list = Array.isArray(body) ? body : ((body as { labels?: unknown[] } | null)?.labels ?? []);
  return list.map((item) => (typeof item === "string" ? item : String((item as { name?: unknown }).name)));
}

function findLabel({ github, repository }: Call, wanted: string): Label | undefined {
  return github.store.of("labels", repository.id).find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
}

function addLabel({ github, repository }: Call, name: string): Label {
  return github.store.put("labels", { id: github.store.nextId(), repository: repository.id, name, color: "ededed" });
}
