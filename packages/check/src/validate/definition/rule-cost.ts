import { forbidden } from "../../fault.ts";
import type { JSONSchemaProps } from "../../gen/types.ts";
import type { Path } from "../../path.ts";
import type { Scope } from "../scope.ts";

/** What one expression may cost, and what all of a schema may cost together, as the server estimates it. */
const limit = 10_000_000n;
const totalLimit = 100_000_000n;
const mostShown = 4;
const largest = (1n << 64n) - 1n;

/** The costs of a schema's rules, as they come up. */
export interface RuleCosts {
  readonly observe: (place: Path, cost: bigint) => void;
  /** Reports a total that is too much, and which rules make it so. */
  readonly validateTotal: (place: Path, scope: Scope) => void;
}

export function ruleCosts(): RuleCosts {
  const costs: { place: Path; cost: bigint }[] = [];
  return {
    observe: (place, cost) => void costs.push({ place, cost }),
    validateTotal(place, scope) {
      const total = costs.reduce((sum, { cost }) => sum + cost, 0n);
      if (total <= totalLimit) return;
      const large = costs.filter(({ cost }) => cost >= totalLimit / 100n);
      const first = large.sort((one, other) => (one.cost === other.cost ? 0 : one.cost > other.cost ? -1 : 1));
      const detail = "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema";
      for (const { place: rulePath } of first.slice(0, mostShown)) scope.report(forbidden(rulePath, detail));
      const what = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema";
      scope.report(forbidden(place, excess(what, total, totalLimit)));
    },
  };
}

/** Reports an expression that may cost too much by itself. */
export function validateCost(what: string, cost: bigint, place: Path, scope: Scope): void {
  if (cost > limit) scope.report(forbidden(place, excess(what, cost, limit)));
}

function excess(what: string, cost: bigint, most: bigint): string {
  const factor = Number(cost) / Number(most);
  const times = factor > 100 ? "more than 100" : factor.toFixed(factor < 1.5 ? 6 : 1);
  return `${what} exceeds budget by factor of ${times}x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)`;
}

/** How often an expression costs what it does, no more than 64 bits hold. */
export function multiplied(cost: bigint, times: bigint): bigint {
  const product = cost * times;
  return product > largest ? largest : product;
}

/** How many values of the schemas below one there can be, where there can be so many of its own; undefined: any number. */
export function cardinalityBelow(schema: JSONSchemaProps, own: bigint | undefined): bigint | undefined {
  const { type, maxItems, maxProperties, additionalProperties } = schema;
  if (own === undefined) return undefined;
  const isMap = type === "object" && additionalProperties !== undefined;
  if (type !== "array" && !isMap) return own;
  const most = isMap ? maxProperties : maxItems;
  return most === undefined ? undefined : multiplied(own, BigInt(Math.max(0, most)));
}
