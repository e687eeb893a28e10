import { expect, test } from "vitest";
import { acme, openPull, startReceiver, startWorld } from "./world.ts";

test("a push tells what was pushed, by whom, and how", async () => {
  const { github, receiver } = await startWorld();
  const before = await github.commit("acme/platform", {
    branch: "main",
    by: "bob",
    message: "One",
    files: { "a.txt": "1\n", "b.txt": "1\n" },
  });
  const after = await github.commit("acme/platform", {
    branch: "main",
    by: "bob",
    message: "Two",
    files: { "a.txt": "2\n", "b.txt": undefined, "c.txt": "c\n" },
  });
  await github.idle();
  const pushes = receiver.arrivals.filter(({ event }) => event === "push");
  expect(pushes.at(-1)?.payload).toMatchObject({
    ref: "refs/heads/main",
    before,
    after,
    forced: false,
    created: false,
    pusher: { name: "bob" },
    sender: { login: "bob" },
    commits: [{ id: after, message: "Two", added: ["c.txt"], removed: ["b.txt"], modified: ["a.txt"] }],
    installation: { id: expect.any(Number) },
  });
});

test("an app is told of what it asked for, where it is installed, and of its own installation always", async () => {
  const { github, installation, receiver } = await startWorld();
  const other = await startReceiver();
  await github.createRepository("acme/other");
  await github.createApp("deaf", {
    owner: "ada",
    permissions: {},
    events: ["push"],
    webhook: { url: other.url, secret: "x".repeat(32) },
  });
  const id = await github.install("deaf", "acme", ["acme/other"]);
  await github.commit("acme/platform", { branch: "main", by: "ada", message: "Here", files: { a: "1" } });
  await github.chooseRepositories(id, ["acme/platform"]);
  await github.commit("acme/platform", { branch: "main", by: "ada", message: "Here", files: { a: "2" } });
  await github.suspend(id, true);
  await github.commit("acme/platform", { branch: "main", by: "ada", message: "Here", files: { a: "3" } });
  await github.suspend(id, false);
  await github.uninstall(id);
  await github.idle();
  expect(other.names()).toEqual([
    "installation.created", "installation_repositories.added", "installation_repositories.removed", "push",
    "installation.suspend", "installation.unsuspend", "installation.deleted",
  ]); // biome-ignore format: one list
  expect(other.arrivals.every(({ genuine }) => !genuine)).toBe(true);
  expect(receiver.names().filter((name) => name === "push")).toHaveLength(3);
  expect(installation).not.toBe(id);
});

test("deliveries are listed, failed ones by themselves, and sent again under the same id", async () => {
  const world = await startWorld();
  const { github, receiver, self } = world;
  receiver.status = 500;
  await github.commit("acme/platform", { branch: "main", by: "ada", message: "Lost", files: { a: "1" } });
  await github.idle();
  receiver.status = 202;
  const { data: failed } = await self.rest.apps.listWebhookDeliveries({ status: "failure" });
  expect(failed.map(({ event, status_code }) => [event, status_code])).toEqual([
    ["check_suite", 500],
    ["push", 500],
  ]);
  const [, push] = failed;
  const { data: whole } = await self.rest.apps.getWebhookDelivery({ delivery_id: push!.id });
  expect(whole).toMatchObject({
    guid: push!.guid,
    request: { payload: { ref: "refs/heads/main" } },
    response: { payload: "thank you" },
  });
  expect((await self.rest.apps.redeliverWebhookDelivery({ delivery_id: push!.id })).status).toBe(202);
  await github.idle();
  expect(receiver.arrivals.at(-1)).toMatchObject({ id: push!.guid, event: "push", genuine: true });
  const { data: all } = await self.rest.apps.listWebhookDeliveries({ per_page: 1 });
  expect(all[0]).toMatchObject({ guid: push!.guid, redelivery: true, status: "OK", status_code: 202 });
  const pages = await self.paginate(self.rest.apps.listWebhookDeliveries, { per_page: 1 });
  expect(pages.map(({ event }) => event)).toEqual(["push", "check_suite", "push", "installation"]);
});

test("seeded disorder loses, doubles, delays and reorders, and the same seed does the same", async () => {
  const run = async (seed: number) => {
    const world = await startWorld({ seed });
    world.github.disturb({ delay: [0, 20], duplicate: 0.3, loss: 0.3, reorder: 0.3 });
    const issue_number = await openPull(world);
    for (let index = 0; index < 12; index++)
      await world.bob.rest.issues.createComment({ ...acme, issue_number, body: `${index}` });
    await world.github.idle();
    const order = world.receiver.arrivals
      .filter(({ event }) => event === "issue_comment")
      .map(({ payload }) => Number((payload as { comment: { body: string } }).comment.body));
    const { data: lost } = await world.self.rest.apps.listWebhookDeliveries({ status: "failure", per_page: 100 });
    return { order, lost: lost.length };
  };
  const first = await run(7);
  expect(first.lost).toBeGreaterThan(0);
  expect(first.order.length).not.toBe(new Set(first.order).size);
  expect(first.order).not.toEqual([...first.order].sort((one, other) => one - other));
  const again = await run(7);
  expect([...again.order].sort()).toEqual([...first.order].sort());
  expect(again.lost).toBe(first.lost);
});
