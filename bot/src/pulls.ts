import type { Client } from "./github.ts";

/** The check that a pull request needs. */
export const planCheck = "slipway/plan";
/** The check on a commit of the default branch that says whether it was pushed to the environments. */
export const pushCheck = "slipway/push";

/** A comment in the conversation of a pull request. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: string;
  /** When, as 2026-11-22T10:00:00Z. */
  readonly written: string;
  /** Written by a person, and not changed since by anybody. */
  readonly genuine: boolean;
  readonly mine: boolean;
  /** Whether the bot has reacted to it, which it does once a command in it is dealt with. */
  readonly answered: boolean;
  /** Its answer is a no. */
  readonly refused: boolean;
}

/** A check run of the bot's own; those of others under the same name are never seen. */
export interface Check {
  readonly id: number;
  readonly completed: boolean;
  readonly conclusion: string | undefined;
  readonly externalId: string;
  readonly summary: string;
}

/** A pull request as it stands. */
export interface Pull {
  readonly number: number;
  readonly state: "open" | "closed" | "merged";
  readonly fork: boolean;
  readonly author: string;
  readonly head: string;
  /** The branch that it wants to be merged into, and that branch's tip. */
  readonly into: string;
  readonly base: string | undefined;
  readonly mergeCommit: string | undefined;
  readonly comments: readonly Comment[];
  readonly check: Check | undefined;
}

interface CommentNode {
  readonly databaseId: number;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly viewerDidAuthor: boolean;
  readonly author: { readonly __typename: string; readonly login: string } | null;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[] | null;
}

interface RunNode {
  readonly databaseId: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly externalId: string | null;
  readonly summary: string | null;
}

interface SuitesNode {
  readonly nodes: readonly { readonly checkRuns: { readonly nodes: readonly RunNode[] } }[];
}

interface PullNode {
  readonly number: number;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly isCrossRepository: boolean;
  readonly author: { readonly login: string } | null;
  readonly headRefOid: string;
  readonly baseRefName: string;
  readonly baseRef: { readonly target: { readonly oid: string } } | null;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly comments: {
    readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly CommentNode[];
  };
  readonly commits: {
    readonly nodes: readonly { readonly commit: { readonly oid: string; readonly checkSuites: SuitesNode } }[];
  };
}

const commentFields =
  "databaseId body createdAt updatedAt viewerDidAuthor author { __typename login } reactionGroups { content viewerHasReacted }";
const suiteFields = (name: string) =>
  `checkSuites(first: 10, filterBy: {appId: $app}) { nodes { checkRuns(first: 10, filterBy: {checkName: "${name}"}) { nodes { databaseId status conclusion externalId summary } } } }`;
const pullFields = `number state isCrossRepository author { login } headRefOid baseRefName baseRef { target { oid } } mergeCommit { oid }
      commits(last: 1) { nodes { commit { oid ${suiteFields(planCheck)} } } }`;

const pullQuery = `query pull($owner: String!, $repo: String!, $number: Int!, $app: Int!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      ${pullFields}
      comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${commentFields} } }
    }
  }
}`;

const openQuery = `query openPulls($owner: String!, $repo: String!, $app: Int!, $into: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    defaultBranchRef { target { oid } }
    pullRequests(first: 50, states: OPEN, baseRefName: $into, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        ${pullFields}
        comments(last: 20) { nodes { ${commentFields} } }
      }
    }
  }
}`;

const headQuery = `query head($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { headRefOid state } }
}`;

const checkQuery = `query check($owner: String!, $repo: String!, $app: Int!, $oid: GitObjectID!) {
  repository(owner: $owner, name: $repo) { object(oid: $oid) { ... on Commit { ${suiteFields(pushCheck)} } } }
}`;

const contributorsQuery = `query contributors($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      commits(last: 100) { totalCount nodes { commit { author { user { login } } committer { user { login } } } } }
    }
  }
}`;

const mostPages = 20;

/** Reads a pull request with its whole conversation. Undefined: there is none of that number. `app`: the bot's own id. */
export async function readPull(client: Client, app: number, number: number): Promise<Pull | undefined> {
  type Answer = { repository: { pullRequest: PullNode | null } | null };
  const comments: CommentNode[] = [];
  let after: string | null = null;
  for (let page = 1; ; page += 1) {
    const answer: Answer = await client.graphql<Answer>(pullQuery, { number, app, after });
    const node: PullNode | null | undefined = answer.repository?.pullRequest;
    if (node === undefined || node === null) return undefined;
    comments.push(...node.comments.nodes);
    if (node.comments.pageInfo?.hasNextPage !== true || page === mostPages) return pullOf(node, comments);
    after = node.comments.pageInfo.endCursor;
  }
}

