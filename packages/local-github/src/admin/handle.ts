import type { GitHub } from "../github.ts";
import type { Account, Role, Team } from "../state/account-rows.ts";
import type { Protection, Repository, Ruleset } from "../state/repository-rows.ts";
import { createOrganization, createTeam, createUser } from "./accounts.ts";
import {
  type AppCredentials,
  type AppSettings,
  chooseRepositories,
  createApp,
  createToken,
  install,
  suspend,
  type TokenSettings,
  uninstall,
} from "./apps.ts";
import { dismissReview, pressButton, rerunCheck, rerunSuite } from "./person.ts";
import {
  type CommitWish,
  commitFiles,
  createRepository,
  fork,
  grant,
  type RepositorySettings,
} from "./repositories.ts";
import {
  addRuleset,
  type ProtectionSettings,
  protectBranch,
  type RulesetSettings,
  removeRuleset,
  unprotectBranch,
} from "./rules.ts";

/**
 * What an administrator sets up and a person does on GitHub's pages. Every change is on the disk when its promise
 * settles. Making what is there already changes it, so that a program can run its set-up at every start.
 */
export interface AdminHandle {
  createUser(login: string, more?: { readonly name?: string; readonly email?: string }): Promise<Account>;
  createOrganization(
    login: string,
    people: { readonly owners: readonly string[]; readonly members?: readonly string[] },
  ): Promise<Account>;
  createTeam(
    organization: string,
    slug: string,
    members?: readonly string[] | Readonly<Record<string, "member" | "maintainer">>,
  ): Promise<Team>;
  /** `owner/name` */
  createRepository(fullName: string, settings?: RepositorySettings): Promise<Repository>;
  fork(fullName: string, login: string): Promise<Repository>;
  /** Roles of people by login and of teams by slug. */
  grant(
    fullName: string,
    roles: {
      readonly users?: Readonly<Record<string, Role | "none">>;
      readonly teams?: Readonly<Record<string, Role | "none">>;
    },
  ): Promise<Repository>;
  /** Commits files as somebody's push, whatever the rules say; gives the commit. */
  commit(fullName: string, wish: CommitWish): Promise<string>;
  createToken(login: string, settings?: TokenSettings): Promise<string>;
  createApp(slug: string, settings: AppSettings): Promise<AppCredentials>;
  /** Gives the installation's id. */
  install(app: string, account: string, repositories?: readonly string[]): Promise<number>;
  uninstall(installation: number): Promise<void>;
  suspend(installation: number, suspended: boolean): Promise<void>;
  chooseRepositories(installation: number, names: readonly string[]): Promise<void>;
  protectBranch(repository: string, pattern: string, settings?: ProtectionSettings): Promise<Protection>;
  unprotectBranch(repository: string, pattern: string): Promise<void>;
  addRuleset(repository: string, settings: RulesetSettings): Promise<Ruleset>;
  removeRuleset(repository: string, name: string): Promise<void>;
  pressButton(login: string, checkRun: number, identifier: string): Promise<void>;
  rerunCheck(login: string, checkRun: number): Promise<void>;
  rerunSuite(login: string, checkSuite: number): Promise<void>;
  dismissReview(login: string, review: number): Promise<void>;
}

/** The handle of a running GitHub. */
export function adminHandle(github: GitHub): AdminHandle {
  function kept<A extends unknown[], R>(
    change: (github: GitHub, ...args: A) => R | Promise<R>,
  ): (...args: A) => Promise<R> {
    return async (...args) => {
      const result = await change(github, ...args);
      await github.store.flush();
      return result;
    };
  }
  return {
    createUser: kept(createUser),
    createOrganization: kept(createOrganization),
    createTeam: kept(createTeam),
    createRepository: kept(createRepository),
    fork: kept(fork),
    grant: kept(grant),
    commit: kept(commitFiles),
    createToken: kept(createToken),
    createApp: kept(createApp),
    install: kept(install),
    uninstall: kept(uninstall),
    suspend: kept(suspend),
    chooseRepositories: kept(chooseRepositories),
    protectBranch: kept(protectBranch),
    unprotectBranch: kept(unprotectBranch),
    addRuleset: kept(addRuleset),
    removeRuleset: kept(removeRuleset),
    pressButton: kept(pressButton),
    rerunCheck: kept(rerunCheck),
    rerunSuite: kept(rerunSuite),
    dismissReview: kept(dismissReview),
  };
}
