import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadAll } from "js-yaml";
import { pick, seeded } from "../packages/check/conformance/mutate.ts";
import { compileBoth, isSame, type Verdict } from "./cel/compiling.ts";
import { estimateBoth, ruleLeaves, ruleLists } from "./cel/estimating.ts";
import { anyExpression, cheap, expensiveExpression, expressionOf, mutatedExpression } from "./cel/expressions.ts";
import { costlyLoops, objectLeaves, runBoth } from "./cel/living.ts";
import { ask, openCluster } from "./cluster.ts";

/**
 * `npm run e2e -- cel [--expressions N] [--seed N] [--verbose]`: asks a real API server and us about seeded expressions:
 * well formed, mistyped, too expensive, and mutations of the repository's own. Six of ten are compiled, two are rules of a
 * custom resource definition, whose cost is estimated, and two run in policies that live in the cluster: what they give
 * and what that costs. Differences are listed. Exit 1: there is one.
 */
const { values } = parseArgs({
  options: {
    expressions: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
  },
});
const cluster = openCluster();
const { body } = await ask(cluster, "GET", "/version");
const minor = Number.parseInt(String(body["minor"]), 10);
const random = seeded(Number(values.seed));
const total = Number(values.expressions);
const own = ownExpressions();

// What is new is compiled for the release before, so that it can be gone back to.
const compiled = await compileBoth(cluster, several(0.6, anywhere), minor - 1);
const estimated = await estimateBoth(cluster, several(0.2, rule), minor - 1);
const ran = await runBoth(cluster, several(0.2, living), minor);

const parts = { compiled, estimated, ran };
const figures = Object.entries(parts).map(([name, verdicts]) => `${name} ${count(verdicts, name)}`);
const different = [...compiled, ...estimated, ...ran].filter((verdict) => !isSame(verdict));
const asked = new Set([...compiled, ...estimated, ...ran].map(({ expression }) => expression));
console.log(
  `cel: ${figures.join(", ")}; ${different.length} of ${asked.size} expressions differ from Kubernetes ${String(body["gitVersion"])}`,
);
process.exit(different.length > 0 ? 1 : 0);

function several(share: number, one: () => string): string[] {
  return Array.from({ length: Math.round(share * total) }, one).filter((text) => text.trim() !== "");
}

/** An expression of a policy. */
function anywhere(): string {
  const making = { leaves: objectLeaves, random, mistyped: 0 };
  const kind = random();
  if (kind < 0.3) return expressionOf("bool", 4, making);
  if (kind < 0.5) return anyExpression(3, { ...making, mistyped: 0.1 });
  if (kind < 0.55) return expensiveExpression({ ...costlyLoops, what: cheap, deepest: 4 }, random);
  return mutatedExpression(kind < 0.65 ? expressionOf("bool", 3, making) : pick(own, random), random);
}

/** An expression of a schema. */
function rule(): string {
  const making = { leaves: ruleLeaves, random, mistyped: 0 };
  const kind = random();
  if (kind < 0.25) return expensiveExpression({ over: ruleLists, what: cheap, deepest: 4 }, random);
  if (kind < 0.9) return expressionOf("bool", 4, making);
  return mutatedExpression(expressionOf("bool", 3, making), random);
}

/** An expression that compiles, mostly. */
function living(): string {
  const making = { leaves: objectLeaves, random, mistyped: 0 };
  return random() < 0.2 ? expensiveExpression(costlyLoops, random) : anyExpression(4, making);
}

/** The expressions of the policies and of the cases of packages/cel. */
function ownExpressions(): string[] {
  const cases = "packages/cel/cases/expressions";
  const written = readdirSync(cases).flatMap((file) =>
    Object.keys((JSON.parse(readFileSync(`${cases}/${file}`, "utf8")) as { cases: object }).cases),
  );
  const policies = readdirSync("policies")
    .filter((name) => name !== "exceptions")
    .flatMap((name) => loadAll(readFileSync(`policies/${name}/policy.yaml`, "utf8")))
    .flatMap((object) => textsOf(object, "xpression"));
  return [...written, ...policies];
}

/** The texts under fields whose names end so. */
function textsOf(value: unknown, ending: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" ? (key.endsWith(ending) ? [inner] : []) : textsOf(inner, ending),
  );
}

/** Tells the differences and gives the figures: how many are the same, and how many of these were refused. */
function count(verdicts: readonly Verdict[], name: string): string {
  const same = verdicts.filter(isSame);
  const refused = name === "ran" ? [] : same.filter(({ theirs }) => theirs !== undefined);
  for (const verdict of verdicts) {
    const { expression, ours, theirs } = verdict;
    if (isSame(verdict) && !values.verbose) continue;
    console.log(`${isSame(verdict) ? "same" : "different"}, ${name}: ${JSON.stringify(expression)}`);
    console.log(`  ours: ${ours ?? "accepted"}\n  server: ${theirs ?? "accepted"}`);
  }
  return `${same.length} of ${verdicts.length} alike${refused.length > 0 ? ` (${refused.length} refused)` : ""}`;
}
