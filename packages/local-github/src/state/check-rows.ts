/** Checks and deployments. Plain rows; times are milliseconds since 1970, others are named by their id. */

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
