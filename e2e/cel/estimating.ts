import { check, estimateCost, parse, plan, ruleEnvironment, type Schema, schemaType } from "@slipway/cel";
import { ask, type Cluster } from "../cluster.ts";
import { causesOf, type Verdict } from "./compiling.ts";
import type { Leaves } from "./expressions.ts";

/** What the rules are about: values with bounds and without. */
const schema = {
  type: "object",
  required: ["n", "names"],
  properties: {
    n: { type: "integer" },
    d: { type: "number" },
    flag: { type: "boolean" },
    short: { type: "string", maxLength: 20 },
    long: { type: "string" },
    mode: { type: "string", enum: ["fast", "careful"] },
    names: { type: "array", maxItems: 10, items: { type: "string", maxLength: 63 } },
    words: { type: "array", items: { type: "string" } },
    few: { type: "array", maxItems: 5, items: { type: "integer" } },
    many: { type: "array", items: { type: "integer" } },
    counts: { type: "object", maxProperties: 20, additionalProperties: { type: "integer" } },
    since: { type: "string", format: "date-time" },
    every: { type: "string", format: "duration" },
    key: { type: "string", format: "byte", maxLength: 100 },
    rows: {
      type: "array",
      maxItems: 8,
      items: { type: "object", properties: { cells: { type: "array", items: { type: "string", maxLength: 5 } } } },
    },
  },
} as const satisfies Schema;

/** The fields of `self` by their types. */
export const ruleLeaves: Leaves = {
  bool: ["self.flag", "has(self.long)"],
  int: ["self.n", "self.counts.a", "self.few[0]"],
  double: ["self.d"],
  string: ["self.short", "self.long", "self.mode", "self.names[0]", "self.rows[0].cells[1]"],
  strings: ["self.names", "self.words", "self.rows[0].cells"],
  ints: ["self.few", "self.many"],
  counts: ["self.counts"],
  timestamp: ["self.since"],
  duration: ["self.every"],
  bytes: ["self.key"],
};

/** What loops may go over. */
export const ruleLists = ["self.few", "self.many", "self.names", "self.words", "self.rows", "[1, 2, 3]"];

/** What the API server lets one rule cost, with all values of a request that it may be asked for. */
const limit = 10_000_000;
const batch = 25;

/**
 * Has expressions judged as rules of a custom resource definition, without making one, and by us. Each stands in a list
 * that is so long that its whole cost is near a hundred times the limit: the server says by how many times, with one
 * digit after the point, and so says the estimate to a thousandth or better.
 */
export async function estimateBoth(cluster: Cluster, rules: readonly string[], minor: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (let start = 0; start < rules.length; start += batch) {
    const ours = rules.slice(start, start + batch).map((rule) => estimateHere(rule, minor));
    const theirs = await estimateThere(cluster, ours);
    for (const [index, { rule, words }] of ours.entries())
      verdicts.push({ expression: rule, ours: words, theirs: theirs[index] });
  }
  return verdicts;
}

interface Estimated {
  readonly rule: string;
  readonly maxItems: number;
  /** Undefined: the server has nothing against it. */
  readonly words: string | undefined;
}

const self = schemaType(schema)!;

function estimateHere(rule: string, minor: number): Estimated {
  const environment = ruleEnvironment(minor, self);
  const checked = check(parse(rule, environment), environment);
  if (checked.type === undefined) {
    const places = checked.issues.map(({ line, column, message }) => `ERROR: ${line}:${column}: ${message}`);
    return { rule, maxItems: 1, words: places.sort().join("\n") };
  }
  if (checked.type.text !== "bool") return { rule, maxItems: 1, words: "cel expression must evaluate to a bool" };
  const { failure } = plan(checked, environment);
  if (failure !== undefined) return { rule, maxItems: 1, words: `program instantiation failed: ${failure}` };
  const { max } = estimateCost(checked, environment, self);
  const maxItems = Math.max(1, Math.min(1e9, Math.floor((99.9 * limit) / Math.max(1, Number(max)))));
  return { rule, maxItems, words: excess(max, maxItems) };
}

/** The server's words for a cost past the limit. */
function excess(most: bigint, times: number): string | undefined {
  const factor = (Number(most) * times) / limit;
  if (factor <= 1) return undefined;
  return factor > 100 ? "more than 100x" : `${factor.toFixed(1)}x`;
}

async function estimateThere(cluster: Cluster, rules: readonly Estimated[]): Promise<(string | undefined)[]> {
  const properties = rules.map(({ rule, maxItems }, index) => [
    `rule${index}`,
    { type: "array", maxItems, items: { ...schema, "x-kubernetes-validations": [{ rule }] } },
  ]);
  const openAPIV3Schema = { type: "object", properties: Object.fromEntries(properties) };
  const definition = definitionOf("estimates", openAPIV3Schema);
  const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All";
  const answer = await ask(cluster, "POST", path, { type: "application/json", text: JSON.stringify(definition) });
  const causes = causesOf(answer);
  if (answer.status !== 201 && causes.length === 0) throw new Error(String(answer.body["message"]));
  return rules.map((_, index) => {
    const own = causes.filter(({ field }) =>
      field.includes(`.properties[rule${index}].items.x-kubernetes-validations`),
    );
    return wordsOf(own.map(({ message }) => message).filter((message) => !message.includes("contributed to")));
  });
}

function wordsOf(messages: readonly string[]): string | undefined {
  const [message] = messages;
  if (message === undefined) return undefined;
  const factor = /exceeds budget by factor of (.*?) \(/.exec(message)?.[1];
  if (factor !== undefined) return factor;
  const places = [...message.matchAll(/^.*?ERROR: <input>:(-?\d+:\d+: .*)$/gm)].map((match) => `ERROR: ${match[1]}`);
  return places.length > 0
    ? places.sort().join("\n")
    : message.replace(/^(?:Invalid value: \{.*?\}|Internal error): (?=\w)/s, "");
}

/** A custom resource definition with one version. */
export function definitionOf(plural: string, openAPIV3Schema: object): { readonly [field: string]: unknown } {
  const kind = plural[0]!.toUpperCase() + plural.slice(1, -1);
  const group = "e2e.slipway.dev";
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Cluster",
      names: { kind, plural, singular: plural.slice(0, -1), listKind: `${kind}List` },
      versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema } }],
    },
  };
}
