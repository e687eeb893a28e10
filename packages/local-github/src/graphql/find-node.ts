import { parseNodeId } from "../present/links.ts";
import { canSee } from "../rules/rights.ts";
import type { Pull } from "../state/pull-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNode } from "./account-node.ts";
import { commentNode, reviewNode, threadNode } from "./conversation-node.ts";
import { runNode, suiteNode } from "./git-node.ts";
import { pullNode } from "./pull-node.ts";
import { fail, type Node, type Viewer } from "./viewer.ts";

/** The thing of a global id, if the viewer may see it. Ends the field when there is none. */
export function findNode(viewer: Viewer, id: string): Node {
  return lookUp(viewer, id) ?? unresolved(id);
}

function unresolved(id: string): never {
  return fail("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}

function lookUp(viewer: Viewer, node: string): Node | undefined {
  const { store } = viewer.github;
  const { type, id = 0 } = parseNodeId(node) ?? {};
  const inPull = (pull: number | undefined) => visible(viewer, store.get("pulls", pull ?? 0)?.repository);
  switch (type) {
    case "User":
    case "Bot":
    case "Organization":
      return accountNode(viewer, id) ?? undefined;
    case "Repository":
      return made(visible(viewer, id), id, (repository) => viewer.repositoryNode(repository));
    case "PullRequest":
      return made(inPull(id), store.get("pulls", id), (repository, row) => pullNode(viewer, repository, row));
    case "IssueComment": {
      const row = store.get("comments", id);
      return made(inPull(row?.pull), row, (repository, comment) => commentNode(viewer, repository, comment));
    }
    case "PullRequestReview": {
      const row = store.get("reviews", id);
      return made(inPull(row?.pull), row, (repository, review) => reviewNode(viewer, repository, review));
    }
    case "PullRequestReviewThread": {
      const row = store.get("reviewComments", id);
      return made(inPull(row?.pull), row, (repository, remark) => threadNode(viewer, repository, remark));
    }
    case "CheckRun": {
      const row = store.get("checkRuns", id);
      return made(visible(viewer, row?.repository), row, (repository, run) => runNode(viewer, repository, run));
    }
    case "CheckSuite": {
      const row = store.get("checkSuites", id);
      return made(visible(viewer, row?.repository), row, (repository, suite) => suiteNode(viewer, repository, suite));
    }
    default:
      return undefined;
  }
}

function made<T>(
  repository: Repository | undefined,
  row: T | undefined,
  make: (repository: Repository, row: T) => Node,
): Node | undefined {
  return repository === undefined || row === undefined ? undefined : make(repository, row);
}

function visible({ github, actor }: Viewer, id: number | undefined): Repository | undefined {
  const repository = github.store.get("repositories", id ?? 0);
  return repository !== undefined && canSee(github, actor, repository) ? repository : undefined;
}

/** The pull request of a global id and its repository. Ends the field when there is none. */
export function pullOfId(viewer: Viewer, id: string): { readonly pull: Pull; readonly repository: Repository } {
  const parsed = parseNodeId(id);
  const pull = parsed?.type === "PullRequest" ? viewer.github.store.get("pulls", parsed.id) : undefined;
  const repository = visible(viewer, pull?.repository);
  return pull === undefined || repository === undefined ? unresolved(id) : { pull, repository };
}

/** The repository of a global id. Ends the field when there is none. */
export function repositoryOfId(viewer: Viewer, id: string): Repository {
  const parsed = parseNodeId(id);
  const repository = parsed?.type === "Repository" ? visible(viewer, parsed.id) : undefined;
  return repository ?? unresolved(id);
}
