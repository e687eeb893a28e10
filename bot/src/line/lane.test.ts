import { expect, onTestFinished, test } from "vitest";
import { openLane } from "./lane.ts";
import type { PlanTask, StageTask } from "./tasks.ts";

const plan: PlanTask = {
  kind: "plan",
  mirror: "/nowhere",
  base: "0".repeat(40),
  head: "1".repeat(40),
  pull: 1,
  environments: new Map(),
  stage: false,
  asked: [],
  page: "",
  into: "main",
};
const stage: StageTask = {
  kind: "stage",
  mirror: "/nowhere",
  commit: "0".repeat(40),
  heads: [],
  which: { allBut: [] },
  planned: undefined,
};

function lane() {
  const opened = openLane({ timeout: 60_000, memory: 512, idle: 0 });
  onTestFinished(opened.close);
  return opened;
}

test("what moves branches goes before the plans that wait, and after the one that is made", {
  timeout: 60_000,
}, async () => {
  const { run } = lane();
  const ended: string[] = [];
  const note = (name: string, answer: Promise<unknown>) => answer.catch(() => ended.push(name));
  await Promise.all([
    note("first plan", run(plan)),
    note("second plan", run(plan)),
    note("third plan", run(plan)),
    note("push", run(stage)),
  ]);
  expect(ended).toEqual(["first plan", "push", "second plan", "third plan"]);
});

test("who waits for a lane that is closed is told", async () => {
  const { run, close } = lane();
  const answers = Promise.allSettled([run(plan), run(stage)]);
  close();
  expect((await answers).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
