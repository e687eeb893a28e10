import { expect, test } from "vitest";
import { duplicateField } from "./index.ts";

test("a key that stands twice is a finding for whoever reads the text", () => {
  const object = { apiVersion: "v1", kind: "Service", metadata: { name: "till", namespace: "shop" } };
  expect(duplicateField(["spec", "ports", 0, "name"], object, 3)).toEqual({
    severity: "error",
    stage: "decode",
    code: "DUPLICATE_FIELD",
    index: 3,
    object: "v1 Service shop/till",
    path: "spec.ports[0].name",
    pointer: "/spec/ports/0/name",
    message: 'strict decoding error: duplicate field "spec.ports[0].name"',
  });
});
