import { isOwner, readOwners, readRole } from "./actors.ts";
import { type Actor, authorize } from "./authorize.ts";
import { type Command, type Parsed, readCommands } from "./commands.ts";
import type { Repository } from "./github.ts";
import type { Asked, AskedException } from "./line/tasks.ts";
import { type Comment, type Pull, readContributors } from "./pulls.ts";
import type { Workplace } from "./workplace.ts";

/** The commands in a pull request's conversation. */
export interface Heard {
  /** What was asked, in its order, each with what it comes to. */
  readonly asked: readonly Asked[];
  /** The comments whose commands nobody has answered yet, and how. */
  readonly fresh: readonly { readonly comment: number; readonly reaction: "rocket" | "-1" | "confused" }[];
}

/** Comments with commands that are looked at, the last ones. */
const most = 10;

/**
 * Reads the commands of a pull request from its comments as they stand: written by a person and never edited, because
 * whoever may write can edit the comments of others. Each is held against what GitHub and the base say of its author now.
 */
export async function hear(place: Workplace, repository: Repository, pull: Pull): Promise<Heard> {
  const spoken = pull.comments
    .filter(({ genuine, mine }) => genuine && !mine)
    .map((comment) => ({ comment, parsed: readCommands(comment.body) }))
    .filter(({ parsed }) => parsed.length > 0)
    .slice(-most);
  const asked: Asked[] = [];
  const fresh: Heard["fresh"][number][] = [];
  const actors = new Map<string, Actor>();
  for (const { comment, parsed } of spoken) {
    const answers: Asked[] = [];
    for (const one of parsed) answers.push(await answer(place, repository, { pull, comment, parsed: one, actors }));
    asked.push(...answers);
    if (!comment.answered) fresh.push({ comment: comment.id, reaction: reactionTo(parsed, answers) });
  }
  return { asked, fresh };
}

interface Saying {
  readonly pull: Pull;
  readonly comment: Comment;
  readonly parsed: Parsed;
  /** Those who were looked up already, by login. */
  readonly actors: Map<string, Actor>;
}

async function answer(
  place: Workplace,
  repository: Repository,
  { pull, comment, parsed, actors }: Saying,
): Promise<Asked> {
  const said = { comment: comment.id, by: comment.author, line: parsed.line };
  if ("problem" in parsed) return { ...said, refused: parsed.problem };
  const actor = await actorOf(place, repository, { pull, comment, command: parsed.command, actors });
  const refused = authorize(actor, parsed.command, pull);
  if (refused !== undefined) return { ...said, refused };
  if (parsed.command.word === "except" && pull.state !== "open")
    return { ...said, refused: "This pull request is closed: there is nothing left to except." };
  if (parsed.command.word === "except")
    return { ...said, except: wishOf(parsed.command, { pull, comment, repository }) };
  return { ...said, ...effectOf(parsed.command) };
}

/** Days that an exception is meant to hold, from the day on which it was asked for. */
const holds = 90;

function wishOf(
  { policy, digest, reason }: Extract<Command, { readonly word: "except" }>,
  { pull, comment, repository }: { readonly pull: Pull; readonly comment: Comment; readonly repository: Repository },
): AskedException {
  const last = new Date(Date.parse(comment.written) + holds * 86_400_000);
  const expires = last.toISOString().slice(0, 10);
  const wish = { policy, reason, ticket: `${repository.page}/pull/${pull.number}`, expires };
  return { digest, wish, fresh: !comment.answered, refused: comment.refused };
}

function effectOf(command: Command): Partial<Asked> {
  if (command.word === "explain") return { explain: { service: command.service, environment: command.environment } };
  if (command.word === "confirm") return { confirm: command.digest };
  return command.word === "help" ? { help: true } : {};
}

function reactionTo(parsed: readonly Parsed[], answers: readonly Asked[]): Heard["fresh"][number]["reaction"] {
  if (parsed.some((one) => "problem" in one)) return "confused";
  return answers.some(({ refused }) => refused !== undefined) ? "-1" : "rocket";
}

/** Who speaks; whether an owner and without a part in the change is asked only where it matters. */
async function actorOf(
  place: Workplace,
  repository: Repository,
  { pull, comment, command, actors }: { pull: Pull; comment: Comment; command: Command; actors: Map<string, Actor> },
): Promise<Actor> {
  const login = comment.author;
  const weighty = command.word === "confirm" || command.word === "except";
  const key = `${login} ${weighty}`;
  const known = actors.get(key);
  if (known !== undefined) return known;
  const reader = await place.github.client(repository, "read");
  const role = await readRole(reader, login);
  const actor: Actor = weighty
    ? {
        login,
        role,
        owner: await isOwner(
          () => place.github.client(repository, "members"),
          await readOwners(place.mirror(repository).path, pull.base ?? ""),
          { login, role },
        ),
        author: login === pull.author || (await readContributors(reader, pull.number))?.has(login),
      }
    : { login, role, owner: false, author: undefined };
  actors.set(key, actor);
  return actor;
}

/** Answers the comments by a reaction each, which says that they were dealt with. */
export async function react(place: Workplace, repository: Repository, fresh: Heard["fresh"]): Promise<void> {
  if (fresh.length === 0) return;
  const client = await place.github.client(repository, "report");
  const route = "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";
  for (const { comment, reaction } of fresh) await client.rest(route, { comment_id: comment, content: reaction });
}
