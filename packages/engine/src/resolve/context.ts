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

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** Seconds in a duration such as 30s, 5m, 1h, 7d. */
export function secondsOf(duration: string): number {
  return Number(duration.slice(0, -1)) * (seconds[duration.slice(-1)] ?? Number.NaN);
}
