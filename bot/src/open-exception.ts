import { code } from "@slipway/engine";
import { refusalOf } from "./ask.ts";
import type { Client, Repository } from "./github.ts";
import type { ExceptionAnswer } from "./line/tasks.ts";
import type { Pull } from "./pulls.ts";
import type { Workplace } from "./workplace.ts";

/** Exceptions that can be made. */
export type Proposal = Extract<ExceptionAnswer, { readonly files: object }>;

const commitMutation = `mutation commitExceptions($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/**
 * Opens a pull request that adds exceptions, unless one with the same exceptions is open. It changes nothing by itself:
 * whoever owns policies/ approves it, or not. The branch's name says what is excepted, so that whoever is interrupted
 * finds what was begun; without an open pull request, what stands on it is made anew.
 */
export async function openException(
  place: Workplace,
  repository: Repository,
  { pull, proposal }: { readonly pull: Pull; readonly proposal: Proposal },
): Promise<void> {
  const { branch, wish, services } = proposal;
  const reader = await place.github.client(repository, "read");
  const head = `${repository.owner}:${branch}`;
  const open = await reader.rest<object[]>("GET /repos/{owner}/{repo}/pulls", { head, state: "open", per_page: 1 });
  if (open.length > 0) return;
  const base = pull.base ?? "";
  const pusher = await place.github.client(repository, "push");
  await startBranch(pusher, branch, base);
  const others = services.length > 3 ? ` and ${services.length - 3} others` : "";
  const title = `Except ${services.slice(0, 3).join(", ")}${others} from ${wish.policy}`;
  const input = {
    branch: { repositoryNameWithOwner: `${repository.owner}/${repository.name}`, branchName: branch },
    expectedHeadOid: base,
    message: { headline: title },
    fileChanges: {
      additions: [...proposal.files].map(([path, text]) => ({
        path,
        contents: Buffer.from(text).toString("base64"),
      })),
    },
  };
  await pusher.graphql(commitMutation, { input });
  const reporter = await place.github.client(repository, "report");
  const body = bodyOf(proposal, pull.number);
  await reporter.rest("POST /repos/{owner}/{repo}/pulls", { title, head: branch, base: pull.into, body });
}

const mostListed = 100;

function bodyOf({ by, wish, services }: Proposal, pull: number): string {
  const list = services.slice(0, mostListed).map((service) => `- ${code(service)}\n`);
  return [
    `${code(by)} asks for it in #${pull}: ${code(wish.reason)}\n`,
    list.join(""),
    `Until ${wish.expires}, and for the values alone that the files name. Without it, #${pull} stays blocked.\n`,
  ].join("\n");
}

/** Has the branch stand at a commit, wherever it stood. */
async function startBranch(client: Client, branch: string, commit: string): Promise<void> {
  const ref = `heads/${branch}`;
  const found = await client
    .rest<{ object: { sha: string } }>("GET /repos/{owner}/{repo}/git/ref/{ref}", { ref })
    .catch((error: unknown) => {
      if (refusalOf(error)?.status === 404) return undefined;
      throw error;
    });
  if (found === undefined)
    await client.rest("POST /repos/{owner}/{repo}/git/refs", { ref: `refs/${ref}`, sha: commit });
  else if (found.object.sha !== commit)
    await client.rest("PATCH /repos/{owner}/{repo}/git/refs/{ref}", { ref, sha: commit, force: true });
}