/**
 * The open pull requests into the default branch, each with the last of its conversation. Undefined: there is no such
 * branch, as in a repository into which nothing was pushed yet.
 */
export async function listOpenPulls(client: Client, app: number, into: string): Promise<Pull[] | undefined> {
  type Pages = { pageInfo: { hasNextPage: boolean; endCursor: string | null }; nodes: PullNode[] };
  type Answer = { repository: { defaultBranchRef: object | null; pullRequests: Pages } };
  const found: Pull[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: Answer = await client.graphql<Answer>(openQuery, { app, into, after });
    if (answer.repository.defaultBranchRef === null) return undefined;
    const { pageInfo, nodes } = answer.repository.pullRequests;
    found.push(...nodes.map((node) => pullOf(node, node.comments.nodes)));
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

/** Where a pull request's head stands now, if it is open; undefined when it is not. */
export async function readHead(client: Client, number: number): Promise<string | undefined> {
  type Answer = { repository: { pullRequest: { headRefOid: string; state: string } | null } };
  const { repository } = await client.graphql<Answer>(headQuery, { number });
  return repository.pullRequest?.state === "OPEN" ? repository.pullRequest.headRefOid : undefined;
}

/** The bot's own check on a commit of the default branch. */
export async function readPushCheck(client: Client, app: number, oid: string): Promise<Check | undefined> {
  type Answer = { repository: { object: { checkSuites?: SuitesNode } | null } };
  const { repository } = await client.graphql<Answer>(checkQuery, { app, oid });
  return checkOf(repository.object?.checkSuites);
}

/** The logins of those whose commits are in a pull request; undefined when they are too many to tell. */
export async function readContributors(client: Client, number: number): Promise<ReadonlySet<string> | undefined> {
  type Who = { user: { login: string } | null } | null;
  type Commits = { totalCount: number; nodes: { commit: { author: Who; committer: Who } }[] };
  type Answer = { repository: { pullRequest: { commits: Commits } | null } };
  const { repository } = await client.graphql<Answer>(contributorsQuery, { number });
  const commits = repository.pullRequest?.commits;
  if (commits === undefined || commits.totalCount > commits.nodes.length) return undefined;
  const people = commits.nodes.flatMap(({ commit }) => [commit.author?.user?.login, commit.committer?.user?.login]);
  return new Set(people.flatMap((login) => (login === undefined ? [] : [login.toLowerCase()])));
}

function pullOf(node: PullNode, comments: readonly CommentNode[]): Pull {
  const last = node.commits.nodes.at(-1)?.commit;
  return {
    number: node.number,
    state: node.state === "OPEN" ? "open" : node.state === "MERGED" ? "merged" : "closed",
    fork: node.isCrossRepository,
    author: node.author?.login.toLowerCase() ?? "",
    head: node.headRefOid,
    into: node.baseRefName,
    base: node.baseRef?.target.oid,
    mergeCommit: node.mergeCommit?.oid,
    comments: comments.map(commentOf),
    check: last?.oid === node.headRefOid ? checkOf(last.checkSuites) : undefined,
  };
}

function commentOf(node: CommentNode): Comment {
  return {
    id: node.databaseId,
    body: node.body,
    author: node.author?.login.toLowerCase() ?? "",
    written: node.createdAt,
    genuine: node.author?.__typename === "User" && node.createdAt === node.updatedAt,
    mine: node.viewerDidAuthor,
    answered: (node.reactionGroups ?? []).some(({ viewerHasReacted }) => viewerHasReacted),
    refused: (node.reactionGroups ?? []).some(
      ({ content, viewerHasReacted }) => viewerHasReacted && content === "THUMBS_DOWN",
    ),
  };
}

/** The newest run: what was written last counts. */
function checkOf(suites: SuitesNode | undefined): Check | undefined {
  const runs = (suites?.nodes ?? []).flatMap(({ checkRuns }) => checkRuns.nodes);
  const newest = runs.sort((a, b) => b.databaseId - a.databaseId)[0];
  if (newest === undefined) return undefined;
  return {
    id: newest.databaseId,
    completed: newest.status === "COMPLETED",
    conclusion: newest.conclusion?.toLowerCase(),
    externalId: newest.externalId ?? "",
    summary: newest.summary ?? "",
  };
}
