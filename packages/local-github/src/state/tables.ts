import type { Account, App, Installation, Team, Token } from "./account-rows.ts";
import type { CheckRun, CheckSuite, Deployment, DeploymentStatus, Environment } from "./check-rows.ts";
import type { Delivery } from "./delivery-rows.ts";
import type { Comment, Label, Pull, QueueEntry, Reaction, Review, ReviewComment } from "./pull-rows.ts";
import type { Intent, Protection, Ref, Repository, Ruleset } from "./repository-rows.ts";

/** What is remembered beside Git, one plain row a thing. */

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
