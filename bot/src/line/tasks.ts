import type { ExceptionWish, GuardReason } from "@slipway/engine";

/** A command as it was dealt with before the plan was made. */
export interface Asked {
  /** The comment that it stands in. */
  readonly comment: number;
  readonly by: string;
  readonly line: string;
  /** Why it was refused, if it was. */
  readonly refused?: string;
  readonly explain?: { readonly service: string; readonly environment: string | undefined };
  /** What an owner who has no part in the change said yes to. */
  readonly confirm?: string;
  readonly except?: AskedException;
  readonly help?: boolean;
}

/** A wish for an exception from what blocks a plan. */
export interface AskedException {
  /** The digest of the plan that it is about. */
  readonly digest: string;
  readonly wish: ExceptionWish;
  /** Nobody has answered it yet. */
  readonly fresh: boolean;
  /** It was answered with a no. */
  readonly refused: boolean;
}

/** A pull request that adds exceptions, or why there is none. */
export type ExceptionAnswer = {
  readonly comment: number;
  readonly by: string;
  readonly wish: ExceptionWish;
  /** Nobody has answered it yet: then something is to be done. */
  readonly fresh: boolean;
} & (
  | { readonly refused: string }
  | {
      readonly refused?: undefined;
      /** The branch that it comes from: the same for what says the same. */
      readonly branch: string;
      readonly files: ReadonlyMap<string, string>;
      readonly services: readonly string[];
    }
);

/** An environment whose branch lags behind the default branch, and why. */
export interface Waiting {
  readonly environment: string;
  /** It waits for an owner's yes, or is left alone. */
  readonly kind: "held" | "frozen";
  readonly why: readonly string[];
  /** The merged pull request that it waits at. */
  readonly pull?: number;
}

/** Plan what merging a head into a base would do. */
export interface PlanTask {
  readonly kind: "plan";
  readonly mirror: string;
  readonly base: string;
  readonly head: string;
  readonly pull: number;
  /** The environment branches as they stand. */
  readonly environments: ReadonlyMap<string, string>;
  /** Whether the trees that merging would push are written, to be pushed to hidden refs: never for a fork. */
  readonly stage: boolean;
  readonly asked: readonly Asked[];
  /** The environments that have not got to what is merged already. */
  readonly waiting: readonly Waiting[];
  /** The repository's page and the name of the branch merged into, for what the comment says. */
  readonly page: string;
  readonly into: string;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

/** How long each part took, in milliseconds. */
export type Phases = Readonly<Record<string, number>>;

/** What a plan comes to. */
export interface Planned {
  readonly kind: "planned";
  readonly digest: string;
  readonly conclusion: "success" | "failure" | "action_required";
  readonly title: string;
  readonly comment: string;
  readonly annotations: readonly Annotation[];
  /** Why somebody has to say yes, by environment, and who did. */
  readonly reasons: readonly GuardReason[];
  readonly confirmedBy: string | undefined;
  /** What the wishes for exceptions come to. */
  readonly exceptions: readonly ExceptionAnswer[];
  /** The comments with a command that comes to nothing. */
  readonly refused: readonly number[];
  /** The commits that hold what merging would push, by environment. */
  readonly commits: ReadonlyMap<string, string>;
  readonly phases: Phases;
}

export type PlanAnswer =
  | Planned
  /** Neither side has a platform. */
  | { readonly kind: "no platform" }
  /** Nothing of the platform differs, or nothing can be told because files are in conflict. */
  | {
      readonly kind: "untouched" | "conflicts";
      readonly title: string;
      readonly comment: string;
      readonly refused: readonly number[];
    };

/** What the environment branches stand for, as far as it is known: the source each was rendered from. */
export interface EnvironmentHead {
  readonly environment: string;
  readonly head: string;
  /** The commit whose render it holds; undefined: unknown, and everything is compared. */
  readonly source: string | undefined;
}

/** Render a commit onto the environment branches. */
export interface StageTask {
  readonly kind: "stage";
  readonly mirror: string;
  readonly commit: string;
  readonly heads: readonly EnvironmentHead[];
  /** The environments that are looked at. */
  readonly which: { readonly only: readonly string[] } | { readonly allBut: readonly string[] };
  /** What the pull request that this commit merged had planned; undefined: nobody saw a plan. */
  readonly planned: { readonly base: string; readonly head: string; readonly digest: string } | undefined;
}

/** What is to be pushed to one environment. */
export interface Staged {
  readonly environment: string;
  readonly head: string | undefined;
  /** The environment takes every merge as it comes. */
  readonly follows: boolean;
  /** The tree that its branch is to have; undefined: nothing changes. */
  readonly tree: string | undefined;
  readonly changed: number;
  /** The digest of what changes in this environment. */
  readonly digest: string;
  readonly reasons: readonly GuardReason[];
  /** Paths that change and that no plan showed. */
  readonly unplanned: readonly string[];
  readonly failed: readonly string[];
}

export interface StageAnswer {
  readonly kind: "staged";
  /** The digest of all that changes, over all environments. */
  readonly digest: string;
  readonly repository: string;
  readonly environments: readonly Staged[];
  readonly phases: Phases;
}

export type Task = PlanTask | StageTask;
export type AnswerOf<T extends Task> = T extends PlanTask ? PlanAnswer : StageAnswer;
