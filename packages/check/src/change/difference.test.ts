import { expect, test } from "vitest";
import type { Value } from "../manifest.ts";
import { at, pointerOf, wordsOf } from "../path.ts";
import { difference } from "./difference.ts";

const path = at(undefined, "spec");
const shape = { is: "struct", type: "core.v1.PodSpec" } as const;

function found(living: Value, changed: Value): string | undefined {
  const place = difference(living, changed, { shape, path });
  return place && pointerOf(place);
}

test("says the first place that differs, and words it as the field that cannot change", () => {
  const living = { containers: [{ name: "a", args: ["x"] }] };
  const place = difference(living, { containers: [{ name: "a", args: ["y"] }] }, { shape, path })!;
  expect([wordsOf(place), pointerOf(place)]).toEqual(["spec", "/spec/containers/0/args/0"]);
});

test.each([
  [{ containers: [] }, {}, undefined],
  [{ hostNetwork: false }, {}, undefined],
  [{ hostname: "" }, {}, undefined],
  [{ runtimeClassName: "" }, {}, "/spec/runtimeClassName"],
  [{ nodeSelector: {} }, {}, undefined],
  [{ securityContext: {} }, {}, "/spec/securityContext"],
  [{ overhead: { cpu: "1000m" } }, { overhead: { cpu: 1 } }, undefined],
  [{ overhead: { cpu: "1" } }, { overhead: { cpu: "2" } }, "/spec/overhead/cpu"],
  [{ containers: [{ name: "a", resources: {} }] }, { containers: [{ name: "a" }] }, undefined],
  [{ containers: [{ name: "a" }] }, { containers: [] }, "/spec/containers/0"],
] as [Value, Value, string | undefined][])("%j and %j", (living, changed, place) => {
  expect(found(living, changed)).toBe(place);
  expect(found(changed, living)).toBe(place);
});
