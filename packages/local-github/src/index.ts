export type { AppCredentials, AppSettings, TokenSettings } from "./admin/apps.ts";
export type { AdminHandle } from "./admin/handle.ts";
export type { CommitWish, RepositorySettings } from "./admin/repositories.ts";
export type { ProtectionSettings, RulesetSettings } from "./admin/rules.ts";
export type { TraceEntry, Violation } from "./github.ts";
export type { Fault } from "./http/faults.ts";
export { documentedLimits, type Limits } from "./limits.ts";
export { type LocalGitHub, type Snapshot, type StartOptions, startGitHub } from "./start-github.ts";
export type { Disorder } from "./webhooks/postman.ts";
