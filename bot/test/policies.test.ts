import { expect, test } from "vitest";
import type { World } from "./make-world.ts";
import { sampleFiles, smallFiles, specOf } from "./platform-files.ts";
import { openWorld, sharedWorld } from "./world.ts";

const here = sharedWorld({ files: sampleFiles({ policies: true }) });
const spec = (name: string) => `apps/payments/${name}/service.yaml`;
const strange = (name: string) => specOf(name, "payments", `quay.io/else/${name}:1.0.0`);

/** Opens a pull request that a policy blocks; gives its number and the digest of its plan. */
async function openBlocked(world: World, name: string, by = "dev"): Promise<{ pull: number; digest: string }> {
  await world.push(name, { [spec(name)]: strange(name) }, by);
  const pull = await world.open(name, by);
  await world.settle();
  const check = await world.check(pull);
  expect(check).toMatchObject({ conclusion: "failure" });
  return { pull, digest: /Plan `([0-9a-f]{64})`/.exec(check?.summary ?? "")?.[1]?.slice(0, 32) ?? "" };
}

/** The pull requests that the bot opened, with the files of their heads that main lacks. */
async function proposals(world: World) {
  const { pulls } = await world.github.snapshot();
  const own = pulls.filter(({ head }) => head.ref.startsWith("slipway/except-"));
  const main = await world.tree("refs/heads/main");
  return Promise.all(
    own.map(async ({ number, state, title, body, head }) => {
      const files = await world.tree(`refs/heads/${head.ref}`);
      const added = [...files]
        .filter(([path]) => !main.has(path))
        .map(([path, { content }]) => [path, String(content)]);
      return { number, state, title, body, files: Object.fromEntries(added) as Record<string, string> };
    }),
  );
}

async function reactionsTo(world: World, comment: number): Promise<string[]> {
  const { reactions } = await world.github.snapshot();
  return reactions.filter((row) => row.comment === comment).map(({ content }) => content);
}

test("who asks for an exception gets a pull request that adds it, once; merged, it lets the change pass", async () => {
  const world = here();
  const { pull, digest } = await openBlocked(world, "mirrored");
  const asked = await world.comment(
    pull,
    `/slipway except image-registries --plan ${digest} the mirror lacks it @all #1`,
  );
  await world.settle();
  const [proposal, ...others] = await proposals(world);
  expect(others).toEqual([]);
  expect(proposal).toMatchObject({ state: "open", title: "Except payments/mirrored from image-registries" });
  expect(proposal?.body).toContain(`\`dev\` asks for it in #${pull}: \`the mirror lacks it @all #1\``);
  const [[path = "", text = ""] = []] = Object.entries(proposal?.files ?? {});
  expect(path).toMatch(/^policies\/exceptions\/mirrored-[0-9a-f]{8}\.yaml$/);
  for (const part of ["environments: [staging, prod]", 'value: "quay.io/else/mirrored:1.0.0"', `/pull/${pull}"`])
    expect(text).toContain(part);
  expect(await reactionsTo(world, asked)).toEqual(["rocket"]);
  expect((await world.comments(pull))[0]).toContain("heard: it has [a pull request of its own](");
  expect(await world.check(proposal?.number ?? 0)).toMatchObject({ conclusion: "success" });

  await world.comment(pull, `/slipway except image-registries --plan ${digest} and I ask once more`, "colleague");
  await world.settle();
  expect(await proposals(world)).toHaveLength(1);

  await world.merge(proposal?.number ?? 0, "owner");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  expect(await world.comments(pull)).toHaveLength(1);
});

test("an exception is refused for another plan, for what nothing denies, and to an owner with a part in the change", async () => {
  const world = here();
  const { pull, digest } = await openBlocked(world, "owned", "owner");
  const before = (await proposals(world)).length;
  const other = "0".repeat(32);
  const comments = [
    await world.comment(pull, `/slipway except image-registries --plan ${other} it is another plan`),
    await world.comment(pull, `/slipway except no-host-ports --plan ${digest} nothing has host ports`),
    await world.comment(pull, `/slipway except image-registries --plan ${digest} I own all of it`, "owner"),
    await world.comment(pull, `/slipway except image-registries --plan ${digest} I only read`, "outsider"),
  ];
  await world.settle();
  for (const comment of comments) expect(await reactionsTo(world, comment)).toEqual(["-1"]);
  expect(await proposals(world)).toHaveLength(before);
  const [text] = await world.comments(pull);
  expect(text).toContain("The plan is another one by now");
  expect(text).toContain("The policy no-host-ports denies nothing of this plan.");
  expect(text).toContain("somebody else has to.");

  await world.comment(pull, "/slipway plan");
  await world.settle();
  const [again] = await world.comments(pull);
  expect(again).toContain("The policy no-host-ports denies nothing of this plan.");
});

