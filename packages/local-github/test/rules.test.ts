import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  acme,
  appOctokit,
  git,
  gitFails,
  openPull,
  privateKey,
  refusal,
  report,
  startWorld,
  temporaryFolder,
  type World,
} from "./world.ts";

async function clone({ github, tokens }: World, login = "bob"): Promise<string> {
  const folder = temporaryFolder();
  await git(folder, "clone", "--quiet", github.cloneUrl("acme/platform", tokens[login]), "clone");
  return join(folder, "clone");
}

async function change(folder: string, text: string): Promise<void> {
  writeFileSync(join(folder, "change.txt"), text);
  await git(folder, "add", ".");
  await git(folder, "commit", "--quiet", "--message", text);
}

async function mergeMessage(world: World, pull_number: number, who: "ada" | "bob" = "bob"): Promise<string> {
  const { status, message } = await refusal(world[who].rest.pulls.merge({ ...acme, pull_number }));
  expect(status).toBe(405);
  return message;
}

async function head({ bob }: World, branch = "feature"): Promise<string> {
  return (await bob.rest.git.getRef({ ...acme, ref: `heads/${branch}` })).data.object.sha;
}

const main = { include: ["~DEFAULT_BRANCH"] };

test("a ruleset refuses a push, by Git and by the API, in GitHub's words", async () => {
  const world = await startWorld();
  const { github, bob } = world;
  await github.addRuleset("acme/platform", {
    name: "main",
    ...main,
    rules: [{ type: "pull_request" }, { type: "deletion" }, { type: "non_fast_forward" }],
  });
  const folder = await clone(world);
  await change(folder, "direct");
  const said = await gitFails(folder, "push", "origin", "HEAD:main", "HEAD:other");
  expect(said).toContain("remote: error: GH013: Repository rule violations found for refs/heads/main.");
  expect(said).toContain("remote: - Changes must be made through a pull request.");
  expect(said).toContain("[new branch]      HEAD -> other");
  const sha = await head(world, "other");
  expect(await refusal(bob.rest.git.updateRef({ ...acme, ref: "heads/main", sha }))).toEqual({
    status: 422,
    message: "Repository rule violations found\n\nChanges must be made through a pull request.\n\n",
  });
  expect((await refusal(bob.rest.git.deleteRef({ ...acme, ref: "heads/main" }))).message).toContain(
    "Cannot delete this branch",
  );
  const { data } = await bob.rest.repos.getBranchRules({ ...acme, branch: "main" });
  expect(data.map(({ type }) => type)).toEqual(["pull_request", "deletion", "non_fast_forward"]);
  expect((await bob.rest.repos.getBranchRules({ ...acme, branch: "other" })).data).toEqual([]);
});

test("a force-push is refused where rules forbid it, and only there", async () => {
  const world = await startWorld();
  const { github, bob } = world;
  await github.addRuleset("acme/platform", {
    name: "kept",
    include: ["refs/heads/kept/*"],
    rules: [{ type: "non_fast_forward" }],
  });
  const folder = await clone(world);
  await change(folder, "one");
  await git(folder, "push", "--quiet", "origin", "HEAD:kept/a", "HEAD:free");
  await git(folder, "commit", "--quiet", "--amend", "--message", "another");
  expect(await gitFails(folder, "push", "--force", "origin", "HEAD:kept/a")).toContain(
    "Cannot force-push to this branch",
  );
  await git(folder, "push", "--quiet", "--force", "origin", "HEAD:free");
  const sha = await head(world, "free");
  expect((await refusal(bob.rest.git.updateRef({ ...acme, ref: "heads/kept/a", sha }))).message).toBe(
    "Update is not a fast forward",
  );
  expect((await refusal(bob.rest.git.updateRef({ ...acme, ref: "heads/kept/a", sha, force: true }))).message).toContain(
    "Cannot force-push",
  );
  await change(folder, "two");
  expect(await gitFails(folder, "push", "origin", "HEAD:refs/pull/1/head")).toContain("deny updating a hidden ref");
});

