import { expect, test } from "vitest";
import { smallFiles, specOf } from "./platform-files.ts";
import { sharedWorld } from "./world.ts";

const here = sharedWorld({ files: smallFiles({ services: true }) });

test("a pull request gets one comment and one check, and merging it moves the environment branches", async () => {
  const world = here();
  expect(await world.differences()).toEqual([]);
  await world.push("greeter", { "apps/payments/greeter/service.yaml": specOf("greeter", "payments") });
  const pull = await world.open("greeter");
  await world.settle();
  const [comment = "", ...others] = await world.comments(pull);
  expect(others).toEqual([]);
  expect(comment).toContain("### ✅ Ready · 1 added");
  expect(comment).toContain("| `payments/greeter` | + added | – | – | + added | + added |");
  expect(await world.check(pull)).toMatchObject({ status: "completed", conclusion: "success", annotations: [] });
  expect(await world.ref(`refs/slipway/plan/${pull}/dev`)).toBeDefined();

  await world.merge(pull, "colleague");
  await world.settle();
  expect((await world.branch("dev"))?.has("payments/greeter/manifest.yaml")).toBe(true);
  expect(await world.differences()).toEqual([]);
  expect((await world.comments(pull))[0]).toContain("`dev`: pushed");
  expect(await world.ref(`refs/slipway/plan/${pull}/dev`)).toBeUndefined();
});

test("the plan's commits hold what merging pushes", async () => {
  const world = here();
  await world.push("motd", { "apps/payments/motd/service.yaml": specOf("motd", "payments") });
  const pull = await world.open("motd");
  await world.settle();
  const planned = await world.tree(`refs/slipway/plan/${pull}/dev`);
  await world.merge(pull);
  await world.settle();
  const pushed = await world.tree("refs/heads/env/dev");
  const rendered = (files: ReadonlyMap<string, { content: unknown }>) =>
    Object.fromEntries(
      [...files].filter(([path]) => path !== "hydrator.metadata").map(([path, { content }]) => [path, content]),
    );
  expect(rendered(pushed)).toEqual(rendered(planned));
});

test("a mistake fails the check on the line that somebody wrote, and a fix makes it pass, in the same comment", async () => {
  const world = here();
  const path = "apps/payments/typo/service.yaml";
  await world.push("typo", { [path]: specOf("typo", "payments").replace("port:", "prot:") });
  const pull = await world.open("typo");
  await world.settle();
  const failing = await world.check(pull);
  expect(failing).toMatchObject({ conclusion: "failure" });
  expect(failing?.annotations[0]).toMatchObject({ path, start_line: 6, title: "UNKNOWN_FIELD" });
  expect((await world.comments(pull))[0]).toContain("### ⛔ Blocked");
  await expect(world.merge(pull)).rejects.toThrow("405");

  await world.push("typo", { [path]: specOf("typo", "payments") });
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  const comments = await world.comments(pull);
  expect(comments).toHaveLength(1);
  expect(comments[0]).toContain("### ✅ Ready");
});

test("a mistake that only prod refuses is an error now", async () => {
  const world = here();
  const queue = '  scale: {min: 1, max: 4, queue: {type: rabbitmq, metadata: {queueName: q, value: "20"}}}\n';
  await world.push("queue", { "apps/payments/queued/service.yaml": specOf("queued", "payments") + queue });
  const pull = await world.open("queue");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "failure" });
  expect((await world.comments(pull))[0]).toContain("CAPABILITY_MISSING");
});

test("what is no part of the platform passes without a comment", async () => {
  const world = here();
  await world.push("notes", { "notes.md": "Nothing that runs.\n" });
  const pull = await world.open("notes");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success", title: "No platform changes" });
  expect(await world.comments(pull)).toEqual([]);
});

