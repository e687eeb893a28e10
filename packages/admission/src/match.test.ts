import { expect, test } from "vitest";
import { compileMatch, match } from "./match.ts";
import type { AdmissionRequest } from "./request.ts";

const request: AdmissionRequest = {
  operation: "CONNECT",
  kind: { group: "", version: "v1", kind: "PodExecOptions" },
  resource: { group: "", version: "v1", resource: "pods" },
  subResource: "exec",
  name: "till",
  namespace: "shop",
  object: { apiVersion: "v1", kind: "PodExecOptions", command: ["ls"] },
  oldObject: null,
};
const resourceRules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CONNECT"], resources: ["pods/exec"] }];

test("a connection has no labels that could be asked for, nor any that could be missing", () => {
  const isAbsent = { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] };
  expect(match(compileMatch({ resourceRules }), request).is).toBe("yes");
  expect(match(compileMatch({ resourceRules, objectSelector: {} }), request).is).toBe("yes");
  expect(match(compileMatch({ resourceRules, objectSelector: isAbsent }), request).is).toBe("no");
});
