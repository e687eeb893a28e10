import { isRefName, readRefs, writeCommit } from "@slipway/git";
import { isAncestor } from "../git/history.ts";
import { moveRefs } from "../git/move-refs.ts";
import { readCommit } from "../git/read-commit.ts";
import { repositoryPath } from "../git/repositories.ts";
import { type Call, type Handler, text } from "../http/call.ts";
import { notFound, refuse } from "../http/refuse.ts";
import { noreply, platform, presentGitCommit } from "../present/commit.ts";
import { encodePath, gitNodeId, repositoryUrls } from "../present/links.ts";
import type { Move } from "../rules/judge-push.ts";
import { refMoveRefusal } from "../rules/ref-move-refusal.ts";

/** A ref by its full name; refs of pull requests included, as on GitHub. */
export const getRef: Handler = async (call) => {
  const name = `refs/${text(call, "ref")}`;
  const [info] = isRefName(name) ? await call.github.objects(call.repository.id).info([name]) : [];
  return info === undefined ? notFound() : { status: 200, body: presentRef(call, name, info) };
};

export const listMatchingRefs: Handler = async (call) => {
  const { github, repository } = call;
  const prefix = `refs/${text(call, "ref")}`;
  const refs = await readRefs(repositoryPath(github.directory, repository.id));
  const names = [...refs.keys()].filter((name) => name.startsWith(prefix));
  const infos = await github.objects(repository.id).info(names);
  return { status: 200, body: names.map((name, index) => presentRef(call, name, infos[index]!)) };
};

function presentRef(call: Call, ref: string, { oid: sha, type }: { readonly oid: string; readonly type: string }) {
  const { api } = repositoryUrls(call.github, call.repository);
  const node_id = gitNodeId("REF", call.repository.id, ref);
  const url = `${api}/git/${encodePath(ref)}`;
  return { ref, node_id, url, object: { sha, type, url: `${api}/git/${type}s/${sha}` } };
}

export const createRef: Handler = async (call) => {
  const { ref, sha } = call.body as { ref: string; sha: string };
  if (!isRefName(ref) || ref.startsWith("refs/pull/"))
    return refuse(422, "Reference name must start with 'refs/' and contain at least three parts.");
  await requireObject(call, sha);
  const [found] = await call.github.objects(call.repository.id).info([ref]);
  if (found !== undefined) return refuse(422, "Reference already exists");
  await move(call, { name: ref, before: undefined, after: sha }, "Reference already exists");
  return { status: 201, body: presentRef(call, ref, { oid: sha, type: "commit" }) };
};

export const updateRef: Handler = async (call) => {
  const { github, repository } = call;
  const name = `refs/${text(call, "ref")}`;
  const { sha, force = false } = call.body as { sha: string; force?: boolean };
  await requireObject(call, sha);
  const before = await existing(call, name);
  const forward = await isAncestor(github, repository.id, before, sha);
  if (!forward && !force) return refuse(422, "Update is not a fast forward");
  await move(call, { name, before, after: sha }, "Reference cannot be updated");
  return { status: 200, body: presentRef(call, name, { oid: sha, type: "commit" }) };
};

export const deleteRef: Handler = async (call) => {
  const name = `refs/${text(call, "ref")}`;
  const before = await existing(call, name);
  await move(call, { name, before, after: undefined }, "Reference does not exist");
  return { status: 204 };
};

async function existing({ github, repository }: Call, name: string): Promise<string> {
  const known = isRefName(name) && !name.startsWith("refs/pull/");
  const [info] = known ? await github.objects(repository.id).info([name]) : [];
  return info?.oid ?? refuse(422, "Reference does not exist");
}

async function requireObject({ github, repository }: Call, sha: string): Promise<void> {
  const [info] = /^[0-9a-f]{40}$/.test(sha) ? await github.objects(repository.id).info([sha]) : [];
  if (info === undefined) refuse(422, "Object does not exist");
  else if (info.type !== "commit") refuse(422, "Reference update failed: the object is not a commit");
}

/** Moves a ref if the rules allow it; `raced` is said when somebody else was faster. */
async function move({ github, repository, actor }: Call, wanted: Move, raced: string): Promise<void> {
  const message = await refMoveRefusal(github, { repository, actor, move: wanted });
  if (message !== undefined) refuse(422, message);
  const result = await moveRefs(github, repository, { actor: actor.account, moves: [wanted] });
  if (!result.updated) refuse(422, raced);
}

interface PersonBody {
  readonly name?: string;
  readonly email?: string;
  readonly date?: string;
}

/** Writes a commit. Without author and committer it is the actor's, and GitHub's own signature makes it verified. */
export const createCommit: Handler = async (call) => {
  const { github, repository, actor } = call;
  const body = call.body as {
    message: string;
    tree: string;
    parents?: string[];
    author?: PersonBody;
    committer?: PersonBody;
  };
  const [tree, ...parents] = await github
    .objects(repository.id)
    .info([body.tree, ...(body.parents ?? [])].map(plainId));
  if (tree?.type !== "tree") return refuse(422, "Tree SHA does not exist");
  if (parents.some((parent) => parent?.type !== "commit"))
    return refuse(422, "Parent SHA does not exist or is not a commit object");
  const account = github.store.get("accounts", actor.account)!;
  const self = { name: account.name, email: account.email || noreply(account.id, account.login) };
  const author = personOf(body.author, self);
  const bare = body.author === undefined && body.committer === undefined && actor.kind === "installation";
  const sha = await writeCommit(repositoryPath(github.directory, repository.id), {
    tree: body.tree,
    parents: body.parents ?? [],
    message: body.message,
    author,
    committer: bare ? platform : personOf(body.committer, author),
    date: new Date(github.now()),
  });
  const commit = await readCommit(github, repository.id, sha);
  return { status: 201, body: presentGitCommit(github, repository, commit!) };
};

function plainId(sha: string): string {
  return /^[0-9a-f]{40}$/.test(sha) ? sha : "0".repeat(40);
}

function personOf(body: PersonBody | undefined, self: { readonly name: string; readonly email: string }) {
  const { name = self.name, email = self.email, date } = body ?? {};
  return { name, email, ...(date === undefined ? {} : { date: new Date(date) }) };
}

export const getCommit: Handler = async (call) => {
  const sha = text(call, "commit_sha")!;
  const commit = /^[0-9a-f]{40}$/.test(sha) ? await readCommit(call.github, call.repository.id, sha) : undefined;
  return commit === undefined
    ? notFound()
    : { status: 200, body: presentGitCommit(call.github, call.repository, commit) };
};
