import { type Lane, openLane } from "./lane.ts";
import type { AnswerOf, Task } from "./tasks.ts";

/** The line, run beside the process that talks to GitHub. */
export interface Line {
  /** Runs a task among small or among large ones, so that small ones never wait for a large one. */
  run<T extends Task>(task: T, size: Size): Promise<AnswerOf<T>>;
  close(): void;
}

/** How much there is to do. */
export type Size = "small" | "large";

/** How much a task is that has so many changed files to follow; where everything is rendered, all files of the platform. */
export function sizeOf(files: number, everything = false): Size {
  return files >= (everything ? 2_000 : 200) ? "large" : "small";
}

/** Two lanes: a warm one for everyday changes, and one that is there while there is a large change. */
export function openLine(): Line {
  const small: Lane = openLane({ timeout: 60_000, memory: 2_048, idle: 0 });
  const large: Lane = openLane({ timeout: 600_000, memory: 1_152, idle: 60_000 });
  return {
    run: (task, size) => (size === "large" ? large : small).run(task),
    close() {
      small.close();
      large.close();
    },
  };
}
