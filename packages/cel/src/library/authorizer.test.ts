import { describe, expect, it } from "vitest";
import type { AuthorizationQuestion, Authorize } from "../authorization.ts";
import { compile } from "../compile.ts";
import { evaluate } from "../evaluate.ts";
import { policyEnvironment } from "../policy.ts";
import { authorizerValue, requestResourceValue } from "./authorizer.ts";

const SCOPE = policyEnvironment({ minor: 36, authorizer: true });

function ask(text: string) {
  const questions: AuthorizationQuestion[] = [];
  const authorize: Authorize = (question) => {
    questions.push(question);
    return { allowed: question.verb === "get", reason: "because", error: undefined };
  };
  const user = { username: "jane", groups: ["dev"] };
  const { program, error } = compile(text, SCOPE);
  if (program === undefined) throw new Error(error);
  const result = evaluate(program, {
    authorizer: authorizerValue(user, authorize),
    "authorizer.requestResource": requestResourceValue(user, authorize, { group: "apps", resource: "deployments" }),
  });
  return { questions, value: result.value, error: result.error?.message, cost: result.cost };
}

describe("authorizer", () => {
  it("should ask about a resource with all that was said of it", () => {
    const check = "authorizer.group('apps').resource('deployments').subresource('scale').namespace('shop').name('web')";
    const { questions, value } = ask(`${check}.labelSelector('a=b').fieldSelector('c=d').check('get').allowed()`);
    expect(value).toBe(true);
    expect(questions).toEqual([
      {
        kind: "resource",
        user: { username: "jane", groups: ["dev"] },
        verb: "get",
        group: "apps",
        resource: "deployments",
        subresource: "scale",
        namespace: "shop",
        name: "web",
        fieldSelector: "c=d",
        labelSelector: "a=b",
      },
    ]);
  });

  it("should ask about a path, and about the resource of the request", () => {
    expect(ask("authorizer.path('/healthz').check('post').reason()")).toMatchObject({
      value: "because",
      questions: [{ kind: "path", path: "/healthz", verb: "post" }],
    });
    expect(ask("authorizer.requestResource.check('update').allowed()")).toMatchObject({
      value: false,
      questions: [{ group: "apps", resource: "deployments", namespace: "" }],
    });
  });

  it("should ask for a service account", () => {
    const { questions } = ask("authorizer.serviceAccount('shop', 'robot').path('/x').check('get').errored()");
    expect(questions[0]?.user).toEqual({
      username: "system:serviceaccount:shop:robot",
      groups: ["system:serviceaccounts", "system:serviceaccounts:shop"],
    });
    expect(ask("authorizer.serviceAccount('shop', 'No').path('/x').check('get').allowed()").error).toBe(
      "Invalid service account name",
    );
  });

  it("should not ask about nothing", () => {
    expect(ask("authorizer.path(' ').check('get').allowed()").error).toBe("path must not be empty");
    expect(ask("authorizer.group('').resource('').check('get').allowed()").error).toBe("resource must not be empty");
  });

  it("should cost so much that an expression can ask twice", () => {
    const check = "authorizer.path('/x').check('get').allowed()";
    expect(ask(`${check} && ${check}`).value).toBe(true);
    expect(ask(`${check} && ${check} && ${check}`).error).toBe("operation cancelled: actual cost limit exceeded");
  });
});
