import { expect, test } from "vitest";
import { acme, openPull, refusal, startWorld } from "./world.ts";

test("comments are written, changed and deleted by who may, and told of", async () => {
  const world = await startWorld();
  const { bob, rita, bot, ada, github, receiver } = world;
  const issue_number = await openPull(world);
  const on = { ...acme, issue_number };
  const { data: first } = await bot.rest.issues.createComment({ ...on, body: "<!-- plan -->\nPlan" });
  expect(first).toMatchObject({
    user: { login: "slipway[bot]", type: "Bot" },
    performed_via_github_app: { slug: "slipway" },
  });
  const { data: second } = await rita.rest.issues.createComment({ ...on, body: "/platform plan" });
  expect(second).toMatchObject({ author_association: "MEMBER", performed_via_github_app: null });
  expect((await bot.rest.issues.updateComment({ ...acme, comment_id: first.id, body: "Plan 2" })).data.body).toBe(
    "Plan 2",
  );
  expect((await refusal(rita.rest.issues.updateComment({ ...acme, comment_id: first.id, body: "x" }))).status).toBe(
    403,
  );
  expect((await refusal(bot.rest.issues.updateComment({ ...acme, comment_id: second.id, body: "x" }))).message).toBe(
    "Resource not accessible by integration",
  );
  expect((await ada.rest.issues.updateComment({ ...acme, comment_id: second.id, body: "edited" })).status).toBe(200);
  expect((await bob.rest.issues.listComments(on)).data.map(({ body }) => body)).toEqual(["Plan 2", "edited"]);
  expect((await rita.rest.issues.deleteComment({ ...acme, comment_id: second.id })).status).toBe(204);
  expect((await refusal(rita.rest.issues.deleteComment({ ...acme, comment_id: second.id }))).status).toBe(404);
  expect((await refusal(bob.rest.issues.createComment({ ...acme, issue_number: 99, body: "x" }))).status).toBe(404);
  await github.idle();
  expect(receiver.names().filter((name) => name.startsWith("issue_comment"))).toEqual([
    "issue_comment.created", "issue_comment.created", "issue_comment.edited", "issue_comment.edited", "issue_comment.deleted",
  ]); // biome-ignore format: one list
});

test("a comment has at most 65,536 characters", async () => {
  const world = await startWorld();
  const on = { ...acme, issue_number: await openPull(world) };
  expect((await world.bot.rest.issues.createComment({ ...on, body: "x".repeat(65_536) })).status).toBe(201);
  const message = "Body is too long (maximum is 65536 characters)";
  expect(await refusal(world.bot.rest.issues.createComment({ ...on, body: "x".repeat(65_537) }))).toEqual({
    status: 422,
    message: "Validation Failed",
    errors: [{ resource: "IssueComment", code: "unprocessable", field: "data", message }],
  });
  expect((await refusal(world.bot.rest.issues.createComment({ ...on, body: " " }))).status).toBe(422);
});

test("a reaction is given once", async () => {
  const world = await startWorld();
  const { bob, bot } = world;
  const on = { ...acme, issue_number: await openPull(world) };
  const { data: comment } = await bob.rest.issues.createComment({ ...on, body: "/platform plan" });
  const react = () => bot.rest.reactions.createForIssueComment({ ...acme, comment_id: comment.id, content: "eyes" });
  expect((await react()).status).toBe(201);
  expect((await react()).status).toBe(200);
  const { data } = await bob.rest.issues.listComments(on);
  expect(data[0]?.reactions).toMatchObject({ total_count: 1, eyes: 1, rocket: 0 });
});

test("labels are made as they are put on, and the hundredth is the last", async () => {
  const world = await startWorld();
  const { tess, github, receiver } = world;
  const on = { ...acme, issue_number: await openPull(world) };
  const { data } = await tess.rest.issues.addLabels({ ...on, labels: ["env/prod", "Blocked"] });
  expect(data.map(({ name }) => name)).toEqual(["env/prod", "Blocked"]);
  expect((await tess.rest.issues.addLabels({ ...on, labels: ["blocked"] })).data).toHaveLength(2);
  expect((await tess.rest.issues.removeLabel({ ...on, name: "env/prod" })).data.map(({ name }) => name)).toEqual([
    "Blocked",
  ]);
  expect(await refusal(tess.rest.issues.removeLabel({ ...on, name: "env/prod" }))).toEqual({
    status: 404,
    message: "Label does not exist",
  });
  const many = Array.from({ length: 100 }, (_, index) => `label ${index}`);
  expect((await refusal(tess.rest.issues.addLabels({ ...on, labels: many }))).status).toBe(422);
  await github.idle();
  expect(receiver.names().filter((name) => name.includes("label"))).toEqual([
    "pull_request.labeled", "pull_request.labeled", "pull_request.unlabeled",
  ]); // biome-ignore format: one list
});

test("reviewers are asked, a stranger and the author are not", async () => {
  const world = await startWorld();
  const { bob, github } = world;
  await github.createTeam("acme", "core", ["ada"]);
  const at = { ...acme, pull_number: await openPull(world) };
  const { data } = await bob.rest.pulls.requestReviewers({ ...at, reviewers: ["ada"], team_reviewers: ["core"] });
  expect([data.requested_reviewers?.map(({ login }) => login), data.requested_teams?.map(({ slug }) => slug)]).toEqual([
    ["ada"],
    ["core"],
  ]);
  expect((await refusal(bob.rest.pulls.requestReviewers({ ...at, reviewers: ["bob"] }))).message).toBe(
    "Review cannot be requested from pull request author.",
  );
  expect((await refusal(bob.rest.pulls.requestReviewers({ ...at, reviewers: ["eve"] }))).message).toContain(
    "not a collaborator",
  );
});

test("words, base and draft of a pull request change, and each change is told", async () => {
  const world = await startWorld();
  const { bob, github, receiver } = world;
  const at = { ...acme, pull_number: await openPull(world) };
  await github.commit("acme/platform", { branch: "next", by: "ada", message: "Next", files: { "n.txt": "n\n" } });
  await github.idle();
  receiver.arrivals.length = 0;
  await bob.rest.pulls.update({ ...at, title: "Better", body: "Words" });
  await bob.rest.pulls.update({ ...at, title: "Better" });
  const { data } = await bob.rest.pulls.update({ ...at, base: "next" });
  expect(data).toMatchObject({ title: "Better", body: "Words", base: { ref: "next" } });
  expect((await refusal(bob.rest.pulls.update({ ...at, base: "nowhere" }))).status).toBe(422);
  const draft = (name: string) =>
    bob.graphql(
      `mutation($id: ID!) { ${name}(input: {pullRequestId: $id, clientMutationId: "x"}) { clientMutationId pullRequest { isDraft } } }`,
      { id: data.node_id },
    );
  expect(await draft("convertPullRequestToDraft")).toEqual({
    convertPullRequestToDraft: { clientMutationId: "x", pullRequest: { isDraft: true } },
  });
  expect(await refusal(bob.rest.pulls.merge(at))).toEqual({ status: 405, message: "Pull Request is still a draft" });
  await draft("markPullRequestReadyForReview");
  await bob.rest.pulls.update({ ...at, state: "closed" });
  await github.idle();
  expect(receiver.names()).toEqual([
    "pull_request.edited", "pull_request.edited", "pull_request.converted_to_draft", "pull_request.ready_for_review", "pull_request.closed",
  ]); // biome-ignore format: one list
  expect(receiver.arrivals[1]?.payload).toMatchObject({ changes: { base: { ref: { from: "main" } } } });
});
