import { expect, test } from "vitest";
import { acme, openPull, report, startWorld } from "./world.ts";

const snapshot = `query($number: Int!) {
  repository(owner: "acme", name: "platform") {
    id
    pullRequest(number: $number) {
      id number state isDraft isCrossRepository headRefOid baseRefOid baseRefName mergeable mergeStateStatus reviewDecision
      author { login __typename }
      comments(last: 10) { totalCount nodes { id databaseId body viewerDidAuthor isMinimized author { login } reactionGroups { content viewerHasReacted } } }
      commits(last: 1) { nodes { commit { oid statusCheckRollup { state contexts(first: 5) { nodes { __typename ... on CheckRun { name conclusion externalId } } } }
        checkSuites(first: 5, filterBy: {checkName: "plan"}) { nodes { app { slug } checkRuns(first: 5) { nodes { databaseId status } } } } } } }
    }
  }
  rateLimit { limit remaining }
}`;

type Answer = { readonly repository: { readonly id: string; readonly pullRequest: Record<string, never> } };

test("one query gives a pull request with its comments and checks", async () => {
  const world = await startWorld();
  const { bot, bob, github } = world;
  const number = await openPull(world);
  const { data: pull } = await bob.rest.pulls.get({ ...acme, pull_number: number });
  await bot.rest.issues.createComment({ ...acme, issue_number: number, body: "Plan" });
  await report(world, "plan", pull.head.sha, "success");
  await github.idle();
  const { repository } = await bot.graphql<Answer>(snapshot, { number });
  expect(repository.pullRequest).toMatchObject({
    number,
    state: "OPEN",
    headRefOid: pull.head.sha,
    baseRefOid: pull.base.sha,
    mergeable: "MERGEABLE",
    mergeStateStatus: "CLEAN",
    reviewDecision: null,
    author: { login: "bob", __typename: "User" },
    comments: { totalCount: 1, nodes: [{ body: "Plan", viewerDidAuthor: true, author: { login: "slipway" } }] },
    commits: {
      nodes: [
        {
          commit: {
            oid: pull.head.sha,
            statusCheckRollup: { state: "SUCCESS", contexts: { nodes: [{ name: "plan", conclusion: "SUCCESS" }] } },
          },
        },
      ],
    },
  });
});

