import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "../manifest.ts";
import { applied } from "./apply.ts";
import { typingOfSchema, typingOfType } from "./typing.ts";

const untyped = typingOfSchema({ type: "object" });
/** Objects without empty ones in them: of those nobody can say who owns them. */
const objects = fc
  .object({ values: [fc.integer(), fc.string()], maxDepth: 3, maxKeys: 4 })
  .map((value) => JSON.parse(JSON.stringify(value)) as Value)
  .filter((value) => !JSON.stringify(value).includes("{}"));

test("what somebody alone applied becomes what they apply next", () => {
  fc.assert(
    fc.property(objects, objects, (before, after) => {
      expect(applied(before, { before, after }, untyped)).toEqual(after);
    }),
  );
});

test("what others have set stays, beside what is applied", () => {
  fc.assert(
    fc.property(objects, objects, (mine, theirs) => {
      const living = { mine, theirs };
      expect(applied(living, { before: { mine }, after: { mine } }, untyped)).toEqual(living);
    }),
  );
});

const deployment = typingOfType("apps.v1.Deployment");

function withContainers(...containers: Value[]): Value {
  return { spec: { template: { spec: { containers } } } };
}

test("items are known by their keys", () => {
  const living = withContainers({ name: "a", image: "1", imagePullPolicy: "Always" }, { name: "sidecar", image: "s" });
  const before = withContainers({ name: "a", image: "1" }, { name: "b", image: "1" });
  const after = withContainers({ name: "c", image: "1" }, { name: "a", image: "2" });
  expect(applied(living, { before, after }, deployment)).toEqual(
    withContainers(
      { name: "c", image: "1" },
      { name: "a", image: "2", imagePullPolicy: "Always" },
      { name: "sidecar", image: "s" },
    ),
  );
});

test("what is given up goes with all that is in it", () => {
  const living = { metadata: { labels: { mine: "a", theirs: "b" } } };
  const change = { before: { metadata: { labels: { mine: "a" } } }, after: { metadata: {} } };
  expect(applied(living, change, deployment)).toEqual({ metadata: {} });
});

test("atomic lists are replaced, keys have defaults", () => {
  const port = (number: number, rest = {}) => ({ containerPort: number, ...rest });
  const living = withContainers({ name: "a", command: ["x", "y"], ports: [port(80, { protocol: "TCP" })] });
  const before = withContainers({ name: "a", command: ["x", "y"], ports: [port(80)] });
  const after = withContainers({ name: "a", command: ["y"], ports: [port(80, { name: "http" })] });
  expect(applied(living, { before, after }, deployment)).toEqual(
    withContainers({ name: "a", command: ["y"], ports: [port(80, { protocol: "TCP", name: "http" })] }),
  );
});
