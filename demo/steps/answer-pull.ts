import type { Comment, PullPage } from "../page/read-pulls.ts";
import type { Login } from "../populate.ts";
import type { Desk, Done } from "./desk.ts";
import { stepOf } from "./steps.ts";

/** Merges a pull request as the developer, by the API: GitHub refuses when the required check has not passed. */
export async function mergePull({ people: { developer } }: Desk, { number, head }: PullPage): Promise<Done> {
  await developer.rest("PUT", `/pulls/${number}/merge`, { sha: head });
  return {
    said: `The developer merged pull request #${number}. The bot brings the environment branches to what the plan showed.`,
    pull: number,
  };
}

/** Commits what puts the mistake of a pull request right. */
export async function applyFix({ people: { developer } }: Desk, { number, branch }: PullPage): Promise<Done> {
  const step = stepOf(branch);
  const correction = step?.correction?.(branch.slice(step.branch.length));
  if (correction === undefined) throw new Error("There is no fix at hand for this one: push one.");
  await developer.commit(branch, correction.message, correction.files);
  return {
    said: `The developer committed “${correction.message}” to ${branch}: a new head, a new plan.`,
    pull: number,
  };
}

/** The command by which an owner says yes to a plan, as the bot's comment asks for it; undefined when it does not. */
export function askedYes(comments: readonly Comment[]): string | undefined {
  return comments
    .filter(({ isBot }) => isBot)
    .map(({ body }) => /^\/slipway confirm --plan [0-9a-f]{32,64}$/m.exec(body)?.[0])
    .find((command) => command !== undefined);
}

/** Says the yes that the bot asks for, as the owner. */
export async function sayYes(desk: Desk, { number, comments }: PullPage): Promise<Done> {
  const command = askedYes(comments);
  if (command === undefined) throw new Error("The bot asks for no yes here.");
  await desk.people.owner.rest("POST", `/issues/${number}/comments`, { body: command });
  return { said: `The owner wrote “${command.slice(0, 40)}…” on pull request #${number}.`, pull: number };
}

/** Writes a comment as one of the people. */
export async function writeComment(
  { people }: Desk,
  { number }: PullPage,
  { as, body }: { readonly as: Login; readonly body: string },
): Promise<Done> {
  if (body.trim() === "") throw new Error("There is nothing to say in an empty comment.");
  await people[as].rest("POST", `/issues/${number}/comments`, { body });
  return { said: `The ${as} commented on pull request #${number}.`, pull: number };
}
