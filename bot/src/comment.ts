import { refusalOf } from "./ask.ts";
import type { Client, Repository } from "./github.ts";
import { isMarked } from "./line/plan-frame.ts";
import type { Comment, Pull } from "./pulls.ts";
import { type Memory, remember } from "./workplace.ts";

/** The one comment of the bot on a pull request. */
export interface StickyComment {
  readonly client: Client;
  readonly repository: Repository;
  readonly pull: Pull;
  readonly memory: Memory;
}

/** The bot's comments on a pull request, the oldest first: there should be one at most. */
export function ownComments(pull: Pull): Comment[] {
  return pull.comments.filter(({ mine, body }) => mine && isMarked(body)).sort((a, b) => a.id - b.id);
}

/**
 * Makes the comment say a text: changes the oldest one that is there when its text is another, makes one when there is
 * none, and deletes the others. Writes nothing when everything is as it should be.
 */
export async function sayInComment({ client, repository, pull, memory }: StickyComment, body: string): Promise<void> {
  const [first, ...others] = ownComments(pull);
  for (const { id } of others) await deleteComment(client, id);
  if (first !== undefined && sameText(first.body, body)) return;
  const key = `${repository.id}/${pull.number}`;
  const id = first?.id ?? memory.comments.get(key);
  if (id !== undefined && (await changeComment(client, id, body))) return;
  const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
  const made = await client.rest<{ id: number }>(route, { issue_number: pull.number, body });
  remember(memory.comments, key, made.id);
}

/** Whether the comment was there to be changed. */
async function changeComment(client: Client, id: number, body: string): Promise<boolean> {
  try {
    await client.rest("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id, body });
    return true;
  } catch (error) {
    if (refusalOf(error)?.status === 404) return false;
    throw error;
  }
}

async function deleteComment(client: Client, id: number): Promise<void> {
  try {
    await client.rest("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id });
  } catch (error) {
    if (refusalOf(error)?.status !== 404) throw error;
  }
}

function sameText(one: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll("\r\n", "\n").trim();
  return plain(one) === plain(other);
}

const start = "<!-- slipway:push -->";
const end = "<!-- /slipway:push -->";

/** A comment's text with a part below its first line that says what became of the merge, in place of one that was there. */
export function withOutcome(body: string, outcome: string): string {
  const [marker = "", ...rest] = body.split("\n");
  const text = rest.join("\n");
  const old = text.startsWith(start) ? text.slice(text.indexOf(end) + end.length + 1) : text;
  return [marker, start, outcome.trim(), end, old].join("\n");
}
