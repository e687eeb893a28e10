import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { World } from "./make-world.ts";
import { smallFiles, specOf } from "./platform-files.ts";
import { openWorld } from "./world.ts";

const spec = (name: string) => `apps/payments/${name}/service.yaml`;

/** Some days in the life of a platform. */
async function live(world: World): Promise<number[]> {
  const pulls: number[] = [];
  for (const name of ["one", "two", "three", "four"]) {
    await world.push(name, { [spec(name)]: specOf(name, "payments") });
    pulls.push(await world.open(name));
  }
  await world.settle();
  const [one = 0, two = 0, three = 0] = pulls;
  await world.comment(one, "/slipway explain payments/one");
  await world.push("two", { [spec("two")]: specOf("two", "payments").replace("port", "prot") });
  await world.merge(three);
  await world.settle();
  await world.push("two", { [spec("two")]: specOf("two", "payments", "ghcr.io/acme/two:2.0.0") });
  await world.comment(two, "/slipway help");
  await world.call("PATCH", `/pulls/${one}`, { state: "closed" });
  await world.settle();
  await world.merge(two);
  await world.settle();
  return pulls;
}

/** What is left of it all: comments, the check of each head, and every ref with the tree that it stands for. */
async function stateOf(world: World): Promise<object> {
  const { comments, checkRuns, reactions, git } = await world.github.snapshot();
  return {
    comments: comments.map(({ id, body }) => [id, body]),
    checks: checkRuns.map(({ sha, name, status, conclusion }) => [sha, name, status, conclusion]),
    reactions: reactions.map(({ comment, content }) => [comment, content]),
    refs: git["acme/platform"],
  };
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rest = [...items];
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return items.map(() => rest.splice(Math.floor(next() * rest.length), 1)[0] as T);
}

test("threat 2: a thousand deliveries again, shuffled and doubled, leave everything as it is", async () => {
  const world = await openWorld({ files: smallFiles() });
  await live(world);
  const before = await stateOf(world);
  const { deliveries } = await world.github.snapshot();
  const all = shuffled(
    Array.from({ length: 1_000 }, (_, at) => deliveries[at % deliveries.length]?.id ?? 0),
    7,
  );
  const since = world.github.trace.length;
  for (let at = 0; at < all.length; at += 20) {
    const statuses = await Promise.all(all.slice(at, at + 20).map((id) => world.redeliver(id)));
    expect(new Set(statuses)).toEqual(new Set([202]));
  }
  await world.settle();
  expect(await stateOf(world)).toEqual(before);
  expect(world.writes(since)).toEqual([]);
});

test("deliveries that are late, doubled, lost or out of order lead to the same end, once everything was looked at again", async () => {
  const world = await openWorld({ files: smallFiles() });
  world.github.disturb({ delay: [0, 300], duplicate: 0.4, loss: 0.25, reorder: 0.4 });
  const names = ["aa", "bb", "cc", "dd", "ee"];
  const pulls: number[] = [];
  for (const name of names) {
    await world.push(name, { [spec(name)]: specOf(name, "payments") });
    pulls.push(await world.open(name));
    await sleep(50);
    await world.push(name, { [spec(name)]: specOf(name, "payments", `ghcr.io/acme/${name}:2.0.0`) });
  }
  await world.settle();
  await world.restart();
  await world.bot.ready();
  await world.settle();
  for (const pull of pulls) {
    const comments = await world.comments(pull);
    expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
    expect(comments).toHaveLength(1);
    expect(comments[0]).toContain(":2.0.0");
    await world.merge(pull);
  }
  await world.settle();
  await world.restart();
  await world.bot.ready();
  await world.settle();
  expect(await world.differences()).toEqual([]);
  for (const pull of pulls) expect(await world.comments(pull)).toHaveLength(1);
});
