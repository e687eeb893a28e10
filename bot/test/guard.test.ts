import { expect, test } from "vitest";
import { specOf } from "./platform-files.ts";
import { sharedWorld } from "./world.ts";

const here = sharedWorld();

const release = (service: string) => `environments/prod/releases/${service}/service.yaml`;
const three = ["cart/redis", "fulfilment/email", "payments/refunds"];

/** The command that a comment or a check asks an owner for. */
function yes(text = ""): string {
  return /\/slipway confirm --plan [0-9a-f]{32,64}/.exec(text)?.[0] ?? "";
}

test("deleting many services waits until an owner who has no part in it says yes to just this", async () => {
  const world = here();
  const gone = Object.fromEntries(three.map((service) => [release(service), undefined]));
  await world.push("sweep-out", gone);
  const pull = await world.open("sweep-out");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "action_required" });
  const [comment = ""] = await world.comments(pull);
  expect(comment).toContain("### ⏸ Waits for a yes");
  expect(comment).toContain("3 of 13 services are deleted");
  const command = yes(comment);
  await expect(world.merge(pull)).rejects.toThrow("405");

  await world.comment(pull, command, "dev");
  await world.comment(pull, command, "colleague");
  await world.comment(pull, "/slipway confirm --plan 00000000000000000000000000000000", "owner");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "action_required" });

  const said = await world.comment(pull, command, "owner");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  expect((await world.comments(pull))[0]).toContain("`owner` said yes to it.");

  await world.push("sweep-out", { [release("cart/cart")]: undefined });
  await world.settle();
  expect(await world.check(pull), "a later push voids the yes").toMatchObject({ conclusion: "action_required" });
  await world.push("sweep-out", {
    [release("cart/cart")]: String((await world.tree("main")).get(release("cart/cart"))?.content),
  });
  await world.settle();
  expect(await world.check(pull), "the same change again is what was said yes to").toMatchObject({
    conclusion: "success",
  });

  await world.call("PATCH", `/issues/comments/${said}`, { body: `${command}\n\nor not` }, "owner");
  await world.push("sweep-out", { "notes.md": "x" });
  await world.settle();
  expect(await world.check(pull), "an edited comment is no yes").toMatchObject({ conclusion: "action_required" });
  await world.comment(pull, command, "owner");
  await world.settle();
  await world.merge(pull);
  await world.settle();
  expect((await world.branch("prod"))?.has("cart/redis/manifest.yaml")).toBe(false);
  expect(await world.differences()).toEqual([]);
  const { git } = await world.github.snapshot();
  expect(git["acme/platform"]?.["refs/heads/env/prod"]).toBeDefined();
});

test("threat 19: whoever made a commit in the change cannot say yes to it, owner or not", async () => {
  const world = here();
  const gone = Object.fromEntries(
    ["boutique/ad", "boutique/frontend", "boutique/recommendation"].map((one) => [release(one), undefined]),
  );
  await world.push("joint", { "notes.md": "from the owner" }, "owner");
  await world.push("joint", gone, "dev");
  const pull = await world.open("joint", "dev");
  await world.settle();
  await world.comment(pull, yes((await world.comments(pull))[0]), "owner");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "action_required" });
  expect((await world.comments(pull))[0]).toContain("Somebody who has no part in the change has to say this.");
  await world.call("PATCH", `/pulls/${pull}`, { state: "closed" });
  await world.settle();
});

test("what an administrator merges past the check waits at the push, until an owner says yes there", async () => {
  const world = here();
  const gone = ["catalog/currency", "catalog/product-catalog", "fulfilment/shipping"];
  await world.push("past", {
    ...Object.fromEntries(gone.map((one) => [release(one), undefined])),
    "apps/payments/along/service.yaml": specOf("along", "payments"),
  });
  const pull = await world.open("past");
  await world.settle();
  await world.merge(pull, "admin");
  await world.settle();
  expect((await world.branch("dev"))?.has("payments/along/manifest.yaml")).toBe(true);
  expect((await world.branch("prod"))?.has("catalog/currency/manifest.yaml")).toBe(true);
  const [comment = ""] = await world.comments(pull);
  expect(comment).toContain("⏸ `prod`: waits");

  await world.comment(pull, yes(comment), "dev");
  await world.settle();
  expect((await world.branch("prod"))?.has("catalog/currency/manifest.yaml")).toBe(true);
  await world.comment(pull, yes(comment), "owner");
  await world.settle();
  expect((await world.branch("prod"))?.has("catalog/currency/manifest.yaml")).toBe(false);
  expect(await world.differences()).toEqual([]);
  expect((await world.comments(pull))[0]).toContain("`prod`: pushed");
});

