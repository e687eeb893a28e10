import { expect, test } from "vitest";
import type { World } from "./make-world.ts";
import { smallFiles, specOf } from "./platform-files.ts";
import type { Passing } from "./proxy.ts";
import { sharedWorld } from "./world.ts";

const here = sharedWorld({ files: smallFiles(), watched: true, apart: true });

const spec = (name: string) => `apps/payments/${name}/service.yaml`;

/** Opens a pull request, waits for its plan, merges it, and waits for the push. */
async function wholeWay(world: World, name: string): Promise<number> {
  await world.push(name, { [spec(name)]: specOf(name, "payments") });
  const pull = await world.open(name);
  await world.settle();
  await world.merge(pull);
  await world.settle();
  return pull;
}

/** Everything at which the bot can be killed on that way: what it writes, and what it is told. */
async function boundaries(world: World): Promise<string[]> {
  const seen: string[] = [];
  const note = (passing: Passing) => {
    if (passing.write) seen.push(`${passing.when} ${passing.operation}`);
  };
  world.proxy?.watch(note);
  world.door?.watch(note);
  await wholeWay(world, "undisturbed");
  world.proxy?.watch(() => undefined);
  world.door?.watch(() => undefined);
  return [...new Set(seen)].filter((one) => !one.includes("access_tokens"));
}

test("killed at any boundary of the journal or of HTTP and started again, everything ends as it should", async () => {
  const world = here();
  const places = await boundaries(world);
  expect(places.length).toBeGreaterThan(12);
  for (const [at, place] of places.entries()) {
    let killed: Promise<void> | undefined;
    const strike = (passing: Passing) => {
      if (killed !== undefined || `${passing.when} ${passing.operation}` !== place) return;
      killed = world.apart?.kill();
      // What it wrote may still arrive: GitHub does not know that nobody waits for the answer.
      return passing.when === "before" ? killed : undefined;
    };
    world.proxy?.watch(strike);
    world.door?.watch(strike);
    const name = `killed-${at}`;
    await world.push(name, { [spec(name)]: specOf(name, "payments") });
    const pull = await world.open(name);
    await settle(world, () => killed);
    if ((await world.check(pull))?.conclusion === "success") await world.merge(pull);
    await settle(world, () => killed);
    expect(killed, `${place} came by`).toBeDefined();
    expect(await world.comments(pull), place).toHaveLength(1);
    expect(await world.check(pull), place).toMatchObject({ conclusion: "success" });
    expect((await world.branch("dev"))?.has(`payments/${name}/manifest.yaml`), place).toBe(true);
    expect(await world.differences(), place).toEqual([]);
  }
});

/** Waits until nothing is left to do; a bot that was killed meanwhile is started again. */
async function settle(world: World, killed: () => Promise<void> | undefined): Promise<void> {
  for (let quiet = 0; quiet < 2; quiet += 1) {
    await world.github.idle();
    await world.apart?.idle();
    if (killed() === undefined) continue;
    await killed();
    if (world.apart?.alive() === true) continue;
    await world.apart?.start();
    await world.apart?.ready();
    quiet = -1;
  }
}
