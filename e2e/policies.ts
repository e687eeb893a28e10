import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  type AdmissionRequest,
  admit,
  compile,
  type Decisions,
  kindOf,
  kindsOf,
  type Manifest,
  podRequestOf,
  podTemplatePath,
  requestOf,
  respond,
} from "@slipway/admission";
import { build, casesOf, clusterPolicies, type Files, groundOf, policiesOf, promotionOrder } from "@slipway/engine";
import { loadAll } from "js-yaml";
import { mutated, pick, seeded } from "../packages/check/conformance/mutate.ts";
import { type Answer, ask, openCluster, pathOf } from "./cluster.ts";
import { podOf } from "./policies/pod-of.ts";
import { type Ring, ringOf } from "./policies/ring.ts";

/**
 * `npm run e2e -- policies [--mutations N] [--seed N] [--verbose]`: loads every policy into a real API server and sends
 * every case, every object of the sample with the Pods they would make, and seeded mutations of all of these, as dry
 * runs: the server must decide as we do, in the same words and with the same warnings. Cases on Slipway's own kinds stay
 * aside. Exit 1: there is a difference.
 */
const { values } = parseArgs({
  options: {
    mutations: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
  },
});
const cluster = openCluster();
const version = String((await ask(cluster, "GET", "/version")).body["gitVersion"]);
const minor = Number(version.split(".")[1]);
const served = await ask(cluster, "GET", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
const kinds = kindsOf(
  (served.body["items"] as Manifest[]).map((item) => ({ ...item, kind: "CustomResourceDefinition" })),
);

/** What is sent: an object in a namespace of an environment, with the request that we take it for. */
interface Sent {
  readonly title: string;
  readonly object: Manifest;
  readonly environment: string;
  /** The workload that makes this Pod. */
  readonly workload?: Manifest;
}

const files = tree();
const environments = promotionOrder(groundOf(files).environments);
const usual = environments.at(-1) ?? "";
const set = policiesOf(files);
const ring: Ring = ringOf(clusterPolicies(set, usual), environments);
const policies = compile(ring.objects, { minor, paramsComplete: true });

const cases = [...set.sources.values()].flatMap((source) =>
  casesOf(files, source).cases.map(({ policy, name, object, environment = usual }): Sent => {
    return { title: `${policy}, ${name}`, object, environment };
  }),
);
const own = cases.filter(({ object }) => !isOurs(object));
const sample = environments.flatMap(rendered);
const random = seeded(Number(values.seed));
const written = [...own, ...sample].filter(({ workload }) => workload === undefined);
const mutations = Array.from({ length: Number(values.mutations) }, (): Sent => {
  const { title, object, environment } = pick(written, random);
  const { object: changed, words } = mutated(object, random);
  return { title: `${title}: ${words}`, object: changed, environment };
});

const tally = { same: 0, different: 0, denied: 0, warned: 0, before: 0, open: 0 };
try {
  await ring.make(cluster);
  await heeded();
  for (const sent of [...own, ...sample, ...mutations]) await compare(sent);
} finally {
  await ring.remove(cluster);
}
const { same, different, denied, warned, before, open } = tally;
console.log(
  `${ring.policies} policies; ${own.length} cases, ${sample.length} objects of the sample and Pods, ${mutations.length} mutations`,
);
console.log(`${before} were refused before any policy was asked, ${open} cannot be decided before the merge`);
console.log(
  `policies: ${same} of ${same + different} decisions agree with Kubernetes ${version} (${denied} denied, ${warned} with warnings), ${different} differ`,
);
process.exit(different > 0 ? 1 : 0);

/** Waits until the server has taken up policies and parameters: until every kind of case is decided as it will be. */
async function heeded(): Promise<void> {
  const probes = own.filter(
    ({ object }, index) => own.findIndex((other) => other.object["kind"] === object["kind"]) === index,
  );
  for (let attempt = 0; attempt < 60; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const answers = await Promise.all(probes.map(({ object, environment }) => send(ring.placed(object, environment))));
    const messages = answers.map(({ body }) => String(body["message"] ?? ""));
    const isReady = messages.some((message) => message.includes("ValidatingAdmissionPolicy"));
    if (isReady && !messages.some((message) => message.includes("no params found"))) return;
  }
  throw new Error("The server does not take up the policies.");
}

function tree(): Files {
  const paths = execFileSync("git", ["ls-files", "apps", "environments", "policies"], { encoding: "utf8" })
    .trim()
    .split("\n");
  return new Map(paths.map((path) => [path, { mode: "100644", content: readFileSync(path, "utf8") }]));
}

function isOurs(object: Manifest): boolean {
  return String(object["apiVersion"]).startsWith("slipway.dev/");
}

/** The objects of one environment, and a Pod of each workload. */
function rendered(environment: string): Sent[] {
  const objects = [...build(files, environment).files.values()].flatMap((text) => loadAll(text) as Manifest[]);
  return objects.flatMap((object): Sent[] => {
    const title = `${environment}: ${String(object["kind"])}/${String((object["metadata"] as Manifest)["name"])}`;
    const sent = { title, object, environment };
    if (podTemplatePath(object) === undefined) return [sent];
    return [sent, { title: `Pod of ${title}`, object: podOf(object), environment, workload: object }];
  });
}

/** Sends one object and compares what the policies say. */
async function compare({ title, object, environment, workload }: Sent): Promise<void> {
  const placed = ring.placed(object, environment);
  await ring.prepare(cluster, placed);
  const answer = await send(placed);
  const message = String(answer.body["message"] ?? "");
  const isDenied = message.includes(" is forbidden: ValidatingAdmissionPolicy '");
  if (answer.status >= 300 && answer.status !== 409 && !isDenied) {
    tally.before += 1;
    if (values.verbose) console.log(`refused before: ${title}: ${answer.status} ${message.slice(0, 300)}`);
    return;
  }
  const request = { ...judged(placed, environment, workload), dryRun: true };
  const decisions = admit(request, policies);
  if (decisions.undecided.length > 0) {
    tally.open += 1;
    if (values.verbose) console.log(`open: ${title}: ${JSON.stringify(decisions.undecided.slice(0, 2))}`);
    return;
  }
  const { ours, theirs } = said(request, decisions, { ...answer, warnings: warningsOf(answer) }, isDenied);
  if (isDenied) tally.denied += 1;
  if (warningsOf(answer).length > 0) tally.warned += 1;
  tally[ours === theirs ? "same" : "different"] += 1;
  if (ours !== theirs) console.log(`different: ${title}\n  ours: ${ours}\n  server: ${theirs}`);
}

/**
 * Both answers as texts that are equal if they say the same. The server asks its policies in no order: its denial is
 * compared with ours of the same policy, and warnings are sorted. Names of Pods that a controller makes are not known.
 */
function said(request: AdmissionRequest, decisions: Decisions, answer: Answer, isDenied: boolean) {
  const message = isDenied ? subjectless(String(answer.body["message"])) : "allowed";
  const denials = decisions.decisions
    .filter(({ actions }) => actions.includes("Deny"))
    .map((decision) => respond(request, { ...decisions, decisions: [decision] }).status)
    .map((status) => `${status?.code} ${subjectless(status?.message ?? "")}`);
  const theirs = isDenied ? `${answer.status} ${message}` : message;
  const ours = denials.includes(theirs) ? theirs : (denials[0] ?? "allowed");
  const warnings = [...respond(request, decisions).warnings].sort();
  return { ours: [ours, ...warnings].join("\n    "), theirs: [theirs, ...[...answer.warnings].sort()].join("\n    ") };
}

function subjectless(message: string): string {
  return message.replace(/^pods "[^"]*" is forbidden/, "pods is forbidden");
}

function judged(placed: Manifest, environment: string, workload: Manifest | undefined): AdmissionRequest {
  const options = { kinds, namespaceObject: ring.namespaceOf(placed, kinds), neighbours: ring.neighbours };
  const made = workload && podRequestOf(ring.placed(workload, environment), options);
  return made ?? requestOf(placed, options);
}

function warningsOf({ warnings }: Answer): readonly string[] {
  return warnings.filter((warning) => warning.includes("ValidatingAdmissionPolicy"));
}

/** Sends an object as a new one: a mutation may have lost its name. */
async function send(object: Manifest): Promise<Answer> {
  const metadata = object["metadata"] as Manifest | null;
  const namespace = kindOf(object, kinds).namespaced ? String(metadata?.["namespace"] ?? "default") : "";
  const path = await pathOf(cluster, { ...object, metadata: { name: "", namespace } });
  const json = { type: "application/json", text: JSON.stringify(object) };
  return ask(cluster, "POST", `${path.slice(0, -1)}?dryRun=All&fieldValidation=Ignore`, json);
}
