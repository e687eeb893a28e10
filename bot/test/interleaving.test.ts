import { expect, test } from "vitest";
import type { World } from "./make-world.ts";
import { smallFiles, specOf } from "./platform-files.ts";
import { sharedWorld } from "./world.ts";

const here = sharedWorld({ files: smallFiles({ services: true }), watched: true });

/** Between which steps of plan → merge → push somebody pushes: before or after a request of the bot's. */
const moments = [
  ["the pull request is read", "after", "query pull"],
  ["its commits are fetched", "after", "git-upload-pack"],
  ["the check has begun", "after", "POST /check-runs"],
  ["the plan is pushed to hidden refs", "before", "git-receive-pack"],
  ["the head is read again", "before", "query head"],
  ["the comment is written", "before", "POST /issues/{}/comments"],
  ["the check is completed", "before", "PATCH /check-runs/{}"],
  ["the check was completed, and the merge is asked for", "after", "PATCH /check-runs/{}"],
  ["the merge is looked up", "before", "GET /commits/{}/pulls"],
  ["the commits are made", "before", "POST /git/commits"],
  ["the branches move", "before", "mutation move"],
  ["the branches have moved", "after", "mutation move"],
] as const;

const release = "environments/prod/releases/payments/payment/service.yaml";
const settings = "environments/prod/settings/payments/payment/settings.yaml";

/** Who pushes what. Each touches what the pull request touches too, so that it matters. */
const intruders = {
  "onto the head": (world: World, at: number) => world.push(`step-${at}`, { [release]: released(`1.${at}.1`) }),
  "onto the default branch": (world: World, at: number) => world.push("main", { [settings]: settingsOf(at) }, "admin"),
} as const;

function released(version: string): string {
  return specOf("payment", "payments", `ghcr.io/acme/payment:${version}`);
}

function settingsOf(at: number): string {
  return `apiVersion: slipway.dev/v1\nkind: Settings\nmetadata: {name: payment, team: payments}\nspec: {variables: {STEP: "${at}"}}\n`;
}

for (const [at, [what, when, operation]] of moments.entries()) {
  const who = at % 2 === 0 ? "onto the head" : "onto the default branch";
  test(`threat 20: a push ${who} ${when === "before" ? "just before" : "just after"} ${what}`, async () => {
    const world = here();
    await world.push(`step-${at}`, { [release]: released(`1.${at}.0`) });
    let pushed = false;
    world.proxy?.watch(async (passing) => {
      if (pushed || passing.when !== when || passing.operation !== operation) return;
      pushed = true;
      await intruders[who](world, at);
    });
    const pull = await world.open(`step-${at}`);
    await mergeWhenGreen(world, pull);
    await world.settle();
    world.proxy?.watch(() => undefined);
    expect(pushed, `${operation} was asked`).toBe(true);
    await sayYes(world, pull);
    expect(await world.differences()).toEqual([]);
    expect(await world.comments(pull)).toHaveLength(1);
    expect(world.log.filter(({ event, fate }) => event === "an environment waits" && fate === "frozen")).toEqual([]);
  });
}

/** What somebody does who watches the page: merges what is shown there, as soon as the check passes. */
async function mergeWhenGreen(world: World, pull: number): Promise<void> {
  const isMerged = () =>
    world.merge(pull).then(
      () => true,
      () => false,
    );
  // For as long as the test may take: how fast the machine is does not matter.
  while (!(await isMerged())) await new Promise((done) => setTimeout(done, 50));
}

/** An owner says yes to what waits: on the pull request itself, or on the next one when a push to main came behind it. */
async function sayYes(world: World, merged: number): Promise<void> {
  for (let pull = merged, tries = 0; tries < 2; tries += 1) {
    if ((await world.differences()).length === 0) return;
    const command = /\/slipway confirm --plan [0-9a-f]+/.exec((await world.comments(pull))[0] ?? "")?.[0];
    if (command !== undefined) await world.comment(pull, command, "owner");
    await world.settle();
    if ((await world.differences()).length === 0) return;
    await world.push(`yes-${merged}`, {
      [`apps/payments/yes-${merged}/service.yaml`]: specOf(`yes-${merged}`, "payments"),
    });
    pull = await world.open(`yes-${merged}`);
    await world.settle();
    await world.merge(pull);
    await world.settle();
    const said = /\/slipway confirm --plan [0-9a-f]+/.exec((await world.comments(pull))[0] ?? "")?.[0];
    await world.comment(pull, said ?? "nothing to say yes to", "owner");
    await world.settle();
  }
}
