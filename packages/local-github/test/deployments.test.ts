import { expect, test } from "vitest";
import { acme, refusal, report, startWorld } from "./world.ts";

test("a deployment goes through its states; a success retires the earlier one", async () => {
  const { bot, rita, github, receiver } = await startWorld();
  const deploy = (environment: string) =>
    bot.rest.repos.createDeployment({
      ...acme,
      ref: "main",
      environment,
      auto_merge: false,
      required_contexts: [],
      payload: { services: 2 },
    });
  const ids: number[] = [];
  for (const state of ["in_progress", "success"] as const) {
    const { data } = await deploy("dev");
    ids.push((data as { id: number }).id);
    await bot.rest.repos.createDeploymentStatus({ ...acme, deployment_id: ids.at(-1)!, state: "success" });
    expect(state).toBeDefined();
  }
  const states = async (deployment_id: number) =>
    (await rita.rest.repos.listDeploymentStatuses({ ...acme, deployment_id })).data.map(({ state }) => state);
  expect(await states(ids[0]!)).toEqual(["inactive", "success"]);
  expect(await states(ids[1]!)).toEqual(["success"]);
  const { data: list } = await rita.rest.repos.listDeployments({ ...acme, environment: "dev" });
  expect(list.map(({ id }) => id)).toEqual([...ids].reverse());
  expect(list[0]).toMatchObject({
    payload: { services: 2 },
    production_environment: false,
    creator: { login: "slipway[bot]" },
  });
  const { data: environments } = await rita.rest.repos.getAllEnvironments(acme);
  expect(environments.environments?.map(({ name }) => name)).toEqual(["dev"]);
  await github.idle();
  expect(receiver.names()).toEqual([
    "deployment.created",
    "deployment_status.created",
    "deployment.created",
    "deployment_status.created",
    "deployment_status.created",
  ]);
});

test("left to its defaults, GitHub merges the default branch into the ref and asks for every check", async () => {
  const world = await startWorld();
  const { bot, rita, github } = world;
  await github.commit("acme/platform", { branch: "topic", by: "bob", message: "Topic", files: { "t.txt": "t\n" } });
  const main = await github.commit("acme/platform", {
    branch: "main",
    by: "ada",
    message: "Main",
    files: { "m.txt": "m\n" },
  });
  const { status, data } = await bot.rest.repos.createDeployment({ ...acme, ref: "topic" });
  expect([status, data]).toEqual([202, { message: "Auto-merged main into topic on deployment." }]);
  const { data: ref } = await rita.rest.git.getRef({ ...acme, ref: "heads/topic" });
  const { data: commit } = await rita.rest.git.getCommit({ ...acme, commit_sha: ref.object.sha });
  expect(commit.parents.map(({ sha }) => sha)).toContain(main);
  await report(world, "plan", main, "failure");
  expect(await refusal(bot.rest.repos.createDeployment({ ...acme, ref: "main" }))).toEqual({
    status: 409,
    message: "Conflict: Commit status checks failed for main.",
  });
  expect((await refusal(bot.rest.repos.createDeployment({ ...acme, ref: "nowhere" }))).message).toBe(
    "No ref found for: nowhere",
  );
  const { data: made } = await bot.rest.repos.createDeployment({ ...acme, ref: "main", required_contexts: [] });
  expect(made).toMatchObject({ environment: "production", production_environment: true, sha: main });
});

test("an environment needs administration, and protecting one is refused rather than passed over", async () => {
  const { github, ada, bot } = await startWorld();
  const wanted = { ...acme, environment_name: "prod/eu" };
  expect((await refusal(bot.rest.repos.createOrUpdateEnvironment(wanted))).status).toBe(403);
  expect((await ada.rest.repos.createOrUpdateEnvironment(wanted)).data).toMatchObject({ name: "prod/eu" });
  expect((await refusal(ada.rest.repos.createOrUpdateEnvironment({ ...wanted, wait_timer: 30 }))).status).toBe(501);
  expect(github.violations.splice(0).map(({ kind }) => kind)).toEqual(["not served"]);
});
