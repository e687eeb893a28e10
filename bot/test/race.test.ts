import { expect, test } from "vitest";
import type { World } from "./make-world.ts";
import { smallFiles, specOf } from "./platform-files.ts";
import { sharedWorld } from "./world.ts";

const here = sharedWorld({ files: smallFiles(), watched: true });

const image = (version: string) => `ghcr.io/acme/racer:${version}`;

/** How many plans the bot made of a pull request. */
function plans(world: World, pull: number): number {
  return world.log.filter((entry) => entry.event === "planned" && entry["pull"] === pull).length;
}

/** Pushes, and does more while the bot, with the plan of that push in its hands, asks whether the head is still the same. */
async function whileItIsPlanned(world: World, push: () => Promise<string>, more: () => Promise<void>): Promise<string> {
  let [asked, answer] = [() => {}, () => {}];
  const isAsked = new Promise<void>((done) => {
    asked = done;
  });
  const isAnswered = new Promise<void>((done) => {
    answer = done;
  });
  world.proxy?.watch(async ({ when, operation }) => {
    if (when !== "before" || operation !== "query head") return;
    asked();
    await isAnswered;
  });
  const head = await push();
  await isAsked;
  await more();
  answer();
  await world.settle();
  world.proxy?.watch(() => undefined);
  return head;
}

test("of twenty pushes while one is planned at most three are planned, and the last one is what is shown", async () => {
  const world = here();
  const path = "apps/payments/racer/service.yaml";
  const push = (version: string) => world.push("racer", { [path]: specOf("racer", "payments", image(version)) });
  await push("0.0.0");
  const pull = await world.open("racer");
  await world.settle();
  const [before, since] = [plans(world, pull), world.github.trace.length];
  await whileItIsPlanned(
    world,
    () => push("1.0.1"),
    async () => {
      for (let version = 2; version <= 20; version += 1) await push(`1.0.${version}`);
    },
  );
  expect(plans(world, pull) - before).toBeLessThanOrEqual(3);
  const started = world.log.filter(
    (entry) => entry.event === "job" && entry["job"] === `pull ${world.repository} ${pull}`,
  ).length;
  expect(started).toBeLessThan(12);
  const [comment = "", ...others] = await world.comments(pull);
  expect(others).toEqual([]);
  expect(comment).toContain(image("1.0.20"));
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  expect(world.writes(since).filter((operation) => operation === "issues/create-comment")).toEqual([]);
});

test("a head that comes while another is planned wins: of the older nothing is written", async () => {
  const world = here();
  const path = "apps/payments/newer/service.yaml";
  const push = (version: string) => world.push("newer", { [path]: specOf("newer", "payments", image(version)) });
  await push("1.0.0");
  const pull = await world.open("newer");
  await world.settle();
  const older = await whileItIsPlanned(
    world,
    () => push("2.0.0"),
    async () => void (await push("3.0.0")),
  );
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
