import { describe, expect, test } from "vitest";
import { kindsOf } from "../kinds.ts";
import { served } from "./served.ts";

describe("an object as the server holds it", () => {
  test("has an empty text where a label or an argument was null, as Go's types have no null", () => {
    const labels = { team: null, app: "web" };
    const written = { apiVersion: "v1", kind: "Pod", metadata: { name: "web", labels }, spec: { containers: [] } };
    expect(served(written)["metadata"]).toMatchObject({ labels: { team: "", app: "web" } });
    const container = { name: "web", image: "web", args: ["a", null] };
    const pod = served({ ...written, spec: { containers: [container] } });
    expect(pod["spec"]).toMatchObject({ containers: [{ args: ["a", ""] }] });
  });

  test("has no fields that its type does not have, and its quantities in their one form", () => {
    const container = { name: "web", image: "web", immage: "x", resources: { limits: { cpu: 0.5, memory: null } } };
    const pod = served({ apiVersion: "v1", kind: "Pod", metadata: { name: "web" }, spec: { containers: [container] } });
    const [only] = (pod["spec"] as unknown as { containers: [object] }).containers;
    expect(only).toMatchObject({ resources: { limits: { cpu: "500m", memory: "0" } } });
    expect(only).not.toHaveProperty("immage");
  });

  test("of a custom kind has no null where no null may be, and a default in the place of one", () => {
    const text = { type: "string" };
    const fields = { plain: text, filled: { ...text, default: "a" }, free: { ...text, nullable: true } };
    const spec = { type: "object", properties: { ...fields, map: { type: "object", additionalProperties: text } } };
    const names = { plural: "tasks", kind: "Task" };
    const schema = { openAPIV3Schema: { type: "object", properties: { spec } } };
    const definition = {
      kind: "CustomResourceDefinition",
      spec: { group: "example.com", names, scope: "Namespaced", versions: [{ name: "v1", schema }] },
    };
    const written = { plain: null, filled: null, free: null, map: { a: null, b: "c" } };
    const task = { apiVersion: "example.com/v1", kind: "Task", metadata: { name: "a" }, spec: written };
    expect(served(task, kindsOf([definition]))["spec"]).toEqual({ filled: "a", free: null, map: { b: "c" } });
  });
});