test("who bypasses a ruleset pushes, and nobody else", async () => {
  const world = await startWorld();
  const { github, bot, bob } = world;
  const bypass = [{ kind: "app", actor: world.app.id, mode: "always" }] as const;
  const rules = [{ type: "creation" }, { type: "update" }, { type: "deletion" }];
  await github.addRuleset("acme/platform", { name: "outputs", include: ["refs/heads/env/**"], rules, bypass });
  const sha = await head(world, "main");
  expect((await refusal(bob.rest.git.createRef({ ...acme, ref: "refs/heads/env/dev", sha }))).message).toContain(
    "creations being restricted",
  );
  await bot.rest.git.createRef({ ...acme, ref: "refs/heads/env/dev", sha });
  const folder = await clone(world, "ada");
  await change(folder, "tampered");
  expect(await gitFails(folder, "push", "origin", "HEAD:env/dev")).toContain("Cannot update this protected ref.");
  await github.removeRuleset("acme/platform", "outputs");
  await git(folder, "push", "--quiet", "origin", "HEAD:env/dev");
});

describe("required checks", () => {
  test("count by name and app, all of them, on the head", async () => {
    const world = await startWorld();
    const { github, app } = world;
    const checks = { required_status_checks: [{ context: "plan", integration_id: app.id }, { context: "lint" }] };
    await github.addRuleset("acme/platform", {
      name: "main",
      ...main,
      rules: [{ type: "required_status_checks", parameters: checks }],
    });
    const pull = await openPull(world);
    const said = (text: string) => `Repository rule violations found\n\n${text}\n\n`;
    expect(await mergeMessage(world, pull)).toBe(said("2 of 2 required status checks are expected."));
    const sha = await head(world);
    const foreign = await github.createApp("stranger", {
      owner: "eve",
      permissions: { checks: "write" },
      events: [],
      privateKey,
    });
    const stranger = appOctokit(github, foreign, await github.install("stranger", "acme"));
    await stranger.rest.checks.create({ ...acme, name: "plan", head_sha: sha, conclusion: "success" });
    await report(world, "lint", sha);
    expect(await mergeMessage(world, pull)).toBe(
      said("2 of 2 required status checks have not succeeded: 1 expected, 1 in progress."),
    );
    await report(world, "lint", sha, "success");
    await report(world, "plan", sha, "failure");
    expect(await mergeMessage(world, pull)).toBe(said("1 of 2 required status checks have not succeeded: 1 failing."));
    await report(world, "plan", sha, "success");
    expect((await world.bob.rest.pulls.merge({ ...acme, pull_number: pull })).data.merged).toBe(true);
  });

  test("are expected again while the branch is behind, where it must be up to date", async () => {
    const world = await startWorld();
    const { github, bob } = world;
    await github.protectBranch("acme/platform", "main", { requiredChecks: ["plan"], strict: true });
    const pull = await openPull(world);
    await report(world, "plan", await head(world), "success");
    await github.commit("acme/platform", {
      branch: "main",
      by: "ada",
      message: "Meanwhile",
      files: { "b.txt": "b\n" },
    });
    expect(await mergeMessage(world, pull)).toBe('Required status check "plan" is expected.');
    await bob.rest.pulls.get({ ...acme, pull_number: pull });
    await github.idle();
    expect((await bob.rest.pulls.get({ ...acme, pull_number: pull })).data.mergeable_state).toBe("behind");
    expect((await world.ada.rest.pulls.merge({ ...acme, pull_number: pull })).data.merged).toBe(true);
  });

  test("of classic protection are shown to an administrator", async () => {
    const world = await startWorld();
    await world.github.protectBranch("acme/platform", "ma*", {
      requiredChecks: ["plan"],
      reviews: { approvals: 2, codeOwners: true },
    });
    const { data } = await world.ada.rest.repos.getBranchProtection({ ...acme, branch: "main" });
    expect(data).toMatchObject({
      required_status_checks: { strict: false, contexts: ["plan"] },
      required_pull_request_reviews: { required_approving_review_count: 2, require_code_owner_reviews: true },
      allow_force_pushes: { enabled: false },
      enforce_admins: { enabled: false },
    });
  });
});

