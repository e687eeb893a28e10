import { commitsBetween, commonAncestor } from "../git/history.ts";
import { resolveCommit } from "../git/read-commit.ts";
import { bringCommit, repositoryPath } from "../git/repositories.ts";
import type { GitHub } from "../github.ts";
import type { Actor } from "../http/actor.ts";
import { findRepository } from "../http/authorize.ts";
import { invalid, refuse } from "../http/refuse.ts";
import { canSee, may } from "../rules/rights.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { setHeadRef } from "./after-push.ts";
import { emitPull } from "./emit-pull.ts";
import { requestOwners } from "./request-review.ts";

/** A pull request that is asked for. */
export interface NewPull {
  readonly title: string;
  readonly body: string | undefined;
  /** `branch` or `owner:branch`. */
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
}

/** Opens a pull request. Refuses with 422 in GitHub's words what cannot be one. */
export async function openPull(github: GitHub, repository: Repository, actor: Actor, wanted: NewPull): Promise<Pull> {
  if (wanted.title.trim() === "") return invalid("Issue", "title", "missing_field");
  checkTexts(github, wanted.title, wanted.body);
  const head = findHead(github, repository, actor, wanted.head);
  // Whoever pushes to the head meanwhile is heard after it is known as one.
  const open = () => openExclusively(github, repository, { actor, wanted, head });
  const inFork = head.repository.id !== repository.id;
  return github.exclusive(repository.id, inFork ? () => github.exclusive(head.repository.id, open) : open);
}

async function openExclusively(
  github: GitHub,
  repository: Repository,
  { actor, wanted, head }: { readonly actor: Actor; readonly wanted: NewPull; readonly head: Head },
): Promise<Pull> {
  const baseSha = await resolveCommit(github, repository.id, `heads/${wanted.base}`);
  if (baseSha === undefined) return invalid("PullRequest", "base", "invalid");
  const headSha = await resolveCommit(github, head.repository.id, `heads/${head.branch}`);
  if (headSha === undefined) return invalid("PullRequest", "head", "invalid");
  const owner = github.store.get("accounts", head.repository.owner)!;
  const label = `${owner.login}:${head.branch}`;
  refuseSecond(github, repository, { head, base: wanted.base, label });
  if (head.repository.id !== repository.id) {
    const [from, to] = [head.repository.id, repository.id].map((id) => repositoryPath(github.directory, id));
    await bringCommit(from!, to!, headSha);
  }
  await refuseWithoutChange(github, repository, { baseSha, headSha, base: wanted.base, label });
  const pull = addPull(github, repository, {
    wanted,
    user: actor.account,
    head: { repository: head.repository.id, owner: owner.id, ref: head.branch, sha: headSha },
    base: { ref: wanted.base, sha: baseSha },
  });
  await setHeadRef(github, pull, headSha);
  await emitPull(github, repository, { pull, action: "opened", sender: actor.account });
  return wanted.draft ? pull : requestOwners(github, repository, pull);
}

/** Refuses texts that are longer than GitHub takes. */
export function checkTexts(github: GitHub, title: string | undefined, body: string | undefined): void {
  const { titleCharacters, bodyCharacters } = github.limits;
  if ((title?.length ?? 0) > titleCharacters) {
    invalid("Issue", "title", "custom", `title is too long (maximum is ${titleCharacters} characters)`);
  }
  if ((body?.length ?? 0) > bodyCharacters) {
    invalid("Issue", "body", "custom", `body is too long (maximum is ${bodyCharacters} characters)`);
  }
}

interface Head {
  readonly repository: Repository;
  readonly branch: string;
}

/** The branch that `head` names: of this repository, or of the owner's fork of it. */
function findHead(github: GitHub, repository: Repository, actor: Actor, head: string): Head {
  const [, owner, branch = ""] = /^(?:([^:]+):)?(.+)$/s.exec(head) ?? [];
  const found = owner === undefined ? repository : findFork(github, repository, owner);
  if (found === undefined || !canSee(github, actor, found)) return invalid("PullRequest", "head", "invalid");
  const writes = may(github, actor, found, "contents:write", "write") || actor.kind === "installation";
  if (!writes) return refuse(403, "Resource not accessible by personal access token");
  return { repository: found, branch };
}

function findFork(github: GitHub, repository: Repository, owner: string): Repository | undefined {
  const [account] = github.store.of("accounts", owner.toLowerCase());
  if (account?.id === repository.owner) return repository;
  const network = github.store.all("repositories").filter(({ parent }) => parent === repository.id);
  return network.find((fork) => fork.owner === account?.id) ?? findParent(github, repository, owner);
}

function findParent(github: GitHub, repository: Repository, owner: string): Repository | undefined {
  const parent = github.store.get("repositories", repository.parent ?? 0);
  return parent === undefined ? undefined : findRepository(github, owner, parent.name);
}

function refuseSecond(
  github: GitHub,
  repository: Repository,
  { head, base, label }: { readonly head: Head; readonly base: string; readonly label: string },
): void {
  const twin = github.store.of("pulls", repository.id).find((pull) => {
    return (
      pull.state === "open" &&
      pull.base.ref === base &&
      pull.head.ref === head.branch &&
      pull.head.repository === head.repository.id
    );
  });
  if (twin === undefined) return;
  const error = { resource: "PullRequest", code: "custom", message: `A pull request already exists for ${label}.` };
  refuse(422, "Validation Failed", { errors: [error] });
}

async function refuseWithoutChange(
  github: GitHub,
  repository: Repository,
  {
    baseSha,
    headSha,
    base,
    label,
  }: { readonly baseSha: string; readonly headSha: string; readonly base: string; readonly label: string },
): Promise<void> {
  const fail = (message: string) =>
    refuse(422, "Validation Failed", { errors: [{ resource: "PullRequest", code: "custom", message }] });
  if ((await commonAncestor(github, repository.id, baseSha, headSha)) === undefined) {
    fail(`The ${base} branch has no history in common with ${label}`);
  }
  const commits = await commitsBetween(github, repository.id, { base: baseSha, head: headSha, limit: 1 });
  if (commits.length === 0) fail(`No commits between ${base} and ${label.split(":")[1]}`);
}

function addPull(
  github: GitHub,
  repository: Repository,
  {
    wanted,
    user,
    head,
    base,
  }: { readonly wanted: NewPull; readonly user: number; readonly head: Pull["head"]; readonly base: Pull["base"] },
): Pull {
  const now = github.now();
  const { nextNumber: number } = github.store.get("repositories", repository.id)!;
  github.store.put("repositories", { ...github.store.get("repositories", repository.id)!, nextNumber: number + 1 });
  return github.store.put("pulls", {
    id: github.store.nextId(),
    repository: repository.id,
    number,
    title: wanted.title,
    body: wanted.body,
    user,
    state: "open",
    draft: wanted.draft,
    head,
    base,
    pusher: user,
    labels: [],
    reviewers: [],
    teamReviewers: [],
    maintainerCanModify: wanted.maintainerCanModify && head.repository !== repository.id,
    autoMerge: undefined,
    mergedAt: undefined,
    mergedBy: undefined,
    mergeCommit: undefined,
    closedAt: undefined,
    createdAt: now,
    updatedAt: now,
  });
}
