import type { GitHub } from "../github.ts";
import type { Repository } from "../state/repository-rows.ts";
import type { Actor } from "./actor.ts";

/** One request to a REST operation, known to fit GitHub's description and to be allowed. */
export interface Call {
  readonly github: GitHub;
  readonly actor: Actor;
  /** The repository that the path names. Present in every operation below `/repos`. */
  readonly repository: Repository;
  /** Parameters of path and query, those of integers and booleans turned into such. */
  readonly parameters: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body: unknown;
  readonly url: URL;
  readonly accept: string;
  /** Milliseconds for which a reader does not see what is new; 0 unless a fault says so. */
  readonly lag: number;
}

/** What an operation answers. `body` is JSON, or text with its own content type. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

/** A parameter that is text or absent. */
export function text(call: Call, name: string): string | undefined {
  const value = call.parameters[name];
  return value === undefined ? undefined : String(value);
}

/** A parameter that is a number; NaN when it is absent. */
export function number(call: Call, name: string): number {
  return Number(call.parameters[name]);
}
