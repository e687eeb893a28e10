import { afterAll, beforeAll, onTestFinished, vi } from "vitest";
import { makeWorld, type World, type WorldOptions } from "./make-world.ts";

// Real processes on a machine that may have other things to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

/** A new world, which ends with the test. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { world, close } = await makeWorld(options);
  onTestFinished(close);
  return world;
}

/** A world for all tests of a file, which use different services and branches of it. */
export function sharedWorld(options: WorldOptions = {}): () => World {
  let made: { world: World; close: () => Promise<void> } | undefined;
  beforeAll(async () => {
    made = await makeWorld(options);
    await made.world.settle();
  });
  afterAll(() => made?.close());
  return () => {
    if (made === undefined) throw new Error("The world is not open yet.");
    return made.world;
  };
}
