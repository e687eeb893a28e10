import { writeCommit } from "@slipway/git";
import { sealMessage, type Trailers } from "@slipway/stage";
import type { Client, Repository } from "../github.ts";
import type { Staged } from "../line/tasks.ts";
import { hiddenPrefix } from "../mirror.ts";
import { renderer } from "../renderer.ts";
import type { Workplace } from "../workplace.ts";

/** What is pushed, and what its commits say. */
export interface Move {
  readonly source: string;
  readonly repositoryUrl: string;
  readonly digest: string;
  readonly environments: readonly Staged[];
  readonly pull: number | undefined;
  readonly confirmedBy: string | undefined;
}

const none = "0".repeat(40);
const author = { name: "slipway", email: "slipway@localhost" };

const moveMutation = `mutation move($repositoryId: ID!, $refUpdates: [RefUpdate!]!) {
  updateRefs(input: {repositoryId: $repositoryId, refUpdates: $refUpdates}) { clientMutationId }
}`;

/**
 * Moves the environment branches, all or none, each only from where it stood. The objects go to hidden refs by Git; the
 * commits are made by GitHub's API, which signs them for the app; one request moves all branches. When it fails it is
 * not known whether they moved: whoever calls looks again.
 */
export async function moveBranches(place: Workplace, repository: Repository, move: Move): Promise<Map<string, string>> {
  const { environments, source, digest, repositoryUrl } = move;
  const mirror = place.mirror(repository);
  const client = await place.github.client(repository, "push");
  const messages = new Map(
    environments.map(({ environment }) => [
      environment,
      sealMessage(environment, { source, repository: repositoryUrl, digest, more: trailersOf(move) }),
    ]),
  );
  const staged = new Map<string, string>();
  for (const { environment, tree = "", head } of environments) {
    const message = messages.get(environment) ?? "";
    const parents = head === undefined ? [] : [head];
    const commit = await writeCommit(mirror.path, { tree, parents, message, author, date: new Date(0) });
    staged.set(`${hiddenPrefix}stage/${environment}`, commit);
  }
  await mirror.pushHidden(staged);
  const made = await Promise.all(
    environments.map((one) => makeCommit(client, one, messages.get(one.environment) ?? "")),
  );
  const refUpdates = environments.map(({ environment, head }, at) => ({
    name: `refs/heads/env/${environment}`,
    beforeOid: head ?? none,
    afterOid: made[at],
  }));
  await client.graphql(moveMutation, { repositoryId: repository.nodeId, refUpdates });
  return new Map(environments.map(({ environment }, at) => [environment, made[at] ?? ""]));
}

function trailersOf({ pull, confirmedBy }: Move): Trailers {
  return [
    ...(pull === undefined ? [] : [["Pull-Request", `${pull}`] as const]),
    ...(confirmedBy === undefined ? [] : [["Confirmed-By", confirmedBy] as const]),
    ["Renderer", renderer],
  ];
}

/** Without author and committer, so that it is the app's and GitHub signs it. */
async function makeCommit(client: Client, { tree, head }: Staged, message: string): Promise<string> {
  const parents = head === undefined ? [] : [head];
  const fields = { message, tree, parents };
  return (await client.rest<{ sha: string }>("POST /repos/{owner}/{repo}/git/commits", fields)).sha;
}
