import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { acme, curl, git, gitFails, refusal, report, startWorld, temporaryFolder } from "./world.ts";

test("a change goes its whole way: clone, push, pull request, failed and passed check, review, merge, pull", async () => {
  const world = await startWorld();
  const { github, ada, bob, bot, receiver, tokens } = world;
  await github.protectBranch("acme/platform", "main", {
    requiredChecks: [{ name: "platform/plan", app: "slipway" }],
    reviews: { approvals: 1, dismissStale: true },
    enforceAdmins: true,
  });

  const folder = temporaryFolder();
  await git(folder, "clone", "--quiet", github.cloneUrl("acme/platform", tokens["bob"]), "platform");
  const clone = join(folder, "platform");
  writeFileSync(join(clone, "service.yaml"), "image: one\n");
  await git(clone, "add", ".");
  await git(clone, "commit", "--quiet", "--message", "Add a service");
  expect(await gitFails(clone, "push", "origin", "HEAD:main")).toContain(
    "Changes must be made through a pull request.",
  );
  await git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/feature");
  const head = (await git(clone, "rev-parse", "HEAD")).trim();

  const { data: pull } = await bob.rest.pulls.create({
    ...acme,
    title: "Add a service",
    head: "feature",
    base: "main",
  });
  expect(pull).toMatchObject({
    number: 1,
    head: { sha: head },
    mergeable: null,
    mergeable_state: "unknown",
    changed_files: 1,
  });
  const at = { ...acme, pull_number: 1 };
  expect(await refusal(ada.rest.pulls.merge(at))).toEqual({
    status: 405,
    message:
      'At least 1 approving review is required by reviewers with write access. Required status check "platform/plan" is expected.',
  });

  const check_run_id = await report(world, "platform/plan", head, "failure");
  await ada.rest.pulls.createReview({ ...at, event: "APPROVE" });
  expect((await refusal(bob.rest.pulls.merge(at))).message).toBe('Required status check "platform/plan" is failing.');
  await bot.rest.checks.update({ ...acme, check_run_id, conclusion: "success" });

  expect(await refusal(bob.rest.pulls.merge({ ...at, sha: "1".repeat(40) }))).toEqual({
    status: 409,
    message: "Head branch was modified. Review and try the merge again.",
  });
  expect((await bob.rest.pulls.get(at)).data.mergeable_state).toBe("clean");
  const { data: merged } = await bob.rest.pulls.merge({ ...at, sha: head, merge_method: "squash" });
  expect(merged).toMatchObject({ merged: true, message: "Pull Request successfully merged" });
  expect((await refusal(bob.rest.pulls.merge(at))).status).toBe(405);

  await git(clone, "fetch", "--quiet", "origin", "main");
  expect((await git(clone, "rev-parse", "FETCH_HEAD")).trim()).toBe(merged.sha);
  expect(await git(clone, "show", "FETCH_HEAD:service.yaml")).toBe("image: one\n");

  await github.idle();
  expect(receiver.arrivals.every(({ genuine }) => genuine)).toBe(true);
  expect(receiver.names()).toEqual([
    "push", "check_suite.requested", "pull_request.opened", "check_run.created", "check_run.completed",
    "check_suite.completed", "pull_request_review.submitted", "check_run.completed", "check_suite.completed", "push",
    "check_suite.requested", "pull_request.closed",
  ]); // biome-ignore format: one list
});

test("curl is enough", async () => {
  const { github, tokens } = await startWorld();
  const authorization = `Authorization: Bearer ${tokens["rita"]}`;
  const body = await curl("--header", authorization, `${github.apiUrl}/repos/acme/platform/contents/README.md`);
  expect(Buffer.from(JSON.parse(body).content, "base64").toString()).toBe("# Platform\n");
  const head = await curl("--include", `${github.apiUrl}/repos/acme/platform`);
  expect(head).toMatch(/^HTTP\/1.1 404 Not Found/);
  expect(await curl("--user-agent", "", `${github.apiUrl}/rate_limit`)).toContain("User-Agent");
});
