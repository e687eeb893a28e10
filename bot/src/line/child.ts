import { planTask } from "./plan-task.ts";
import { stageTask } from "./stage-task.ts";
import type { Task } from "./tasks.ts";
import { openTrees } from "./trees.ts";

/** The process in which the line runs: one task after the other, apart from the one that talks to GitHub. */
const trees = openTrees();

process.on("message", async ({ id, task }: { id: number; task: Task }) => {
  try {
    const answer = task.kind === "plan" ? await planTask(task, trees) : await stageTask(task, trees);
    process.send?.({ id, answer });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error : new Error(String(error)) });
  }
});

// Who asked is gone, be it by a crash: nobody waits for an answer any more.
process.on("disconnect", () => process.exit());
