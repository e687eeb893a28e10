import { expect, test } from "vitest";
import { documentedLimits } from "../src/index.ts";
import { acme, octokit, openPull, refusal, startWorld } from "./world.ts";

test("requests are counted by the hour, and told; what is unchanged costs nothing", async () => {
  let late = 0;
  const { github, bob } = await startWorld({ limits: { requestsPerHour: 4 }, clock: () => Date.now() + late });
  const first = await bob.rest.repos.get(acme);
  expect(first.headers).toMatchObject({
    "x-ratelimit-limit": "4",
    "x-ratelimit-remaining": "3",
    "x-ratelimit-used": "1",
    "x-ratelimit-resource": "core",
  });
  const same = await bob
    .request("GET /repos/acme/platform", { headers: { "if-none-match": first.headers.etag } })
    .catch((error) => error);
  expect([same.status, same.response.headers["x-ratelimit-used"]]).toEqual([304, "2"]);
  const { data } = await bob.rest.rateLimit.get();
  expect(data.resources.core).toMatchObject({ limit: 4, remaining: 2 });
  for (let index = 0; index < 2; index++) await bob.rest.repos.get(acme);
  expect((await refusal(bob.rest.repos.get(acme))).message).toMatch(/^API rate limit exceeded for user \d+\.$/);
  late = 61 * 60 * 1000;
  expect((await bob.rest.repos.get(acme)).status).toBe(200);
  expect((await octokit(github).request("GET /rate_limit")).headers["x-ratelimit-limit"]).toBe("60");
});

test("points and content are counted by the minute, with a time to come back", async () => {
  const world = await startWorld({ limits: { contentPerMinute: 3, restPointsPerMinute: 40 } });
  const { bob } = world;
  const on = { ...acme, issue_number: await openPull(world) };
  for (let index = 0; index < 2; index++) await bob.rest.issues.createComment({ ...on, body: "x" });
  const held = await bob.rest.issues.createComment({ ...on, body: "x" }).catch((error) => error);
  expect(held.status).toBe(403);
  expect(held.response.data.message).toContain("secondary rate limit");
  expect(Number(held.response.headers["retry-after"])).toBeGreaterThan(0);
  const seen: number[] = [];
  for (let index = 0; index < 30; index++)
    seen.push(
      await bob.rest.repos.get(acme).then(
        ({ status }) => status,
        ({ status }) => status,
      ),
    );
  expect(seen).toContain(403);
});

test("only so many requests are answered at once", async () => {
  const { github, bob } = await startWorld({ limits: { concurrentRequests: 3 } });
  github.fault({ kind: "slow", milliseconds: 100, times: 3 });
  const statuses = await Promise.all(
    Array.from({ length: 5 }, () =>
      bob.rest.repos.get(acme).then(
        ({ status }) => status,
        ({ status }) => status,
      ),
    ),
  );
  expect(statuses.sort()).toEqual([200, 200, 200, 403, 403]);
  expect((await bob.rest.repos.get(acme)).status).toBe(200);
});

test("the documented limits are those of the documentation", () => {
  expect(documentedLimits).toMatchObject({
    requestsPerHour: 5000,
    restPointsPerMinute: 900,
    graphqlPointsPerMinute: 2000,
    contentPerMinute: 80,
    contentPerHour: 500,
    bodyCharacters: 65_536,
    annotationsPerRequest: 50,
    actionsPerCheckRun: 3,
    filesPerPullRequest: 3000,
    filesPerComparison: 300,
    treeEntries: 100_000,
  });
});