describe("required reviews", () => {
  test("come from others with write access, count for the last word of each, and fall with a push", async () => {
    const world = await startWorld();
    const { github, ada, bob, tess } = world;
    await github.protectBranch("acme/platform", "main", {
      reviews: { approvals: 1, dismissStale: true },
      enforceAdmins: true,
    });
    const pull_number = await openPull(world);
    const at = { ...acme, pull_number };
    expect((await refusal(bob.rest.pulls.createReview({ ...at, event: "APPROVE" }))).errors).toEqual([
      "Can not approve your own pull request",
    ]);
    expect((await refusal(ada.rest.pulls.createReview({ ...at, event: "REQUEST_CHANGES" }))).status).toBe(422);
    await tess.rest.pulls.createReview({ ...at, event: "APPROVE" });
    const missing = "At least 1 approving review is required by reviewers with write access.";
    expect(await mergeMessage(world, pull_number)).toBe(missing);
    await ada.rest.pulls.createReview({ ...at, event: "REQUEST_CHANGES", body: "No." });
    expect(await mergeMessage(world, pull_number)).toBe(
      `1 review requesting changes by reviewers with write access. ${missing}`,
    );
    await ada.rest.pulls.createReview({ ...at, event: "COMMENT", body: "Hm." });
    expect(await mergeMessage(world, pull_number)).toContain("requesting changes");
    await ada.rest.pulls.createReview({ ...at, event: "APPROVE" });
    await github.commit("acme/platform", { branch: "feature", by: "bob", message: "More", files: { "b.txt": "b\n" } });
    expect((await bob.rest.pulls.listReviews(at)).data.map(({ state }) => state)).toEqual([
      "DISMISSED",
      "CHANGES_REQUESTED",
      "COMMENTED",
      "DISMISSED",
    ]);
    expect(await mergeMessage(world, pull_number)).toBe(missing);
    const { data } = await ada.rest.pulls.createReview({ ...at, event: "APPROVE" });
    await github.dismissReview("ada", data.id);
    expect(await mergeMessage(world, pull_number)).toBe(missing);
    await ada.rest.pulls.createReview({ ...at, event: "APPROVE" });
    expect((await bob.rest.pulls.merge(at)).data.merged).toBe(true);
  });

  test("of the last push must come from somebody else", async () => {
    const world = await startWorld();
    const { github, ada, bob } = world;
    const parameters = { required_approving_review_count: 1, require_last_push_approval: true };
    await github.addRuleset("acme/platform", { name: "main", ...main, rules: [{ type: "pull_request", parameters }] });
    const pull_number = await openPull(world);
    await github.commit("acme/platform", { branch: "feature", by: "ada", message: "Help", files: { "b.txt": "b\n" } });
    await ada.rest.pulls.createReview({ ...acme, pull_number, event: "APPROVE" });
    expect(await mergeMessage(world, pull_number)).toContain(
      "New changes require approval from someone other than ada because they were the last pusher.",
    );
    await github.commit("acme/platform", { branch: "feature", by: "bob", message: "Again", files: { "c.txt": "c\n" } });
    await ada.rest.pulls.createReview({ ...acme, pull_number, event: "APPROVE" });
    expect((await bob.rest.pulls.merge({ ...acme, pull_number })).data.merged).toBe(true);
  });

  test("of code owners are asked for and waited for; the base branch says who they are", async () => {
    const world = await startWorld();
    const { github, ada, bob } = world;
    await github.createUser("olga");
    await github.grant("acme/platform", { users: { olga: "write" } });
    const owners = "* @ada\n/policies/ @olga @nobody\n!bad @ada\n";
    await github.commit("acme/platform", {
      branch: "main",
      by: "ada",
      message: "Owners",
      files: { ".github/CODEOWNERS": owners },
    });
    const { data: wrong } = await bob.rest.repos.codeownersErrors(acme);
    expect(wrong.errors.map(({ line, column, kind }) => [line, column, kind])).toEqual([
      [2, 18, "Unknown owner"],
      [3, 1, "Invalid pattern"],
    ]);
    const parameters = { required_approving_review_count: 1, require_code_owner_review: true };
    await github.addRuleset("acme/platform", { name: "main", ...main, rules: [{ type: "pull_request", parameters }] });
    const pull_number = await openPull(world, "feature", {
      "policies/a.yaml": "x\n",
      ".github/CODEOWNERS": "* @bob\n",
    });
    const { data: pull } = await bob.rest.pulls.get({ ...acme, pull_number });
    expect(pull.requested_reviewers?.map(({ login }) => login).sort()).toEqual(["ada", "olga"]);
    await ada.rest.pulls.createReview({ ...acme, pull_number, event: "APPROVE" });
    expect(await mergeMessage(world, pull_number)).toContain("Waiting on code owner review from olga.");
  });

  test("threads must be resolved where a rule says so", async () => {
    const world = await startWorld();
    const { github, ada, bob } = world;
    await github.protectBranch("acme/platform", "main", { resolveConversations: true });
    const pull_number = await openPull(world);
    const comments = [{ path: "a.txt", line: 1, body: "Why?" }];
    await ada.rest.pulls.createReview({ ...acme, pull_number, event: "COMMENT", comments });
    expect(await mergeMessage(world, pull_number)).toContain("A conversation must be resolved");
    const query = `query { repository(owner: "acme", name: "platform") { pullRequest(number: ${pull_number}) { reviewThreads(first: 10) { nodes { id isResolved path line comments(first: 1) { nodes { body } } } } } } }`;
    const { repository } = await bob.graphql<{
      repository: { pullRequest: { reviewThreads: { nodes: { id: string }[] } } };
    }>(query);
    const [thread] = repository.pullRequest.reviewThreads.nodes;
    expect(thread).toMatchObject({
      isResolved: false,
      path: "a.txt",
      line: 1,
      comments: { nodes: [{ body: "Why?" }] },
    });
    await bob.graphql("mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }", {
      id: thread!.id,
    });
    expect((await bob.rest.pulls.merge({ ...acme, pull_number })).data.merged).toBe(true);
  });

  test("remarks are taken only on lines of the diff", async () => {
    const world = await startWorld();
    const pull_number = await openPull(world, "feature", { "README.md": "# Platform\nmore\n" });
    const remark = (comment: object) =>
      world.ada.rest.pulls.createReview({
        ...acme,
        pull_number,
        event: "COMMENT",
        body: "x",
        comments: [{ path: "README.md", body: "b", ...comment }],
      });
    expect((await refusal(remark({ line: 99 }))).errors).toEqual(["Line could not be resolved"]);
    expect((await refusal(remark({ path: "absent", line: 1 }))).errors).toEqual(["Path could not be resolved"]);
    expect((await remark({ line: 2 })).status).toBe(200);
    expect((await remark({ position: 2 })).status).toBe(200);
    expect((await remark({ line: 1, side: "LEFT" })).status).toBe(200);
    expect((await remark({ start_line: 1, line: 2 })).status).toBe(200);
  });
});

