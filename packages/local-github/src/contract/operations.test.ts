import { expect, test } from "vitest";
import names from "../gen/names.json" with { type: "json" };
import { findOperation, operations } from "./operations.ts";

/** A path that an operation's path template stands for. */
function example(path: string): string {
  return path.replace(/\{(path|ref|basehead|branch|environment_name)\}/g, "a/b").replace(/\{\w+\}/g, "1");
}

test("every path leads to its own operation, served or not", () => {
  for (const { id, method, path } of operations.values()) {
    const found = findOperation(method, example(path));
    expect([id, found !== undefined && "operation" in found ? found.operation.id : found]).toEqual([id, id]);
  }
  for (const [route, name] of Object.entries(names.operations)) {
    const [method = "", path = ""] = route.split(" ");
    // The old name of an operation that is served, with the same address.
    if (path.includes("{base}...{head}")) continue;
    const found = findOperation(method, path.replace(/\{\w+\}/g, "1"));
    expect([route, found !== undefined && "unserved" in found]).toEqual([route, true]);
    expect(name).not.toBe("");
  }
});

test("parameters are decoded, and may hold slashes where GitHub lets them", () => {
  expect(findOperation("GET", "/repos/a/b/contents/x/y%20z.txt")).toMatchObject({ parameters: { path: "x/y z.txt" } });
  expect(findOperation("GET", "/repos/a/b/git/ref/heads/env/dev")).toMatchObject({
    parameters: { ref: "heads/env/dev" },
  });
  expect(findOperation("GET", "/repos/a/b/commits/feature/x/check-runs")).toMatchObject({
    parameters: { ref: "feature/x" },
  });
  expect(findOperation("GET", "/repos/a/b/contents/")).toMatchObject({ parameters: { path: "" } });
});

test("what GitHub has not is found nowhere", () => {
  for (const path of ["/repos", "/repos//b", "/repos/a/b/pulls/", "/repos/a/%/pulls", "/nothing", ""]) {
    expect([path, findOperation("GET", path)]).toEqual([path, undefined]);
  }
  expect(findOperation("TRACE", "/repos/a/b")).toBeUndefined();
});
