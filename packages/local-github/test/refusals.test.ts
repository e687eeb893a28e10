import { expect, test } from "vitest";
import { operations } from "../src/contract/operations.ts";
import { access } from "../src/http/access.ts";
import { acme, appOctokit, octokit, openPull, refusal, startWorld } from "./world.ts";

/** An operation's path with something in place of each parameter. */
function pathOf(path: string): string {
  const values: Record<string, string> = {
    owner: "acme",
    repo: "platform",
    username: "bob",
    branch: "main",
    org: "acme",
    team_slug: "core",
  };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "1");
}

test("every operation asks for its permission, and an installation without it is refused", async () => {
  const world = await startWorld();
  const { data } = await world.self.rest.apps.createInstallationAccessToken({
    installation_id: world.installation,
    permissions: { metadata: "read" },
  });
  const weak = octokit(world.github, data.token);
  for (const [id, operation] of operations) {
    const { by, permissions = [] } = access[id as keyof typeof access];
    if (by !== undefined || permissions.includes("metadata:read")) continue;
    expect([id, await refusal(weak.request(`${operation.method} ${pathOf(operation.path)}`))]).toEqual([
      id,
      { status: 403, message: "Resource not accessible by integration" },
    ]);
  }
});

test("every operation hides a private repository from who may not see it", async () => {
  const { github, eve } = await startWorld();
  for (const operation of operations.values()) {
    if (!operation.path.startsWith("/repos/")) continue;
    const hidden = await refusal(eve.request(`${operation.method} ${pathOf(operation.path)}`));
    expect([operation.id, hidden]).toEqual([operation.id, { status: 404, message: "Not Found" }]);
    const unknown = await refusal(octokit(github).request(`${operation.method} ${pathOf(operation.path)}`));
    expect([operation.id, unknown.status]).toEqual([operation.id, 404]);
  }
});

test("a role without rights is refused", async () => {
  const world = await startWorld();
  const pull_number = await openPull(world);
  const { rita, tess, bob, ada } = world;
  const denied = { status: 403, message: "Resource not accessible by personal access token" };
  const at = { ...acme, pull_number };
  expect(await refusal(rita.rest.pulls.merge(at))).toEqual(denied);
  expect(await refusal(tess.rest.pulls.merge(at))).toEqual(denied);
  expect(await refusal(rita.rest.pulls.update({ ...at, title: "Mine" }))).toEqual(denied);
  expect(await refusal(rita.rest.issues.addLabels({ ...acme, issue_number: pull_number, labels: ["x"] }))).toEqual(
    denied,
  );
  expect(await refusal(rita.rest.git.createRef({ ...acme, ref: "refs/heads/x", sha: "1".repeat(40) }))).toEqual(denied);
  expect(await refusal(bob.rest.repos.getBranchProtection({ ...acme, branch: "main" }))).toEqual(denied);
  expect((await refusal(ada.rest.repos.getBranchProtection({ ...acme, branch: "main" }))).message).toBe(
    "Branch not protected",
  );
  expect(await refusal(rita.rest.repos.getCollaboratorPermissionLevel({ ...acme, username: "bob" }))).toEqual({
    status: 403,
    message: "Must have push access to view collaborator permission.",
  });
  expect(await refusal(bob.rest.checks.create({ ...acme, name: "mine", head_sha: "1".repeat(40) }))).toEqual({
    status: 403,
    message: "You must authenticate via a GitHub App.",
  });
});

test("roles are the real ones", async () => {
  const { github, bot, ada } = await startWorld();
  await github.createTeam("acme", "core", ["eve"]);
  await github.grant("acme/platform", { teams: { core: "maintain" } });
  const roleOf = async (username: string) => {
    const { data } = await bot.rest.repos.getCollaboratorPermissionLevel({ ...acme, username });
    return [data.permission, data.role_name];
  };
  expect(await roleOf("ada")).toEqual(["admin", "admin"]);
  expect(await roleOf("bob")).toEqual(["write", "write"]);
  expect(await roleOf("tess")).toEqual(["read", "triage"]);
  expect(await roleOf("rita")).toEqual(["read", "read"]);
  expect(await roleOf("eve")).toEqual(["write", "maintain"]);
  await github.createUser("stranger");
  expect(await roleOf("stranger")).toEqual(["none", "none"]);
  const member = { org: "acme", team_slug: "core", username: "eve" };
  expect((await bot.rest.teams.getMembershipForUserInOrg(member)).data).toMatchObject({
    role: "member",
    state: "active",
  });
  expect((await refusal(ada.rest.teams.getMembershipForUserInOrg({ ...member, username: "bob" }))).status).toBe(404);
});

test("credentials are checked", async () => {
  const { github, self, app, installation, tokens } = await startWorld();
  expect(await refusal(octokit(github, "ghs_wrong").rest.repos.get(acme))).toEqual({
    status: 401,
    message: "Bad credentials",
  });
  expect(await refusal(octokit(github, tokens["bob"]).rest.apps.getAuthenticated())).toEqual({
    status: 401,
    message: "A JSON web token could not be decoded",
  });
  expect((await self.rest.apps.getAuthenticated()).data).toMatchObject({ slug: "slipway", installations_count: 1 });
  const { token: jwt } = (await self.auth({ type: "app" })) as { token: string };
  expect((await refusal(octokit(github, jwt).rest.repos.get(acme))).status).toBe(403);
  const stranger = appOctokit(github, { ...app, id: 999_999 });
  expect((await refusal(stranger.rest.apps.getAuthenticated())).status).toBe(401);
  const narrow = await github.createToken("bob", {
    permissions: { contents: "read" },
    repositories: ["acme/platform"],
  });
  expect((await octokit(github, narrow).rest.repos.get(acme)).status).toBe(200);
  expect((await refusal(octokit(github, narrow).rest.pulls.list(acme))).status).toBe(403);
  const { data } = await self.rest.apps.createInstallationAccessToken({ installation_id: installation });
  await github.suspend(installation, true);
  expect((await refusal(octokit(github, data.token).rest.repos.get(acme))).message).toContain("suspended");
  await github.suspend(installation, false);
  expect((await octokit(github, data.token).rest.repos.get(acme)).status).toBe(200);
  await github.uninstall(installation);
  expect((await refusal(octokit(github, data.token).rest.repos.get(acme))).status).toBe(401);
});