test("a comment that has become pointless says so in one line", async () => {
  const world = here();
  const path = "apps/payments/whim/service.yaml";
  await world.push("whim", { [path]: specOf("whim", "payments"), "notes2.md": "x" });
  const pull = await world.open("whim");
  await world.settle();
  await world.push("whim", { [path]: undefined });
  await world.settle();
  const [comment] = await world.comments(pull);
  expect(comment).toContain("### ✅ No platform changes");
  expect(await world.ref(`refs/slipway/plan/${pull}/dev`)).toBeUndefined();
});

test("files in conflict are named", async () => {
  const world = here();
  const path = "apps/payments/clash/service.yaml";
  await world.push("clash-a", { [path]: specOf("clash", "payments", "ghcr.io/acme/clash:1.0.0") });
  await world.push("clash-b", { [path]: specOf("clash", "payments", "ghcr.io/acme/clash:2.0.0") });
  const [one, other] = [await world.open("clash-a"), await world.open("clash-b")];
  await world.settle();
  await world.merge(one);
  await world.settle();
  expect(await world.check(other)).toMatchObject({ conclusion: "failure" });
  expect((await world.comments(other))[0]).toContain(`- \`${path}\``);
});

test("a service that fails after all keeps its files, and the merge says so", async () => {
  const world = here();
  const path = "apps/payments/keeper/service.yaml";
  await world.push("keeper", { [path]: specOf("keeper", "payments") });
  const pull = await world.open("keeper");
  await world.settle();
  await world.merge(pull);
  await world.settle();
  const before = (await world.branch("dev"))?.get("payments/keeper/manifest.yaml")?.content;
  await world.push("breaks", {
    [path]: specOf("keeper", "payments").replace("port:", "prot:"),
    "apps/payments/other/service.yaml": specOf("other", "payments"),
  });
  const breaking = await world.open("breaks");
  await world.settle();
  await world.merge(breaking, "admin");
  await world.settle();
  const dev = await world.branch("dev");
  expect(dev?.get("payments/keeper/manifest.yaml")?.content).toBe(before);
  expect(dev?.has("payments/other/manifest.yaml")).toBe(true);
  expect((await world.comments(breaking))[0]).toContain("could not be built and stay as they stand: `payments/keeper`");
  expect(await world.differences()).toEqual([]);
});

test("a command is answered in the comment, and by a reaction", async () => {
  const world = here();
  await world.push("asks", { "apps/payments/asks/service.yaml": specOf("asks", "payments") });
  const pull = await world.open("asks");
  await world.settle();
  const explained = await world.comment(pull, "/slipway explain payments/asks prod");
  const refused = await world.comment(
    pull,
    "/slipway except limits --plan 0123456789abcdef0123456789abcdef it will be measured",
  );
  const unknown = await world.comment(pull, "/slipway plna");
  await world.settle();
  const [comment = "", ...others] = await world.comments(pull);
  expect(others).toEqual([]);
  expect(comment).toContain("Explained: <code>payments/asks</code> in <code>prod</code>");
  expect(comment).toContain("Did you mean plan?");
  const { reactions } = await world.github.snapshot();
  const given = (id: number) => reactions.filter((row) => row.comment === id).map(({ content }) => content);
  expect([given(explained), given(refused), given(unknown)]).toEqual([["rocket"], ["-1"], ["confused"]]);
});

test("the same events once more write nothing", async () => {
  const world = here();
  await world.push("again", { "apps/payments/again/service.yaml": specOf("again", "payments") });
  const pull = await world.open("again");
  await world.settle();
  const before = world.github.trace.length;
  const { deliveries } = await world.github.snapshot();
  for (const { id } of deliveries.slice(-8)) await world.redeliver(id);
  await world.settle();
  expect(world.writes(before)).toEqual([]);
  expect(await world.comments(pull)).toHaveLength(1);
});

/** The reactions of the bot to a comment. */
async function reactionsTo(comment: number): Promise<string[]> {
  const { reactions } = await here().github.snapshot();
  return reactions.filter((row) => row.comment === comment).map(({ content }) => content);
}

