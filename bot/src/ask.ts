import { setTimeout as sleep } from "node:timers/promises";
import type { Metrics } from "./metrics.ts";

/** Why GitHub did not do something: the `cause` of the Error that a call throws. */
export interface Refusal {
  /** 0 when no answer came. */
  readonly status: number;
  readonly route: string;
  /** Milliseconds until it may be asked again, where it asked for patience. */
  readonly retryAfter: number | undefined;
}

/** The refusal behind an error; undefined when it is something else. */
export function refusalOf(error: unknown): Refusal | undefined {
  const cause = error instanceof Error ? (error.cause as Partial<Refusal> | undefined) : undefined;
  return typeof cause?.route === "string" ? (cause as Refusal) : undefined;
}

const timeout = 30_000;
const mostAtOnce = 10;

/** Lets so many requests of an installation through at once, and none while GitHub asked for patience. */
export interface Gate {
  pass<T>(who: string, call: () => Promise<T>): Promise<T>;
  /** Milliseconds until this one may ask again. */
  closedFor(who: string): number;
  close(who: string, milliseconds: number): void;
}

/** Open for everybody. */
export function openGate(): Gate {
  const going = new Map<string, number>();
  const waiting = new Map<string, (() => void)[]>();
  const closed = new Map<string, number>();
  return {
    async pass(who, call) {
      while ((going.get(who) ?? 0) >= mostAtOnce)
        await new Promise<void>((go) => {
          const queue = waiting.get(who) ?? [];
          waiting.set(who, queue);
          queue.push(go);
        });
      going.set(who, (going.get(who) ?? 0) + 1);
      try {
        return await call();
      } finally {
        going.set(who, (going.get(who) ?? 1) - 1);
        waiting.get(who)?.shift()?.();
      }
    },
    closedFor: (who) => Math.max(0, (closed.get(who) ?? 0) - performance.now()),
    close: (who, milliseconds) => void closed.set(who, performance.now() + milliseconds),
  };
}

/** A question, and what it is asked under. */
export interface Asking<T> {
  /** Whose rate limits it counts against. */
  readonly who: string;
  readonly route: string;
  readonly call: (signal: AbortSignal) => Promise<T>;
  readonly gate: Gate;
  readonly metrics: Metrics;
}

const attempts = 3;

/**
 * Asks, and asks again where that can do no harm: reading, and what is the same when it is done twice. A POST is asked
 * once, because what it made may be there although no answer came. Whoever is told to wait is not asked in the meantime:
 * the job is put off, and no worker sits and waits.
 */
export async function askPatiently<T>({ who, route, call, gate, metrics }: Asking<T>): Promise<T> {
  const repeatable = !route.startsWith("POST ") && !route.startsWith("mutation ");
  for (let attempt = 1; ; attempt += 1) {
    const wait = gate.closedFor(who);
    if (wait > 0) throw refused(`GitHub asked for patience: ${route}`, { status: 429, route, retryAfter: wait });
    try {
      const answer = await gate.pass(who, () => call(AbortSignal.timeout(timeout)));
      metrics.count("github_requests_total", { route, status: "ok" });
      return answer;
    } catch (error) {
      const { status, retryAfter } = readRefusal(error);
      metrics.count("github_requests_total", { route, status });
      if (retryAfter !== undefined) {
        metrics.count("github_limited_total", { kind: status });
        gate.close(who, retryAfter);
      }
      const passing = retryAfter === undefined && (status === 0 || status >= 500);
      if (!passing || !repeatable || attempt === attempts)
        throw refused(`${route}: ${messageOf(error)}`, { status, route, retryAfter });
      await sleep(200 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function refused(message: string, cause: Refusal): Error {
  return new Error(message, { cause });
}

interface Failed {
  readonly status?: number;
  readonly message?: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | undefined>> };
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly errors?: readonly { readonly type?: string }[];
}

/** The status of an answer, and how long to wait where it says so: by headers, never by words. */
function readRefusal(error: unknown): { status: number; retryAfter: number | undefined } {
  const { status, response, headers: own, errors } = error as Failed;
  const headers = response?.headers ?? own ?? {};
  const known = status ?? (errors === undefined ? 0 : 200);
  const after = Number(headers["retry-after"]);
  const limited = known === 429 || known === 403 || errors?.some(({ type }) => type === "RATE_LIMITED") === true;
  if (limited && after > 0) return { status: known, retryAfter: after * 1000 };
  if (limited && headers["x-ratelimit-remaining"] === "0") {
    // By the clock that set the time: ours may be another.
    const now = Date.parse(headers["date"] ?? "") || Date.now();
    const reset = Number(headers["x-ratelimit-reset"]) * 1000 - now;
    return { status: known, retryAfter: Math.max(1_000, Number.isFinite(reset) ? reset + 1_000 : 60_000) };
  }
  return { status: known, retryAfter: known === 429 ? 60_000 : undefined };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