test("a token is narrowed to repositories and permissions, and ends", async () => {
  let now = Date.parse("2026-01-01T00:00:00Z");
  const { github, self, installation } = await startWorld({ clock: () => now });
  await github.createRepository("acme/other", { private: true });
  const ask = (more: object) =>
    self.rest.apps.createInstallationAccessToken({ installation_id: installation, ...more });
  const { data } = await ask({ repositories: ["other"], permissions: { contents: "read" } });
  expect(data).toMatchObject({
    expires_at: new Date(Math.floor(now / 1000) * 1000 + 3_600_000).toISOString().replace(".000Z", "Z"),
    repository_selection: "selected",
  });
  expect(data.token).toMatch(/^ghs_\d+_[\w.]{400,}$/);
  const narrow = octokit(github, data.token);
  expect((await refusal(narrow.rest.repos.get(acme))).status).toBe(404);
  expect(
    (await narrow.rest.apps.listReposAccessibleToInstallation()).data.repositories.map(({ name }) => name),
  ).toEqual(["other"]);
  expect((await refusal(ask({ permissions: { administration: "write" } }))).message).toContain("not granted");
  expect((await refusal(ask({ repositories: ["nowhere"] }))).status).toBe(422);
  now += 61 * 60 * 1000;
  expect((await refusal(narrow.rest.repos.get({ owner: "acme", repo: "other" }))).message).toBe("Bad credentials");
});

test("a request that does not fit is refused in GitHub's words", async () => {
  const { bob, bot, github, tokens } = await startWorld();
  const { data: main } = await bob.rest.git.getRef({ ...acme, ref: "heads/main" });
  const sha = main.object.sha;
  const message = async (request: Promise<unknown>) => (await refusal(request)).message;
  expect(await message(bob.request("POST /repos/acme/platform/pulls", { title: "x" }))).toBe(
    'Invalid request.\n\n"head", "base" weren\'t supplied.',
  );
  expect(await message(bob.request("POST /repos/acme/platform/issues/1/comments"))).toBe(
    'Invalid request.\n\n"body" wasn\'t supplied.',
  );
  expect(await message(bob.request("POST /repos/acme/platform/git/refs", { ref: 5, sha }))).toBe(
    "Invalid request.\n\nFor 'properties/ref', 5 is not a string.",
  );
  expect(await message(bob.request("GET /repos/acme/platform/pulls?state=odd"))).toBe(
    'Invalid request.\n\n"odd" is not a member of ["open","closed","all"].',
  );
  const check = { ...acme, name: "plan", head_sha: sha };
  const annotation = { path: "a", start_line: 1, end_line: 1, annotation_level: "notice" as const, message: "x" };
  const output = { title: "t", summary: "s", annotations: Array.from({ length: 51 }, () => annotation) };
  expect(await message(bot.rest.checks.create({ ...check, output }))).toBe(
    "Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.",
  );
  expect(await message(bot.rest.checks.create({ ...check, output: { title: "t", summary: "s".repeat(65_536) } }))).toBe(
    "Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.",
  );
  const action = { label: "l", description: "d", identifier: "i" };
  expect(await message(bot.rest.checks.create({ ...check, actions: [action, action, action, action] }))).toBe(
    "Invalid request.\n\nNo more than 3 items are allowed; 4 were supplied.",
  );
  const list = { data: "5", headers: { "content-type": "application/json" } };
  expect((await refusal(bob.request("POST /repos/acme/platform/pulls", list))).status).toBe(400);
  const broken = await fetch(`${github.apiUrl}/repos/acme/platform/pulls`, {
    method: "POST",
    body: "{",
    headers: { authorization: `Bearer ${tokens["bob"]}` },
  });
  expect([broken.status, (await broken.json()) as object]).toMatchObject([400, { message: "Problems parsing JSON" }]);
});

test("what is not served is answered with 501 and its name, and fails the test that used it", async () => {
  const { github, bob } = await startWorld();
  expect(await refusal(bob.rest.issues.get({ ...acme, issue_number: 1 }))).toEqual({
    status: 501,
    message: "local-github does not serve issues/get (GET /repos/acme/platform/issues/1).",
  });
  expect(await refusal(bob.graphql("{ viewer { bio } }").catch(toRequest))).toMatchObject({ status: 501 });
  expect(
    await refusal(
      bob
        .graphql(
          '{ repository(owner: "acme", name: "platform") { pullRequests(first: 1, labels: ["x"]) { totalCount } } }',
        )
        .catch(toRequest),
    ),
  ).toMatchObject({ status: 501 });
  expect((await refusal(bob.request("GET /nothing/at/all"))).status).toBe(404);
  expect(github.violations.map(({ kind, operation }) => `${kind}: ${operation}`)).toEqual([
    "not served: issues/get",
    "not served: graphql viewer",
    "not served: graphql repository",
  ]);
  expect((await fetch(`${github.url}/acme/platform/pull/1`)).status).toBe(501);
  github.violations.length = 0;
});

function toRequest(error: unknown): never {
  throw error;
}
