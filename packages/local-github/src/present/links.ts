import type { GitHub } from "../github.ts";
import type { Repository } from "../state/repository-rows.ts";

/** A time as the API writes it: UTC, to the second. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

/** The same, or null when it has not come. */
export function isoOrNull(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : iso(milliseconds);
}

/** Where the REST API answers. */
export function apiUrl(github: GitHub): string {
  return `${github.url}/api/v3`;
}

/** `owner/name` */
export function fullName(github: GitHub, repository: Repository): string {
  return `${github.store.get("accounts", repository.owner)!.login}/${repository.name}`;
}

/** A repository in the REST API, and the page that people would see. */
export function repositoryUrls(
  github: GitHub,
  repository: Repository,
): { readonly api: string; readonly html: string } {
  const name = fullName(github, repository);
  return { api: `${apiUrl(github)}/repos/${name}`, html: `${github.url}/${name}` };
}

/** A path as part of a URL: its slashes stay. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

const nodePrefixes = {
  User: "U",
  Bot: "BOT",
  Organization: "O",
  App: "A",
  Installation: "MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u",
  Team: "T",
  Repository: "R",
  PullRequest: "PR",
  IssueComment: "IC",
  PullRequestReview: "PRR",
  PullRequestReviewComment: "PRRC",
  PullRequestReviewThread: "PRRT",
  Label: "LA",
  CheckRun: "CR",
  CheckSuite: "CS",
  Deployment: "DE",
  DeploymentStatus: "DES",
  Environment: "EN",
  Reaction: "REA",
  MergeQueueEntry: "MQE",
  MergeQueue: "MQ",
} as const;

export type NodeType = keyof typeof nodePrefixes;

/** The global id of a thing, which GraphQL takes. */
export function nodeId(type: NodeType, id: number): string {
  return `${nodePrefixes[type]}_${Buffer.from(String(id)).toString("base64url")}`;
}

/** The global id of something in Git, which has no row. */
export function gitNodeId(type: "C" | "REF", repository: number, name: string): string {
  return `${type}_${Buffer.from(`${repository}:${name}`).toString("base64url")}`;
}

/** The type and the id that a global id stands for; undefined when it stands for nothing here. */
export function parseNodeId(node: string): { readonly type: NodeType; readonly id: number } | undefined {
  const at = node.lastIndexOf("_");
  const type = (Object.keys(nodePrefixes) as NodeType[]).find((name) => nodePrefixes[name] === node.slice(0, at));
  const id = Number(Buffer.from(node.slice(at + 1), "base64url").toString());
  return type === undefined || !Number.isSafeInteger(id) ? undefined : { type, id };
}
