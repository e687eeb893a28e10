import { changedFiles, patches } from "../git/diff.ts";
import { commonAncestor, isAncestor } from "../git/history.ts";
import { resolveCommit } from "../git/read-commit.ts";
import { type Call, type Handler, type Reply, text } from "../http/call.ts";
import { page, pageOf } from "../http/page.ts";
import { invalid, refuse, refuseParameters } from "../http/refuse.ts";
import { presentChange } from "../present/commit.ts";
import { headLabel, presentFullPull, presentPull } from "../present/pull.ts";
import { setHeadRef } from "../pulls/after-push.ts";
import { changePull } from "../pulls/change-pull.ts";
import { closePull } from "../pulls/close-pull.ts";
import { emitPull } from "../pulls/emit-pull.ts";
import { mergePull } from "../pulls/merge-pull.ts";
import { checkTexts, openPull } from "../pulls/open-pull.ts";
import { baseTip, pullFacts } from "../pulls/pull-facts.ts";
import { requestReview } from "../pulls/request-review.ts";
import { updateBranch } from "../pulls/update-branch.ts";
import { atLeast, roleOf } from "../rules/rights.ts";
import type { Pull } from "../state/pull-rows.ts";
import { pullOf, settled } from "./find.ts";

export const listPulls: Handler = (call) => {
  const { github, repository } = call;
  const state = text(call, "state") ?? "open";
  const head = text(call, "head");
  const base = text(call, "base");
  if (["popularity", "long-running"].includes(text(call, "sort") ?? "")) refuseParameters(call.parameters, ["sort"]);
  const sort = text(call, "sort") === "updated" ? "updatedAt" : "createdAt";
  const direction =
    text(call, "direction") ?? (call.parameters["sort"] === undefined || sort === "createdAt" ? "desc" : "asc");
  const found = settled(call, github.store.of("pulls", repository.id)).filter((pull) => {
    const ofHead =
      head === undefined || !head.includes(":") || headLabel(github, pull).toLowerCase() === head.toLowerCase();
    return (state === "all" || pull.state === state) && (base === undefined || pull.base.ref === base) && ofHead;
  });
  const sorted = [...found].sort((one, other) => one[sort] - other[sort] || one.number - other.number);
  if (direction === "desc") sorted.reverse();
  return page(call, sorted, (some) => some.map((pull) => presentPull(github, repository, pull)));
};

async function full(call: Call, pull: Pull, status = 200): Promise<Reply> {
  const facts = await pullFacts(call.github, call.repository, pull);
  return { status, body: presentFullPull(call.github, call.repository, { pull, facts }) };
}

export const getPull: Handler = (call) => full(call, pullOf(call));

interface PullBody {
  readonly title?: string;
  readonly body?: string | null;
  readonly head: string;
  readonly base: string;
  readonly draft?: boolean;
  readonly maintainer_can_modify?: boolean;
  readonly issue?: number;
}

export const createPull: Handler = async (call) => {
  const body = call.body as PullBody;
  if (body.issue !== undefined) return refuse(501, "local-github does not turn issues into pull requests.");
  const pull = await openPull(call.github, call.repository, call.actor, {
    title: body.title ?? "",
    body: body.body ?? undefined,
    head: body.head,
    base: body.base,
    draft: body.draft ?? false,
    maintainerCanModify: body.maintainer_can_modify ?? true,
  });
  return full(call, pull, 201);
};

interface PullChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: "open" | "closed";
  readonly base?: string;
  readonly maintainer_can_modify?: boolean;
}

/** Changes a pull request's words, base or state; its author may, and whoever may write. */
export const updatePull: Handler = async (call) => {
  const { github, repository, actor } = call;
  const before = pullOf(call);
  const change = (call.body ?? {}) as PullChange;
  const mayEdit =
    actor.kind === "installation" ||
    actor.account === before.user ||
    atLeast(roleOf(github, actor.account, repository), "triage");
  if (!mayEdit) return refuse(403, "Resource not accessible by personal access token");
  checkTexts(github, change.title, change.body);
  const pull = await edit(call, before, change);
  if (change.state === "closed" && pull.state === "open")
    return full(call, await closePull(github, repository, pull, actor.account));
  if (change.state === "open" && pull.state === "closed") return full(call, await reopen(call, pull));
  return full(call, pull);
};

async function edit(call: Call, before: Pull, change: PullChange): Promise<Pull> {
  const { github, repository, actor } = call;
  const changes: Record<string, unknown> = {};
  if (change.title !== undefined && change.title !== before.title) changes["title"] = { from: before.title };
  if (change.body !== undefined && change.body !== before.body) changes["body"] = { from: before.body ?? "" };
  let base: Pull["base"] | undefined;
  if (change.base !== undefined && change.base !== before.base.ref) {
    if (before.state === "closed")
      return invalid("PullRequest", "base", "invalid", "Cannot change the base branch of a closed pull request.");
    const sha = await resolveCommit(github, repository.id, `heads/${change.base}`);
    if (sha === undefined) return invalid("PullRequest", "base", "invalid");
    changes["base"] = { ref: { from: before.base.ref }, sha: { from: before.base.sha } };
    base = { ref: change.base, sha };
  }
  const {
    title = before.title,
    body = before.body,
    maintainer_can_modify: canModify = before.maintainerCanModify,
  } = change;
  if (Object.keys(changes).length === 0 && canModify === before.maintainerCanModify) return before;
  const pull = changePull(github, before, {
    title,
    body,
    maintainerCanModify: canModify,
    ...(base === undefined ? {} : { base }),
  });
  if (Object.keys(changes).length === 0) return pull;
  await emitPull(github, repository, { pull, action: "edited", sender: actor.account, more: { changes } });
  github.changed(repository.id);
  return pull;
}

