import { compile, type Kinds, kindsOf, languageMinor, type Manifest, type Policies } from "@slipway/admission";
import { definitionsOf } from "../definitions.ts";
import { type Doc, findingAt, isMap, place, valueAt } from "../doc.ts";
import type { File, Files } from "../files.ts";
import { compare, type Finding } from "../finding.ts";
import type { Exception } from "../gen/types.ts";
import { namedLike, readValid, type Valid } from "../ground.ts";
import { suggest } from "../suggest.ts";
import { documentsOf } from "./documents.ts";
import { exceptionCondition } from "./exception-condition.ts";

/** A policy of the tree, with what its folder holds. */
export interface PolicySource {
  readonly name: string;
  /** `policies/<name>` */
  readonly folder: string;
  readonly policy: Doc;
  /** Its bindings, parameters, and whatever else the file holds. */
  readonly others: readonly Doc[];
}

/** What a tree has under policies/. */
export interface PolicySet {
  readonly sources: ReadonlyMap<string, PolicySource>;
  /** The valid exceptions from policies that are there, by their names. */
  readonly exceptions: readonly Valid<Exception>[];
  /** What is wrong with the policies and the exceptions. */
  readonly findings: readonly Finding[];
}

/** Policies ready to decide, as one release of the API server runs them. */
export interface Compiled {
  /** With the exceptions as match conditions. */
  readonly policies: Policies;
  /** Without them. */
  readonly plain: Policies;
}

const byFiles = new WeakMap<Files, PolicySet>();
const byContent = new WeakMap<File, readonly { files: readonly File[]; set: PolicySet }[]>();

/** Trees that are compared with one another have few different sets of policies. */
const mostSets = 4;

/** Stands for the first file where there is none: trees without policies have the same set too. */
const none: File = { mode: "100644", content: "" };

/** The policies of a tree. Trees with the same files under policies/ have the same set: it is compiled once. */
export function policiesOf(files: Files): PolicySet {
  const before = byFiles.get(files);
  if (before !== undefined) return before;
  const paths = [...files.keys()].filter((path) => path.startsWith("policies/")).sort(compare);
  const own = new Map(paths.map((path) => [path, files.get(path) as File]));
  const list = [...own.values()];
  const first = list[0] ?? none;
  const sets = byContent.get(first) ?? [];
  const known = sets.find(
    ({ files: others }) => others.length === list.length && others.every((file, index) => file === list[index]),
  );
  const set = known?.set ?? readPolicies(own);
  if (known === undefined) byContent.set(first, [{ files: list, set }, ...sets].slice(0, mostSets));
  byFiles.set(files, set);
  return set;
}

function readPolicies(files: Files): PolicySet {
  const sources = new Map<string, PolicySource>();
  const findings: Finding[] = [];
  for (const [path, file] of files) {
    const name = /^policies\/([^/]+)\/policy\.yaml$/.exec(path)?.[1];
    if (name === undefined || name === "exceptions") continue;
    const { docs, findings: flaws } = documentsOf(path, file);
    findings.push(...flaws);
    const policy = docs.find(({ value }) => isMap(value) && value["kind"] === "ValidatingAdmissionPolicy");
    if (policy === undefined) findings.push(noPolicy(path));
    else if (namedLike(policy, { name }, findings))
      sources.set(name, { name, folder: `policies/${name}`, policy, others: docs.filter((doc) => doc !== policy) });
  }
  const exceptions = readExceptions(files, sources, findings);
  const set = { sources, exceptions, findings };
  findings.push(...compileFindings(set));
  return set;
}

function noPolicy(path: string): Finding {
  const message = "No ValidatingAdmissionPolicy stands in this file.";
  return place(path, { line: 1, column: 1 }, { code: "POLICY_INVALID", message, hint: "One folder holds one policy." });
}