test("an explanation that cannot be given says why", async () => {
  const world = here();
  await world.push("why", {
    "apps/payments/why/service.yaml": specOf("why", "payments"),
    "apps/payments/broken/service.yaml": specOf("broken", "payments").replace("port:", "prot:"),
  });
  const pull = await world.open("why");
  await world.settle();
  await world.comment(
    pull,
    "/slipway explain payments/why qa\n/slipway explain payments/nothing\n/slipway explain payments/broken",
  );
  await world.settle();
  const [comment] = await world.comments(pull);
  expect(comment).toContain("There is no such environment. There are `dev`, `staging`, `prod`.");
  expect(comment).toContain("There is no such service.");
  expect(comment).toContain("It cannot be rendered there before what is wrong with it is put right.");
});

test("a yes to what is another plan, or to what needs none, is refused and not heard", async () => {
  const world = here();
  await world.push("yes", { "apps/payments/yes/service.yaml": specOf("yes", "payments") });
  const pull = await world.open("yes");
  await world.settle();
  const digest = /confirm --plan ([0-9a-f]{32})/.exec((await world.comments(pull))[0] ?? "")?.[1] ?? "";
  const other = await world.comment(pull, `/slipway confirm --plan ${"0".repeat(32)}`, "owner");
  const needless = await world.comment(pull, `/slipway confirm --plan ${digest}`, "owner");
  await world.settle();
  const [comment] = await world.comments(pull);
  expect(comment).toContain(`refused: \`The plan is another one by now: ${digest}\``);
  expect(comment).toContain("refused: `Nothing in this plan asks for a yes.`");
  expect([await reactionsTo(other), await reactionsTo(needless)]).toEqual([["-1"], ["-1"]]);
  expect((await world.check(pull))?.summary).not.toContain("confirmed by");
  await world.merge(pull);
  await world.settle();
  const late = [`/slipway confirm --plan ${"1".repeat(32)}`, "/slipway plan"];
  const ids: number[] = [];
  for (const body of late) ids.push(await world.comment(pull, body, "owner"));
  await world.settle();
  expect(await Promise.all(ids.map(reactionsTo))).toEqual([["-1"], ["-1"]]);
});

test("whoever asks where there is no plan is answered all the same", async () => {
  const world = here();
  await world.push("plain", { "notes3.md": "Nothing that runs.\n" });
  const pull = await world.open("plain");
  await world.settle();
  const asked = await world.comment(pull, "/slipway help");
  const yes = await world.comment(pull, `/slipway confirm --plan ${"0".repeat(32)}`, "owner");
  await world.settle();
  const [comment, ...others] = await world.comments(pull);
  expect(others).toEqual([]);
  expect(comment).toContain("### ✅ No platform changes");
  expect(comment).toContain("/slipway explain <team>/<service> [environment]");
  expect(comment).toContain("refused: `Nothing of the platform changes here.`");
  expect([await reactionsTo(asked), await reactionsTo(yes)]).toEqual([["rocket"], ["-1"]]);
});

test("a pull request that is turned to another branch is no longer planned, until it is turned back", async () => {
  const world = here();
  await world.push("elsewhere", { "notes4.md": "x" });
  await world.push("turned", { "apps/payments/turned/service.yaml": specOf("turned", "payments") });
  const pull = await world.open("turned");
  await world.settle();
  const [planned] = await world.comments(pull);
  await world.call("PATCH", `/pulls/${pull}`, { base: "elsewhere" });
  await world.settle();
  const [aside, ...others] = await world.comments(pull);
  expect(aside).toContain("Only what is to be merged into `main` is planned.");
  expect(others).toEqual([]);
  expect(await world.ref(`refs/slipway/plan/${pull}/dev`)).toBeUndefined();
  await world.call("PATCH", `/pulls/${pull}`, { base: "main" });
  await world.settle();
  expect(await world.comments(pull)).toEqual([planned]);
  expect(await world.ref(`refs/slipway/plan/${pull}/dev`)).toBeDefined();
});
