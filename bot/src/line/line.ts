import { type Lane, openLane } from "./lane.ts";
import type { AnswerOf, Task } from "./tasks.ts";

/** The line, run beside the process that talks to GitHub. */
export interface Line {
  /** Runs a task among small or among large ones, so that small ones never wait for a large one. */
  run<T extends Task>(task: T, size: "small" | "large"): Promise<AnswerOf<T>>;
  close(): void;
}

/** From so many changed files on, a task is a large one. */
export const largeFrom = 200;

/** Two lanes: a warm one for everyday changes, and one that is there while there is a large change. */
export function openLine(): Line {
  const small: Lane = openLane({ timeout: 60_000, memory: 2_048, idle: 0 });
  const large: Lane = openLane({ timeout: 300_000, memory: 4_096, idle: 60_000 });
  return {
    run: (task, size) => (size === "large" ? large : small).run(task),
    close() {
      small.close();
      large.close();
    },
  };
}