function readExceptions(
  files: Files,
  sources: ReadonlyMap<string, PolicySource>,
  findings: Finding[],
): Valid<Exception>[] {
  const exceptions: Valid<Exception>[] = [];
  for (const path of files.keys()) {
    const name = /^policies\/exceptions\/([^/]+)\.yaml$/.exec(path)?.[1];
    if (name === undefined) continue;
    const valid = readValid<Exception>(files, path, "exception", findings);
    if (valid === undefined || !namedLike(valid.doc, { name }, findings)) continue;
    const { policy } = valid.value.spec;
    if (sources.has(policy)) exceptions.push(valid);
    else {
      const near = suggest(policy, [...sources.keys()]);
      const hint = near === undefined ? "Delete the exception." : `Did you mean "${near}"?`;
      const message = `There is no policy "${policy}".`;
      findings.push(findingAt(valid.doc, ["spec", "policy"], { code: "POLICY_UNKNOWN", message, hint }));
    }
  }
  return exceptions;
}

/** What is wrong with policies that can be read: the server would not take them, or an expression does not compile. */
function compileFindings(set: PolicySet): Finding[] {
  const docs = new Map(
    [...set.sources.values()].flatMap(({ policy, others }) => [policy, ...others].map((doc) => [doc.value, doc])),
  );
  return compiledFor(set, newest).plain.issues.flatMap(({ source, path, message }) => {
    const doc = docs.get(source as Doc["value"]);
    const hint = "The API server would refuse this, or fail whenever the policy is asked.";
    return doc === undefined ? [] : [findingAt(doc, path, { code: "POLICY_INVALID", message, hint })];
  });
}

const newest = 36;
const compiled = new WeakMap<PolicySet, Map<number, Compiled>>();

/** The policies of a set as a server of the release 1.`minor` runs them. */
export function compiledFor(set: PolicySet, minor: number): Compiled {
  const known = compiled.get(set) ?? new Map<number, Compiled>();
  compiled.set(set, known);
  const language = languageMinor(minor);
  const made = known.get(language) ?? compileSet(set, language);
  known.set(language, made);
  return made;
}

function compileSet(set: PolicySet, minor: number): Compiled {
  const plain = compile(objectsOf(set), { minor, paramsComplete: true });
  const names = new Set(set.exceptions.map(({ value }) => value.spec.policy));
  const sources = new Map([...set.sources].filter(([name]) => names.has(name)));
  const eased = compile(objectsWith({ ...set, sources }), { minor, paramsComplete: true });
  const policies = plain.policies.map((policy) => eased.policies.find(({ name }) => name === policy.name) ?? policy);
  return { plain: taken(plain), policies: taken({ ...plain, policies }) };
}

/** What the server has taken: it refuses a policy with an expression that does not compile. */
function taken(policies: Policies): Policies {
  const refused = new Set(policies.issues.map(({ source }) => source["metadata"]));
  return { ...policies, policies: policies.policies.filter(({ source }) => !refused.has(source["metadata"])) };
}

function objectsOf(set: PolicySet): Manifest[] {
  return [...set.sources.values()]
    .flatMap(({ policy, others }) => [policy, ...others].map(({ value }) => value))
    .filter(isMap);
}

/** All objects of the policies, with exceptions as match conditions: those of one environment, or of all. */
export function objectsWith(set: PolicySet, environment?: string): Manifest[] {
  return objectsOf(set).map((object) => {
    const name = valueAt(object as Doc["value"], ["metadata", "name"]);
    const own = set.exceptions.filter(
      ({ value: { spec } }) =>
        spec.policy === name && (environment === undefined || spec.environments.includes(environment)),
    );
    if (object["kind"] !== "ValidatingAdmissionPolicy" || own.length === 0) return object;
    const spec = object["spec"] as Manifest;
    const conditions = Array.isArray(spec["matchConditions"]) ? spec["matchConditions"] : [];
    const excepted = own.map(({ value }) => exceptionCondition(value));
    return { ...object, spec: { ...spec, matchConditions: [...conditions, ...excepted] } };
  });
}

const kinds = new WeakMap<object, Kinds>();

/** The kinds that the clusters of a platform have. */
export function kindsIn(files: Files): Kinds {
  const { definitions } = definitionsOf(files);
  const known = kinds.get(definitions) ?? kindsOf(definitions);
  kinds.set(definitions, known);
  return known;
}
