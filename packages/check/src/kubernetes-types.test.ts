import { expect, test } from "vitest";
import { typeTable } from "./gen/type-table.ts";
import { kindOf, kindsNamed, newestMinor, oldestMinor, type Shape, structOf } from "./kubernetes-types.ts";

const kinds = typeTable.matchAll(/^kind (\S+) (\S+) /gm);

test("every type that a kind leads to is in the table", () => {
  const seen = new Set<string>();
  const follow = (shape: Shape): void => {
    if (shape.is === "list") follow(shape.items);
    else if (shape.is === "map") follow(shape.values);
    else if ("type" in shape && !seen.has(shape.type)) {
      seen.add(shape.type);
      for (const field of structOf(shape.type).fields.values()) follow(field.shape);
    }
  };
  for (const [, apiVersion = "", kind = ""] of kinds) follow({ is: "struct", type: kindOf(apiVersion, kind)!.type });
  expect(seen.size).toBeGreaterThan(500);
});

test("fields know their versions and lists their keys", () => {
  const { fields } = structOf("core.v1.PodSpec");
  expect(fields.get("hostnameOverride")?.since).toBe(34);
  expect(fields.get("containers")?.shape).toMatchObject({ is: "list", keys: [{ name: "name" }] });
  expect(structOf("core.v1.Container").fields.get("ports")?.shape).toMatchObject({
    keys: [{ name: "containerPort" }, { name: "protocol", fallback: "TCP" }],
  });
  expect([oldestMinor, newestMinor]).toEqual([33, 36]);
});

test("kinds are found by version, and by name alone", () => {
  expect(kindOf("apps/v1", "Deployment")?.namespaced).toBe(true);
  expect(kindOf("v1", "Deployment")).toBeUndefined();
  expect(
    kindsNamed("HorizontalPodAutoscaler")
      .map(({ apiVersion }) => apiVersion)
      .sort(),
  ).toEqual(["autoscaling/v1", "autoscaling/v2"]);
});
