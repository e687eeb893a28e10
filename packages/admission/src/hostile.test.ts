import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { admit } from "./admit.ts";
import { compile } from "./compile.ts";
import type { Manifest } from "./manifest.ts";
import { offendingField } from "./offence.ts";
import { podRequestOf } from "./pod-request.ts";
import { requestOf } from "./request-of.ts";
import { respond } from "./response.ts";

// FUZZ=100000 runs each property so many times.
const numRuns = Number(process.env["FUZZ"] ?? 600);

const apiVersion = "admissionregistration.k8s.io/v1";
const rule = { apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"] };

function policyOf(spec: object): Manifest {
  const matchConstraints = { resourceRules: [rule] };
  return {
    apiVersion,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "p" },
    spec: { matchConstraints, ...spec },
  };
}

const binding: Manifest = {
  apiVersion,
  kind: "ValidatingAdmissionPolicyBinding",
  metadata: { name: "b" },
  spec: { policyName: "p", validationActions: ["Deny"] },
};

const full = policyOf({
  failurePolicy: "Fail",
  paramKind: { apiVersion: "v1", kind: "ConfigMap" },
  matchConditions: [{ name: "has-spec", expression: "has(object.spec)" }],
  variables: [{ name: "n", expression: "object.spec.?replicas.orValue(1)" }],
  validations: [
    { expression: "variables.n < int(params.data.max)", messageExpression: "'too many: ' + string(variables.n)" },
    { expression: "object.metadata.name.matches('^[a-z]+$')", message: "no name", reason: "Forbidden" },
  ],
  auditAnnotations: [{ key: "replicas", valueExpression: "string(variables.n)" }],
});
const bound: Manifest = {
  ...binding,
  spec: {
    policyName: "p",
    validationActions: ["Deny", "Audit"],
    paramRef: { name: "limits", namespace: "shop", parameterNotFoundAction: "Deny" },
    matchResources: { objectSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] } },
  },
};
const params: Manifest = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "limits", namespace: "shop" },
  data: { max: "5" },
};
const deployment: Manifest = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "shop", labels: { app: "web" } },
  spec: { replicas: 9, template: { metadata: { labels: { app: "web" } }, spec: { containers: [{ name: "web" }] } } },
};

/** What is said about an object: the messages of all decisions. */
function messages(objects: readonly Manifest[], object: Manifest = deployment): string[] {
  const policies = compile(objects, { paramsComplete: true });
  const request = requestOf(object, { namespaceObject: null });
  const decisions = admit(request, policies);
  respond(request, decisions);
  for (const decision of decisions.decisions) offendingField(request, policies, decision);
  const pod = podRequestOf(object, { namespaceObject: null });
  if (pod !== undefined) respond(pod, admit(pod, policies));
  return decisions.decisions.map(({ message }) => message);
}

/** The value with something else at one of its places. */
function replaced(value: unknown, at: number, by: unknown): unknown {
  let left = at;
  const visit = (inner: unknown): unknown => {
    if (left-- === 0) return by;
    if (Array.isArray(inner)) return inner.map(visit);
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, one]) => [key, visit(one)]));
  };
  return visit(value);
}

const keys = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "toString", "name", "expression", "data"),
  fc.string(),
);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(keys, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
  fc.constantFrom(
    "object.x.y",
    "variables.n",
    "params == null",
    "1/0 == 1",
    "(",
    "authorizer == 1",
    "request.name == ''",
  ),
);

describe("whatever stands in policies, bindings, parameters and objects", () => {
  test("is decided without a throw", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(50), anything), { minLength: 1, maxLength: 3 }), (changes) => {
        const all: unknown[] = [full, bound, params, deployment];
        for (const [which, at, by] of changes) all[which] = replaced(all[which], at + 1, by);
        const [policy, binds, data, object] = all.map((one) =>
          typeof one === "object" && one !== null && !Array.isArray(one) ? one : {},
        ) as Manifest[];
        expect(Array.isArray(messages([policy!, binds!, data!], object))).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe("a policy", () => {
  test("as it is meant denies with its message", () => {
    expect(messages([full, bound, params])).toEqual(["too many: 9"]);
  });

  test.each<[string, object, string[]]>([
    [
      "may have variables named like what every object of JavaScript has",
      {
        variables: [
          { name: "constructor", expression: "object.spec.replicas" },
          { name: "__proto__", expression: "variables.constructor + 1" },
        ],
        validations: [{ expression: "variables.__proto__ == 9", messageExpression: "string(variables.__proto__)" }],
      },
      ["10"],
    ],
    [
      "reads nothing of what every object of JavaScript has",
      { validations: [{ expression: "!has(object.constructor) && !('toString' in object.spec)" }] },
      [],
    ],
    [
      "whose message fails says its expression",
      { validations: [{ expression: "false", messageExpression: "string(1 / 0)" }] },
      ["failed expression: false"],
    ],
    [
      "whose condition fails denies with the failure",
      { matchConditions: [{ name: "c", expression: "object.nope == 1" }], validations: [{ expression: "true" }] },
      ["expression 'object.nope == 1' resulted in error: no such key: nope"],
    ],
    [
      "whose conditions say no is not asked, even if another fails",
      {
        matchConditions: [
          { name: "fails", expression: "object.nope == 1" },
          { name: "no", expression: "false" },
        ],
        validations: [{ expression: "false" }],
      },
      [],
    ],
    [
      "whose annotation fails denies",
      {
        validations: [{ expression: "true" }],
        auditAnnotations: [{ key: "a", valueExpression: "string(object.nope)" }],
      },
      ["no such key: nope"],
    ],
    [
      "that ignores failures says nothing of any",
      {
        failurePolicy: "Ignore",
        matchConditions: [{ name: "c", expression: "object.nope == 1" }],
        validations: [{ expression: "1 / 0 == 1" }],
      },
      [],
    ],
    [
      "with variables that go through everything again and again ends at its budget",
      {
        variables: Array.from({ length: 30 }, (_, index) => ({
          name: `v${index}`,
          expression: "lists.range(1000).map(x, lists.range(200).map(y, x + y)).size()",
        })),
        validations: [
          { expression: `${Array.from({ length: 30 }, (_, index) => `variables.v${index}`).join(" + ")} > 0` },
        ],
      },
      ["validation failed due to running out of cost budget, no further validation rules will be run"],
    ],
  ])("%s", (_, spec, expected) => {
    const said = messages([policyOf(spec), binding]);
    expect(said).toHaveLength(expected.length);
    for (const [index, text] of expected.entries()) expect(said[index]).toContain(text);
  });
});
