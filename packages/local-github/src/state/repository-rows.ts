import type { Role } from "./account-rows.ts";

/** Repositories, their rules and refs. Plain rows; others are named by their id. */

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
