/** What is remembered beside Git, one plain row a thing. Times are milliseconds since 1970, objects are named by id. */

/** What a person, a team or a collaborator may do in a repository; each includes those before it. */
export type Role = "read" | "triage" | "write" | "maintain" | "admin";

/** What an app or a fine-grained token may do: `{contents: "write", metadata: "read"}`. */
export type Permissions = Readonly<Record<string, "read" | "write" | "admin">>;

export interface Account {
  readonly id: number;
  readonly login: string;
  readonly kind: "User" | "Organization" | "Bot";
  readonly name: string;
  readonly email: string;
  /** Of an organization: accounts that own it, and those that belong to it (owners included). */
  readonly owners: readonly number[];
  readonly members: readonly number[];
  readonly createdAt: number;
}

export interface Team {
  readonly id: number;
  readonly organization: number;
  readonly slug: string;
  readonly name: string;
  readonly members: Readonly<Record<string, "member" | "maintainer">>;
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: number;
  readonly bot: number;
  readonly clientId: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly publicKey: string;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly createdAt: number;
}

export interface Installation {
  readonly id: number;
  readonly app: number;
  readonly account: number;
  readonly permissions: Permissions;
  readonly repositories: "all" | readonly number[];
  readonly suspendedAt: number | undefined;
  readonly createdAt: number;
}

export interface Token {
  /** SHA-256 of the token; the token itself is not kept. */
  readonly id: string;
  /** Whose it is: an app's installation, or a person. */
  readonly installation: number | undefined;
  readonly account: number;
  /** What the token narrows its owner's rights to; undefined when to nothing. */
  readonly permissions: Permissions | undefined;
  readonly repositories: readonly number[] | undefined;
  readonly expiresAt: number;
}

export interface Repository {
  readonly id: number;
  readonly owner: number;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly parent: number | undefined;
  readonly description: string | undefined;
  readonly collaborators: Readonly<Record<string, Role>>;
  readonly teams: Readonly<Record<string, Role>>;
  readonly mergeMethods: readonly ("merge" | "squash" | "rebase")[];
  readonly allowAutoMerge: boolean;
  readonly deleteBranchOnMerge: boolean;
  readonly nextNumber: number;
  readonly createdAt: number;
  readonly pushedAt: number;
}

/** One rule of a ruleset, in the words of the REST API. */
export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface BypassActor {
  readonly kind: "app" | "team" | "role" | "organization-admin";
  /** An app's or a team's id; a role's name. */
  readonly actor?: number | string;
  readonly mode: "always" | "pull_request";
}

