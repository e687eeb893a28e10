import { answerGit, type Person, writeCommit } from "@slipway/git";
import { commitsBetween } from "../git/history.ts";
import { moveRefs } from "../git/move-refs.ts";
import { readCommit, readCommits } from "../git/read-commit.ts";
import { repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { refuse } from "../http/refuse.ts";
import { noreply, platform } from "../present/commit.ts";
import { headLabel } from "../present/pull.ts";
import { judgeMerge, type MergeMethod, objectionMessage } from "../rules/judge-merge.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { baseTip, testMerge } from "./pull-facts.ts";

/** How a merge is asked for. */
export interface MergeWish {
  readonly actor: Actor;
  readonly method: MergeMethod;
  /** The head that the caller has seen. */
  readonly sha?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

const methodNames = { merge: "Merge commits", squash: "Squash merges", rebase: "Rebase merges" } as const;

/** Merges a pull request; gives the commit. Refuses as GitHub does: 405, or 409 when the head is another one. */
export async function mergePull(github: GitHub, repository: Repository, pull: Pull, wish: MergeWish): Promise<string> {
  if (pull.state === "closed") return refuse(405, "Pull Request is not mergeable");
  if (pull.draft) return refuse(405, "Pull Request is still a draft");
  if (wish.sha !== undefined && wish.sha !== pull.head.sha) {
    return refuse(409, "Head branch was modified. Review and try the merge again.");
  }
  if (!repository.mergeMethods.includes(wish.method)) {
    return refuse(405, `${methodNames[wish.method]} are not allowed on this repository.`);
  }
  const base = await baseTip(github, repository, pull);
  if ("conflicts" in (await testMerge(github, repository, pull, base)))
    return refuse(405, "Pull Request is not mergeable");
  const objections = await judgeMerge(github, repository, { pull, actor: wish.actor, method: wish.method, base });
  const message = objectionMessage(objections);
  if (message !== undefined) return refuse(405, message);
  const commit = await buildMerge(github, repository, { pull, wish, base });
  const moves = [{ name: `refs/heads/${pull.base.ref}`, before: base, after: commit }];
  const merging = { pull: pull.id, commit };
  const result = await moveRefs(github, repository, { actor: wish.actor.account, moves, merging });
  if (!result.updated) return refuse(405, "Base branch was modified. Review and try the merge again.");
  await deleteHead(github, repository, pull, wish.actor.account);
  return commit;
}

/** Makes the commit, or commits, that put a pull request on top of `base`; gives the last. Moves nothing. */
export async function buildMerge(
  github: GitHub,
  repository: Repository,
  { pull, wish, base }: { readonly pull: Pull; readonly wish: MergeWish; readonly base: string },
): Promise<string> {
  const merger = personOf(github, wish.actor.account);
  if (wish.method === "rebase") return rebase(github, repository, { pull, base, committer: merger });
  const tree = await mergedTree(github, repository, base, pull.head.sha);
  const merging = wish.method === "merge";
  const words = merging ? mergeWords(github, pull) : await squashWords(github, repository, pull, base);
  const message = [wish.title ?? words.title, wish.message ?? words.message].filter((part) => part !== "").join("\n\n");
  return writeCommit(repositoryPath(github.directory, repository.id), {
    tree,
    parents: merging ? [base, pull.head.sha] : [base],
    message: `${message}\n`,
    // A squash is the work of who opened the pull request.
    author: merging ? merger : personOf(github, pull.user),
    committer: platform,
    date: new Date(github.now()),
  });
}

function personOf(github: GitHub, account: number): Person {
  const { id, login, name, email } = github.store.get("accounts", account)!;
  return { name, email: email || noreply(id, login) };
}

function mergeWords(github: GitHub, pull: Pull): { readonly title: string; readonly message: string } {
  const from = headLabel(github, pull).replace(":", "/");
  return { title: `Merge pull request #${pull.number} from ${from}`, message: pull.title };
}

async function squashWords(
  github: GitHub,
  repository: Repository,
  pull: Pull,
  base: string,
): Promise<{ readonly title: string; readonly message: string }> {
  const shas = await commitsBetween(github, repository.id, { base, head: pull.head.sha });
  const commits = await readCommits(github, repository.id, shas);
  const messages = commits.map(({ message }) => message.trim());
  const own = personOf(github, pull.user).email;
  const others = new Map(
    commits.map(({ author }) => [author.email, author.name] as const).filter(([email]) => email !== own),
  );
  const trailers = [...others].map(([email, name]) => `Co-authored-by: ${name} <${email}>`).join("\n");
  const [title = "", ...rest] = (messages[0] ?? "").split("\n");
  const single = messages.length === 1;
  const list = single ? rest.join("\n").trim() : messages.map((text) => `* ${text}`).join("\n\n");
  return {
    title: `${single ? title : pull.title} (#${pull.number})`,
    message: [list, trailers].filter((part) => part !== "").join("\n\n"),
  };
}

/** Puts each commit of the head that is no merge on top of the base, keeping its author. */
async function rebase(
  github: GitHub,
  repository: Repository,
  { pull, base, committer }: { readonly pull: Pull; readonly base: string; readonly committer: Person },
): Promise<string> {
  const path = repositoryPath(github.directory, repository.id);
  const shas = await commitsBetween(github, repository.id, { base, head: pull.head.sha });
  const commits = (await readCommits(github, repository.id, shas)).filter(({ parents }) => parents.length === 1);
  let tip = base;
  for (const { sha, parents, author, message } of commits) {
    const top = await readCommit(github, repository.id, tip);
    // merge-tree finds the ancestor by history, so the tip is given the commit's own parent for one.
    const stand = await writeCommit(path, {
      tree: top!.tree,
      parents,
      message: "Stand-in",
      author: platform,
      date: new Date(0),
    });
    const tree = await mergedTree(github, repository, stand, sha);
    if (tree === top!.tree) continue;
    const person = { name: author.name, email: author.email, date: new Date(author.date) };
    tip = await writeCommit(path, {
      tree,
      parents: [tip],
      message,
      author: person,
      committer,
      date: new Date(github.now()),
    });
  }
  return tip;
}

async function mergedTree(github: GitHub, repository: Repository, base: string, head: string): Promise<string> {
  const path = repositoryPath(github.directory, repository.id);
  const args = ["merge-tree", "--write-tree", "--no-messages", "--name-only", base, head];
  const { exitCode, stdout } = await answerGit(path, args, { expected: [0, 1] });
  if (exitCode === 1) return refuse(405, "This branch can't be rebased");
  return stdout.toString().trim();
}

async function deleteHead(github: GitHub, repository: Repository, pull: Pull, actor: number): Promise<void> {
  if (!repository.deleteBranchOnMerge || pull.head.repository !== repository.id) return;
  const name = `refs/heads/${pull.head.ref}`;
  await moveRefs(github, repository, { actor, moves: [{ name, before: pull.head.sha, after: undefined }] });
}
