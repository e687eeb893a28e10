/** Pull requests and what is said of them. Plain rows; times are milliseconds since 1970, others are named by their id. */

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
