/** GitHub's documented limits. Tests that need more room raise single ones. */
export interface Limits {
  /** Requests an hour: of a person or installation, and of everyone who does not say who they are. */
  readonly requestsPerHour: number;
  readonly anonymousRequestsPerHour: number;
  /** Points a minute by REST (reading 1, writing 5) and by GraphQL (query 1, mutation 5). */
  readonly restPointsPerMinute: number;
  readonly graphqlPointsPerMinute: number;
  /** Requests that create content (comments, reviews, pull requests). */
  readonly contentPerMinute: number;
  readonly contentPerHour: number;
  readonly concurrentRequests: number;
  /** Characters of a comment's, a review's and a pull request's body, and of a check's summary and text. */
  readonly bodyCharacters: number;
  readonly titleCharacters: number;
  readonly annotationsPerRequest: number;
  readonly actionsPerCheckRun: number;
  readonly filesPerPullRequest: number;
  readonly filesPerComparison: number;
  readonly treeEntries: number;
  readonly directoryEntries: number;
  readonly labelsPerIssue: number;
  readonly checkRunsPerSuite: number;
  /** Deliveries that an app can look up; older ones are forgotten. */
  readonly deliveriesPerApp: number;
  /** Milliseconds that a webhook's receiver may take. */
  readonly webhookTimeout: number;
}

export const documentedLimits: Limits = {
  requestsPerHour: 5000,
  anonymousRequestsPerHour: 60,
  restPointsPerMinute: 900,
  graphqlPointsPerMinute: 2000,
  contentPerMinute: 80,
  contentPerHour: 500,
  concurrentRequests: 100,
  bodyCharacters: 65_536,
  titleCharacters: 256,
  annotationsPerRequest: 50,
  actionsPerCheckRun: 3,
  filesPerPullRequest: 3000,
  filesPerComparison: 300,
  treeEntries: 100_000,
  directoryEntries: 1000,
  labelsPerIssue: 100,
  checkRunsPerSuite: 1000,
  deliveriesPerApp: 1000,
  webhookTimeout: 10_000,
};
