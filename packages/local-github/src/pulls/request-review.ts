import type { GitHub } from "../github.ts";
import { presentAccount, presentTeam } from "../present/account.ts";
import { ownersOfPull } from "../rules/reviews.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { changePull } from "./change-pull.ts";
import { emitPull } from "./emit-pull.ts";

/** Asks the owners of what a pull request changes for a review, as CODEOWNERS of the base branch has it. */
export async function requestOwners(github: GitHub, repository: Repository, pull: Pull): Promise<Pull> {
  const owning = await ownersOfPull(github, repository, pull, pull.base.sha);
  const users = [...new Set(owning.flatMap(({ users: ids }) => ids))];
  const teams = [...new Set(owning.flatMap(({ teams: ids }) => ids))];
  return requestReview(github, repository, { pull, users, teams, sender: pull.user });
}

/** Asks people and teams for a review who have not been asked; the author is passed over. */
export async function requestReview(
  github: GitHub,
  repository: Repository,
  {
    pull,
    users,
    teams,
    sender,
  }: {
    readonly pull: Pull;
    readonly users: readonly number[];
    readonly teams: readonly number[];
    readonly sender: number;
  },
): Promise<Pull> {
  const { reviewers, teamReviewers } = github.store.get("pulls", pull.id)!;
  const people = users.filter((user) => user !== pull.user && !reviewers.includes(user));
  const groups = teams.filter((team) => !teamReviewers.includes(team));
  if (people.length + groups.length === 0) return pull;
  const asked = changePull(github, pull, {
    reviewers: [...reviewers, ...people],
    teamReviewers: [...teamReviewers, ...groups],
  });
  const each = [
    ...people.map((user) => ({ requested_reviewer: presentAccount(github, user) })),
    ...groups.map((team) => ({ requested_team: presentTeam(github, github.store.get("teams", team)!) })),
  ];
  for (const more of each)
    await emitPull(github, repository, { pull: asked, action: "review_requested", sender, more });
  return asked;
}