test("linear history and restricted pushers hold for merging and pushing", async () => {
  const world = await startWorld();
  const { github, bob, bot } = world;
  await github.protectBranch("acme/platform", "main", {
    linearHistory: true,
    enforceAdmins: true,
    pushers: { apps: ["slipway"] },
  });
  const pull_number = await openPull(world);
  const not =
    "You're not authorized to push to this branch. Visit https://docs.github.com/articles/about-protected-branches/ for more information.";
  expect((await refusal(bob.rest.pulls.merge({ ...acme, pull_number, merge_method: "squash" }))).message).toBe(not);
  expect((await refusal(bot.rest.pulls.merge({ ...acme, pull_number }))).message).toBe(
    "This branch must not contain merge commits.",
  );
  expect((await bot.rest.pulls.merge({ ...acme, pull_number, merge_method: "squash" })).data.merged).toBe(true);
  await github.protectBranch("acme/platform", "main", { linearHistory: true, enforceAdmins: true });
  const folder = await clone(world);
  await change(folder, "side");
  await git(folder, "checkout", "--quiet", "-b", "side", "HEAD~1");
  writeFileSync(join(folder, "other.txt"), "x");
  await git(folder, "add", ".");
  await git(folder, "commit", "--quiet", "--message", "other");
  await git(folder, "merge", "--quiet", "--no-edit", "main");
  expect(await gitFails(folder, "push", "origin", "HEAD:main")).toContain(
    "This branch must not contain merge commits.",
  );
});

test("an app may not touch workflows without that permission", async () => {
  const world = await startWorld();
  const { data } = await world.self.rest.apps.createInstallationAccessToken({ installation_id: world.installation });
  const folder = await clone({ ...world, tokens: { bob: data.token } });
  await change(folder, "plain");
  await git(folder, "push", "--quiet", "origin", "HEAD:plain");
  await git(folder, "rm", "--quiet", "change.txt");
  const { mkdirSync } = await import("node:fs");
  mkdirSync(join(folder, ".github/workflows"), { recursive: true });
  writeFileSync(join(folder, ".github/workflows/ci.yaml"), "on: push\n");
  await git(folder, "add", ".");
  await git(folder, "commit", "--quiet", "--message", "Workflow");
  expect(await gitFails(folder, "push", "origin", "HEAD:workflow")).toContain("without `workflows` permission");
});

