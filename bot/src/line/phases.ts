import type { Phases } from "./tasks.ts";

/** Takes the time of one part after the other. */
export interface Stopwatch {
  /** Ends the part that began with the last call, or with the start. */
  lap(name: string): void;
  phases(): Phases;
}

export function stopwatch(): Stopwatch {
  const phases: Record<string, number> = {};
  let last = performance.now();
  return {
    lap(name) {
      const now = performance.now();
      phases[name] = Math.round((now - last) * 10) / 10;
      last = now;
    },
    phases: () => phases,
  };
}
