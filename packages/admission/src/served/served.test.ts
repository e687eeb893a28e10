import { describe, expect, test } from "vitest";
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
});