describe("automatic merging", () => {
  const enable =
    "mutation($id: ID!, $oid: GitObjectID) { enablePullRequestAutoMerge(input: {pullRequestId: $id, mergeMethod: SQUASH, expectedHeadOid: $oid}) { pullRequest { autoMergeRequest { mergeMethod enabledBy { login } } } } }";

  test("happens when the last requirement is met", async () => {
    const world = await startWorld();
    const { github, bob, receiver } = world;
    await github.createRepository("acme/platform", { allowAutoMerge: true });
    await github.protectBranch("acme/platform", "main", { requiredChecks: ["plan"], enforceAdmins: true });
    const pull_number = await openPull(world);
    const { data } = await bob.rest.pulls.get({ ...acme, pull_number });
    await expect(bob.graphql(enable, { id: data.node_id, oid: "1".repeat(40) })).rejects.toThrow(
      "Head branch was modified",
    );
    await bob.graphql(enable, { id: data.node_id });
    const check_run_id = await report(world, "plan", data.head.sha);
    await github.idle();
    expect((await bob.rest.pulls.get({ ...acme, pull_number })).data).toMatchObject({
      merged: false,
      auto_merge: { merge_method: "squash" },
    });
    await world.bot.rest.checks.update({ ...acme, check_run_id, conclusion: "success" });
    await github.idle();
    expect((await bob.rest.pulls.get({ ...acme, pull_number })).data).toMatchObject({
      merged: true,
      merged_by: { login: "bob" },
    });
    expect(receiver.names()).toContain("pull_request.auto_merge_enabled");
  });

  test("is refused where it has no sense", async () => {
    const world = await startWorld();
    const pull_number = await openPull(world);
    const { data } = await world.bob.rest.pulls.get({ ...acme, pull_number });
    await expect(world.bob.graphql(enable, { id: data.node_id })).rejects.toThrow("not allowed for this repository");
    await world.github.createRepository("acme/platform", { allowAutoMerge: true });
    await expect(world.bob.graphql(enable, { id: data.node_id })).rejects.toThrow("clean status");
  });
});

test("a merge queue tries each on top of the other, merges what passes, drops what fails, and tries again", async () => {
  const world = await startWorld();
  const { github, bob, receiver } = world;
  const checks = { required_status_checks: [{ context: "plan" }] };
  await github.addRuleset("acme/platform", {
    name: "main",
    ...main,
    rules: [{ type: "merge_queue" }, { type: "required_status_checks", parameters: checks }],
  });
  const enqueue =
    "mutation($id: ID!) { enqueuePullRequest(input: {pullRequestId: $id}) { mergeQueueEntry { position state } } }";
  for (const branch of ["one", "two", "three"]) await openPull(world, branch, { [branch]: "x\n" });
  expect(await mergeMessage(world, 1)).toContain("Changes must be made through the merge queue");
  for (const branch of ["one", "two", "three"]) await report(world, "plan", await head(world, branch), "success");
  for (const pull_number of [1, 2, 3]) {
    const { data } = await bob.rest.pulls.get({ ...acme, pull_number });
    await bob.graphql(enqueue, { id: data.node_id });
    await github.idle();
  }
  const groups = () =>
    receiver.arrivals
      .filter(({ event }) => event === "merge_group")
      .map(({ action, payload }) => [action, (payload as { reason?: string }).reason, group(payload)]);
  const group = (payload: object) => (payload as { merge_group: { head_sha: string; head_ref: string } }).merge_group;
  const requested = () =>
    groups()
      .filter(([action]) => action === "checks_requested")
      .map(([, , one]) => one as { head_sha: string; head_ref: string });
  expect(requested().map(({ head_ref }) => head_ref.split("/").at(-1)?.slice(0, 4))).toEqual(["pr-1", "pr-2", "pr-3"]);
  const folder = await clone(world);
  await git(folder, "fetch", "--quiet", "origin", "refs/heads/one");
  expect(await gitFails(folder, "push", "origin", "FETCH_HEAD~1:one", "--force")).toContain("added to a merge queue");
  await report(world, "plan", requested()[0]!.head_sha, "success");
  await github.idle();
  expect((await bob.rest.pulls.get({ ...acme, pull_number: 1 })).data.merged).toBe(true);
  await report(world, "plan", requested()[1]!.head_sha, "failure");
  await github.idle();
  expect((await bob.rest.pulls.get({ ...acme, pull_number: 2 })).data).toMatchObject({ merged: false, state: "open" });
  expect(requested()).toHaveLength(4);
  await report(world, "plan", requested()[3]!.head_sha, "success");
  await github.idle();
  expect((await bob.rest.pulls.get({ ...acme, pull_number: 3 })).data.merged).toBe(true);
  expect(
    groups()
      .filter(([action]) => action === "destroyed")
      .map(([, reason]) => reason),
  ).toEqual(["merged", "dequeued", "invalidated", "merged"]);
  const { data: refs } = await bob.rest.git.listMatchingRefs({ ...acme, ref: "heads/gh-readonly-queue" });
  expect(refs).toEqual([]);
});
