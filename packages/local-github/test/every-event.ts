import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { type LocalGitHub, startGitHub } from "../src/index.ts";

const acme = { owner: "acme", repo: "platform" };

/** Makes everything happen that is told of, on a GitHub in an empty directory; gives a payload of each event, by `event.action`. */
export async function everyEvent(directory: string): Promise<ReadonlyMap<string, unknown>> {
  const payloads = new Map<string, unknown>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const payload = JSON.parse(Buffer.concat(chunks).toString());
    const name = String(request.headers["x-github-event"]);
    payloads.set(payload.action === undefined ? name : `${name}.${payload.action}`, payload);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const github = await startGitHub({ directory });
  try {
    await play(github, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await github.idle();
  } finally {
    await github.close();
    server.closeAllConnections();
    server.close();
  }
  return payloads;
}

async function play(github: LocalGitHub, url: string): Promise<void> {
  const { bot, bob, ada, installation } = await setUp(github, url);
  await github.commit("acme/platform", {
    branch: "main",
    by: "ada",
    message: "Push",
    files: { "README.md": "# More\n" },
  });
  const open = async (branch: string, draft = false) => {
    await github.commit("acme/platform", { branch, by: "bob", message: branch, files: { [`${branch}.txt`]: "1\n" } });
    return (await bob.rest.pulls.create({ ...acme, title: branch, body: "Words", head: branch, base: "main", draft }))
      .data;
  };
  await conversation(await open("talk", true), { github, bob, bot, ada });
  await checks(await open("checked"), { github, bot });
  await merging({ github, bob, bot, open });
  await deploying(bot);
  await github.createRepository("acme/other");
  await github.chooseRepositories(installation, ["acme/platform", "acme/other"]);
  await github.chooseRepositories(installation, ["acme/platform"]);
  await github.suspend(installation, true);
  await github.suspend(installation, false);
  await github.idle();
  await github.uninstall(installation);
}

async function setUp(github: LocalGitHub, url: string) {
  for (const login of ["ada", "bob"]) await github.createUser(login);
  await github.createOrganization("acme", { owners: ["ada"], members: ["bob"] });
  await github.createRepository("acme/platform", { allowAutoMerge: true });
  await github.grant("acme/platform", { users: { bob: "write" } });
  await github.commit("acme/platform", {
    branch: "main",
    by: "ada",
    message: "Start",
    files: { "README.md": "# Platform\n" },
  });
  const write = ["checks", "contents", "deployments", "issues", "pull_requests"].map((name) => [
    name,
    "write" as const,
  ]);
  const events = [
    "check_run",
    "check_suite",
    "deployment",
    "deployment_status",
    "issue_comment",
    "merge_group",
    "pull_request",
    "pull_request_review",
    "push",
  ];
  const app = await github.createApp("slipway", {
    owner: "acme",
    permissions: Object.fromEntries(write),
    events,
    webhook: { url, secret: "x".repeat(32) },
  });
  const installation = await github.install("slipway", "acme", ["acme/platform"]);
  const quiet = () => undefined;
  const common = { baseUrl: github.apiUrl, log: { debug: quiet, info: quiet, warn: quiet, error: quiet } };
  const person = async (login: string) => new Octokit({ ...common, auth: await github.createToken(login) });
  const auth = { appId: app.id, privateKey: app.privateKey, installationId: installation };
  const bot = new Octokit({ ...common, authStrategy: createAppAuth, auth });
  return { bot, bob: await person("bob"), ada: await person("ada"), installation };
}

type Pull = { readonly number: number; readonly node_id: string; readonly head: { readonly sha: string } };

function mutate(who: Octokit, name: string, input: object): Promise<unknown> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  return who.graphql(`mutation($input: ${type}) { ${name}(input: $input) { clientMutationId } }`, { input });
}

async function conversation(
  pull: Pull,
  { github, bob, bot, ada }: { github: LocalGitHub; bob: Octokit; bot: Octokit; ada: Octokit },
): Promise<void> {
  const at = { ...acme, pull_number: pull.number };
  const on = { ...acme, issue_number: pull.number };
  const { data: comment } = await bot.rest.issues.createComment({ ...on, body: "Plan" });
  await bot.rest.issues.updateComment({ ...acme, comment_id: comment.id, body: "Plan 2" });
  await bot.rest.issues.deleteComment({ ...acme, comment_id: comment.id });
  await bot.rest.issues.addLabels({ ...on, labels: ["env/prod"] });
  await bot.rest.issues.removeLabel({ ...on, name: "env/prod" });
  await mutate(bob, "markPullRequestReadyForReview", { pullRequestId: pull.node_id });
  await mutate(bob, "convertPullRequestToDraft", { pullRequestId: pull.node_id });
  await bob.rest.pulls.requestReviewers({ ...at, reviewers: ["ada"] });
  const { data: review } = await ada.rest.pulls.createReview({ ...at, event: "APPROVE", body: "Good" });
  await github.dismissReview("ada", review.id);
  await bob.rest.pulls.update({ ...at, title: "Better" });
  await bob.rest.pulls.update({ ...at, state: "closed" });
  await bob.rest.pulls.update({ ...at, state: "open" });
  await github.commit("acme/platform", { branch: "talk", by: "bob", message: "More", files: { "talk.txt": "2\n" } });
}

async function checks(pull: Pull, { github, bot }: { github: LocalGitHub; bot: Octokit }): Promise<void> {
  const actions = [{ label: "Re-plan", description: "Plan again", identifier: "replan" }];
  const { data: run } = await bot.rest.checks.create({
    ...acme,
    name: "plan",
    head_sha: pull.head.sha,
    status: "in_progress",
    actions,
  });
  await bot.rest.checks.update({
    ...acme,
    check_run_id: run.id,
    conclusion: "success",
    output: { title: "Plan", summary: "Good" },
  });
  await github.pressButton("bob", run.id, "replan");
  await github.rerunCheck("bob", run.id);
  await github.rerunSuite("bob", run.check_suite!.id);
}

async function merging(world: {
  github: LocalGitHub;
  bob: Octokit;
  bot: Octokit;
  open: (branch: string) => Promise<Pull>;
}): Promise<void> {
  const { github, bob, bot, open } = world;
  const auto = await open("auto");
  await github.protectBranch("acme/platform", "main", { requiredChecks: ["plan"], enforceAdmins: true });
  await mutate(bob, "enablePullRequestAutoMerge", { pullRequestId: auto.node_id });
  await mutate(bob, "disablePullRequestAutoMerge", { pullRequestId: auto.node_id });
  await github.unprotectBranch("acme/platform", "main");
  const checks = { required_status_checks: [{ context: "plan" }] };
  const rules = [{ type: "merge_queue" }, { type: "required_status_checks", parameters: checks }];
  await github.addRuleset("acme/platform", { name: "main", include: ["~DEFAULT_BRANCH"], rules });
  const queued = await open("queued");
  await bot.rest.checks.create({ ...acme, name: "plan", head_sha: queued.head.sha, conclusion: "success" });
  await mutate(bob, "enqueuePullRequest", { pullRequestId: queued.node_id });
  await github.idle();
  await mutate(bob, "dequeuePullRequest", { id: queued.node_id });
  await github.idle();
}

async function deploying(bot: Octokit): Promise<void> {
  const { data } = await bot.rest.repos.createDeployment({
    ...acme,
    ref: "main",
    environment: "dev",
    auto_merge: false,
    required_contexts: [],
  });
  await bot.rest.repos.createDeploymentStatus({
    ...acme,
    deployment_id: (data as { id: number }).id,
    state: "success",
  });
}
