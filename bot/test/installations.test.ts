import { expect, test } from "vitest";
import type { World } from "./make-world.ts";
import { smallFiles, specOf } from "./platform-files.ts";
import { openWorld } from "./world.ts";

const spec = (name: string) => `apps/payments/${name}/service.yaml`;

async function installationOf(world: World): Promise<number> {
  return (await world.github.snapshot()).installations[0]?.id ?? 0;
}

test("while an installation is suspended nothing is done there, and then what was missed", async () => {
  const world = await openWorld({ files: smallFiles() });
  await world.settle();
  const installation = await installationOf(world);
  await world.github.suspend(installation, true);
  await world.push("late", { [spec("late")]: specOf("late", "payments") });
  const pull = await world.open("late");
  await world.deliver("pull_request", {
    action: "opened",
    repository: { id: world.repository },
    pull_request: { number: pull },
  });
  await world.settle();
  expect(await world.check(pull)).toBeUndefined();
  await world.github.suspend(installation, false);
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
});

test("an installation that refuses to be looked at holds no other one up", async () => {
  const world = await openWorld({ files: smallFiles() });
  await world.settle();
  await world.github.createOrganization("beta", { owners: ["admin"], members: [] });
  const { id } = await world.github.createRepository("beta/other");
  world.github.fault({ kind: "error", operation: "apps/list-repos-accessible-to-installation", status: 403 });
  await world.github.install("slipway", "beta");
  await world.settle();
  const swept = world.log.filter(({ event, job }) => event === "job" && job === `sweep ${id}`);
  expect(swept).toMatchObject([{ outcome: "done" }]);
  expect(world.log.some(({ event }) => event === "an installation cannot be looked at")).toBe(true);
});

test("of a repository from which the app was removed nothing waits any more", async () => {
  const world = await openWorld({ files: smallFiles() });
  await world.settle();
  await world.github.uninstall(await installationOf(world));
  const push = { ref: "refs/heads/main", repository: { id: world.repository, default_branch: "main" }, deleted: false };
  expect(await world.deliver("push", push)).toBe(202);
  await world.settle();
  const ended = world.log.filter(({ event, job }) => event === "job" && job === `push ${world.repository}`);
  expect(ended.at(-1)).toMatchObject({ outcome: "done" });
});