async function reopen(call: Call, pull: Pull): Promise<Pull> {
  const { github, repository, actor } = call;
  const fail = (message: string) => invalid("PullRequest", "state", "invalid", message);
  if (pull.mergedAt !== undefined) return fail("state cannot be changed. The pull request cannot be reopened.");
  const sha = await resolveCommit(github, pull.head.repository ?? repository.id, `heads/${pull.head.ref}`);
  if (sha === undefined) return fail(`state cannot be changed. The ${pull.head.ref} branch has been deleted.`);
  if (sha !== pull.head.sha && !(await isAncestor(github, repository.id, pull.head.sha, sha))) {
    return fail(`state cannot be changed. The ${pull.head.ref} branch was force-pushed or recreated.`);
  }
  await setHeadRef(github, pull, sha);
  const open = changePull(github, pull, { head: { ...pull.head, sha }, state: "open", closedAt: undefined });
  await emitPull(github, repository, { pull: open, action: "reopened", sender: actor.account });
  return open;
}

export const listFiles: Handler = async (call) => {
  const { github, repository } = call;
  const pull = pullOf(call);
  const base = await baseTip(github, repository, pull);
  const from = (await commonAncestor(github, repository.id, base, pull.head.sha)) ?? base;
  const all = await changedFiles(github, repository.id, from, pull.head.sha);
  const files = all.slice(0, github.limits.filesPerPullRequest);
  const { number, size } = pageOf(call);
  const shown = files.slice((number - 1) * size, number * size);
  const found = await patches(github, repository.id, { from, to: pull.head.sha, files: shown });
  return page(call, files, (some) =>
    some.map((file) => presentChange(github, repository, { head: pull.head.sha, file, patch: found.get(file.path) })),
  );
};

interface MergeBody {
  readonly commit_title?: string;
  readonly commit_message?: string;
  readonly sha?: string;
  readonly merge_method?: "merge" | "squash" | "rebase";
}

export const merge: Handler = async (call) => {
  const body = (call.body ?? {}) as MergeBody;
  const sha = await mergePull(call.github, call.repository, pullOf(call), {
    actor: call.actor,
    method: body.merge_method ?? "merge",
    sha: body.sha,
    title: body.commit_title,
    message: body.commit_message,
  });
  return { status: 200, body: { sha, merged: true, message: "Pull Request successfully merged" } };
};

export const updatePullBranch: Handler = async (call) => {
  const { github, actor } = call;
  const pull = pullOf(call);
  const head = github.store.get("repositories", pull.head.repository ?? 0);
  if (head === undefined || pull.state === "closed")
    return refuse(422, "Cannot update the branch of a closed pull request.");
  const base = await baseTip(github, call.repository, pull);
  if (await isAncestor(github, call.repository.id, base, pull.head.sha)) {
    return refuse(422, "There are no new commits on the base branch.");
  }
  const expected = (call.body as { expected_head_sha?: string } | undefined)?.expected_head_sha;
  await updateBranch(github, { pull, head, actor, expected });
  const url = `${github.url}/${call.url.pathname.split("/repos/")[1]?.replace("/update-branch", "").replace("/pulls/", "/pull/")}`;
  return { status: 202, body: { message: "Updating pull request branch.", url } };
};

export const requestReviewers: Handler = async (call) => {
  const { github, repository, actor } = call;
  const pull = pullOf(call);
  const { reviewers = [], team_reviewers: slugs = [] } = (call.body ?? {}) as {
    reviewers?: string[];
    team_reviewers?: string[];
  };
  const users = reviewers.map((login) => github.store.of("accounts", login.toLowerCase())[0]);
  const strangers = users.some((user) => user === undefined || roleOf(github, user.id, repository) === undefined);
  if (strangers) {
    return refuse(
      422,
      `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${call.parameters["owner"]}/${repository.name} repository.`,
    );
  }
  if (users.some((user) => user?.id === pull.user))
    return refuse(422, "Review cannot be requested from pull request author.");
  const teams = slugs.map((slug) => github.store.of("teams", repository.owner).find((team) => team.slug === slug));
  if (teams.includes(undefined)) return refuse(422, "Could not resolve to a node with the global id of the team.");
  const asked = await requestReview(github, repository, {
    pull,
    users: users.map((user) => user!.id),
    teams: teams.map((team) => team!.id),
    sender: actor.account,
  });
  return { status: 201, body: presentPull(github, repository, asked) };
};

/** The pull requests that a commit is part of: open ones, and those that brought it into the default branch. */
export const listPullsOfCommit: Handler = async (call) => {
  const { github, repository } = call;
  const sha = await resolveCommit(github, repository.id, text(call, "commit_sha")!);
  if (sha === undefined) return refuse(422, `No commit found for SHA: ${text(call, "commit_sha")}`);
  const pulls = github.store.of("pulls", repository.id);
  const holds = await Promise.all(
    pulls.map(async (pull) => {
      if (pull.mergeCommit === sha || pull.head.sha === sha) return true;
      if (pull.state === "closed" && pull.mergedAt === undefined) return false;
      const inHead = await isAncestor(github, repository.id, sha, pull.head.sha);
      return inHead && !(await isAncestor(github, repository.id, sha, await baseTip(github, repository, pull)));
    }),
  );
  return page(
    call,
    pulls.filter((_, index) => holds[index]),
    (some) => some.map((pull) => presentPull(github, repository, pull)),
  );
};
