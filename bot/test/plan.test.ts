import { expect, test } from "vitest";
import { openWorld, specOf } from "./world.ts";

test("a pull request gets one comment and one check, and merging it moves the environment branches", async () => {
  const world = await openWorld();
  await world.settle();
  expect(await world.differences()).toEqual([]);
  await world.push("greeter", { "apps/payments/greeter/service.yaml": specOf("greeter", "payments") });
  const pull = await world.open("greeter");
  await world.settle();
  const [comment = "", ...others] = await world.comments(pull);
  expect(others).toEqual([]);
  expect(comment).toContain("✅ Ready · 1 added");
  expect(comment).toContain("`payments/greeter`");
  expect(await world.check(pull)).toMatchObject({ status: "completed", conclusion: "success" });
  await world.merge(pull);
  await world.settle();
  expect((await world.branch("dev"))?.has("payments/greeter/manifest.yaml")).toBe(true);
  expect(await world.differences()).toEqual([]);
  expect((await world.comments(pull))[0]).toContain("`dev`: pushed");
});
