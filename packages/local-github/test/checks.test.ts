import { expect, test } from "vitest";
import { acme, appOctokit, openPull, privateKey, refusal, report, startWorld } from "./world.ts";

test("a run is begun, annotated in steps and finished; its suite follows", async () => {
  const world = await startWorld();
  const { bot, bob, github, receiver } = world;
  const pull_number = await openPull(world);
  const { data: pull } = await bob.rest.pulls.get({ ...acme, pull_number });
  const head_sha = pull.head.sha;
  await github.idle();
  receiver.arrivals.length = 0;
  const { data: run } = await bot.rest.checks.create({
    ...acme,
    name: "platform/plan",
    head_sha,
    status: "in_progress",
    external_id: "v1:abc",
    actions: [{ label: "Re-plan", description: "Plan again", identifier: "replan" }],
  });
  expect(run).toMatchObject({
    status: "in_progress",
    conclusion: null,
    external_id: "v1:abc",
    app: { slug: "slipway" },
  });
  expect(run.pull_requests.map(({ number }) => number)).toEqual([pull_number]);
  const annotation = { path: "a.txt", start_line: 1, end_line: 1, annotation_level: "warning" as const, message: "Hm" };
  const output = { title: "Plan", summary: "Two changes", annotations: [annotation] };
  await bot.rest.checks.update({ ...acme, check_run_id: run.id, output });
  const { data: done } = await bot.rest.checks.update({ ...acme, check_run_id: run.id, output, conclusion: "failure" });
  expect(done).toMatchObject({
    status: "completed",
    conclusion: "failure",
    output: { title: "Plan", annotations_count: 2 },
  });
  const { data: suites } = await bot.rest.checks.listSuitesForRef({ ...acme, ref: "feature" });
  expect(suites).toMatchObject({
    total_count: 1,
    check_suites: [{ status: "completed", conclusion: "failure", head_sha }],
  });
  await github.pressButton("bob", run.id, "replan");
  await expect(github.pressButton("bob", run.id, "other")).rejects.toThrow("no button other");
  await github.rerunCheck("bob", run.id);
  await github.rerunSuite("bob", suites.check_suites[0]!.id);
  await github.idle();
  expect(receiver.names()).toEqual([
    "check_run.created", "check_run.completed", "check_suite.completed", "check_run.requested_action",
    "check_run.rerequested", "check_suite.rerequested",
  ]); // biome-ignore format: one list
  expect(receiver.arrivals[3]?.payload).toMatchObject({
    requested_action: { identifier: "replan" },
    sender: { login: "bob" },
  });
});

test("lists show the newest run of a name, or all, filtered", async () => {
  const world = await startWorld();
  const { bot, rita } = world;
  const { data: ref } = await rita.rest.git.getRef({ ...acme, ref: "heads/main" });
  for (const conclusion of ["failure", "success"] as const) await report(world, "plan", ref.object.sha, conclusion);
  await report(world, "lint", ref.object.sha);
  const list = async (more: object) => {
    const { data } = await rita.rest.checks.listForRef({ ...acme, ref: "main", ...more });
    return data.check_runs.map(({ name, conclusion }) => `${name} ${conclusion}`);
  };
  expect(await list({})).toEqual(["lint null", "plan success"]);
  expect(await list({ filter: "all" })).toEqual(["lint null", "plan success", "plan failure"]);
  expect(await list({ check_name: "plan" })).toEqual(["plan success"]);
  expect(await list({ status: "completed" })).toEqual(["plan success"]);
  expect(await list({ app_id: 1 })).toEqual([]);
  expect((await refusal(bot.rest.checks.listForRef({ ...acme, ref: "nowhere" }))).message).toBe(
    "No commit found for SHA: nowhere",
  );
  expect((await refusal(bot.rest.checks.create({ ...acme, name: "x", head_sha: "1".repeat(40) }))).status).toBe(422);
  expect(
    (
      await refusal(
        bot.request("POST /repos/acme/platform/check-runs", {
          name: "x",
          head_sha: ref.object.sha,
          status: "completed",
        }),
      )
    ).status,
  ).toBe(422);
});

test("no app changes another's run", async () => {
  const world = await startWorld();
  const { github, rita } = world;
  const { data: ref } = await rita.rest.git.getRef({ ...acme, ref: "heads/main" });
  const check_run_id = await report(world, "plan", ref.object.sha);
  const foreign = await github.createApp("stranger", {
    owner: "eve",
    permissions: { checks: "write" },
    events: [],
    privateKey,
  });
  const stranger = appOctokit(github, foreign, await github.install("stranger", "acme"));
  expect((await refusal(stranger.rest.checks.update({ ...acme, check_run_id, conclusion: "success" }))).status).toBe(
    403,
  );
});
