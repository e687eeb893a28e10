import type { Fault } from "@slipway/local-github";
import { expect, test } from "vitest";
import { smallFiles, specOf } from "./platform-files.ts";
import { sharedWorld } from "./world.ts";

const here = sharedWorld({ files: smallFiles() });

/** What GitHub may do to a request, and with which. */
const faults: readonly (readonly [string, Fault])[] = [
  ["the comment is stored and the answer is 502", { kind: "error", operation: "issues/create-comment", after: true }],
  [
    "the comment is stored and the connection breaks",
    { kind: "drop", operation: "issues/create-comment", after: true },
  ],
  [
    "the comment is refused by a secondary limit",
    { kind: "secondary-rate-limit", operation: "issues/create-comment", retryAfter: 1 },
  ],
  ["too many requests, whichever comes", { kind: "too-many-requests", retryAfter: 1 }],
  ["the check is made and the answer is lost", { kind: "drop", operation: "checks/create", after: true }],
  ["the check cannot be completed for a while", { kind: "error", operation: "checks/update", status: 503, times: 4 }],
  ["the state cannot be read for a while", { kind: "error", operation: "graphql", times: 5 }],
  ["the token is no longer good", { kind: "expire-token", operation: "graphql" }],
  ["the token is no longer good when the plan is pushed", { kind: "expire-token", operation: "git-receive-pack" }],
  ["the fetch breaks", { kind: "drop", operation: "git-upload-pack" }],
  ["the push of the plan breaks", { kind: "error", operation: "git-receive-pack", times: 2 }],
  ["what was just made is not found for two seconds", { kind: "lag", milliseconds: 2_000, times: 30 }],
  ["the refs are locked", { kind: "ref-lock", times: 2 }],
];

test.each(faults)(
  "%s: one comment, one check that is right, and the branches as they should be",
  async (_name, fault) => {
    const world = here();
    const name = `fault-${faults.findIndex(([, one]) => one === fault)}`;
    await world.push(name, { [`apps/payments/${name}/service.yaml`]: specOf(name, "payments") });
    // A lock would keep the person from opening it as well.
    const early = fault.kind === "ref-lock" ? undefined : world.github.fault(fault);
    const pull = await world.open(name).catch(() => world.open(name));
    const remove = early ?? world.github.fault(fault);
    await world.settle();
    remove();
    expect(await world.comments(pull)).toHaveLength(1);
    expect(await world.check(pull)).toMatchObject({ status: "completed", conclusion: "success" });
    await world.merge(pull);
    await world.settle();
    expect(await world.differences()).toEqual([]);
    expect(await world.comments(pull)).toHaveLength(1);
  },
);

const pushFaults: readonly (readonly [string, Fault])[] = [
  [
    "the branches have moved and the answer is lost",
    { kind: "drop", operation: "graphql", after: true, skip: 1, times: 3 },
  ],
  ["the commits are made and the answer is 502", { kind: "error", operation: "git/create-commit", after: true }],
  ["the refs are locked when the branches move", { kind: "ref-lock", times: 1 }],
  ["the objects cannot be pushed", { kind: "error", operation: "git-receive-pack", times: 2 }],
];

test.each(pushFaults)("while it is pushed, %s: the branches are as they should be", async (_name, fault) => {
  const world = here();
  const name = `late-${pushFaults.findIndex(([, one]) => one === fault)}`;
  await world.push(name, { [`apps/payments/${name}/service.yaml`]: specOf(name, "payments") });
  const pull = await world.open(name);
  await world.settle();
  await world.merge(pull);
  const remove = world.github.fault(fault);
  await world.settle();
  remove();
  expect((await world.branch("dev"))?.has(`payments/${name}/manifest.yaml`)).toBe(true);
  expect(await world.differences()).toEqual([]);
});
