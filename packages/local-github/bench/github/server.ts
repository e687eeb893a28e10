import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import { startGitHub } from "../../src/index.ts";

/** What the bench needs to know of the GitHub that it measures. */
export interface Ready {
  readonly apiUrl: string;
  readonly cloneUrl: string;
  readonly person: string;
  readonly installation: string;
  readonly comment: number;
  readonly checkRun: number;
  readonly head: string;
}

/** The GitHub that is measured, in a process of its own, with an app that listens. Not a benchmark by itself. */
if (process.send === undefined) {
  console.error("This is started by the bench `github`.");
  process.exit(2);
}

const much = 1_000_000_000;
const limits = {
  requestsPerHour: much,
  restPointsPerMinute: much,
  graphqlPointsPerMinute: much,
  contentPerMinute: much,
  contentPerHour: much,
};
const github = await startGitHub({ directory: process.argv[2]!, limits });
const listener = createServer((request, response) => {
  request.resume();
  response.end();
});
await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
for (const login of ["ada", "bob"]) await github.createUser(login);
await github.createOrganization("acme", { owners: ["ada"], members: ["bob"] });
await github.createRepository("acme/platform");
await github.grant("acme/platform", { users: { bob: "write" } });
await github.commit("acme/platform", {
  branch: "main",
  by: "ada",
  message: "Start",
  files: { "README.md": "# Platform\n" },
});
const head = await github.commit("acme/platform", {
  branch: "feature",
  by: "bob",
  message: "Change",
  files: { a: "1\n" },
});
const app = await github.createApp("slipway", {
  owner: "acme",
  permissions: { checks: "write", contents: "write", issues: "write", pull_requests: "write" },
  events: ["check_run", "issue_comment", "pull_request", "push"],
  webhook: { url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`, secret: "x".repeat(32) },
});
const installationId = await github.install("slipway", "acme");
const person = await github.createToken("bob");
const bob = new Octokit({ baseUrl: github.apiUrl, auth: person });
const bot = new Octokit({
  baseUrl: github.apiUrl,
  authStrategy: createAppAuth,
  auth: { appId: app.id, privateKey: app.privateKey, installationId },
});
const acme = { owner: "acme", repo: "platform" };
await bob.rest.pulls.create({ ...acme, title: "Change", head: "feature", base: "main" });
const { data: comment } = await bot.rest.issues.createComment({ ...acme, issue_number: 1, body: "Plan" });
const { data: check } = await bot.rest.checks.create({ ...acme, name: "plan", head_sha: head, status: "in_progress" });
const { token } = (await bot.auth({ type: "installation" })) as { token: string };

const ready: Ready = {
  apiUrl: github.apiUrl,
  cloneUrl: github.cloneUrl("acme/platform", person),
  person,
  installation: token,
  comment: comment.id,
  checkRun: check.id,
  head,
};
process.send(ready);

process.on("message", async (question) => {
  await github.idle();
  if (question === "measure") {
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    process.send!({ heap: heapUsed / 2 ** 20, rss: rss / 2 ** 20, violations: github.violations.length });
    return;
  }
  await github.close();
  listener.closeAllConnections();
  listener.close();
  process.send!({});
  process.disconnect();
});
