import { describe, expect, test } from "vitest";
import { type BranchChange, environmentPlan } from "./environment-plan.ts";
import { guard, guardRules } from "./guard.ts";

const deployment = (name: string, replicas: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: shop-prod\nspec:\n  replicas: ${replicas}\n`;
const claim = (name: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ${name}\n  namespace: shop-prod\nspec: {}\n`;

/** A service's manifest that was and is; undefined where there is none. */
type Pair = readonly [before: string | undefined, text: string | undefined];

/** The rules that trip when these services change in an environment of so many. */
function rulesOf(pairs: readonly Pair[], { standing = 100, follows = false } = {}): string[] {
  const changes = pairs.map(
    ([before, text], index): BranchChange => ({
      environment: "prod",
      path: `shop/service-${index}/manifest.yaml`,
      before,
      text,
    }),
  );
  const ids = (which: 0 | 1) =>
    new Set(pairs.flatMap((pair, index) => (pair[which] === undefined ? [] : [`shop/service-${index}`])));
  const plan = environmentPlan({ environment: "prod", server: { kubernetes: "1.33", definitions: [] } }, changes, {
    before: ids(0),
    after: ids(1),
    failed: [],
    total: [],
  });
  return guard(plan, { changes, standing, follows }).map(({ rule }) => rule);
}

const times = (count: number, pair: Pair): Pair[] => Array.from({ length: count }, () => pair);
const gone: Pair = [deployment("a", 2), undefined];
const changed: Pair = [deployment("a", 2), deployment("a", 3)];

/** For each rule what trips it, and the nearest thing that does not. */
const cases: { [rule: string]: { trips: () => string[]; holds: () => string[] } } = {
  "deletes many services": {
    trips: () => rulesOf(times(11, gone), { standing: 1000 }),
    holds: () => rulesOf(times(10, gone), { standing: 1000 }),
  },
  "deletes what holds data": {
    trips: () => rulesOf([[`${deployment("a", 2)}---\n${claim("a")}`, deployment("a", 2)]]),
    holds: () => rulesOf([[deployment("a", 2), `${deployment("a", 2)}---\n${claim("a")}`]]),
  },
  "stops a service": {
    trips: () => rulesOf([[deployment("a", 2), deployment("a", 0)]]),
    holds: () => rulesOf([[deployment("a", 2), deployment("a", 0)]], { follows: true }),
  },
  "empties a service": {
    trips: () => rulesOf([[deployment("a", 2), ""]]),
    holds: () => rulesOf([[`${deployment("a", 2)}---\n${deployment("b", 2)}`, deployment("a", 2)]]),
  },
  "changes many services": {
    trips: () => rulesOf(times(26, changed)),
    holds: () => rulesOf(times(25, changed)),
  },
};

describe.each(guardRules)("the rule: %s", (rule) => {
  test("trips", () => expect(cases[rule]?.trips()).toEqual([rule]));
  test("does not trip just below", () => expect(cases[rule]?.holds()).toEqual([]));
});

test("a share of deletions trips from three services on", () => {
  expect(rulesOf(times(3, gone), { standing: 12 })).toEqual(["deletes many services"]);
  expect(rulesOf(times(2, gone), { standing: 12 })).toEqual([]);
  expect(rulesOf(times(3, gone), { standing: 60 })).toEqual([]);
});

test("a share of changes trips from ten services on", () => {
  expect(rulesOf(times(9, changed), { standing: 12 })).toEqual([]);
  expect(rulesOf(times(10, changed), { standing: 12 })).toEqual(["changes many services"]);
});

test("an environment where nothing stands yet has nothing to lose", () => {
  expect(rulesOf([...times(20, [undefined, deployment("a", 2)]), gone], { standing: 0 })).toEqual([]);
});
