import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { check, type Manifest } from "@slipway/check";
import { build, type Files, groundOf, promotionOrder } from "@slipway/engine";
import { loadAll } from "js-yaml";
import { mutated, pick, seeded } from "../packages/check/conformance/mutate.ts";
import { kindOf } from "../packages/check/src/kubernetes-types.ts";
import { isObject } from "../packages/check/src/manifest.ts";
import { type Answer, ask, openCluster, pathOf, removeNamespaces } from "./cluster.ts";
import { grown, harvestOf } from "./objects/grown.ts";

/**
 * `npm run e2e -- objects [FILE…] [--mutations N] [--seed N] [--verbose]`: sends every rendered object of the sample, or those of
 * some files, and mutations of them to a real API server, strict and as a dry run, and compares its verdict with that
 * of `check`. Every other mutation puts fields into one of the objects of the cases, and every sixteenth is of a
 * definition that the cluster has. Exit 1: a rendered object was refused by either, or fewer than 98 of 100 verdicts are the same.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mutations: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    verbose: { type: "boolean", default: false },
  },
});
const cluster = openCluster();
const namespace = "check-e2e";
const version = String((await ask(cluster, "GET", "/version")).body["gitVersion"]);
const served = await ask(cluster, "GET", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions");
const definitions = (served.body["items"] as Manifest[]).map((item) => ({ ...item, kind: "CustomResourceDefinition" }));

const objects = (positionals.length > 0 ? inFiles(positionals) : rendered()).map(placed);
const random = seeded(Number(values.seed));
const cases = ofCases();
const harvest = harvestOf(cases);
const written = definitions.map(asWritten);
const mutations = Array.from({ length: Number(values.mutations) }, (_, index) => {
  if (index % 16 === 0) return mutated(pick(written, random), random);
  return index % 2 === 0 ? mutated(pick(objects, random), random) : grown(pick(cases, random), harvest, random);
});

await post({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }, "");
// The server takes no Pod without.
await post({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } }, "");
const tally = { same: 0, missed: 0, alarms: 0, stage: 0, words: 0, refusals: 0, unanswered: 0 };
let refused = 0;
try {
  for (const object of objects) {
    if (await differs(object, "rendered")) refused += 1;
  }
  for (const { object, words } of mutations) await differs(object, words);
} finally {
  await removeNamespaces(cluster, [namespace]);
}

const all = objects.length + mutations.length - tally.unanswered;
console.log(
  `${objects.length} rendered objects, ${refused} refused; ${mutations.length} mutations, ${tally.refusals} refused`,
);
console.log(`of the refusals ${tally.words} in the server's words, ${tally.stage} at another stage`);
console.log(
  `objects: ${tally.same} of ${all} verdicts agree with Kubernetes ${version}, ${tally.missed} missed, ${tally.alarms} false alarms`,
);
process.exit(refused > 0 || tally.same < 0.98 * all ? 1 : 0);

function rendered(): Manifest[] {
  const paths = execFileSync("git", ["ls-files", "apps", "environments"], { encoding: "utf8" }).trim().split("\n");
  const files: Files = new Map(paths.map((path) => [path, { mode: "100644", content: readFileSync(path, "utf8") }]));
  return promotionOrder(groundOf(files).environments).flatMap((environment) =>
    [...build(files, environment).files.values()].flatMap((text) => loadAll(text) as Manifest[]),
  );
}

function inFiles(paths: readonly string[]): Manifest[] {
  return paths.flatMap((path) => loadAll(readFileSync(path, "utf8")) as Manifest[]).filter((one) => one?.["metadata"]);
}

/** A definition of the cluster as somebody wrote it. */
function asWritten({ apiVersion = "apiextensions.k8s.io/v1", kind, metadata, spec }: Manifest): Manifest {
  const { name, annotations } = metadata as Manifest;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(annotations === undefined ? {} : { annotations }) },
    spec,
  } as Manifest;
}

/** The objects of the cases of packages/check that are of kinds whose rules it knows. */
function ofCases(): Manifest[] {
  const home = "packages/check/cases";
  const folders = readdirSync(home, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const all = folders.flatMap(
    ({ name }) => loadAll(readFileSync(`${home}/${name}/objects.yaml`, "utf8")) as Manifest[],
  );
  return all.filter((object) => isObject(object) && isObject(object["metadata"]) && isRuled(object)).map(placed);
}

function isRuled({ apiVersion, kind }: Manifest): boolean {
  return /\bv[12]$/.test(String(apiVersion)) && kindOf(String(apiVersion), String(kind)) !== undefined;
}

/** The object in the one namespace that this program makes. */
function placed(object: Manifest): Manifest {
  const metadata = object["metadata"] as Manifest;
  return metadata["namespace"] === undefined ? object : { ...object, metadata: { ...metadata, namespace } };
}

/** Sends an object as a new one. Its path is that of an object with a name: a mutation may have lost it. */
async function post(object: Manifest, options: string): Promise<Answer> {
  const path = await pathOf(cluster, { ...object, metadata: { name: "", namespace } });
  const json = { type: "application/json", text: JSON.stringify(object) };
  return ask(cluster, "POST", `${path.slice(0, -1)}${options}`, json);
}

/** Compares the verdicts on one object, and tells where they differ. Gives whether either refuses it. */
async function differs(object: Manifest, words: string): Promise<boolean> {
  const answer = await post(object, "?dryRun=All&fieldValidation=Strict").catch(() => undefined);
  if (answer === undefined) {
    // Some objects make the server itself stumble: it hangs up and says nothing.
    console.log(`no answer: ${String(object["kind"])} ${words}`);
    tally.unanswered += 1;
    return false;
  }
  const { status, body } = answer;
  // Whatever is there already has been validated before that is found out.
  const accepted = status < 300 || status === 409;
  const message = String(body["message"] ?? "");
  const against = { kubernetes: version, definitions, namespace };
  const found = check([object], against).filter(({ severity }) => severity === "error");
  const tell = (what: string, of = found) => {
    console.log(`${what}: ${String(object["kind"])} ${words}`);
    if (!accepted) console.log(`  server: ${status} ${message.slice(0, 500)}`);
    for (const { path, message: ours } of of.slice(0, 3)) console.log(`  ours: ${path}: ${ours.slice(0, 300)}`);
  };
  if (!accepted) tally.refusals += 1;
  if (accepted !== (found.length === 0)) {
    tally[accepted ? "alarms" : "missed"] += 1;
    tell(accepted ? "false alarm" : "missed");
  } else {
    tally.same += 1;
    if (!accepted && words === "rendered") tell("refused");
    const others = accepted ? [] : otherWords(status, message, found);
    if (others.length > 0 && values.verbose) tell("other words", others);
  }
  return !accepted || found.length > 0;
}

/** What `check` says at another stage or in other words than the server. */
function otherWords(status: number, message: string, found: ReturnType<typeof check>): ReturnType<typeof check> {
  const strayed = found.filter((finding) => (finding.stage === "decode") !== (status === 400));
  const reworded = found.filter(
    ({ path, message: ours }) => !message.includes(status === 422 ? `${path}: ${ours}` : ours),
  );
  if (strayed.length > 0) tally.stage += 1;
  if (reworded.length === 0) tally.words += 1;
  return [...new Set([...strayed, ...reworded])];
}
