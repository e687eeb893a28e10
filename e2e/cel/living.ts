import { admit, compile as compilePolicies, kindsOf, type Manifest, requestOf, respond } from "@slipway/admission";
import { check, compile, evaluate, parse, plan, policyEnvironment } from "@slipway/cel";
import { ask, type Cluster, pathOf } from "../cluster.ts";
import type { Verdict } from "./compiling.ts";
import { definitionOf } from "./estimating.ts";
import type { Leaves, Loops } from "./expressions.ts";
import { type Validation, validationsOf } from "./validations.ts";

/** The fields of the object by their types. */
export const objectLeaves: Leaves = {
  bool: ["object.spec.flag"],
  int: ["object.spec.n", "object.spec.counts.a", "object.spec.ints[0]"],
  double: ["object.spec.d"],
  string: ["object.spec.s", "object.spec.strings[1]", "object.metadata.name", "object.spec.host"],
  strings: ["object.spec.strings"],
  ints: ["object.spec.ints"],
  counts: ["object.spec.counts"],
  null: ["oldObject", "object.spec.?absent.orValue(null)"],
};

/** Loops cost the server far more time than they cost units: what these do is costly, and they are not deep. */
export const costlyLoops: Loops = {
  over: ["object.spec.ints", "object.spec.hundred", "object.spec.thousand", "lists.range(200)"],
  what: [
    "!object.spec.long.contains('y')",
    "object.spec.long > object.spec.pattern || a != a",
    "object.spec.long.matches('^a+$')",
  ],
  deepest: 2,
};

const spec = {
  long: "a".repeat(20_000),
  pattern: "b".repeat(2_000),
  flag: true,
  n: 3,
  d: 2.5,
  s: "web-1",
  host: "https://shop.example:8443/cart?item=é",
  strings: ["b", "a", "web-1", "é😀"],
  ints: [5, 3, 3, -1],
  counts: { a: 1, b: 2, "web-1": 3 },
  hundred: Array.from({ length: 100 }, (_, index) => index),
  thousand: Array.from({ length: 1000 }, (_, index) => index),
};

/** The server shortens warnings that are longer together. */
const longestWarnings = 3000;
/** What all validations of a policy may cost is ten times what one may. */
const mostTrials = 3;
const label = "cel-e2e";

/** What an expression costs over the object of the requests, at most a little over the limit; undefined if it does not compile. */
function costOf(expression: string, minor: number): number | undefined {
  const environment = policyEnvironment({ minor, authorizer: true });
  const { program } = plan(check(parse(expression, environment), environment), environment);
  return program && evaluate(program, { object: objectOf(0), oldObject: null }).cost;
}

/** Whether the message of a validation says anything of the expression. */
function isShowable(expression: string, minor: number): boolean {
  const environment = policyEnvironment({ minor, authorizer: true });
  return compile(`'%s'.format([${expression}])`, environment).error === undefined;
}

/** Validations of one expression, with what we say of each. */
interface Trial {
  readonly expression: string;
  readonly validations: readonly Validation[];
  readonly ours: readonly string[];
}

function objectOf(index: number): Manifest {
  const metadata = { name: "cel-e2e", labels: { [label]: `policy-${index}` } };
  return { apiVersion: "e2e.slipway.dev/v1", kind: "Value", metadata, spec };
}

const definition = definitionOf("values", {
  type: "object",
  properties: { spec: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
});
const kinds = kindsOf([definition as Manifest]);

function policyOf(index: number, validations: readonly Validation[]): Manifest[] {
  const name = `${label}-${index}`;
  const apiVersion = "admissionregistration.k8s.io/v1";
  const rule = { apiGroups: ["e2e.slipway.dev"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["values"] };
  const objectSelector = { matchLabels: { [label]: `policy-${index}` } };
  const policy = {
    apiVersion,
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec: { matchConstraints: { resourceRules: [rule], objectSelector }, validations },
  };
  const binding = {
    apiVersion,
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name, validationActions: ["Warn"] },
  };
  return [policy, binding] as unknown as Manifest[];
}

function answerHere(index: number, validations: readonly Validation[], minor: number): readonly string[] {
  const policies = compilePolicies(policyOf(index, validations), { minor });
  const request = requestOf(objectOf(index), { kinds, namespaceObject: null });
  const { warnings, status } = respond(request, admit({ ...request, userInfo: { username: "e2e" } }, policies));
  return status === undefined ? warnings : [...warnings, status.message];
}

/** The trial of an expression; nothing if the server could not tell what came of it. */
function trialOf(expression: string, number: number, minor: number): Trial[] {
  if (!isShowable(expression, minor)) return [];
  const validations = validationsOf(expression, `#${number}`, (text) => costOf(text, minor));
  const ours = answerHere(0, validations, minor);
  const isTold = ours.join("").length <= longestWarnings && !ours.some((warning) => /\p{Cc}/u.test(warning));
  return isTold ? [{ expression, validations, ours }] : [];
}

/** Puts trials together in policies, as many as their warnings and costs allow. */
function grouped(trials: readonly Trial[]): Trial[][] {
  const groups: Trial[][] = [];
  let length = 0;
  for (const trial of trials) {
    const own = trial.ours.join("").length;
    const last = groups.at(-1);
    if (last === undefined || last.length === mostTrials || length + own > longestWarnings) {
      groups.push([trial]);
      length = own;
    } else {
      last.push(trial);
      length += own;
    }
  }
  return groups;
}

/** Lets expressions run in policies that live in the cluster, by requests that leave nothing behind, and by us. */
export async function runBoth(cluster: Cluster, expressions: readonly string[], minor: number): Promise<Verdict[]> {
  const groups = grouped([...new Set(expressions)].flatMap((one, number) => trialOf(one, number, minor)));
  const made: Manifest[] = [];
  const make = async (object: Manifest) => {
    await create(cluster, object);
    made.unshift(object);
  };
  try {
    await make(definition as Manifest);
    for (const [index, group] of groups.entries())
      for (const object of policyOf(
        index,
        group.flatMap(({ validations }) => validations),
      ))
        await make(object);
    const verdicts: Verdict[] = [];
    for (const [index, group] of groups.entries()) {
      const theirs = await answerThere(cluster, index);
      const ours = group.flatMap((trial) => answerHere(index, trial.validations, minor));
      const expressionOf = group.flatMap(({ expression, validations }) => validations.map(() => expression));
      for (const [place, expression] of expressionOf.entries())
        verdicts.push({ expression, ours: ours[place], theirs: theirs[place] });
    }
    return verdicts;
  } finally {
    for (const object of made) await remove(cluster, object);
  }
}

/** The server's warnings: it takes a moment until it has a new policy, with which there is always one. */
async function answerThere(cluster: Cluster, index: number): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const path = "/apis/e2e.slipway.dev/v1/values?dryRun=All";
    const answer = await ask(cluster, "POST", path, {
      type: "application/json",
      text: JSON.stringify(objectOf(index)),
    });
    if (answer.status >= 300) return [...answer.warnings, String(answer.body["message"])];
    if (answer.warnings.length > 0) return answer.warnings;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The server does not take up policy ${index}.`);
}

async function create(cluster: Cluster, object: Manifest): Promise<void> {
  const path = (await pathOf(cluster, object)).replace(/\/[^/]*$/, "");
  const { status, body } = await ask(cluster, "POST", path, { type: "application/json", text: JSON.stringify(object) });
  if (status !== 201) throw new Error(String(body["message"]));
}

async function remove(cluster: Cluster, object: Manifest): Promise<void> {
  await ask(cluster, "DELETE", await pathOf(cluster, object));
}
