import { describe, expect, it } from "vitest";
import { maxCardinality, resourceType, schemaType } from "./schema-type.ts";

const MEBIBYTES = 3 * 1024 * 1024;

describe("schemaType", () => {
  it("should name nested objects by the way to them", () => {
    const type = schemaType({
      type: "object",
      properties: { list: { type: "array", items: { type: "object", properties: { a: { type: "integer" } } } } },
    });
    expect(type?.fields?.["list"]?.text).toBe("list(selfType.list.@idx)");
  });

  it("should escape names, and leave out those that no expression can write", () => {
    const names = ["a-b", "c.d", "e/f", "g__h", "in", "1x", "é", "ok_1"];
    const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
    const fields = schemaType({ type: "object", properties })?.fields ?? {};
    expect(Object.keys(fields)).toEqual([
      "a__dash__b",
      "c__dot__d",
      "e__slash__f",
      "g__underscores__h",
      "__in__",
      "ok_1",
    ]);
  });

  it("should bound sizes by the schema, and by the largest request where that says nothing", () => {
    expect(schemaType({ type: "string", maxLength: 5 })?.maxElements).toBe(20);
    expect(schemaType({ type: "string" })?.maxElements).toBe(MEBIBYTES - 2);
    expect(schemaType({ type: "string", enum: ["a", "bcd"] })?.maxElements).toBe(3);
    expect(schemaType({ type: "array", items: { type: "boolean" } })?.maxElements).toBe(
      Math.floor((MEBIBYTES - 2) / 5),
    );
    expect(schemaType({ type: "array", items: { type: "boolean" }, maxItems: 7 })?.maxElements).toBe(7);
    expect(schemaType({ type: "object", additionalProperties: { type: "integer" } })?.maxElements).toBe(
      Math.floor((MEBIBYTES - 2) / 7),
    );
  });

  it("should count required fields without a default into the least size", () => {
    const properties = { name: { type: "string" }, count: { type: "integer", default: 1 }, note: { type: "string" } };
    const type = schemaType({ type: "object", properties, required: ["name", "count"] })!;
    expect(type.minSize).toBe(2 + 4 + 2 + 4);
    expect(maxCardinality(type)).toBe(Math.floor(MEBIBYTES / 13));
  });

  it("should not show what has no type", () => {
    expect(schemaType({ "x-kubernetes-preserve-unknown-fields": true })).toBeUndefined();
    expect(schemaType({ type: "array" })).toBeUndefined();
    expect(schemaType({ type: "array", items: {} })).toBeUndefined();
    expect(schemaType({ type: "object", additionalProperties: {} })).toBeUndefined();
    expect(schemaType({ type: "object", properties: { x: {} } })?.fields).toEqual({});
  });

  it("should take an int or a string for dyn", () => {
    expect(schemaType({ "x-kubernetes-int-or-string": true })?.text).toBe("dyn");
  });

  it("should know the metadata of resources, and no more of it", () => {
    const type = resourceType({ type: "object", properties: { spec: { type: "string" } } });
    expect(Object.keys(type?.fields ?? {}).sort()).toEqual(["apiVersion", "kind", "metadata", "spec"]);
    expect(Object.keys(type?.fields?.["metadata"]?.fields ?? {})).toEqual(["name", "generateName"]);
  });
});
