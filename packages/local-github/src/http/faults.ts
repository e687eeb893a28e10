/**
 * A fault that is played on matching requests.
 * - `error`: an answer of that status (502 unless told); with `after`, the work was done all the same.
 * - `drop`: the connection is reset; with `after`, once the work was done.
 * - `secondary-rate-limit`: 403 with `retry-after`; nothing is done. `too-many-requests`: the same with 429.
 * - `slow`: the answer comes late.
 * - `expire-token`: the token is no longer valid from this request on.
 * - `ref-lock`: the refs cannot be moved, as if another push held them.
 * - `lag`: what was created in the last `milliseconds` is not found yet and missing in lists.
 */
export interface Fault {
  readonly kind:
    | "error"
    | "drop"
    | "secondary-rate-limit"
    | "too-many-requests"
    | "slow"
    | "expire-token"
    | "ref-lock"
    | "lag";
  /** GitHub's name of the operation, `graphql`, `git-upload-pack` or `git-receive-pack`; every request when left out. */
  readonly operation?: string;
  /** How many matching requests pass before it begins; 0 unless told. */
  readonly skip?: number;
  /** On how many requests it is played; 1 unless told. */
  readonly times?: number;
  readonly after?: boolean;
  readonly status?: number;
  readonly milliseconds?: number;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** The faults that are still to be played. */
export interface FaultBox {
  /** Adds a fault; the function given takes it away again. */
  add(fault: Fault): () => void;
  /** The faults to be played on a request of this operation, each counted as played. */
  next(operation: string): readonly Fault[];
}

interface Waiting {
  readonly fault: Fault;
  skip: number;
  times: number;
}

/** A box of faults, played in the order in which they were added. */
export function faultBox(faults: readonly Fault[]): FaultBox {
  const waiting: Waiting[] = [];

  function add(fault: Fault): () => void {
    const item = { fault, skip: fault.skip ?? 0, times: fault.times ?? 1 };
    waiting.push(item);
    return () => {
      item.times = 0;
    };
  }

  function next(operation: string): readonly Fault[] {
    const played: Fault[] = [];
    for (const item of waiting) {
      if (item.times === 0 || (item.fault.operation ?? operation) !== operation) continue;
      if (item.skip > 0) {
        item.skip--;
        continue;
      }
      item.times--;
      played.push(item.fault);
    }
    return played;
  }

  for (const fault of faults) add(fault);
  return { add, next };
}
