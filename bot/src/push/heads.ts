import { answerGit } from "@slipway/git";
import { readStanding } from "@slipway/stage";
import type { Repository } from "../github.ts";
import type { EnvironmentHead } from "../line/tasks.ts";
import { renderer } from "../renderer.ts";
import type { Workplace } from "../workplace.ts";

/** An environment branch that the bot may go on from. */
export interface SoundHead extends EnvironmentHead {
  readonly problem?: undefined;
  /** The newest commit of the default branch that it is known to have got to, whichever renderer took it there. */
  readonly at: string;
}

/** An environment branch as it stands, or why the bot must not go on from it. */
export type JudgedHead = SoundHead | { readonly environment: string; readonly head: string; readonly problem: string };

/**
 * Judges the environment branches as they stand. One is gone on from when its head is the bot's own commit, or holds
 * just what the commit renders to that it names: then it does not matter who wrote it.
 */
export async function judgeHeads(
  place: Workplace,
  repository: Repository,
  { heads, tip }: { readonly heads: ReadonlyMap<string, string>; readonly tip: string },
): Promise<JudgedHead[]> {
  const judged: JudgedHead[] = [];
  for (const [environment, head] of heads) judged.push(await judgeHead(place, repository, { environment, head, tip }));
  return judged;
}

async function judgeHead(
  place: Workplace,
  repository: Repository,
  { environment, head, tip }: { readonly environment: string; readonly head: string; readonly tip: string },
): Promise<JudgedHead> {
  const mirror = place.mirror(repository).path;
  const trailers = new Map((await readStanding(mirror, environment, head)).trailers);
  const source = trailers.get("Source-Commit");
  if (source === undefined || !/^[0-9a-f]{40}$/.test(source))
    return { environment, head, problem: "its last commit is not the platform's" };
  if (!(await isAncestor(mirror, source, tip)))
    return {
      environment,
      head,
      problem: `it stands for ${source.slice(0, 12)}, which is no longer on the default branch`,
    };
  if (!(await isOwn(place, repository, { environment, head, source })))
    return { environment, head, problem: "somebody else has written to it" };
  const at = place.memory.sources.get(`${environment} ${head}`) ?? source;
  return { environment, head, at, source: trailers.get("Renderer") === renderer ? at : undefined };
}

/** Whether a head is the bot's own, by what GitHub says of its author and signature; or equal to what it should hold. */
async function isOwn(
  place: Workplace,
  repository: Repository,
  { environment, head, source }: { readonly environment: string; readonly head: string; readonly source: string },
): Promise<boolean> {
  if (place.memory.trusted.has(head)) return true;
  const client = await place.github.client(repository, "read");
  type Answer = { author: { email: string }; committer: { email: string }; verification: { verified: boolean } };
  const { author, committer, verification } = await client.rest<Answer>(
    "GET /repos/{owner}/{repo}/git/commits/{commit_sha}",
    { commit_sha: head },
  );
  // GitHub signs with its own key what an app commits by the API, and nobody else's commits have its address and its signature.
  const signed = verification.verified && committer.email === "noreply@github.com";
  const own = signed && author.email.endsWith(`+${place.app.slug}[bot]@users.noreply.github.com`);
  if (!own && !(await holdsItsSource(place, repository, { environment, head, source }))) return false;
  place.memory.trusted.add(head);
  return true;
}

async function holdsItsSource(
  place: Workplace,
  repository: Repository,
  { environment, head, source }: { readonly environment: string; readonly head: string; readonly source: string },
): Promise<boolean> {
  const { path: mirror } = place.mirror(repository);
  const heads = [{ environment, head, source: undefined }];
  const answer = await place.line.run(
    { kind: "stage", mirror, commit: source, heads, which: { only: [environment] }, planned: undefined },
    "large",
  );
  const mine = answer.environments.find((one) => one.environment === environment);
  return mine !== undefined && mine.changed === 0 && mine.failed.length === 0;
}

/** Whether a commit is another one, or came before it. */
export async function isAncestor(mirror: string, one: string, other: string): Promise<boolean> {
  const { exitCode } = await answerGit(mirror, ["merge-base", "--is-ancestor", one, other], { expected: [0, 1, 128] });
  return exitCode === 0;
}
