import type { Objects } from "@slipway/git";
import type { FaultBox } from "./http/faults.ts";
import type { RateLimiter } from "./http/rate-limit.ts";
import type { Limits } from "./limits.ts";
import type { Delivery } from "./state/delivery-rows.ts";
import type { Store } from "./state/store.ts";
import type { Postman } from "./webhooks/postman.ts";

/** One request that was answered. */
export interface TraceEntry {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** GitHub's name of the operation, such as `pulls/merge`; of GraphQL `graphql` and the top fields; of Git the service. */
  readonly operation: string;
  /** The login of whoever asked; an app's own (JWT) requests carry its slug. */
  readonly actor: string;
  /** 0 when the connection was dropped. */
  readonly status: number;
  /** Whether the request could change something. */
  readonly write: boolean;
}

/** What somebody who watches is shown as it happens: a request that was answered, a webhook that was delivered or not. */
export type Happening =
  | { readonly kind: "request"; readonly request: TraceEntry }
  | { readonly kind: "delivery"; readonly delivery: Delivery };

/** Something that must not happen in a test: an operation that is not served, an answer or event unlike GitHub's. */
export interface Violation {
  readonly kind: "not served" | "response" | "event" | "crash";
  readonly operation: string;
  readonly message: string;
}

/** Everything that the parts of a running GitHub share. */
export interface GitHub {
  /** Where it listens, such as `http://127.0.0.1:4711`. */
  readonly url: string;
  readonly directory: string;
  readonly store: Store;
  readonly limits: Limits;
  readonly faults: FaultBox;
  readonly limiter: RateLimiter;
  readonly postman: Postman;
  readonly trace: TraceEntry[];
  readonly violations: Violation[];
  readonly watchers: Set<(happening: Happening) => void>;
  /** Milliseconds since 1970, by the clock that the tests may set. */
  now(): number;
  /** A number from 0 to 1, the next of the seeded row. */
  random(): number;
  /** Text that nobody can guess who does not know the seed: letters and digits. */
  secret(length: number): string;
  /** The open object database of a repository. */
  objects(repository: number): Objects;
  /** Runs work that reads and moves a repository's refs, one piece at a time. */
  exclusive<T>(repository: number, work: () => Promise<T>): Promise<T>;
  /** Says that something changed in a repository for which an automatic merge or a merge queue may have waited. */
  changed(repository: number): void;
  /** Lets work go on after the answer; `idle` waits for it. */
  later(work: () => Promise<void>): void;
}
