import { expect, test } from "vitest";
import { change, sample } from "../../test/tree.ts";
import { failed } from "../finding.ts";
import { plan } from "../plan.ts";
import { review } from "../review.ts";
import { policiesOf } from "./policies.ts";
import { type ProposedExceptions, proposeExceptions } from "./propose-exceptions.ts";

const before = sample();
const wish = {
  policy: "image-registries",
  reason: 'It is "not" there: yet # mirrored.',
  ticket: "https://github.com/acme/platform/pull/7",
  expires: "2027-06-30",
};
const path = "apps/payments/greeter/service.yaml";
const spec = (image: string, kind = "WebService", more = "  port: 8080\n") =>
  `apiVersion: slipway.dev/v1\nkind: ${kind}\nmetadata: {name: greeter, team: payments}\nspec:\n  image: ${image}\n${more}`;
const strange = change(before, { [path]: spec("quay.io/else/greeter:1.0.0") });

function filesOf(proposed: ProposedExceptions): ReadonlyMap<string, string> {
  if ("problem" in proposed) throw new Error(proposed.problem);
  return proposed.files;
}

test("what is proposed is as narrow as what is denied, valid, and lets the change pass and no other", () => {
  expect(plan(before, strange).findings.some(({ code }) => code === "POLICY_DENIES")).toBe(true);
  const files = filesOf(proposeExceptions(before, strange, wish));
  expect(files.size).toBe(1);
  const eased = change(before, Object.fromEntries(files));
  const [exception] = policiesOf(eased).exceptions.filter(({ doc }) => files.has(doc.file));
  expect(exception?.value.spec).toEqual({
    policy: "image-registries",
    service: "payments/greeter",
    object: { kind: "Pod" },
    // In dev it only warns.
    environments: ["staging", "prod"],
    field: "spec.containers[greeter].image",
    value: "quay.io/else/greeter:1.0.0",
    owner: "@acme/payments",
    reason: wish.reason,
    ticket: wish.ticket,
    expires: wish.expires,
  });
  const after = change(eased, { [path]: spec("quay.io/else/greeter:1.0.0") });
  expect(plan(eased, after).findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const other = change(eased, { [path]: spec("quay.io/else/greeter:2.0.0") });
  expect(failed(plan(eased, other).findings)).toBe(true);
  expect(review(after, { today: "2027-01-01" }).findings.filter(({ code }) => code.startsWith("EXCEPTION_"))).toEqual(
    [],
  );
});

test("the same is proposed under the same name, whoever asks and why; something else under another", () => {
  const id = (proposed: ProposedExceptions) => ("id" in proposed ? proposed.id : proposed.problem);
  const first = id(proposeExceptions(before, strange, wish));
  expect(id(proposeExceptions(before, strange, { ...wish, reason: "Another reason.", expires: "2028-01-01" }))).toBe(
    first,
  );
  const other = change(before, { [path]: spec("quay.io/else/greeter:2.0.0") });
  expect(id(proposeExceptions(before, other, wish))).not.toBe(first);
});

test("of several services each gets its own, and only those of the change", () => {
  const worker = "apps/cart/packer/service.yaml";
  const both = change(strange, {
    [worker]: spec("quay.io/else/packer:1.0.0", "Worker", "")
      .replace("greeter,", "packer,")
      .replace("team: payments", "team: cart"),
  });
  const proposed = proposeExceptions(before, both, wish);
  expect(filesOf(proposed).size).toBe(2);
  expect("services" in proposed ? proposed.services : []).toEqual(["cart/packer", "payments/greeter"]);
});

test.each([
  ["a policy that is not there", strange, { policy: "image-registry" }, /Did you mean image-registries\?/],
  ["a policy that denies nothing of it", strange, { policy: "no-host-ports" }, /denies nothing of this plan/],
  ["a change of nothing", before, {}, /denies nothing of this plan/],
  ["a reason that is too short", strange, { reason: "so" }, /10/],
  ["a day that is none", strange, { expires: "soon" }, /day/],
])("%s is refused with a reason", (_name, after, other, message) => {
  const proposed = proposeExceptions(before, after, { ...wish, ...other });
  expect("problem" in proposed ? proposed.problem : "").toMatch(message);
});

test("every policy that denies services has an exception that works, or says that it has none", () => {
  const broken: Record<string, string> = {
    "pinned-image-tag": spec("ghcr.io/acme/greeter:latest"),
    "image-registries": spec("quay.io/else/greeter:1.0.0"),
    "replica-range": spec("ghcr.io/acme/greeter:1.0.0", "WebService", "  port: 8080\n  scale: 900\n"),
    "route-hosts": spec(
      "ghcr.io/acme/greeter:1.0.0",
      "WebService",
      "  port: 8080\n  routes: [{host: evil.example.org}]\n",
    ),
  };
  const outcomes = Object.entries(broken).map(([policy, text]) => {
    const after = change(before, { [path]: text });
    const denied = plan(before, after).findings.some(
      ({ code, message }) => code === "POLICY_DENIES" && message.endsWith(`(policy ${policy})`),
    );
    return [policy, denied, "files" in proposeExceptions(before, after, { ...wish, policy })];
  });
  for (const [policy, denied, proposed] of outcomes) expect([policy, proposed]).toEqual([policy, denied]);
  expect(outcomes.filter(([, , proposed]) => proposed).length).toBeGreaterThan(2);
});