test("open pull requests are swept page by page", async () => {
  const world = await startWorld();
  for (const branch of ["one", "two", "three"]) await openPull(world, branch, { [branch]: "x\n" });
  const sweep =
    'query($after: String) { repository(owner: "acme", name: "platform") { pullRequests(states: OPEN, first: 2, after: $after) { totalCount nodes { number } pageInfo { hasNextPage endCursor } } } }';
  type Page = {
    repository: {
      pullRequests: { nodes: { number: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    };
  };
  const first = await world.bot.graphql<Page>(sweep);
  const { endCursor: after, hasNextPage } = first.repository.pullRequests.pageInfo;
  expect([first.repository.pullRequests.nodes.map(({ number }) => number), hasNextPage]).toEqual([[1, 2], true]);
  const second = await world.bot.graphql<Page>(sweep, { after });
  expect(second.repository.pullRequests).toMatchObject({ nodes: [{ number: 3 }], pageInfo: { hasNextPage: false } });
  await expect(
    world.bot.graphql('{ repository(owner: "acme", name: "platform") { pullRequests { totalCount } } }'),
  ).rejects.toThrow("You must provide a `first` or `last` value");
  await expect(
    world.bot.graphql('{ repository(owner: "acme", name: "platform") { pullRequests(first: 101) { totalCount } } }'),
  ).rejects.toThrow("exceeds the `first` limit of 100");
});

test("several refs move together or not at all", async () => {
  const world = await startWorld();
  const { bot, github, receiver, bob } = world;
  const sha = (await bob.rest.git.getRef({ ...acme, ref: "heads/main" })).data.object.sha;
  const next = await github.commit("acme/platform", { branch: "next", by: "ada", message: "Next", files: { n: "1" } });
  const { repository } = await bot.graphql<Answer>('{ repository(owner: "acme", name: "platform") { id } }');
  const none = "0".repeat(40);
  const move = (refUpdates: object[]) =>
    bot.graphql("mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }", {
      input: { repositoryId: repository.id, refUpdates },
    });
  await move(["dev", "prod"].map((name) => ({ name: `refs/heads/env/${name}`, beforeOid: none, afterOid: sha })));
  const stale = [
    { name: "refs/heads/env/dev", beforeOid: sha, afterOid: next },
    { name: "refs/heads/env/prod", beforeOid: next, afterOid: sha },
  ];
  await expect(move(stale)).rejects.toThrow("refs/heads/env/prod is at");
  expect((await bob.rest.git.getRef({ ...acme, ref: "heads/env/dev" })).data.object.sha).toBe(sha);
  await move([{ name: "refs/heads/env/dev", beforeOid: sha, afterOid: next }]);
  await expect(move([{ name: "refs/heads/env/dev", beforeOid: next, afterOid: sha }])).rejects.toThrow(
    "would not be fast-forwarded",
  );
  await move([
    { name: "refs/heads/env/dev", beforeOid: next, afterOid: sha, force: true },
    { name: "refs/heads/env/prod", beforeOid: sha, afterOid: none },
  ]);
  await github.idle();
  const pushes = receiver.arrivals
    .filter(({ event }) => event === "push")
    .map(({ payload }) => payload as { ref: string; forced: boolean; deleted: boolean });
  expect(pushes.slice(-2).map(({ ref, forced, deleted }) => [ref, forced, deleted])).toEqual([
    ["refs/heads/env/dev", true, false],
    ["refs/heads/env/prod", false, true],
  ]);
});

test("a commit is made on a branch that stands where it was seen", async () => {
  const { bot, bob } = await startWorld();
  const expectedHeadOid = (await bob.rest.git.getRef({ ...acme, ref: "heads/main" })).data.object.sha;
  const commit = (more: object, path = "a/b.txt") =>
    bot.graphql<{ createCommitOnBranch: { commit: { oid: string; message: string } } }>(
      "mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid message author { name } } ref { name } } }",
      {
        input: {
          branch: { repositoryNameWithOwner: "acme/platform", branchName: "main" },
          message: { headline: "Fix", body: "Body" },
          fileChanges: {
            additions: [{ path, contents: Buffer.from("ü\n").toString("base64") }],
            deletions: [{ path: "README.md" }],
          },
          expectedHeadOid,
          ...more,
        },
      },
    );
  await expect(commit({}, "../x")).rejects.toThrow("must not have the part ..");
  const { createCommitOnBranch: made } = await commit({});
  expect(made).toMatchObject({
    commit: { message: "Fix\n\nBody", author: { name: "slipway[bot]" } },
    ref: { name: "main" },
  });
  const tree = await bob.rest.git.getTree({ ...acme, tree_sha: made.commit.oid, recursive: "1" });
  expect(tree.data.tree.map(({ path }) => path)).toEqual(["a", "a/b.txt"]);
  await expect(commit({})).rejects.toThrow("Expected branch to point to");
});

test("mutations refuse what the same actor could not do by REST", async () => {
  const world = await startWorld();
  const { bot, bob, rita, eve } = world;
  const number = await openPull(world);
  const { data: pull } = await bob.rest.pulls.get({ ...acme, pull_number: number });
  const { data: comment } = await bot.rest.issues.createComment({ ...acme, issue_number: number, body: "Old" });
  const minimize =
    "mutation($id: ID!) { minimizeComment(input: {subjectId: $id, classifier: OUTDATED}) { minimizedComment { isMinimized minimizedReason } } }";
  await expect(rita.graphql(minimize, { id: comment.node_id })).rejects.toThrow("Resource not accessible");
  expect(await bot.graphql(minimize, { id: comment.node_id })).toEqual({
    minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "outdated" } },
  });
  const merge =
    "mutation($id: ID!, $oid: GitObjectID) { mergePullRequest(input: {pullRequestId: $id, expectedHeadOid: $oid}) { pullRequest { merged } } }";
  await expect(rita.graphql(merge, { id: pull.node_id })).rejects.toThrow(
    "Resource not accessible by personal access token",
  );
  await expect(eve.graphql(merge, { id: pull.node_id })).rejects.toThrow("Could not resolve to a node");
  await expect(bob.graphql(merge, { id: pull.node_id, oid: "1".repeat(40) })).rejects.toThrow(
    "Head branch was modified",
  );
  expect(await bob.graphql(merge, { id: pull.node_id, oid: pull.head.sha })).toEqual({
    mergePullRequest: { pullRequest: { merged: true } },
  });
  await expect(bob.graphql(merge, { id: pull.node_id })).rejects.toThrow("Pull Request is not mergeable");
  expect(
    await bob.graphql("query($id: ID!) { node(id: $id) { ... on PullRequest { state mergedBy { login } } } }", {
      id: pull.node_id,
    }),
  ).toEqual({
    node: { state: "MERGED", mergedBy: { login: "bob" } },
  });
  await expect(eve.graphql('{ repository(owner: "acme", name: "platform") { id } }')).rejects.toThrow(
    "Could not resolve to a Repository with the name 'acme/platform'",
  );
});
