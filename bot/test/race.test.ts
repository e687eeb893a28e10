import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { World } from "./make-world.ts";
import { smallFiles, specOf } from "./platform-files.ts";
import { sharedWorld } from "./world.ts";

const here = sharedWorld({ files: smallFiles() });

const image = (version: string) => `ghcr.io/acme/racer:${version}`;

/** How many plans the bot made of a pull request. */
function plans(world: World, pull: number): number {
  return world.log.filter((entry) => entry.event === "planned" && entry["pull"] === pull).length;
}

test("of twenty pushes in two seconds at most three are planned, and the last one is what is shown", async () => {
  const world = here();
  const path = "apps/payments/racer/service.yaml";
  await world.push("racer", { [path]: specOf("racer", "payments", image("0.0.0")) });
  const pull = await world.open("racer");
  await world.settle();
  const [before, discarded] = [plans(world, pull), world.github.trace.length];
  for (let version = 1; version <= 20; version += 1) {
    await world.push("racer", { [path]: specOf("racer", "payments", image(`1.0.${version}`)) });
    await sleep(60);
  }
  await world.settle();
  const started = world.log.filter(
    (entry) => entry.event === "job" && entry["job"] === `pull ${world.repository} ${pull}`,
  ).length;
  expect(plans(world, pull) - before).toBeLessThanOrEqual(3);
  expect(started).toBeLessThan(12);
  const [comment = "", ...others] = await world.comments(pull);
  expect(others).toEqual([]);
  expect(comment).toContain(image("1.0.20"));
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  expect(world.writes(discarded).filter((operation) => operation === "issues/create-comment")).toEqual([]);
});

test("a head that comes while another is planned wins: of the older nothing is written", async () => {
  const world = here();
  const path = "apps/payments/newer/service.yaml";
  await world.push("newer", { [path]: specOf("newer", "payments", image("1.0.0")) });
  const pull = await world.open("newer");
  await world.settle();
  const begun = world.github.trace.length;
  const older = await world.push("newer", { [path]: specOf("newer", "payments", image("2.0.0")) });
  // The check says that planning has begun: the comment is written at the end.
  await until(() => world.writes(begun).some((operation) => operation.startsWith("checks/")));
  await world.push("newer", { [path]: specOf("newer", "payments", image("3.0.0")) });
  await world.settle();
  const [comment] = await world.comments(pull);
  expect(comment).toContain(image("3.0.0"));
  const { deliveries } = await world.github.snapshot();
  const edits = deliveries.filter(({ event, action }) => event === "issue_comment" && action === "edited");
  expect(edits.some(({ body }) => body.includes(older))).toBe(false);
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
});

test("a move of the base has only those looked at anew that could feel it, and a plan costs four writes", async () => {
  const world = here();
  const numbers: number[] = [];
  for (const name of ["near", "far-one", "far-two", "far-three"]) {
    await world.push(name, { [`apps/payments/${name}/service.yaml`]: specOf(name, "payments") });
    const before = world.github.trace.length;
    numbers.push(await world.open(name));
    await world.settle();
    expect(world.writes(before).filter((one) => !one.startsWith("apps/")).length).toBeLessThanOrEqual(4);
  }
  const made = numbers.map((pull) => plans(world, pull));
  const since = world.github.trace.length;
  await world.push(
    "main",
    {
      "apps/payments/near/service.yaml": specOf("near", "payments", image("9.9.9")).replace("port: 8080", "port: 8081"),
    },
    "admin",
  );
  await world.settle();
  expect(numbers.map((pull, at) => plans(world, pull) - (made[at] ?? 0))).toEqual([1, 0, 0, 0]);
  expect(world.writes(since)).not.toContain("issues/create-comment");
});

test("planning the same again writes nothing new", async () => {
  const world = here();
  await world.push("calm", { "apps/payments/calm/service.yaml": specOf("calm", "payments") });
  const pull = await world.open("calm");
  await world.settle();
  const [before] = await world.comments(pull);
  const since = world.github.trace.length;
  await world.github.rerunCheck("dev", (await world.check(pull))?.id ?? 0);
  await world.settle();
  expect(plans(world, pull)).toBe(2);
  expect((await world.comments(pull))[0]).toBe(before);
  expect(world.writes(since).filter((one) => one.startsWith("issues/"))).toEqual([]);
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600 && !holds(); tries += 1) await sleep(10);
}
