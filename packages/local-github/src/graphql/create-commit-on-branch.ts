import { type NewFile, pathProblem, writeCommit, writeTree } from "@slipway/git";
import { moveRefs } from "../git/move-refs.ts";
import { resolveCommit } from "../git/read-commit.ts";
import { repositoryPath } from "../git/repositories.ts";
import { findRepository } from "../http/authorize.ts";
import { noreply, platform } from "../present/commit.ts";
import { fullName } from "../present/links.ts";
import { refMoveRefusal } from "../rules/ref-move-refusal.ts";
import { canSee } from "../rules/rights.ts";
import type { Repository } from "../state/repository-rows.ts";
import { commitNode, refNode } from "./git-node.ts";
import { requireRight } from "./require-right.ts";
import { fail, type Node, type Viewer } from "./viewer.ts";

interface Changes {
  readonly additions?: readonly { readonly path: string; readonly contents: string }[];
  readonly deletions?: readonly { readonly path: string }[];
}

/** Commits additions and deletions of files onto a branch whose tip is the expected one: `createCommitOnBranch`. */
export async function createCommitOnBranch(viewer: Viewer, input: Readonly<Record<string, unknown>>): Promise<Node> {
  const { github, actor } = viewer;
  const { repository, branch } = branchOf(viewer, input["branch"] as Branch);
  requireRight(viewer, repository, "contents:write", "write");
  const expected = String(input["expectedHeadOid"]);
  const tip = await resolveCommit(github, repository.id, `heads/${branch}`);
  if (tip === undefined)
    return fail("NOT_FOUND", `A branch named "${branch}" does not exist in ${fullName(github, repository)}`);
  const stale = () => fail("STALE_DATA", `Expected branch to point to "${tip}" but it did not. Pull and try again.`);
  if (tip !== expected) return stale();
  const path = repositoryPath(github.directory, repository.id);
  const [onto] = await github.objects(repository.id).info([`${tip}^{tree}`]);
  const files = filesOf((input["fileChanges"] ?? {}) as Changes);
  const tree = await writeTree(path, files, onto!.oid).catch((error: Error) => fail("UNPROCESSABLE", error.message));
  const { headline, body } = input["message"] as { readonly headline: string; readonly body?: string };
  const account = github.store.get("accounts", actor.account)!;
  const commit = await writeCommit(path, {
    tree,
    parents: [tip],
    message: `${[headline, body ?? ""].filter((part) => part !== "").join("\n\n")}\n`,
    author: { name: account.name, email: account.email || noreply(account.id, account.login) },
    committer: platform,
    date: new Date(github.now()),
  });
  const move = { name: `refs/heads/${branch}`, before: tip, after: commit };
  const message = await refMoveRefusal(github, { repository, actor, move });
  if (message !== undefined) return fail("UNPROCESSABLE", message);
  const result = await moveRefs(github, repository, { actor: actor.account, moves: [move] });
  if (!result.updated) return stale();
  return { commit: () => commitNode(viewer, repository, commit), ref: () => refNode(viewer, repository, move.name) };
}

interface Branch {
  readonly id?: string;
  readonly repositoryNameWithOwner?: string;
  readonly branchName?: string;
}

function branchOf({ github, actor }: Viewer, { id, repositoryNameWithOwner, branchName }: Branch) {
  const decoded = id === undefined ? undefined : Buffer.from(id.replace(/^REF_/, ""), "base64url").toString();
  const [, number, ref] = /^(\d+):refs\/heads\/(.+)$/.exec(decoded ?? "") ?? [];
  const [owner = "", name = ""] = (repositoryNameWithOwner ?? "").split("/");
  const repository: Repository | undefined =
    number === undefined ? findRepository(github, owner, name) : github.store.get("repositories", Number(number));
  const branch = ref ?? branchName?.replace(/^refs\/heads\//, "");
  if (repository === undefined || branch === undefined || !canSee(github, actor, repository)) {
    return fail("NOT_FOUND", `Could not resolve to a Repository with the name '${repositoryNameWithOwner ?? id}'.`);
  }
  return { repository, branch };
}

function filesOf({ additions = [], deletions = [] }: Changes): Map<string, NewFile | undefined> {
  const files = new Map<string, NewFile | undefined>();
  for (const { path } of deletions) files.set(path, undefined);
  for (const { path, contents } of additions) {
    const problem = pathProblem(path);
    if (problem !== undefined) fail("UNPROCESSABLE", problem);
    files.set(path, { mode: "100644", content: Buffer.from(contents, "base64") });
  }
  return files;
}
