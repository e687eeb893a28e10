import type { Manifest } from "kustomize-ts";
import { expect, test } from "vitest";
import { diffObjects } from "./diff.ts";

const planted = ["hunter2-hunter2-hunter2", "c3VwZXItc2VjcmV0LXZhbHVl", "not!!base64!!at!!all", "zyxwvutsrqponm"];

function secret(values: { readonly [key: string]: string }, annotation = ""): Manifest {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "database", annotations: { "kubectl.kubernetes.io/last-applied-configuration": annotation } },
    data: values,
    stringData: { url: planted[0] ?? "" },
  };
}

test("threat 13: of a Secret the keys are shown and which changed, never a value or a part of one", () => {
  const before = secret({ a: planted[1] ?? "", b: "eA==" }, planted[3]);
  const after = secret({ a: planted[2] ?? "", b: "eA==", c: planted[1] ?? "" }, "other");
  const [changed] = diffObjects([before], [after]);
  const [added] = diffObjects([], [after]);
  const [removed] = diffObjects([before], []);
  const text = [changed, added, removed].flatMap((one) => one?.diff ?? []).join("\n");
  for (const value of planted)
    for (let at = 0; at + 8 <= value.length; at += 1) expect(text).not.toContain(value.slice(at, at + 8));
  expect(changed?.diff).toContain("+  a: (not shown, another one)");
  expect(changed?.diff).toContain("   b: (not shown)");
  expect(changed?.diff).toContain("+  c: (not shown)");
});

test("a Secret without a change is no difference", () => {
  expect(diffObjects([secret({ a: "eA==" })], [secret({ a: "eA==" })])).toEqual([]);
});
