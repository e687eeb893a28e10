import { isRefName } from "@slipway/git";
import { readCommit, type Signature } from "../git/read-commit.ts";
import { latestRuns, suiteState } from "../present/check.ts";
import { accountOf } from "../present/commit.ts";
import { gitNodeId, iso, nodeId, repositoryUrls } from "../present/links.ts";
import type { CheckRun, CheckSuite } from "../state/check-rows.ts";
import type { Repository } from "../state/repository-rows.ts";
import { accountNode, appNode } from "./account-node.ts";
import { connection, type Slice } from "./connection.ts";
import type { Node, Viewer } from "./viewer.ts";

/** A commit; null when the repository has none of that id. */
export async function commitNode(
  viewer: Viewer,
  repository: Repository,
  sha: string | undefined,
): Promise<Node | null> {
  const { github } = viewer;
  const commit = sha === undefined ? undefined : await readCommit(github, repository.id, sha);
  if (commit === undefined) return null;
  const [headline = "", ...body] = commit.message.trim().split("\n");
  const key = `${repository.id}:${commit.sha}`;
  return {
    ...gitObject("Commit", repository, commit.sha),
    message: commit.message.replace(/\n$/, ""),
    messageHeadline: headline,
    messageBody: body.join("\n").trim(),
    committedDate: iso(commit.committer.date),
    authoredDate: iso(commit.author.date),
    author: () => person(viewer, commit.author),
    committer: () => person(viewer, commit.committer),
    tree: () => gitObject("Tree", repository, commit.tree),
    url: `${repositoryUrls(github, repository).html}/commit/${commit.sha}`,
    statusCheckRollup: () => rollupNode(viewer, repository, commit.sha),
    checkSuites: (args: Slice & { readonly filterBy?: { readonly appId?: number; readonly checkName?: string } }) => {
      const { appId, checkName } = args.filterBy ?? {};
      const runs = github.store.of("checkRuns", key);
      const items = github.store.of("checkSuites", key).filter((suite) => {
        const named = checkName === undefined || runs.some((run) => run.suite === suite.id && run.name === checkName);
        return named && (appId === undefined || suite.app === appId);
      });
      return connection(
        "checkSuites",
        { ...args },
        { items, node: (suite) => suiteNode(viewer, repository, suite), more: ["filterBy"] },
      );
    },
  };
}

/** Any object of a repository by its id; null when there is none. */
export async function objectNode(viewer: Viewer, repository: Repository, name: string): Promise<Node | null> {
  const objects = viewer.github.objects(repository.id);
  const [info] = /[\n\0]/.test(name) || name === "" ? [] : await objects.info([name]);
  if (info === undefined) return null;
  if (info.type === "commit") return commitNode(viewer, repository, info.oid);
  if (info.type === "tree") return gitObject("Tree", repository, info.oid);
  if (info.type !== "blob") return null;
  const [content] = info.size > 1024 * 1024 ? [] : await objects.contents([info.oid]);
  const binary = content?.includes(0) ?? false;
  return {
    ...gitObject("Blob", repository, info.oid),
    byteSize: info.size,
    isBinary: binary,
    isTruncated: content === undefined,
    text: binary || content === undefined ? null : content.toString(),
  };
}

function gitObject(type: "Commit" | "Tree" | "Blob", repository: Repository, oid: string): Node {
  return { __typename: type, id: gitNodeId("C", repository.id, oid), oid, abbreviatedOid: oid.slice(0, 7) };
}

/** A ref by its full name; null when there is none. */
export async function refNode(viewer: Viewer, repository: Repository, qualifiedName: string): Promise<Node | null> {
  const full = qualifiedName.startsWith("refs/") ? qualifiedName : `refs/heads/${qualifiedName}`;
  const [ref] = isRefName(full) ? await viewer.github.objects(repository.id).info([full]) : [];
  if (ref === undefined) return null;
  const [, prefix = "", name = ""] = /^(refs\/[^/]+\/)(.+)$/.exec(full) ?? [];
  return {
    __typename: "Ref",
    id: gitNodeId("REF", repository.id, full),
    name,
    prefix,
    target: () => objectNode(viewer, repository, ref.oid),
  };
}

function person(viewer: Viewer, { name, email, date }: Signature): Node {
  return { name, email, date: iso(date), user: () => accountNode(viewer, accountOf(viewer.github, email)) };
}

const good = new Set(["success", "neutral", "skipped"]);

function rollupNode(viewer: Viewer, repository: Repository, sha: string): Node | null {
  const runs = latestRuns(viewer.github.store.of("checkRuns", `${repository.id}:${sha}`));
  if (runs.length === 0) return null;
  const open = runs.some(({ status }) => status !== "completed");
  const bad = runs.some(({ status, conclusion }) => status === "completed" && !good.has(conclusion ?? ""));
  return {
    __typename: "StatusCheckRollup",
    id: gitNodeId("C", repository.id, `rollup:${sha}`),
    state: bad ? "FAILURE" : open ? "PENDING" : "SUCCESS",
    commit: () => commitNode(viewer, repository, sha),
    contexts: (args: Slice) =>
      connection("contexts", { ...args }, { items: runs, node: (run) => runNode(viewer, repository, run) }),
  };
}

/** A check suite. */
export function suiteNode(viewer: Viewer, repository: Repository, suite: CheckSuite): Node {
  const { github } = viewer;
  const runs = github.store.of("checkRuns", `${repository.id}:${suite.sha}`).filter((run) => run.suite === suite.id);
  const { status, conclusion } = suiteState(latestRuns(runs));
  type Filter = {
    readonly checkName?: string;
    readonly appId?: number;
    readonly status?: string;
    readonly checkType?: string;
  };
  return {
    __typename: "CheckSuite",
    id: nodeId("CheckSuite", suite.id),
    databaseId: suite.id,
    status: status.toUpperCase(),
    conclusion: conclusion?.toUpperCase() ?? null,
    app: () => appNode(viewer, suite.app),
    commit: () => commitNode(viewer, repository, suite.sha),
    checkRuns: (args: Slice & { readonly filterBy?: Filter }) => {
      const { checkName, appId, status: wanted, checkType } = args.filterBy ?? {};
      const counted = checkType === "ALL" ? runs : latestRuns(runs);
      const items = counted.filter((run) => {
        const named = checkName === undefined || run.name === checkName;
        return (
          named &&
          (appId === undefined || run.app === appId) &&
          (wanted === undefined || run.status.toUpperCase() === wanted)
        );
      });
      return connection(
        "checkRuns",
        { ...args },
        { items, node: (run) => runNode(viewer, repository, run), more: ["filterBy"] },
      );
    },
  };
}

/** A check run. */
export function runNode(viewer: Viewer, repository: Repository, run: CheckRun): Node {
  const page = `${repositoryUrls(viewer.github, repository).html}/runs/${run.id}`;
  return {
    __typename: "CheckRun",
    id: nodeId("CheckRun", run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    title: run.title ?? null,
    summary: run.summary ?? null,
    text: run.text ?? null,
    externalId: run.externalId ?? null,
    detailsUrl: run.detailsUrl ?? page,
    url: page,
    startedAt: iso(run.startedAt),
    completedAt: run.completedAt === undefined ? null : iso(run.completedAt),
    checkSuite: () => suiteNode(viewer, repository, viewer.github.store.get("checkSuites", run.suite)!),
  };
}
