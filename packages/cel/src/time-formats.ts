import { parseDuration, parseTimestamp } from "./time.ts";
import { CelError, Duration, type Timestamp } from "./value.ts";

// Times and durations as the formats of OpenAPI schemas have them: more forms than expressions take.

const UNITS: readonly (readonly [nanos: bigint, prefix: string, ...names: string[]])[] = [
  [1n, "nano", "ns"],
  [1_000n, "micro", "us", "µs"],
  [1_000_000n, "milli", "ms"],
  [1_000_000_000n, "sec", "s"],
  [60_000_000_000n, "min", "m"],
  [3_600_000_000_000n, "hour", "h", "hr"],
  [86_400_000_000_000n, "day", "d"],
  [604_800_000_000_000n, "week", "w", "wk"],
];

/** A duration in Go's form, or in words: `1h30m`, `2 days 3 hours`. Undefined if no unit is found. */
export function parseLooseDuration(text: string): Duration | undefined {
  const exact = parseDuration(text);
  if (exact !== undefined) return exact;
  let nanos = 0n;
  let isFound = false;
  for (const [, digits, word] of text.matchAll(/(\d{1,1000})\s{0,100}([A-Za-zµ]+)/g)) {
    const unit = word!.toLowerCase();
    if (BigInt.asIntN(64, BigInt(digits!)) !== BigInt(digits!)) return undefined;
    for (const [size, prefix, ...names] of UNITS) {
      if (!unit.startsWith(prefix) && !names.includes(unit)) continue;
      isFound = true;
      nanos = BigInt.asIntN(64, nanos + BigInt(digits!) * size);
    }
  }
  return isFound ? new Duration(nanos) : undefined;
}

/** A date: midnight in UTC. */
export function parseDate(text: string): Timestamp | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? inRange(`${text}T00:00:00Z`) : undefined;
}

/** A date with a time, in UTC if it has no zone; nothing is 1970. */
export function parseDateTime(text: string): Timestamp | undefined {
  if (text === "") return inRange("1970-01-01T00:00:00Z");
  return inRange(text) ?? inRange(`${text}Z`);
}

function inRange(text: string): Timestamp | undefined {
  const time = parseTimestamp(text);
  return time instanceof CelError ? undefined : time;
}
