import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compareShapes } from "./compare-shapes.ts";
import { everyEvent } from "./every-event.ts";
import { checkEvents } from "./webhook-examples.ts";

test("every event that is sent has the shape of the real ones", async () => {
  const directory = mkdtempSync(join(tmpdir(), "slipway-events-"));
  try {
    const checked = checkEvents(await everyEvent(directory));
    expect(checked.flatMap(({ differences }) => differences)).toEqual([]);
    expect(checked.length).toBeGreaterThan(35);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("a field too few, too many or of another type is found", () => {
  const example = { ref: "refs/heads/main", pusher: { name: "ada" } };
  const find = (payload: object) => compareShapes("push", payload, [example]).differences;
  expect(find(example)).toEqual([]);
  expect(find({ ref: "x" })).toEqual(["push.pusher is missing"]);
  expect(find({ ...example, invented: 1 })).toEqual(["push.invented is unknown"]);
  expect(find({ ...example, ref: 5 })).toEqual(["push.ref is number, not string"]);
});