test.each([
  ["breaks before the commit is made", { kind: "drop", operation: "git/create-ref", after: true }],
  ["breaks after the commit is made", { kind: "drop", operation: "pulls/create" }],
  ["breaks when it is open", { kind: "drop", operation: "pulls/create", after: true }],
] as const)("the pull request of an exception is one when the connection %s", async (_when, fault) => {
  const world = here();
  const name = `torn-${"after" in fault ? fault.operation.split("/")[0] : "early"}`;
  const { pull, digest } = await openBlocked(world, name);
  const remove = world.github.fault(fault);
  const asked = await world.comment(pull, `/slipway except image-registries --plan ${digest} the mirror lacks it`);
  await world.settle();
  remove();
  const mine = (await proposals(world)).filter(({ title }) => title.includes(`payments/${name} `));
  expect(mine.map(({ files }) => Object.keys(files).length)).toEqual([1]);
  expect(await reactionsTo(world, asked)).toEqual(["rocket"]);
});

test("threat 18: a change that loosens a policy is judged by the base, and one that tightens it says what it would deny", async () => {
  const world = here();
  const policy = "policies/image-registries/policy.yaml";
  const text = String((await world.tree("refs/heads/main")).get(policy)?.content);
  const loosened: Record<string, Record<string, string | undefined>> = {
    "loosened-deleted": { [policy]: undefined },
    "loosened-moved": {
      [policy]: undefined,
      "policies/other/policy.yaml": text.replaceAll("image-registries", "other"),
    },
    "loosened-audits": { [policy]: text.replaceAll(/validationActions: .*/g, "validationActions: [Audit]") },
  };
  for (const [name, files] of Object.entries(loosened)) {
    await world.push(name, { [spec(name)]: strange(name), ...files });
    const pull = await world.open(name);
    await world.settle();
    expect(await world.check(pull), name).toMatchObject({ conclusion: "failure" });
    const [comment] = await world.comments(pull);
    expect(comment).toContain("POLICY_DENIES");
    expect(comment).toContain(`This changes what pull requests are judged by: \`${policy}\``);
  }
  const tightened = text
    .replaceAll(/validationActions: .*/g, "validationActions: [Deny]")
    .replace("ghcr.io", "ghcr.example");
  expect(tightened).not.toBe(text);
  await world.push("tightened", { [policy]: tightened });
  const pull = await world.open("tightened");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  expect((await world.comments(pull))[0]).toContain("POLICY_WOULD_DENY");
});

test("threat 18: a change of the code owners is said, and is judged by nobody but GitHub", async () => {
  const world = here();
  await world.push("coders", { CODEOWNERS: "* @acme/platform @dev\n" });
  const pull = await world.open("coders");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "success" });
  const [comment] = await world.comments(pull);
  expect(comment).toContain("### ✅ No changes");
  expect(comment).toContain("This changes what pull requests are judged by: `CODEOWNERS`");
});

test("threat 11: a policy that would count for ever is stopped, denies, and keeps nothing else from being said", async () => {
  const files = { ...smallFiles(), [spec("steady")]: specOf("steady", "payments") };
  const world = await openWorld({ files });
  const numbers = Array.from({ length: 10 }, (_, at) => at).join();
  const forever = Array.from({ length: 12 }, (_, at) => `[${numbers}].all(x${at}, `).join("");
  const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: spins}
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules: [{apiGroups: ["apps"], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}]
  validations: [{expression: "${forever}true${")".repeat(12)}"}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: spins}
spec: {policyName: spins, validationActions: [Deny]}
`;
  const typo = specOf("typo", "payments").replace("port:", "prot:");
  await world.push("spins", { "policies/spins/policy.yaml": policy, [spec("typo")]: typo });
  const proposed = await world.open("spins");
  await world.settle();
  const [warned] = await world.comments(proposed);
  for (const said of ["POLICY_WOULD_DENY", "cost limit exceeded", "UNKNOWN_FIELD"]) expect(warned).toContain(said);

  await world.push("main", { "policies/spins/policy.yaml": policy }, "admin");
  await world.settle();
  await world.push("stuck", { [spec("stuck")]: specOf("stuck", "payments"), [spec("typo")]: typo });
  const pull = await world.open("stuck");
  await world.settle();
  expect(await world.check(pull)).toMatchObject({ conclusion: "failure" });
  const [blocked] = await world.comments(pull);
  for (const said of ["POLICY_DENIES", "cost limit exceeded", "UNKNOWN_FIELD"]) expect(blocked).toContain(said);
});