export interface Ruleset {
  readonly id: number;
  readonly repository: number;
  readonly name: string;
  /** Patterns of full ref names; also `~DEFAULT_BRANCH` and `~ALL`. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly Rule[];
  readonly bypass: readonly BypassActor[];
}

/** Classic branch protection. */
export interface Protection {
  readonly id: number;
  readonly repository: number;
  /** Pattern of branch names without `refs/heads/`. */
  readonly pattern: string;
  readonly rules: readonly Rule[];
  readonly enforceAdmins: boolean;
  /** Who may push, by id; undefined: everyone with write. */
  readonly pushers:
    | { readonly users: readonly number[]; readonly teams: readonly number[]; readonly apps: readonly number[] }
    | undefined;
}

export interface Ref {
  /** `<repository>:<name>` */
  readonly id: string;
  readonly repository: number;
  readonly name: string;
  readonly oid: string;
}

/** A push that was begun: who moves which ref to where. It outlives a crash so that the push keeps its author. */
export interface Intent {
  readonly id: number;
  readonly repository: number;
  readonly actor: number;
  readonly moves: readonly { readonly name: string; readonly oid: string }[];
  readonly merging: { readonly pull: number; readonly commit: string } | undefined;
}

export interface Pull {
  readonly id: number;
  readonly repository: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | undefined;
  readonly user: number;
  readonly state: "open" | "closed";
  readonly draft: boolean;
  readonly head: {
    readonly repository: number | undefined;
    readonly owner: number;
    readonly ref: string;
    readonly sha: string;
  };
  readonly base: { readonly ref: string; readonly sha: string };
  /** Who pushed the head last. */
  readonly pusher: number;
  readonly labels: readonly number[];
  readonly reviewers: readonly number[];
  readonly teamReviewers: readonly number[];
  readonly maintainerCanModify: boolean;
  readonly autoMerge:
    | {
        readonly by: number;
        readonly method: "merge" | "squash" | "rebase";
        readonly title: string | undefined;
        readonly message: string | undefined;
        readonly at: number;
      }
    | undefined;
  readonly mergedAt: number | undefined;
  readonly mergedBy: number | undefined;
  readonly mergeCommit: string | undefined;
  readonly closedAt: number | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Label {
  readonly id: number;
  readonly repository: number;
  readonly name: string;
  readonly color: string;
}

export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly user: number;
  readonly app: number | undefined;
  readonly body: string;
  readonly minimized: string | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Reaction {
  readonly id: number;
  readonly comment: number;
  readonly user: number;
  readonly content: string;
  readonly createdAt: number;
}

export interface Review {
  readonly id: number;
  readonly pull: number;
  readonly user: number;
  readonly state: "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED";
  readonly body: string;
  readonly commit: string;
  readonly submittedAt: number | undefined;
  readonly updatedAt: number;
}

export interface ReviewComment {
  readonly id: number;
  readonly pull: number;
  readonly review: number;
  readonly user: number;
  readonly path: string;
  readonly line: number;
  readonly startLine: number | undefined;
  readonly side: "LEFT" | "RIGHT";
  readonly commit: string;
  readonly body: string;
  readonly resolvedBy: number | undefined;
  readonly createdAt: number;
}

export interface CheckSuite {
  readonly id: number;
  readonly repository: number;
  readonly sha: string;
  readonly branch: string | undefined;
  readonly before: string | undefined;
  readonly app: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: number;
  readonly repository: number;
  readonly app: number;
  readonly sha: string;
  readonly name: string;
  readonly status: "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
  readonly conclusion: string | undefined;
  readonly externalId: string | undefined;
  readonly detailsUrl: string | undefined;
  readonly title: string | undefined;
  readonly summary: string | undefined;
  readonly text: string | undefined;
  readonly annotations: readonly Annotation[];
  readonly actions: readonly { readonly label: string; readonly description: string; readonly identifier: string }[];
  readonly startedAt: number;
  readonly completedAt: number | undefined;
}

export interface Environment {
  readonly id: number;
  readonly repository: number;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Deployment {
  readonly id: number;
  readonly repository: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly description: string | undefined;
  readonly payload: unknown;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: number;
  readonly app: number | undefined;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface DeploymentStatus {
  readonly id: number;
  readonly deployment: number;
  readonly state: string;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: number;
  readonly app: number | undefined;
  readonly createdAt: number;
}

/** A pull request in a merge queue; with `head`, the commit of its merge group, whose checks are awaited. */
export interface QueueEntry {
  readonly id: number;
  readonly repository: number;
  readonly pull: number;
  readonly branch: string;
  readonly enqueuer: number;
  readonly enqueuedAt: number;
  readonly base: string | undefined;
  readonly head: string | undefined;
}

export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: number;
  readonly event: string;
  readonly action: string | undefined;
  readonly installation: number | undefined;
  readonly repository: number | undefined;
  readonly body: string;
  readonly redelivery: boolean;
  readonly createdAt: number;
  /** Undefined while it has not been tried; 0 when no answer came. */
  readonly statusCode: number | undefined;
  readonly status: string;
  readonly duration: number;
  readonly responseBody: string | undefined;
  readonly responseHeaders: Readonly<Record<string, string>> | undefined;
}

/** Every table by its name. */
export interface Tables {
  readonly accounts: Account;
  readonly teams: Team;
  readonly apps: App;
  readonly installations: Installation;
  readonly tokens: Token;
  readonly repositories: Repository;
  readonly rulesets: Ruleset;
  readonly protections: Protection;
  readonly refs: Ref;
  readonly intents: Intent;
  readonly pulls: Pull;
  readonly labels: Label;
  readonly comments: Comment;
  readonly reactions: Reaction;
  readonly reviews: Review;
  readonly reviewComments: ReviewComment;
  readonly checkSuites: CheckSuite;
  readonly checkRuns: CheckRun;
  readonly environments: Environment;
  readonly deployments: Deployment;
  readonly deploymentStatuses: DeploymentStatus;
  readonly queue: QueueEntry;
  readonly deliveries: Delivery;
}

export type TableName = keyof Tables;
