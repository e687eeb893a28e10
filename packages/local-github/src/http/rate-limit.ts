import type { Limits } from "../limits.ts";

/** What one request costs, and on whose account. */
export interface Cost {
  /** Who pays: a token's owner, or `anonymous`. */
  readonly payer: string;
  readonly resource: "core" | "graphql";
  readonly points: number;
  /** Whether it creates content. */
  readonly content: boolean;
}

/** How a payer stands with one resource. */
export interface Rate {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

/** Why a request is held back, and after how many seconds it may come again. */
export interface Hold {
  readonly kind: "primary" | "secondary";
  readonly retryAfter: number;
}

/** Counts requests against GitHub's limits. */
export interface RateLimiter {
  /** Counts a request that begins; when a limit is reached, nothing is counted and the hold is given. */
  begin(cost: Cost): Hold | undefined;
  /** Counts it as ended; what turned out to be free (304) is given back. */
  end(cost: Cost, free: boolean): void;
  rate(payer: string, resource: Cost["resource"]): Rate;
}

interface Window {
  readonly start: number;
  used: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** A limiter with fixed windows, each beginning with the first request in it. */
export function rateLimiter(limits: Limits, now: () => number): RateLimiter {
  const windows = new Map<string, Window>();
  const going = new Map<string, number>();

  function windowOf(name: string, length: number): Window {
    const found = windows.get(name);
    if (found !== undefined && now() - found.start < length) return found;
    const fresh = { start: now(), used: 0 };
    windows.set(name, fresh);
    return fresh;
  }

  function limitOf(payer: string): number {
    return payer === "anonymous" ? limits.anonymousRequestsPerHour : limits.requestsPerHour;
  }

  function checks({ payer, resource, points, content }: Cost) {
    const perMinute = resource === "core" ? limits.restPointsPerMinute : limits.graphqlPointsPerMinute;
    return [
      { kind: "primary", name: `${payer} ${resource}`, length: hour, limit: limitOf(payer), cost: 1 },
      { kind: "secondary", name: `${payer} ${resource} points`, length: minute, limit: perMinute, cost: points },
      {
        kind: "secondary",
        name: `${payer} content`,
        length: minute,
        limit: limits.contentPerMinute,
        cost: content ? 1 : 0,
      },
      {
        kind: "secondary",
        name: `${payer} content by the hour`,
        length: hour,
        limit: limits.contentPerHour,
        cost: content ? 1 : 0,
      },
    ] as const;
  }

  function holdOf(cost: Cost): Hold | undefined {
    const counted = checks(cost).map((check) => ({ ...check, window: windowOf(check.name, check.length) }));
    const full = counted.find(({ window, limit, cost: points }) => points > 0 && window.used + points > limit);
    if (full !== undefined) {
      const wait = Math.max(1, Math.ceil((full.window.start + full.length - now()) / 1000));
      return { kind: full.kind, retryAfter: wait };
    }
    for (const { window, cost: points } of counted) window.used += points;
    return undefined;
  }

  return {
    begin(cost) {
      const open = going.get(cost.payer) ?? 0;
      if (open >= limits.concurrentRequests) return { kind: "secondary", retryAfter: 1 };
      const hold = holdOf(cost);
      if (hold === undefined) going.set(cost.payer, open + 1);
      return hold;
    },
    end({ payer, resource }, free) {
      going.set(payer, (going.get(payer) ?? 1) - 1);
      const window = windowOf(`${payer} ${resource}`, hour);
      if (free) window.used = Math.max(0, window.used - 1);
    },
    rate(payer, resource) {
      const { start, used } = windowOf(`${payer} ${resource}`, hour);
      const limit = limitOf(payer);
      return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil((start + hour) / 1000) };
    },
  };
}
