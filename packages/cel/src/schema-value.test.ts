import { describe, expect, it } from "vitest";
import { equal } from "./compare.ts";
import { add } from "./operators.ts";
import type { Schema } from "./schema.ts";
import { schemaValue } from "./schema-value.ts";
import { CelError, Double, Duration, Timestamp } from "./value.ts";

const LIST: Schema = { type: "array", items: { type: "string" } };
const SET: Schema = { ...LIST, "x-kubernetes-list-type": "set" };
const PORTS: Schema = {
  type: "array",
  "x-kubernetes-list-type": "map",
  "x-kubernetes-list-map-keys": ["number", "protocol"],
  items: {
    type: "object",
    properties: { number: { type: "integer" }, protocol: { type: "string" }, name: { type: "string" } },
  },
};

describe("schemaValue", () => {
  it("should take numbers for what the schema says they are", () => {
    expect(schemaValue(2, { type: "number" })).toEqual(new Double(2));
    expect(schemaValue(2, { type: "integer" })).toBe(2);
    expect(schemaValue(2.5, { type: "integer" })).toBeInstanceOf(CelError);
  });

  it("should read formats", () => {
    const text = (format: string): Schema => ({ type: "string", format });
    expect(schemaValue("1h", text("duration"))).toEqual(new Duration(3_600_000_000_000n));
    expect(schemaValue("2 days 3 hours", text("duration"))).toEqual(new Duration(183_600_000_000_000n));
    expect(schemaValue("2024-02-29", text("date"))).toEqual(new Timestamp(1_709_164_800, 0));
    expect(schemaValue("2024-02-29T00:00:00", text("date-time"))).toEqual(new Timestamp(1_709_164_800, 0));
    expect(schemaValue("aGk_", text("byte"))).toEqual(new Uint8Array([104, 105, 63]));
    expect(schemaValue("x", text("uuid"))).toBe("x");
    for (const format of ["duration", "date", "date-time", "byte"]) {
      expect(schemaValue("?", text(format))).toBeInstanceOf(CelError);
    }
  });

  it("should leave null fields out, but keep null values of maps if they may be", () => {
    const nullable: Schema = { type: "string", nullable: true };
    expect(schemaValue({ a: null }, { type: "object", properties: { a: nullable } })).toEqual({});
    expect(schemaValue({ a: null }, { type: "object", additionalProperties: nullable })).toEqual({ a: null });
    const strict = schemaValue({ a: null }, { type: "object", additionalProperties: { type: "string" } });
    expect(strict).toEqual({ a: new CelError("invalid data, got null for schema with nullable=false") });
  });

  it("should compare sets in any order, and add to them what they lack", () => {
    const set = schemaValue(["a", "b"], SET);
    expect(equal(set, ["b", "a"])).toBe(true);
    expect(equal(schemaValue(["a", "b"], LIST), ["b", "a"])).toBe(false);
    expect(equal(set, ["b", "c"])).toBe(false);
    const sum = add(set, ["c", "a"]);
    expect(sum).toEqual(["a", "b", "c"]);
    expect(equal(sum, ["c", "b", "a"])).toBe(true);
  });

  it("should compare lists that are maps by their keys, and replace in them", () => {
    const ports = [
      { number: 80, protocol: "TCP", name: "http" },
      { number: 53, protocol: "UDP", name: "dns" },
    ];
    const list = schemaValue(ports, PORTS);
    expect(equal(list, schemaValue([...ports].reverse(), PORTS))).toBe(true);
    expect(equal(list, schemaValue([ports[0], { ...ports[1], name: "x" }], PORTS))).toBe(false);
    const sum = add(list, [
      { number: 53, protocol: "UDP", name: "new" },
      { number: 53, protocol: "TCP" },
    ]);
    expect(sum).toMatchObject([{ name: "http" }, { name: "new" }, { number: 53, protocol: "TCP" }]);
  });

  it("should mind fields that the schema does not know only to compare", () => {
    const schema: Schema = { type: "object", properties: { a: { type: "integer" } } };
    const value = (extra: object) => schemaValue({ a: 1, ...extra }, schema);
    expect(value({ b: 1 })).toEqual({ a: 1 });
    expect(equal(value({ b: { c: 1 } }), value({ b: { c: 1 } }))).toBe(true);
    expect(equal(value({ b: { c: 1 } }), value({ b: { c: 2 } }))).toBe(false);
    expect(equal(value({ b: 1 }), value({}))).toBe(false);
  });

  it("should make errors of data that does not fit, for whoever reads it", () => {
    const schema: Schema = { type: "object", properties: { a: { type: "boolean" }, b: LIST } };
    expect(schemaValue({ a: "x", b: 1 }, schema)).toEqual({
      a: new CelError("invalid data, expected bool"),
      b: new CelError("invalid data, expected an array for the provided schema with type=array"),
    });
  });
});
