import { parentPort } from "node:worker_threads";
import { planTask } from "./plan-task.ts";
import { stageTask } from "./stage-task.ts";
import type { Task } from "./tasks.ts";
import { openTrees } from "./trees.ts";

/** The thread in which the line runs: one task after the other, so that the one that talks to GitHub is never kept waiting. */
const trees = openTrees();

parentPort?.on("message", async ({ id, task }: { id: number; task: Task }) => {
  try {
    const answer = task.kind === "plan" ? await planTask(task, trees) : await stageTask(task, trees);
    parentPort?.postMessage({ id, answer });
  } catch (error) {
    parentPort?.postMessage({ id, error });
  }
});
