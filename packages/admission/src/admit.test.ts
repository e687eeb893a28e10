import { describe, expect, test } from "vitest";
import { admit } from "./admit.ts";
import { compile } from "./compile.ts";
import type { Manifest } from "./manifest.ts";
import { requestOf } from "./request-of.ts";
import { respond } from "./response.ts";

const apiVersion = "admissionregistration.k8s.io/v1";
const takesAll = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["*"], resources: ["*"] }];
const ConfigMap: Manifest = { apiVersion: "v1", kind: "ConfigMap" };

/** A policy over everything of the core group that denies by `x`, with its binding. */
function policy(spec: Manifest, binding: Manifest = {}): Manifest[] {
  const metadata = { name: "p" };
  const whole = { matchConstraints: { resourceRules: takesAll }, validations: [{ expression: "false" }], ...spec };
  const bound = { policyName: "p", validationActions: ["Deny"], ...binding };
  return [
    { apiVersion, kind: "ValidatingAdmissionPolicy", metadata, spec: whole },
    { apiVersion, kind: "ValidatingAdmissionPolicyBinding", metadata, spec: bound },
  ];
}

/** What the server would answer: its message from the policy on, "allowed", or what one would have to know. */
function answer(objects: readonly Manifest[], object: Manifest): string {
  const policies = compile(objects, { paramsComplete: true });
  const request = requestOf(object);
  const decisions = admit(request, policies);
  if (decisions.undecided.length > 0) return `open: ${decisions.undecided[0]?.missing.join()}`;
  return respond(request, decisions).status?.message.replace(/^.*? is forbidden: /, "") ?? "allowed";
}

const map = { ...ConfigMap, metadata: { name: "a", namespace: "b" } };
const volume = { apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "a" }, spec: {} };

describe("params", () => {
  const ofMaps = { paramKind: ConfigMap };
  const ref = { name: "params", parameterNotFoundAction: "Allow" };

  test("of a kind with namespaces are not looked for where there is none", () => {
    expect(answer(policy(ofMaps, { paramRef: ref }), volume)).toBe(
      "ValidatingAdmissionPolicy 'p' with binding 'p' denied request: failed to configure binding: cannot use namespaced paramRef in policy binding that matches cluster-scoped resources",
    );
    expect(answer(policy(ofMaps, { paramRef: { ...ref, namespace: "b" } }), volume)).toBe("allowed");
    expect(answer(policy(ofMaps, { paramRef: ref }), map)).toBe("allowed");
  });

  test("of a kind without namespaces are not looked for in one", () => {
    const ofNamespaces = { paramKind: { apiVersion: "v1", kind: "Namespace" } };
    expect(answer(policy(ofNamespaces, { paramRef: { ...ref, namespace: "b" } }), map)).toBe(
      "ValidatingAdmissionPolicy 'p' with binding 'p' denied request: failed to configure binding: paramRef.namespace must not be provided for a cluster-scoped `paramKind`",
    );
  });

  test("of a kind that Kubernetes has not got fail the whole policy, whatever its bindings do", () => {
    const misspelt = { paramKind: { apiVersion: "v1", kind: "Configmap" } };
    expect(answer(policy(misspelt, { paramRef: ref, validationActions: ["Audit"] }), map)).toBe(
      "ValidatingAdmissionPolicy 'p' denied request: failed to configure policy: failed to find resource referenced by paramKind: '/v1, Kind=Configmap'",
    );
    expect(answer(policy({ ...misspelt, failurePolicy: "Ignore" }, { paramRef: ref }), map)).toBe("allowed");
    const theirs = { paramKind: { apiVersion: "rules.example.com/v1", kind: "Limit" } };
    expect(answer(policy(theirs, { paramRef: ref }), map)).toBe("allowed");
  });
});

describe("variables", () => {
  test("of one name are what the last of them is", () => {
    const variables = [
      { name: "x", expression: "1" },
      { name: "y", expression: "variables.x" },
      { name: "x", expression: "2" },
    ];
    const validations = [{ expression: "false", messageExpression: "string(variables.x) + string(variables.y)" }];
    expect(answer(policy({ variables, validations }), map)).toMatch(/denied request: 22$/);
  });

  test("are not known to match conditions", () => {
    const matchConditions = [{ name: "c", expression: "variables.x" }];
    const { issues } = compile(policy({ variables: [{ name: "x", expression: "true" }], matchConditions }));
    expect(issues.map(({ message }) => message.split("\n")[0])).toEqual([
      "compilation failed: ERROR: <input>:1:1: undeclared reference to 'variables' (in container '')",
    ]);
  });
});

test("a name that the server makes up is not known", () => {
  const made = { ...ConfigMap, metadata: { generateName: "a-", namespace: "b" } };
  const on = (expression: string) => answer(policy({ validations: [{ expression, message: "denied" }] }), made);
  expect(on("request.name != 'a'")).toBe("open: request.name");
  expect(on("object.metadata.name != 'a'")).toBe("open: metadata.name");
  expect(on("object.metadata.generateName != 'a-'")).toMatch(/denied$/);
});

test("tells names and reasons that the server refuses", () => {
  const wrong = {
    matchConditions: [{ name: "a b", expression: "true" }],
    variables: [{ name: "for", expression: "1" }],
  };
  const messages = (spec: Manifest) => compile(policy(spec)).issues.map(({ message }) => message);
  expect(messages(wrong)).toEqual(['"for" is no name', '"a b" is no name', 'there is no policy "p"']);
  expect(messages({ validations: [{ expression: "false", reason: "Unauthorized" }] })[0]).toBe(
    '"Unauthorized" is none of "Forbidden", "Invalid", "RequestEntityTooLarge"',
  );
  expect(messages({ matchConditions: [{ name: "example.com/a_B", expression: "true" }] })).toEqual([]);
});