test("what nobody saw a plan of reaches the environment that follows, and waits before the later ones", async () => {
  const world = here();
  const path = "environments/prod/settings/payments/payment/settings.yaml";
  const settings =
    "apiVersion: slipway.dev/v1\nkind: Settings\nmetadata: {name: payment, team: payments}\nspec: {variables: {LOG_LEVEL: debug}}\n";
  await world.push(
    "main",
    { [path]: settings, "apps/payments/direct/service.yaml": specOf("direct", "payments") },
    "admin",
  );
  await world.settle();
  expect((await world.branch("dev"))?.has("payments/direct/manifest.yaml")).toBe(true);
  expect(String((await world.branch("prod"))?.get("payments/payment/manifest.yaml")?.content)).not.toContain("debug");

  await world.push("next", { "apps/payments/next/service.yaml": specOf("next", "payments") });
  const pull = await world.open("next");
  await world.settle();
  await world.merge(pull);
  await world.settle();
  const [comment = ""] = await world.comments(pull);
  expect(comment).toContain("1 file would change that no plan showed: payments/payment/manifest.yaml");
  await world.comment(pull, yes(comment), "owner");
  await world.settle();
  expect(await world.differences()).toEqual([]);
});

test("threat 22: an environment branch that somebody else has written to is left alone, and the others go on", async () => {
  const world = here();
  const before = await world.ref("refs/heads/env/staging");
  await world.push("env/staging", { "payments/payment/manifest.yaml": "kind: Backdoor\n" }, "admin");
  const tampered = await world.ref("refs/heads/env/staging");
  await world.push("onward", {
    "apps/payments/onward/service.yaml": specOf("onward", "payments"),
    "environments/staging/releases/payments/onward/service.yaml": specOf("onward", "payments"),
  });
  const pull = await world.open("onward");
  await world.settle();
  await world.merge(pull);
  await world.settle();
  expect((await world.branch("dev"))?.has("payments/onward/manifest.yaml")).toBe(true);
  expect(await world.ref("refs/heads/env/staging")).toBe(tampered);
  expect((await world.comments(pull))[0]).toContain(
    "⛔ `staging`: left alone, because its last commit is not the platform's.",
  );

  await world.push("main", { "notes.md": "on" }, "admin");
  await world.settle();
  await world.moveBack("env/staging", before ?? "");
  await world.settle();
  expect((await world.branch("staging"))?.has("payments/onward/manifest.yaml")).toBe(true);
});

test("a yes to a merge that waits counts although others were merged after it, and those follow then", async () => {
  const world = here();
  const service = "payments/late";
  const gone = ["boutique/ad", "boutique/frontend", "boutique/recommendation"];
  await world.push("waits", Object.fromEntries(gone.map((one) => [release(one), undefined])));
  const first = await world.open("waits");
  await world.settle();
  await world.merge(first, "admin");
  await world.settle();
  await world.push("after", {
    [`apps/${service}/service.yaml`]: specOf("late", "payments"),
    [`environments/staging/releases/${service}/service.yaml`]: specOf("late", "payments"),
    [release(service)]: specOf("late", "payments"),
  });
  const second = await world.open("after");
  await world.settle();
  const note = `⏸ \`prod\` waits for a yes to [#${first}]`;
  expect((await world.comments(second))[0], "the plan says which branch lags behind").toContain(note);
  await world.merge(second, "admin");
  await world.push("open", { [release("payments/payment")]: undefined });
  const open = await world.open("open");
  await world.settle();
  expect((await world.comments(open))[0]).toContain(note);
  expect((await world.branch("staging"))?.has(`${service}/manifest.yaml`)).toBe(true);
  expect((await world.branch("prod"))?.has(`${service}/manifest.yaml`)).toBe(false);

  const [comment = ""] = await world.comments(first);
  await world.comment(first, yes(comment), "owner");
  await world.settle();
  expect(await world.differences()).toEqual([]);
  expect((await world.comments(first))[0]).toContain("`prod`: pushed");
  expect((await world.comments(first))[0]).toContain("`staging`: has gone on already");
  expect((await world.comments(second))[0]).toContain("`prod`: pushed");
  expect((await world.comments(open))[0], "and no longer says so").not.toContain("waits for a yes");
});
