import type { Environment, Platform, Team } from "../gen/types.ts";
import type { Ground, Valid } from "../ground.ts";

/** What a service of one team stands on in one environment. */
export interface Context {
  readonly ground: Ground;
  readonly platform: Valid<Platform>;
  readonly environment: Valid<Environment>;
  readonly team: Valid<Team>;
  /** Services that run in this environment, as "team/name". */
  readonly released: { has(id: string): boolean };
}
